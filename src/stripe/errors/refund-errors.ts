/** Why a refund is refused. Over-refunds have no code: clients tell them by `param` and message. */
import type { Currency } from '../../domain/money/currency.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import { moneyText } from './money-text.js'
import { refused, type StripeError } from './stripe-error.js'

/** An amount asked, the amount that it passes, and what both are counted in. */
interface Passing {
  readonly requested: MinorUnits
  readonly limit: MinorUnits
  readonly currency: Currency
}

/** VERIFIED (SW05, GUM). Any amount given: this comes before the amount is looked at. */
export const alreadyRefunded = (charge: string): StripeError =>
  refused(`Charge ${charge} has already been refunded.`, { code: 'charge_already_refunded' })

/** VERIFIED (GUM): as soon as the amount passes the charge's. */
export const greaterThanCharge = ({ requested, limit, currency }: Passing): StripeError =>
  refused(
    `Refund amount (${moneyText(requested, currency)}) is greater than charge amount (${moneyText(limit, currency)})`,
    { param: 'amount' },
  )

/** VERIFIED (GUM, SW05). */
export const greaterThanUnrefunded = ({ requested, limit, currency }: Passing): StripeError =>
  refused(
    `Refund amount (${moneyText(requested, currency)}) is greater than unrefunded amount on charge (${moneyText(limit, currency)})`,
    { param: 'amount' },
  )

/** VERIFIED (SW05, GUM): a dispute that is open or lost. */
export const chargeDisputed = (charge: string): StripeError =>
  refused(`Charge ${charge} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' })

/** VERIFIED in prose (SWplan) for failed ones and canceled intents; INFERRED for expired ones. */
export const noSuccessfulCharge = (paymentIntent: string): StripeError =>
  refused(`This PaymentIntent (${paymentIntent}) does not have a successful charge to refund.`)

/** UNKNOWN: a failed or pending charge without a PaymentIntent. Ours, after the sentence for PaymentIntents. */
export const notSuccessful = (charge: string): StripeError =>
  refused(`This Charge (${charge}) was not successful and cannot be refunded.`)

/** VERIFIED (SW05). */
export const uncapturedOfPaymentIntent = (paymentIntent: string): StripeError =>
  refused(
    `This uncaptured Charge was created by a PaymentIntent (${paymentIntent}). You must cancel the PaymentIntent to reverse ` +
      'the authorization instead of refunding the Charge directly. For more information, see ' +
      'https://stripe.com/docs/payments/place-a-hold-on-a-payment-method',
  )

/** INFERRED text; status and param at parity with Stripe in 2020 (SSM). */
export const partialOfUncaptured = (): StripeError =>
  refused(
    'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount',
    { param: 'amount' },
  )

/** UNKNOWN: an uncaptured charge without a PaymentIntent, where its authorisation is not released. Ours. */
export const uncaptured = (charge: string): StripeError =>
  refused(`Charge ${charge} has not been captured and cannot be refunded.`)

/** VERIFIED code (ERRDOC), UNKNOWN text. */
export const notRefundable = (charge: string): StripeError =>
  refused(`Charge ${charge} is no longer refundable.`, { code: 'charge_not_refundable' })

/** VERIFIED body (woocommerce-payments#10025): neither code nor param; status INFERRED. */
export const insufficientFunds = (): StripeError =>
  refused('Insufficient funds in your Stripe balance to refund this amount.')

/** VERIFIED (SW05, AAT). */
export const cancelUnsupported = (): StripeError => refused('Canceling this refund is unsupported.')

/** UNKNOWN: the test helper on a refund that requires no action. Ours, after the sentence above. */
export const expireUnsupported = (): StripeError => refused('Expiring this refund is unsupported.')

/** VERIFIED (SW05): a dispute that is won or lost takes neither evidence nor `close`. */
export const disputeClosed = (): StripeError => refused('This dispute is already closed')
