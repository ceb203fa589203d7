/** Stripe's application fee, and what was given back of it. */
import { newSublist, type WireSublist } from './list.js'
import type { WireMetadata } from './pieces.js'

export interface WireFeeRefund {
  readonly id: string
  readonly object: 'fee_refund'
  readonly amount: number
  readonly balance_transaction: string | null
  readonly created: number
  readonly currency: string
  readonly fee: string
  readonly metadata: WireMetadata
}

export interface WireApplicationFee {
  readonly id: string
  readonly object: 'application_fee'
  readonly account: string
  readonly amount: number
  readonly amount_refunded: number
  readonly application: string
  readonly balance_transaction: string | null
  readonly charge: string
  readonly created: number
  readonly currency: string
  readonly fee_source: { readonly charge: string; readonly type: 'charge' }
  readonly livemode: boolean
  readonly originating_transaction: string | null
  readonly refunded: boolean
  readonly refunds: WireSublist<WireFeeRefund>
}

/** What is told of a new fee. `charge` is the connected account's: the payment that the transfer made there. */
export interface GivenApplicationFee {
  readonly id: string
  readonly account: string
  readonly amount: number
  readonly application: string
  readonly balance_transaction: string | null
  readonly charge: string
  readonly created: number
  readonly currency: string
  /** The platform's charge, of a destination charge. */
  readonly originating_transaction: string | null
}

/**
 * A platform's fee of which nothing was given back. Source: one quoted in a public transcript of July 2025.
 *
 * @example
 * const told = { id: 'fee_1', account: 'acct_1', amount: 30, application: 'ca_1', balance_transaction: 'txn_1', charge: 'py_1', created: 1, currency: 'usd', originating_transaction: 'ch_1' }
 * newApplicationFee(told).refunds.url // => '/v1/application_fees/fee_1/refunds'
 * @since 0.1.0
 * @category application fee
 */
export const newApplicationFee = (given: GivenApplicationFee): WireApplicationFee => ({
  id: given.id,
  object: 'application_fee',
  account: given.account,
  amount: given.amount,
  amount_refunded: 0,
  application: given.application,
  balance_transaction: given.balance_transaction,
  charge: given.charge,
  created: given.created,
  currency: given.currency,
  fee_source: { charge: given.charge, type: 'charge' },
  livemode: false,
  originating_transaction: given.originating_transaction,
  refunded: false,
  refunds: newSublist(refundsOf(given.id), []),
})

const refundsOf = (fee: string): string => `/v1/application_fees/${fee}/refunds`

/**
 * What was given back of a fee. Source: the schema, and the example of Stripe's API reference.
 *
 * @example
 * const told = { id: 'fr_1', amount: 15, balance_transaction: 'txn_2', created: 2, currency: 'usd', fee: 'fee_1' }
 * newFeeRefund(told).metadata // => {}
 * @since 0.1.0
 * @category application fee
 */
export const newFeeRefund = (
  given: Omit<WireFeeRefund, 'metadata' | 'object'> & { readonly metadata?: WireMetadata },
): WireFeeRefund => ({
  id: given.id,
  object: 'fee_refund',
  amount: given.amount,
  balance_transaction: given.balance_transaction,
  created: given.created,
  currency: given.currency,
  fee: given.fee,
  metadata: given.metadata ?? {},
})

/**
 * The fee with all that was given back of it, newest first.
 *
 * `returned` is in the fee's currency; a refund's own amount is in the platform's, which may be another.
 *
 * @example
 * const told = { id: 'fee_1', account: 'acct_1', amount: 30, application: 'ca_1', balance_transaction: 'txn_1', charge: 'py_1', created: 1, currency: 'usd', originating_transaction: 'ch_1' }
 * const back = newFeeRefund({ id: 'fr_1', amount: 30, balance_transaction: 'txn_2', created: 2, currency: 'usd', fee: 'fee_1' })
 * withFeeRefunds(newApplicationFee(told), { returned: 30, refunds: [back] }).refunded // => true
 * @since 0.1.0
 * @category application fee
 */
export const withFeeRefunds = (
  fee: WireApplicationFee,
  { returned, refunds }: { readonly returned: number; readonly refunds: readonly WireFeeRefund[] },
): WireApplicationFee => ({
  ...fee,
  amount_refunded: returned,
  refunded: returned === fee.amount,
  refunds: newSublist(refundsOf(fee.id), refunds),
})
