/** Identifiers: opaque, non-empty, one type for each kind, so that a refund's id never stands where a charge's belongs. */
import type { Brand } from '../brand.js'
import { type Either, left, right } from '../either.js'

/** The id of a charge, such as `ch_…`. */
export type ChargeId = Brand<string, 'ChargeId'>
/** The id of a refund, such as `re_…`. */
export type RefundId = Brand<string, 'RefundId'>
/** The id of a dispute, such as `dp_…`. */
export type DisputeId = Brand<string, 'DisputeId'>

/** A value that is no id, and whose. */
export interface InvalidId {
  readonly _tag: 'InvalidId'
  readonly field: 'charge' | 'refund' | 'dispute'
  readonly value: unknown
  readonly problem: 'notText' | 'empty' | 'tooLong' | 'illFormed'
}

/** Longest id accepted, in UTF-16 units. Source: Stripe's OpenAPI, `maxLength: 5000` of every id. */
const LONGEST = 5000
/** NUL and lone surrogates: databases refuse the one, and in UTF-8 all of the others are the same. */
const ILL_FORMED = /[\0\p{Cs}]/u

const id =
  <Id extends string>(field: InvalidId['field']) =>
  (value: string): Either<InvalidId, Id> => {
    if (typeof value !== 'string') return left({ _tag: 'InvalidId', field, value, problem: 'notText' })
    if (value === '') return left({ _tag: 'InvalidId', field, value, problem: 'empty' })
    if (value.length > LONGEST) return left({ _tag: 'InvalidId', field, value, problem: 'tooLong' })
    if (ILL_FORMED.test(value)) return left({ _tag: 'InvalidId', field, value, problem: 'illFormed' })
    return right(value as Id)
  }

/**
 * A charge's id, unique in its account.
 *
 * @example
 * chargeId('ch_1') // => right('ch_1')
 * chargeId('') // => left({ _tag: 'InvalidId', field: 'charge', value: '', problem: 'empty' })
 * @since 0.1.0
 * @category id
 */
export const chargeId: (value: string) => Either<InvalidId, ChargeId> = id('charge')

/**
 * A refund's id: the caller mints it with the intention to refund, and keeps it on every attempt.
 *
 * @example
 * refundId('re_1') // => right('re_1')
 * @since 0.1.0
 * @category id
 */
export const refundId: (value: string) => Either<InvalidId, RefundId> = id('refund')

/**
 * A dispute's id.
 *
 * @example
 * disputeId('dp_1') // => right('dp_1')
 * @since 0.1.0
 * @category id
 */
export const disputeId: (value: string) => Either<InvalidId, DisputeId> = id('dispute')
