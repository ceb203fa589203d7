/** From the law's refusals to Stripe's errors: one row for each. A refusal without a row does not compile. */
import type { Refusal, RefusalTag } from '../../domain/law/errors.js'
import * as legs from './leg-errors.js'
import { noSuch } from './lookup-errors.js'
import { unknownParams } from './param-errors.js'
import { captureTooLarge } from './payment-errors.js'
import * as refunds from './refund-errors.js'
import { asksRefund, type RefusalContext } from './refusal-context.js'
import * as rows from './refusal-rows.js'
import type { StripeError } from './stripe-error.js'
import { unforeseen } from './unforeseen.js'

type Row<Tag extends RefusalTag> = (refusal: Refusal<Tag>, context: RefusalContext) => StripeError

const ROWS: { readonly [Tag in RefusalTag]: Row<Tag> } = {
  InvalidAmount: rows.invalidAmount,
  NotInBooks: rows.notInBooks,
  // Ids are minted by the server, and never asked for twice.
  ChargeIdTaken: unforeseen,
  RefundIdTaken: unforeseen,
  RefundOfAnotherCharge: ({ refund }) => noSuch('refund', refund, 'refund'),
  DisputeIdTaken: unforeseen,
  DisputeOfAnotherCharge: ({ dispute }) => noSuch('dispute', dispute, 'dispute'),
  // Recorded in 2023: beside a charge `currency` is unknown, whatever its value (stripe-node#1804).
  CurrencyMismatch: (refusal, context) =>
    asksRefund(context) ? unknownParams(['currency']) : unforeseen(refusal, context),
  ChargeNotSuccessful: rows.chargeNotSuccessful,
  ChargeNotCaptured: rows.chargeNotCaptured,
  PartialReleaseOfAuthorization: (_, { charge }) =>
    charge.paymentIntent === null
      ? refunds.partialOfUncaptured()
      : refunds.uncapturedOfPaymentIntent(charge.paymentIntent),
  ChargeDisputed: (_, { charge }) => refunds.chargeDisputed(charge.id),
  AlreadyRefunded: (_, { charge }) => refunds.alreadyRefunded(charge.id),
  ExceedsRemaining: rows.exceedsRemaining,
  // These three are other processors'; Stripe's policy has none of them.
  WindowClosed: (_, { charge }) => refunds.notRefundable(charge.id),
  TooManyRefunds: (_, { charge }) => refunds.notRefundable(charge.id),
  PartialNotAllowed: (_, { charge }) => refunds.notRefundable(charge.id),
  NoApplicationFee: (_, { charge }) => legs.noApplicationFee(charge.id),
  NoTransfer: (_, { charge }) => legs.noTransfer(charge.id),
  FeeNeedsTransferReversal: (_, { charge }) => legs.feeNeedsTransferReversal(charge.id),
  TransferFullyReversed: (refusal, context) =>
    context.transfer === null ? unforeseen(refusal, context) : legs.transferFullyReversed(context.transfer),
  ApplicationFeeFullyRefunded: rows.applicationFeeFullyRefunded,
  PartialLegRefundUnsupported: () => legs.partialLegRefund(),
  LegReturnedDirectly: ({ leg }) =>
    legs.legReturnedDirectly(leg === 'fee' ? 'refund_application_fee' : 'reverse_transfer'),
  MoveNotAllowed: rows.moveNotAllowed,
  CaptureExceedsAuthorized: () => captureTooLarge(),
  LegExceedsCapture: ({ leg, captured, currency }) =>
    legs.legTooLarge(leg === 'fee' ? 'application_fee_amount' : 'transfer_data[amount]', captured, currency),
  ExceedsLeg: ({ leg, requested, left, currency }) =>
    (leg === 'fee' ? legs.greaterThanUnrefundedFee : legs.greaterThanUnreversed)({ requested, left, currency }),
}

/**
 * What Stripe answers where the law refuses.
 *
 * The context is what the law does not know: the endpoint, the charge's `amount` and PaymentIntent, the ids of fee and transfer.
 * What no request can bring about gives a 500. Errors about a PaymentIntent are sent with it: see `carrying`.
 *
 * @example
 * const refusal = leftOf(refund(captured(500), requestRefund({ id: re_1, amount: usd(600), currency: usd_, at: now })))
 * const charge = { id: 'ch_1', amount: usd(500), currency: usd_, paymentIntent: null }
 * const context = { endpoint: 'POST /v1/refunds', version: NEWEST_API_VERSION, requested: usd(600), charge, paymentIntentStatus: null, fee: null, transfer: null }
 * refusalError(refusal, context).message // => 'Refund amount ($6.00) is greater than charge amount ($5.00)'
 * refusalError(refusal, context).param // => 'amount'
 * @since 0.1.0
 * @category error
 */
export const refusalError = <Tag extends RefusalTag>(refusal: Refusal<Tag>, context: RefusalContext): StripeError =>
  ROWS[refusal._tag](refusal, context)
