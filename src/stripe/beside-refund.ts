/** What the law knows of a refund beside Stripe's object. */
import type { LegsReturned } from '../domain/records/leg.js'
import type { Asked, Refund } from '../domain/records/refund.js'
import type { EpochSeconds } from '../domain/records/time.js'

/** What Stripe's refund object does not say: hand it back when decoding, and nothing is lost. */
export interface BesideRefund {
  /** Stripe shows what was decided, not what was asked: whether an amount was given, and which legs. */
  readonly asked: Asked
  /** What went back of the legs. Stripe: `expand[]=transfer_reversal`; of the fee it never says. */
  readonly returned: LegsReturned
  readonly movedAt: EpochSeconds
  /** Until when the customer must act; null when that is not known or nothing is required. */
  readonly expiresAt: EpochSeconds | null
}

/**
 * What of a refund the wire will not say.
 *
 * Law: decodeRefund(encodeRefund(refund, charge), { beside: besideRefund(refund) }) gives the refund.
 *
 * @example
 * const made = rightOf(refund(captured(1000), requestRefund({ id: re_1, amount: 'remaining', currency: usd_, at: now })))
 * besideRefund(made.refund).asked.amount // => 'remaining'
 * @since 0.1.0
 * @category refund
 */
export const besideRefund = (refund: Refund): BesideRefund => ({
  asked: refund.asked,
  returned: refund.returned,
  movedAt: refund.movedAt,
  expiresAt: refund.status === 'requires_action' ? refund.expiresAt : null,
})
