/** Why a fee or a transfer does not go back, with a refund or directly. Codes and params are not recorded: none are given. */
import type { Currency } from '../../domain/money/currency.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import { moneyText } from './money-text.js'
import { refused, type StripeError } from './stripe-error.js'

/** REPORTED ×5. */
export const noTransfer = (charge: string): StripeError =>
  refused(`Cannot reverse transfer on charge ${charge} because it does not have an associated transfer.`)

/** REPORTED, copied from an answer of September 2026. */
export const transferNotCovered = (): StripeError =>
  refused(
    'The recipient of this transfer does not have sufficient funds in their Stripe balance to reverse this amount. Optionally, ' +
      "you can set 'reverse_transfer' to false to reverse the payment. You can subsequently run '/v1/transfers/:id/reversal' " +
      'separately later to reverse the transfer amount once the connected account has enough balance.',
  )

/** VERIFIED (stripe-ruby#1058). */
export const transferFullyReversed = (transfer: string): StripeError =>
  refused(`The transfer ${transfer} is already fully reversed`)

/** REPORTED by a mock alone. */
export const greaterThanUnreversed = (of: {
  readonly requested: MinorUnits
  readonly left: MinorUnits
  readonly currency: Currency
}): StripeError =>
  refused(
    `Transfer reversal amount (${moneyText(of.requested, of.currency)}) is greater than unreversed amount on transfer ` +
      `(${moneyText(of.left, of.currency)})`,
    { param: 'amount' },
  )

/** REPORTED ×4; status INFERRED. */
export const noApplicationFee = (charge: string): StripeError =>
  refused(`Attempting to refund_application_fee on ${charge}, but it has no application fee`)

/** REPORTED. */
export const feeOfAnotherApplication = (): StripeError =>
  refused('refund_application_fee can only be used by the Connect application that created the charge.')

/** REPORTED. */
export const feeNeedsTransferReversal = (charge: string): StripeError =>
  refused(
    `The application fee for charge ${charge} was taken on the associated transfer, so to refund the application fee you must ` +
      'also set reverse_transfer=true',
  )

/** UNKNOWN: ours, after the sentence for charges. */
export const feeFullyRefunded = (fee: string): StripeError =>
  refused(`Application fee ${fee} has already been refunded.`)

/** VERIFIED text (ActiveMerchant's remote tests, 2013); param INFERRED from the charge's. */
export const greaterThanUnrefundedFee = (of: {
  readonly requested: MinorUnits
  readonly left: MinorUnits
  readonly currency: Currency
}): StripeError =>
  refused(
    `Refund amount (${moneyText(of.requested, of.currency)}) is greater than unrefunded amount on fee ` +
      `(${moneyText(of.left, of.currency)})`,
    { param: 'amount' },
  )

type LegFlag = 'refund_application_fee' | 'reverse_transfer'

/** VERIFIED rule (multicapture docs), UNKNOWN text. */
export const partialLegRefund = (): StripeError =>
  refused(
    'Partial refunds with refund_application_fee or reverse_transfer are not supported on payments with multiple captures.',
  )

/** VERIFIED rule (multicapture docs), UNKNOWN text. */
export const legReturnedDirectly = (flag: LegFlag): StripeError =>
  refused(`${flag} cannot be used on this payment, because part of the amount was already returned separately.`, {
    param: flag,
  })

/** UNKNOWN: what goes out is more than the capture that it is taken from. */
export const legTooLarge = (
  param: 'application_fee_amount' | 'transfer_data[amount]',
  captured: MinorUnits,
  currency: Currency,
): StripeError =>
  refused(`Your ${param} cannot be greater than the amount of the charge (${moneyText(captured, currency)}).`, {
    param,
  })
