/** Why a charge or a PaymentIntent is not made, confirmed, captured or canceled. */
import { type ErrorDetails, invalid, refused, type StripeError } from './stripe-error.js'

/** VERIFIED code (SSM) and text (SW). */
export const alreadyCaptured = (charge: string): StripeError =>
  refused(`Charge ${charge} has already been captured.`, { code: 'charge_already_captured' })

/** VERIFIED code (ERRDOC); of the text, `cannot be captured because the charge has expired` is REPORTED. */
export const expiredForCapture = (charge: string): StripeError =>
  refused(`Charge ${charge} cannot be captured because the charge has expired.`, { code: 'charge_expired_for_capture' })

/** UNKNOWN: a failed or pending charge. Ours. */
export const notCapturable = (charge: string): StripeError =>
  refused(`Charge ${charge} could not be captured because it was not successful.`)

/** VERIFIED (SW05): a PaymentIntent's charge, captured by the charge's path. */
export const captureByPaymentIntent = (paymentIntent: string): StripeError =>
  refused(
    `This uncaptured Charge was created by a PaymentIntent (${paymentIntent}). You must capture the PaymentIntent instead. ` +
      'For more information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method',
  )

/** VERIFIED (SW04): no param. Sent with the PaymentIntent. */
export const captureTooLarge = (): StripeError =>
  refused(
    'The payment could not be captured because the requested capture amount is greater than the amount you can capture for ' +
      'this charge. Contact us via https://support.stripe.com/contact/ for help.',
    { code: 'amount_too_large' },
  )

const unexpectedState = (message: string, details: ErrorDetails = {}): StripeError =>
  refused(message, { code: 'payment_intent_unexpected_state', ...details })

/** VERIFIED (SW04): captured already, with or without a remainder. Sent with the PaymentIntent, as all that follow. */
export const remainderReleased = (): StripeError =>
  unexpectedState(
    'The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released.',
  )

/** VERIFIED (SW04), but for `succeeded`, which is `remainderReleased`. */
export const cannotCapture = (status: string): StripeError =>
  unexpectedState(
    `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of the ` +
      'following statuses may be captured: requires_capture.',
  )

/** VERIFIED (SW04, Sep 2026). */
export const cannotCancel = (status: string): StripeError =>
  unexpectedState(
    `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the ` +
      'following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, ' +
      'requires_confirmation, requires_action, expired, processing.',
  )

/** INFERRED from the two above. */
export const cannotConfirm = (status: string): StripeError =>
  unexpectedState(
    `This PaymentIntent could not be confirmed because it has a status of ${status}. Only a PaymentIntent with one of the ` +
      'following statuses may be confirmed: requires_payment_method, requires_confirmation, requires_action.',
  )

/** VERIFIED (SW04). */
export const cannotUpdateAmount = (status: string): StripeError =>
  unexpectedState(
    `This PaymentIntent's amount could not be updated because it has a status of ${status}. You may only update the amount of ` +
      'a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.',
    { param: 'amount' },
  )

/** VERIFIED (SW04). With a customer the sentence names it. */
export const missingPaymentMethod = (customer: string | null): StripeError =>
  unexpectedState(
    customer === null
      ? "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent " +
          'with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.'
      : "You cannot confirm this PaymentIntent because it's missing a payment method. To confirm the PaymentIntent with " +
          `${customer}, specify a payment method attached to this customer along with the customer ID.`,
  )

/** VERIFIED (SW04): no code. */
export const paymentMethodOfAnotherCustomer = (paymentMethod: string, customer: string): StripeError =>
  refused(
    `The PaymentMethod ${paymentMethod} does not belong to the Customer you supplied ${customer}. Please use this ` +
      'PaymentMethod with the Customer that it belongs to instead.',
    { param: 'payment_method' },
  )

/** VERIFIED (SW04): `param` is `source`. */
export const paymentMethodNeedsCustomer = (paymentMethod: string, customer: string): StripeError =>
  refused(
    `The \`payment_method\` parameter supplied ${paymentMethod} belongs to the Customer ${customer}. Please include the ` +
      'Customer in the `customer` parameter on the PaymentIntent.',
    { code: 'parameter_missing', param: 'source' },
  )

/** VERIFIED (SW04): a charge of nobody. */
export const missingSource = (): StripeError =>
  invalid('Must provide source or customer.', { code: 'parameter_missing' })

/** VERIFIED (SW04): a charge of a customer without a card. The one 402 that no issuer decided. */
export const customerWithoutCard = (): StripeError => ({
  ...refused(
    "This Customer doesn't have any saved payment details. Attach a legacy Token, Card, Bank Account, or Source to this " +
      'Customer and then try this request again, or use Payment Intents and Payment Methods instead.',
    { code: 'missing', param: 'card' },
    402,
  ),
  type: 'card_error',
})
