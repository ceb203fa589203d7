/** What charges, their refunds and their disputes do to the balance. */
import {
  type GivenMovement,
  movement,
  stripeFee,
  type WireBalanceTransaction,
  type WireFeeDetail,
} from './balance-transaction.js'
import { DISPUTE_FEE, processingFee } from './fees.js'

/**
 * Money from a charge. Cards that bypass the pending balance are available at once.
 *
 * @example
 * const moved = newChargeTransaction({ id: 'txn_1', amount: usd(1000), charge: 'ch_1', created: 1, currency: usd_, description: null })
 * const shown = [moved.amount, moved.fee, moved.net, moved.type] // => [1000, 59, 941, 'charge']
 * @since 0.1.0
 * @category balance transaction
 */
export const newChargeTransaction = (
  given: GivenMovement & {
    readonly charge: string
    readonly description: string | null
    readonly bypassesPending?: boolean
    /** What the platform takes of a connected account's charge. */
    readonly applicationFee?: WireFeeDetail
  },
): WireBalanceTransaction =>
  movement(given, {
    sign: 1,
    at: given.bypassesPending === true ? 'once' : 'settled',
    description: given.description,
    fees: [
      ...(given.applicationFee === undefined ? [] : [given.applicationFee]),
      stripeFee(processingFee(given.amount, given.currency), given.currency, 'Stripe processing fees'),
    ],
    reporting_category: 'charge',
    source: given.charge,
    type: isPayment(given.charge) ? 'payment' : 'charge',
  })

/** Of a refund is told whose charge it is of: the description of the charge stands in its own. */
export type GivenRefundMovement = GivenMovement & {
  readonly chargeDescription: string | null
  readonly refund: string
  /** What the platform gives back of its fee with it. */
  readonly applicationFee?: WireFeeDetail | undefined
}

/**
 * Money back to the customer. The processor's fee stays where it is.
 *
 * @example
 * const moved = newRefundTransaction({ id: 'txn_1', amount: usd(300), chargeDescription: 'Order 7', created: 1, currency: usd_, refund: 're_1' })
 * const shown = [moved.net, moved.description] // => [-300, 'REFUND FOR CHARGE (Order 7)']
 * @since 0.1.0
 * @category balance transaction
 */
export const newRefundTransaction = (given: GivenRefundMovement): WireBalanceTransaction =>
  movement(given, {
    sign: -1,
    at: 'settled',
    description: refundDescription(given),
    fees: given.applicationFee === undefined ? undefined : [given.applicationFee],
    reporting_category: 'refund',
    source: given.refund,
    type: isPayment(given.refund) ? 'payment_refund' : 'refund',
  })

/**
 * The money of a refund that failed or was canceled, back in the balance. Its description is not recorded: null.
 *
 * @example
 * const moved = newRefundFailureTransaction({ id: 'txn_2', amount: usd(300), chargeDescription: null, created: 2, currency: usd_, refund: 're_1' })
 * const shown = [moved.net, moved.type] // => [300, 'refund_failure']
 * @since 0.1.0
 * @category balance transaction
 */
export const newRefundFailureTransaction = (given: GivenRefundMovement): WireBalanceTransaction =>
  movement(given, {
    sign: 1,
    at: 'settled',
    description: null,
    reporting_category: 'refund_failure',
    source: given.refund,
    type: isPayment(given.refund) ? 'payment_failure_refund' : 'refund_failure',
  })

/** Of a dispute is told which charge it is of. */
export type GivenDisputeMovement = GivenMovement & { readonly charge: string; readonly dispute: string }

/**
 * The withdrawal of a disputed amount, and the dispute fee; both at once, as recorded.
 *
 * @example
 * const moved = newDisputeTransaction({ id: 'txn_1', amount: usd(3000), charge: 'ch_1', created: 1, currency: usd_, dispute: 'du_1' })
 * const shown = [moved.amount, moved.fee, moved.net] // => [-3000, 1500, -4500]
 * @since 0.1.0
 * @category balance transaction
 */
export const newDisputeTransaction = (given: GivenDisputeMovement): WireBalanceTransaction =>
  movement(given, {
    sign: -1,
    at: 'once',
    description: `Chargeback withdrawal for ${given.charge}`,
    fees: [stripeFee(DISPUTE_FEE, given.currency, 'Dispute fee')],
    reporting_category: 'dispute',
    source: given.dispute,
    type: 'adjustment',
  })

/**
 * The disputed amount back after a dispute that was won. The dispute fee is not returned, as recorded.
 *
 * @example
 * const moved = newDisputeReversalTransaction({ id: 'txn_2', amount: usd(3000), charge: 'ch_1', created: 1, currency: usd_, dispute: 'du_1' })
 * const shown = [moved.net, moved.reporting_category] // => [3000, 'dispute_reversal']
 * @since 0.1.0
 * @category balance transaction
 */
export const newDisputeReversalTransaction = (given: GivenDisputeMovement): WireBalanceTransaction =>
  movement(given, {
    sign: 1,
    at: 'settled',
    description: `Chargeback reversal for ${given.charge}`,
    reporting_category: 'dispute_reversal',
    source: given.dispute,
    type: 'adjustment',
  })

/** Payments by other means than a card have ids of their own, `py_…` and `pyr_…`, and words of their own. */
const isPayment = (id: string): boolean => id.startsWith('py_') || id.startsWith('pyr_')

const refundDescription = ({ chargeDescription, refund }: GivenRefundMovement): string => {
  const what = isPayment(refund) ? 'REFUND FOR PAYMENT' : 'REFUND FOR CHARGE'
  return chargeDescription === null ? what : `${what} (${chargeDescription})`
}
