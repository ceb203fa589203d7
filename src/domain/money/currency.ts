/** Currencies: lower-case ISO 4217 codes, as Stripe writes them. */
import type { Brand } from '../brand.js'
import { absurd, type Either, left, right } from '../either.js'
import { DECIMALS } from './iso4217.js'

/** A code that the table knows. `Currency<'usd'>` is one currency, plain `Currency` any of them. */
export type Currency<Code extends string = string> = Brand<Code, 'Currency'>

/** No code of the table, or not in lower case. */
export interface UnknownCurrency {
  readonly _tag: 'UnknownCurrency'
  readonly field: string
  readonly value: unknown
}

/** Two amounts met that are of different currencies. */
export interface CurrencyMismatch {
  readonly _tag: 'CurrencyMismatch'
  readonly expected: Currency
  readonly given: Currency
}

/** What a processor counts otherwise than ISO 4217 says. Both maps are by currency code. */
export interface CurrencyRules {
  /** Decimals of the minor unit, where they differ from ISO 4217. */
  readonly decimals: Readonly<Record<string, number>>
  /** Amounts must be multiples of this many minor units. */
  readonly steps: Readonly<Record<string, number>>
}

/** ISO 4217 as it is: no other decimals, no steps. */
export const isoCurrencies: CurrencyRules = { decimals: {}, steps: {} }

/**
 * The one way from a code to a currency. `field` names the value in the error.
 *
 * Lower case only: Stripe answers in lower case and lower-cases what it is sent, and so does the wire; inside, one
 * currency has one spelling, so that comparing two is comparing two strings.
 *
 * @example
 * currency('usd') // => right('usd')
 * currency('USD') // => left({ _tag: 'UnknownCurrency', field: 'currency', value: 'USD' })
 * currency('xau', 'settled') // => left({ _tag: 'UnknownCurrency', field: 'settled', value: 'xau' })
 * @since 0.1.0
 * @category currency
 */
export const currency = <Code extends string>(
  code: Code,
  field = 'currency',
): Either<UnknownCurrency, Currency<Code>> =>
  isoDecimals(code) === undefined
    ? left({ _tag: 'UnknownCurrency', field, value: code })
    : right(code as Currency<Code>)

/**
 * How many decimals the minor unit has: 2 for cents, 0 for yen, 3 for fils.
 *
 * A code that is no `Currency` (JavaScript callers) throws: guessing decimals would be wrong by a hundredfold.
 *
 * @example
 * decimalsOf('usd') // => 2
 * decimalsOf('isk') // => 0
 * decimalsOf('isk', stripeCurrencies) // => 2
 * @since 0.1.0
 * @category currency
 */
export const decimalsOf = (currency: Currency, rules: CurrencyRules = isoCurrencies): number => {
  const decimals = isoDecimals(currency)
  if (decimals === undefined) return absurd(currency as never)
  return own(rules.decimals, currency) ?? decimals
}

/**
 * The number of minor units of which every amount is a multiple, 1 unless the rules say otherwise.
 *
 * @example
 * stepOf('kwd') // => 1
 * stepOf('kwd', stripeCurrencies) // => 10
 * @since 0.1.0
 * @category currency
 */
export const stepOf = (currency: Currency, rules: CurrencyRules = isoCurrencies): number =>
  own(rules.steps, currency) ?? 1

// Text only, or ['usd'] would be read as the text it turns into.
const isoDecimals = (code: unknown): number | undefined => (typeof code === 'string' ? own(DECIMALS, code) : undefined)

// Own properties only, or "constructor" would be a currency.
const own = (byCode: Readonly<Record<string, number>>, code: string): number | undefined =>
  Object.hasOwn(byCode, code) ? byCode[code] : undefined
