/**
 * Stripe's balance transactions: one for everything that moves the balance.
 *
 * Law: net = amount − fee, and fee is the sum of `fee_details`.
 */
import type { Currency } from '../../domain/money/currency.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import { midnightAfter } from './pieces.js'

export interface WireFeeDetail {
  readonly amount: number
  readonly application: string | null
  readonly currency: string
  readonly description: string
  readonly type: 'application_fee' | 'stripe_fee'
}

export type TransactionType =
  | 'adjustment'
  | 'application_fee'
  | 'application_fee_refund'
  | 'charge'
  | 'payment'
  | 'payment_failure_refund'
  | 'payment_refund'
  | 'refund'
  | 'refund_failure'
  | 'transfer'
  | 'transfer_refund'

/** Amounts are signed: negative where money leaves the balance. */
export interface WireBalanceTransaction {
  readonly id: string
  readonly object: 'balance_transaction'
  readonly amount: number
  readonly available_on: number
  readonly balance_type: 'payments'
  readonly created: number
  readonly currency: string
  readonly description: string | null
  readonly exchange_rate: number | null
  readonly fee: number
  readonly fee_details: readonly WireFeeDetail[]
  readonly net: number
  readonly reporting_category: string
  readonly source: string
  readonly status: 'available' | 'pending'
  readonly type: TransactionType
}

/** What every movement is told. The amount is what moves, without sign. */
export interface GivenMovement {
  readonly id: string
  readonly amount: MinorUnits
  readonly created: number
  readonly currency: Currency
}

/** Days until money is available: at midnight (UTC) of the seventh day after, as recorded. */
const SETTLING_DAYS = 7

/**
 * The transaction as it reads at a later moment: what was pending is available from `available_on` on.
 *
 * @example
 * asOf(604_799, { status: 'pending', available_on: 604_800 }).status // => 'pending'
 * asOf(604_800, { status: 'pending', available_on: 604_800 }).status // => 'available'
 * @since 0.1.0
 * @category balance transaction
 */
export const asOf = (now: number, transaction: WireBalanceTransaction): WireBalanceTransaction =>
  transaction.status === 'pending' && now >= transaction.available_on
    ? { ...transaction, status: 'available' }
    : transaction

/** What one kind of movement says of itself. */
export interface Kind {
  readonly sign: 1 | -1
  readonly at: 'once' | 'settled'
  readonly description: string | null
  readonly fees?: readonly WireFeeDetail[] | undefined
  readonly reporting_category: string
  readonly source: string
  readonly type: TransactionType
}

/** One for all of them: most movements cost nothing. */
const NO_FEES: readonly WireFeeDetail[] = []

/** One movement. It settles at midnight (UTC) of the seventh day after, or is there at once. */
export const movement = (given: GivenMovement, kind: Kind): WireBalanceTransaction => {
  const amount = kind.sign * given.amount
  const fees = kind.fees ?? NO_FEES
  const taken = fees.reduce((sum, fee) => sum + fee.amount, 0)
  return {
    id: given.id,
    object: 'balance_transaction',
    amount,
    available_on: kind.at === 'once' ? given.created : midnightAfter(given.created, SETTLING_DAYS),
    balance_type: 'payments',
    created: given.created,
    currency: given.currency,
    description: kind.description,
    exchange_rate: null,
    fee: taken,
    fee_details: fees,
    net: amount - taken,
    reporting_category: kind.reporting_category,
    source: kind.source,
    status: kind.at === 'once' ? 'available' : 'pending',
    type: kind.type,
  }
}

/** What Stripe takes of a movement. */
export const stripeFee = (amount: number, currency: string, description: string): WireFeeDetail => ({
  amount,
  application: null,
  currency,
  description,
  type: 'stripe_fee',
})

/** The platform, as what it takes its fees for. */
export interface Application {
  readonly id: string
  readonly name: string
}

/**
 * What the platform takes of a connected account's movement, or gives back with it: negative then. Source: `fee_details` of payments
 * and charges of connected accounts, recorded in 2017. What is given back is named after the processor's fee that was.
 */
export const applicationFee = (
  amount: number,
  currency: string,
  { id: application, name }: Application,
): WireFeeDetail => ({
  amount,
  application,
  currency,
  description: `${name} application fee${amount < 0 ? ' refund' : ''}`,
  type: 'application_fee',
})
