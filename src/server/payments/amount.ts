/** How little and how much can be charged. Source: docs.stripe.com/currencies. */
import { isLeft } from '../../domain/either.js'
import { type Currency, currency as currencyNamed, stepOf } from '../../domain/money/currency.js'
import { fromExact, type MinorUnits, minorUnits } from '../../domain/money/minor-units.js'
import { amountTooLarge, amountTooSmall, notAMultiple } from '../../stripe/errors/param-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { KeptMethod } from '../decision/kinds.js'
import type { Work } from '../decision/work.js'

/** In minor units. Stripe judges by the currency in which the account settles; here it is the payment's own. */
const LEAST: ReadonlyMap<string, bigint> = new Map([
  ...'usd eur cad aud chf nzd sgd brl inr jpy krw'.split(' ').map((code) => [code, 50n] as const),
  ['aed', 200n],
  ['czk', 1_500n],
  ['dkk', 250n],
  ['gbp', 30n],
  ['hkd', 400n],
  ['huf', 17_500n],
  ['mxn', 1_000n],
  ['myr', 200n],
  ['nok', 300n],
  ['pln', 200n],
  ['ron', 200n],
  ['sek', 300n],
  ['thb', 1_000n],
])

/** Twelve digits, of American Express nine. */
const MOST = 999_999_999_999n
const MOST_OF_AMEX = 999_999_999n

/** A number as an amount: of a parameter, which was checked, or of an object of the server's own. */
export const amountOf = (value: number): MinorUnits => {
  const amount = minorUnits(value)
  if (isLeft(amount)) throw new Error(`${value} was read as an amount and is none`)
  return amount.right
}

/** The same; null where nothing is said. */
export const amountOrNull = (value: number | undefined): MinorUnits | null =>
  value === undefined ? null : amountOf(value)

/** The currency of an object of the server's own. */
export const currencyOf = (code: string): Currency => {
  const known = currencyNamed(code)
  if (isLeft(known)) throw new Error(`${code} was read as a currency and is none`)
  return known.right
}

/** Why this much cannot be charged, to the card if it is known; null where it can. */
export const amountRefusal = (
  work: Work,
  amount: MinorUnits,
  currency: Currency,
  kept: KeptMethod | null,
): StripeError | null => {
  const most = kept?.method.card.brand === 'amex' ? MOST_OF_AMEX : MOST
  if (amount > most) return amountTooLarge('amount', fromExact(most), currency)
  const least = LEAST.get(currency) ?? 1n
  if (amount < least) return amountTooSmall('amount', fromExact(least), currency)
  const step = stepOf(currency, work.asked.rules.policy.currencies)
  return amount % step === 0 ? null : notAMultiple('amount', step, currency)
}
