/** Refusals of payments that only the server can tell: what was named does not go together. */
import { invalid, refused, type StripeError } from '../../stripe/errors/stripe-error.js'

/** VERIFIED (a body of 2026): a PaymentIntent that was paid already. Sent with it. */
export const alreadyConfirmed = (): StripeError =>
  refused('You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.', {
    code: 'payment_intent_unexpected_state',
  })

/** INFERRED from the recorded sentence about `amount`, which has the same form. Sent with the PaymentIntent. */
export const cannotUpdate = (param: string, status: string): StripeError =>
  refused(
    `This PaymentIntent's ${param} could not be updated because it has a status of ${status}. You may only update the ${param} of ` +
      'a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.',
    { code: 'payment_intent_unexpected_state', param },
  )

/** VERIFIED (SW04): neither code nor param. */
export const groupOfPaymentIntent = (paymentIntent: string): StripeError =>
  refused(
    `This Charge was created by a PaymentIntent (${paymentIntent}). You must update the \`transfer_group\` on the PaymentIntent ` +
      'instead of updating the Charge directly. See https://stripe.com/docs/api#update_payment_intent',
  )

/** Documented rule (API reference, `customer` of a charge's update), UNKNOWN text. */
export const customerStays = (charge: string): StripeError =>
  refused(`Charge ${charge} already has a customer, which cannot be changed.`, { param: 'customer' })

/** VERIFIED (SW04): a customer whose payment methods are of no use to the older API. */
export const onlyPaymentMethods = (): StripeError => ({
  ...refused(
    "This Customer doesn't have any legacy saved payment details, but does have a Payment Method attached. Use a Payment Intent " +
      'instead of creating a Charge: https://stripe.com/docs/payments/payment-intents/migration',
    { code: 'missing', param: 'card' },
    402,
  ),
  type: 'card_error',
})

/** REPORTED, widely quoted; status at parity with Stripe in 2020 (SSM). */
export const notLinked = (customer: string, source: string): StripeError =>
  refused(
    `Customer ${customer} does not have a linked source with ID ${source}.`,
    { code: 'missing', param: 'source' },
    404,
  )

/** REPORTED, widely quoted; of charges the text of 2015. */
export const feeOfNobody = (object: 'charge' | 'payment_intent'): StripeError =>
  refused(
    object === 'charge'
      ? 'Can only apply an application_fee when the request is made on behalf of another account (using an OAuth key, the ' +
          'Stripe-Account header, or the destination parameter).'
      : 'Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or ' +
          'Stripe-Account header) or destination payment (using `transfer_data[destination]`).',
    { param: 'application_fee_amount' },
  )

/** REPORTED, widely quoted: what can be no account. */
export const noSuchDestination = (destination: string): StripeError =>
  refused(`No such destination: '${destination}'`, { code: 'resource_missing', param: 'transfer_data[destination]' })

/** REPORTED form, widely quoted of other parameters: two that mean the same, or exclude each other. */
export const onlyOneOf = (one: string, other: string): StripeError =>
  invalid(`You may only specify one of these parameters: ${one}, ${other}.`)

/** UNKNOWN: ours. Money that goes to whom it comes from goes nowhere. */
export const destinationIsOwn = (): StripeError =>
  refused('Your own account cannot be the destination of a transfer.', { param: 'transfer_data[destination]' })

/** UNKNOWN: ours. A connected account has no accounts of its own here. */
export const destinationOfConnected = (): StripeError =>
  refused('A payment on a connected account cannot be transferred to another one.', { param: 'transfer_data' })

/** UNKNOWN: ours. A part of a payment that is not transferred. */
export const noDestination = (): StripeError =>
  refused('This payment has no transfer_data[destination].', { param: 'transfer_data[amount]' })

/** Documented rule (docs.stripe.com/payments/multicapture), UNKNOWN text. */
export const multicaptureUnavailable = (): StripeError =>
  refused('This PaymentIntent cannot be captured several times: pass final_capture=true, or leave it out.', {
    param: 'final_capture',
  })

/** Documented rule (docs.stripe.com/payments/multicapture), UNKNOWN text. */
export const tooManyCaptures = (most: number): StripeError =>
  refused(`This PaymentIntent could not be captured because it was captured ${most} times already.`)

/** Documented rule (docs.stripe.com/payments/multicapture), UNKNOWN text: once given, given at every capture. */
export const neededAtEveryCapture = (param: string): StripeError =>
  invalid(`Missing required param: ${param}. It was given at the first capture of this PaymentIntent.`, {
    code: 'parameter_missing',
    param,
  })
