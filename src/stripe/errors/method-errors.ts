/** Why a payment method is not made, used, attached, detached or changed. */
import { declined } from './card-errors.js'
import type { Decline } from './declines.js'
import { invalid, refused, type StripeError } from './stripe-error.js'

/** VERIFIED (a body of 2018, and widely quoted). */
export const tokenUsed = (token: string): StripeError =>
  refused(`You cannot use a Stripe token more than once: ${token}.`, { code: 'token_already_used' })

/** VERIFIED (probed in September 2026): in `card[token]` only tokens are taken. */
export const invalidTokenId = (token: string): StripeError => invalid(`Invalid token id: ${token}`, { param: 'token' })

/**
 * Text, code and decline code widely quoted. Nothing of the request is kept, under no key either: the number may be that of
 * somebody's card.
 */
export const notATestCard = (): StripeError => ({
  ...invalid(
    'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: ' +
      'https://stripe.com/docs/testing.',
    { code: 'card_declined', decline_code: 'test_mode_live_card' },
    402,
  ),
  type: 'card_error',
})

/** VERIFIED (SW06): the answer to attaching a card that is declined. `param` is there, and empty where it names nothing. */
export const declinedToAttach = (decline: Decline): StripeError => ({
  ...declined(decline),
  param: decline.param ?? '',
})

/** VERIFIED (quoted in tests that ran against Stripe). */
export const methodSpent = (): StripeError =>
  refused(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected ' +
      'account without Customer attachment, or was detached from a Customer. It may not be used again. To use a ' +
      'PaymentMethod multiple times, you must attach it to a Customer first.',
  )

/** REPORTED (widely quoted). */
export const alreadyAttached = (): StripeError =>
  refused('The payment method you provided has already been attached to a customer.')

/** VERIFIED (probed in September 2026): no param. */
export const attachedToNobody = (): StripeError =>
  invalid('Must provide customer or customer_account.', { code: 'parameter_missing' })

/** VERIFIED (probed in September 2026). */
export const attachedWhenMade = (): StripeError =>
  invalid(
    'You cannot attach a PaymentMethod to a Customer during PaymentMethod creation. Please instead create the PaymentMethod ' +
      'and then attach it using the attachment method of the PaymentMethods API.',
  )

/** VERIFIED (SW06): no code and no param. */
export const notAttached = (): StripeError =>
  refused('The payment method you provided is not attached to a customer so detachment is impossible.')

/** VERIFIED (quoted in tests that ran against Stripe). */
export const updateNeedsCustomer = (): StripeError =>
  refused('You must save this PaymentMethod to a customer before you can update it.')

/** VERIFIED (SW06): a method that is not this customer's, by the customer's path. */
export const notOfThisCustomer = (): StripeError => refused('Invalid request', { param: 'customer' }, 404)

/** REPORTED: what a customer pays with by default has to be the customer's. */
export const notTheCustomers = (method: string): StripeError =>
  refused(
    `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param: 'invoice_settings[default_payment_method]' },
  )

/** REPORTED; the code INFERRED from that of a customer without a card. */
export const notALinkedSource = (customer: string, source: string): StripeError =>
  refused(`Customer ${customer} does not have a linked source with ID ${source}.`, {
    code: 'missing',
    param: 'default_source',
  })
