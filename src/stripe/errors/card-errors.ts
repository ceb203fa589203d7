/** Cards that are declined. */
import type { Decline } from './declines.js'
import { type ErrorDetails, invalid, refused, type StripeError } from './stripe-error.js'

/**
 * The answer to a payment whose card is declined: 402, with the failed charge and, beside a PaymentIntent, that and the method.
 * Attaching such a card to a customer is answered by the same, without a charge. VERIFIED (SW04; recordings of 2021 and 2025).
 */
export const declined = (
  { code, declineCode, message, param, adviceCode, networkDeclineCode }: Decline,
  objects: Pick<ErrorDetails, 'charge' | 'payment_intent' | 'payment_method'> = {},
): StripeError => ({
  ...refused(
    message,
    {
      code,
      ...(declineCode === null ? {} : { decline_code: declineCode }),
      ...(param === null ? {} : { param }),
      ...(adviceCode === null ? {} : { advice_code: adviceCode }),
      ...(networkDeclineCode === null ? {} : { network_decline_code: networkDeclineCode }),
      ...objects,
    },
    402,
  ),
  type: 'card_error',
})

const incorrect = (code: string, message: string, param: string): StripeError => ({
  ...invalid(message, { code, param }, 402),
  type: 'card_error',
})

/** VERIFIED (a body of 2023): a number that fails the Luhn check. */
export const incorrectNumber = (): StripeError =>
  incorrect('incorrect_number', 'Your card number is incorrect.', 'number')

/** VERIFIED code (TESTDOC: month 13); text REPORTED. */
export const invalidExpiryMonth = (): StripeError =>
  incorrect('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month')

/** VERIFIED code (TESTDOC: year 95); text REPORTED. */
export const invalidExpiryYear = (): StripeError =>
  incorrect('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year')

/** VERIFIED code (TESTDOC: 99); text REPORTED. */
export const invalidCvc = (): StripeError => incorrect('invalid_cvc', "Your card's security code is invalid.", 'cvc')
