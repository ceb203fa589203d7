/** What is wrong with the parameters, told before anything is executed. */
import type { Currency } from '../../domain/money/currency.js'
import { DECIMALS } from '../../domain/money/iso4217.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import { moneyText } from './money-text.js'
import { invalid, type StripeError } from './stripe-error.js'

/** VERIFIED text (stripe-dotnet#2202) and code (ERRDOC). */
export const missingParam = (param: string): StripeError =>
  invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })

/** VERIFIED (SW05) for payment_intent and charge: neither code nor param. */
export const missingOneOf = (params: readonly string[]): StripeError =>
  invalid(`One of the following params should be provided for this request: ${listed(params)}.`)

/** One name VERIFIED (SW09), several REPORTED; the first becomes `param`. Nested names are written `a[b]`. */
export const unknownParams = (names: readonly [string, ...string[]]): StripeError =>
  invalid(`Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`, {
    code: 'parameter_unknown',
    param: names[0],
  })

/** VERIFIED for `limit` (SW09); REPORTED for `amount`. */
export const invalidInteger = (param: string, value: string): StripeError =>
  invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param })

/** VERIFIED (GUM −1; SWplan 0 and −5). */
export const tooSmall = (param: string, least = 1): StripeError =>
  invalid(`This value must be greater than or equal to ${least}.`, { code: 'parameter_invalid_integer', param })

/** INFERRED from the one above. */
export const tooLarge = (param: string, most: number): StripeError =>
  invalid(`This value must be less than or equal to ${most}.`, { code: 'parameter_invalid_integer', param })

/** VERIFIED (SW04) for `amount_to_capture`; no code. */
export const negativeInteger = (param: string): StripeError => invalid('Invalid non-negative integer', { param })

/** Code and param VERIFIED for charges (SSM), INFERRED for refunds. `most` in minor units. */
export const amountTooLarge = (param: string, most: MinorUnits, currency: Currency): StripeError =>
  invalid(`Amount must be no more than ${moneyText(most, currency)}`, { code: 'amount_too_large', param })

/** REPORTED, widely quoted: `Amount must be at least $0.50 usd`. `least` in minor units. */
export const amountTooSmall = (param: string, least: MinorUnits, currency: Currency): StripeError =>
  invalid(`Amount must be at least ${moneyText(least, currency)} ${currency}`, { code: 'amount_too_small', param })

/** VERIFIED (SW04): a PaymentIntent of 0. The two spaces are Stripe's. */
export const zeroPayment = (): StripeError =>
  invalid(
    'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set ' +
      '(https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for ' +
      'future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents',
    { code: 'parameter_invalid_integer', param: 'amount' },
  )

/** UNKNOWN text and code: ISK, UGX and the currencies of three decimals. `step` in minor units. */
export const notAMultiple = (param: string, step: number, currency: Currency): StripeError =>
  invalid(`Amount in ${currency} must be evenly divisible by ${step}.`, { code: 'parameter_invalid_integer', param })

/** VERIFIED (SWplan) for `reason`: no code. */
export const notAChoice = (param: string, choices: readonly string[]): StripeError =>
  invalid(`Invalid ${param}: must be one of ${listed(choices)}`, { param })

/** INFERRED from `Invalid integer: abc`. */
export const invalidBoolean = (param: string, value: string): StripeError =>
  invalid(`Invalid boolean: ${value}`, { param })

/** INFERRED: an array or a hash where one value belongs. */
export const notAScalar = (param: string): StripeError => invalid('Invalid string', { param })

/** INFERRED: one value, or an array, where a hash belongs. */
export const notAHash = (param: string): StripeError => invalid('Invalid object', { param })

/** INFERRED: one value, or a hash, where an array belongs. */
export const notAnArray = (param: string): StripeError => invalid('Invalid array', { param })

/** REPORTED: `expand[1]=a` alone. The backticks are Stripe's. */
export const nonSequentialKeys = (param: string, passed: readonly string[], expected: number): StripeError =>
  invalid(
    'If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) instead of as an array (e.g. foo[]=a&foo[]=b), the keys ' +
      `must be numeric and sequential starting from 0. You passed the keys ${passed.map((key) => `\`${key}\``).join(', ')}, ` +
      `we expected to have a key with the value \`${expected}\`.`,
    { param },
  )

/** VERIFIED, widely quoted: an empty value where there is nothing to unset. */
export const emptyValue = (param: string): StripeError =>
  invalid(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however ` +
      `'${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    { code: 'parameter_invalid_empty', param },
  )

/** INFERRED. */
export const textTooLong = (param: string, most: number): StripeError =>
  invalid(`Invalid string: must be at most ${most} characters`, { param })

/** REPORTED. The list is of what is taken here, which is more than Stripe takes; `usd` comes first there too. */
export const invalidCurrency = (param: string, value: string): StripeError =>
  invalid(`Invalid currency: ${value.toLowerCase()}. Stripe currently supports these currencies: ${CURRENCIES}`, {
    param,
  })

const CURRENCIES = ['usd', ...Object.keys(DECIMALS).filter((code) => code !== 'usd')].join(', ')

/** Ours: what is no form at all, such as broken percent-encoding. The sentence says what. */
export const malformed = (sentence: string, param?: string): StripeError =>
  invalid(sentence, param === undefined ? {} : { param })

/** VERIFIED (SW09): neither code nor param. */
export const bothCursors = (): StripeError =>
  invalid('Received both starting_after and ending_before parameters. Please pass in only one.')

/** VERIFIED (refusal matrix). `hint`: the path that was likely meant, such as `data.charge` on a list. */
export const cannotExpand = (path: string, hint: string | null = null): StripeError =>
  invalid(
    `This property cannot be expanded (${path}).${hint === null ? '' : ` You may want to try expanding '${hint}' instead.`}`,
  )

/** VERIFIED (stripe-python#316); newer answers give `cannotExpand` here too (SW, Sep 2026). */
export const cannotExpandMissing = (path: string): StripeError =>
  invalid(`This property cannot be expanded because it doesn't exist: ${path}.`)

/** REPORTED. A code that no page documents, and so the one without `doc_url`. */
export const cannotExpandDeeper = (path: string, most: number): StripeError =>
  invalid(`You cannot expand more than ${most} levels of a property. Property: ${path}`, {
    code: 'property_expansion_max_depth',
  })

/** `a, b, or c`; of two `a or b`. */
const listed = (names: readonly string[]): string => {
  if (names.length < 3) return names.join(' or ')
  return `${names.slice(0, -1).join(', ')}, or ${names.at(-1)}`
}
