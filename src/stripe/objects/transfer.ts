/** Stripe's transfer to a connected account, and what came back of it. */
import { newSublist, type WireSublist } from './list.js'
import type { WireMetadata } from './pieces.js'

export interface WireReversal {
  readonly id: string
  readonly object: 'transfer_reversal'
  readonly amount: number
  readonly balance_transaction: string | null
  readonly created: number
  readonly currency: string
  readonly destination_payment_refund: string | null
  readonly metadata: WireMetadata
  readonly source_refund: string | null
  readonly transfer: string
}

export interface WireTransferObject {
  readonly id: string
  readonly object: 'transfer'
  readonly amount: number
  readonly amount_reversed: number
  readonly balance_transaction: string | null
  readonly created: number
  readonly currency: string
  readonly description: string | null
  readonly destination: string
  readonly destination_payment: string
  readonly livemode: boolean
  readonly metadata: WireMetadata
  readonly reversals: WireSublist<WireReversal>
  readonly reversed: boolean
  readonly source_transaction: string | null
  readonly source_type: 'card'
  readonly transfer_group: string | null
}

/** What is told of a new transfer. */
export interface GivenTransfer {
  readonly id: string
  readonly amount: number
  readonly balance_transaction: string | null
  readonly created: number
  readonly currency: string
  readonly destination: string
  /** The payment that the transfer makes on the connected account. */
  readonly destination_payment: string
  /** The charge that the money comes from. */
  readonly source_transaction: string | null
  readonly transfer_group: string | null
  readonly description?: string | null
  readonly metadata?: WireMetadata
}

/**
 * A transfer of which nothing came back. Source: one recorded on 2026-09-27.
 *
 * @example
 * const told = { id: 'tr_1', amount: 880, balance_transaction: 'txn_1', created: 1, currency: 'usd', destination: 'acct_1', destination_payment: 'py_1', source_transaction: 'ch_1', transfer_group: null }
 * newTransfer(told).reversals.url // => '/v1/transfers/tr_1/reversals'
 * @since 0.1.0
 * @category transfer
 */
export const newTransfer = (given: GivenTransfer): WireTransferObject => ({
  id: given.id,
  object: 'transfer',
  amount: given.amount,
  amount_reversed: 0,
  balance_transaction: given.balance_transaction,
  created: given.created,
  currency: given.currency,
  description: given.description ?? null,
  destination: given.destination,
  destination_payment: given.destination_payment,
  livemode: false,
  metadata: given.metadata ?? {},
  reversals: newSublist(reversalsOf(given.id), []),
  reversed: false,
  source_transaction: given.source_transaction,
  source_type: 'card',
  transfer_group: given.transfer_group,
})

const reversalsOf = (transfer: string): string => `/v1/transfers/${transfer}/reversals`

/** What is told of a new reversal. */
export interface GivenReversal {
  readonly id: string
  readonly amount: number
  readonly balance_transaction: string | null
  readonly created: number
  readonly currency: string
  readonly transfer: string
  /** The refund of the connected account's payment. */
  readonly destination_payment_refund: string | null
  /** The refund that asked for it; null where it was reversed directly. */
  readonly source_refund: string | null
  readonly metadata?: WireMetadata
}

/**
 * What came back of a transfer. Source: one recorded on 2026-09-27.
 *
 * @example
 * const told = { id: 'trr_1', amount: 367, balance_transaction: 'txn_2', created: 2, currency: 'usd', destination_payment_refund: 'pyr_1', source_refund: 're_1', transfer: 'tr_1' }
 * newTransferReversal(told).object // => 'transfer_reversal'
 * @since 0.1.0
 * @category transfer
 */
export const newTransferReversal = (given: GivenReversal): WireReversal => ({
  id: given.id,
  object: 'transfer_reversal',
  amount: given.amount,
  balance_transaction: given.balance_transaction,
  created: given.created,
  currency: given.currency,
  destination_payment_refund: given.destination_payment_refund,
  metadata: given.metadata ?? {},
  source_refund: given.source_refund,
  transfer: given.transfer,
})

/**
 * The transfer with all that came back of it, newest first.
 *
 * @example
 * const told = { id: 'tr_1', amount: 367, balance_transaction: 'txn_1', created: 1, currency: 'usd', destination: 'acct_1', destination_payment: 'py_1', source_transaction: 'ch_1', transfer_group: null }
 * const back = newTransferReversal({ id: 'trr_1', amount: 367, balance_transaction: 'txn_2', created: 2, currency: 'usd', destination_payment_refund: 'pyr_1', source_refund: 're_1', transfer: 'tr_1' })
 * withReversals(newTransfer(told), [back]).reversed // => true
 * @since 0.1.0
 * @category transfer
 */
export const withReversals = (transfer: WireTransferObject, reversals: readonly WireReversal[]): WireTransferObject => {
  const amount_reversed = reversals.reduce((sum, { amount }) => sum + amount, 0)
  return {
    ...transfer,
    amount_reversed,
    reversals: newSublist(reversalsOf(transfer.id), reversals),
    reversed: amount_reversed === transfer.amount,
  }
}
