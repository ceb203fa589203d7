/** The names under which things are stored: whose they are, and under which key they were asked. */
import type { Brand } from '../domain/brand.js'
import { type Either, left, right } from '../domain/either.js'

/** Whose charges they are. Accounts are separate worlds: nothing of one is seen, counted or taken from another. */
export type Account = Brand<string, 'Account'>
/** Names one intention of a caller, on every attempt of it. */
export type IdempotencyKey = Brand<string, 'IdempotencyKey'>

/** A value that is no name, and which. */
export interface InvalidName {
  readonly _tag: 'InvalidName'
  readonly field: 'account' | 'key'
  readonly value: unknown
  readonly problem: 'notText' | 'empty' | 'tooLong' | 'illFormed'
}

/** Longest name accepted, in UTF-16 units. Source for keys: docs.stripe.com/api/idempotent_requests. */
const LONGEST = 255
/** NUL and lone surrogates: databases refuse the one, and in UTF-8 all of the others are the same. */
export const ILL_FORMED = /[\0\p{Cs}]/u

const name =
  <Name extends string>(field: InvalidName['field']) =>
  (value: string): Either<InvalidName, Name> => {
    if (typeof value !== 'string') return left({ _tag: 'InvalidName', field, value, problem: 'notText' })
    if (value === '') return left({ _tag: 'InvalidName', field, value, problem: 'empty' })
    if (value.length > LONGEST) return left({ _tag: 'InvalidName', field, value, problem: 'tooLong' })
    if (ILL_FORMED.test(value)) return left({ _tag: 'InvalidName', field, value, problem: 'illFormed' })
    return right(value as Name)
  }

/**
 * The name of an account: any text of 1 to 255 characters.
 *
 * @example
 * account('acct_1') // => right('acct_1')
 * @since 0.1.0
 * @category store
 */
export const account: (value: string) => Either<InvalidName, Account> = name('account')

/**
 * An idempotency key: any text of 1 to 255 characters, unique in its account.
 *
 * @example
 * idempotencyKey('') // => left({ _tag: 'InvalidName', field: 'key', value: '', problem: 'empty' })
 * @since 0.1.0
 * @category store
 */
export const idempotencyKey: (value: string) => Either<InvalidName, IdempotencyKey> = name('key')
