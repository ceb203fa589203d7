/**
 * Amounts: whole minor units (cents, yen, fils), from 0 to 10^15 − 1. Never floats, never negative.
 *
 * Why numbers and not `bigint`: nine such amounts still add up below 2^53, JSON needs no codec, and comparing is cheaper.
 * Stripe's largest documented amount is 999,999,999,999. A product of two amounts goes through BigInt, in `proportion`.
 */
import type { Brand } from '../brand.js'
import { type Either, left, right } from '../either.js'

/** A whole number of cents, yen or fils, from 0 to 10^15 − 1. Only `minorUnits` makes one. */
export type MinorUnits = Brand<number, 'MinorUnits'>

/** A number that is no amount, and the field it stood in. */
export interface NotMinorUnits {
  readonly _tag: 'NotMinorUnits'
  readonly field: string
  readonly value: unknown
  readonly problem: 'notAnInteger' | 'negative' | 'tooLarge'
}

/** The largest amount: 10^15 − 1 minor units. */
export const MAX_MINOR_UNITS = 999_999_999_999_999 as MinorUnits

/** No money. */
export const ZERO = 0 as MinorUnits

/**
 * The one way from a number to an amount. `field` names the value in the error.
 *
 * @example
 * minorUnits(1234) // => right(1234)
 * minorUnits(12.34) // => left({ _tag: 'NotMinorUnits', field: 'amount', value: 12.34, problem: 'notAnInteger' })
 * minorUnits(-1, 'fee') // => left({ _tag: 'NotMinorUnits', field: 'fee', value: -1, problem: 'negative' })
 * @since 0.1.0
 * @category money
 */
export const minorUnits = (value: number, field = 'amount'): Either<NotMinorUnits, MinorUnits> => {
  const problem = problemOf(value)
  if (problem !== null) return left({ _tag: 'NotMinorUnits', field, value, problem })
  // Adding zero makes 0 of −0, which would print and compare as another value.
  return right((value + 0) as MinorUnits)
}

/** What keeps a value from being an amount, or null. Also tests values that only claim to be amounts (JavaScript callers). */
export const problemOf = (value: unknown): NotMinorUnits['problem'] | null => {
  if (!Number.isInteger(value)) return 'notAnInteger'
  if ((value as number) < 0) return 'negative'
  if ((value as number) > MAX_MINOR_UNITS) return 'tooLarge'
  return null
}

/** An amount from exact arithmetic. The caller has shown that it is within range. */
export const fromExact = (value: bigint): MinorUnits => Number(value) as MinorUnits

/** The sum. The caller has shown that it stays within range. */
export const plus = (a: MinorUnits, b: MinorUnits): MinorUnits => (a + b) as MinorUnits

/** `a − b`, floored at zero: amounts are never negative. */
export const minus = (a: MinorUnits, b: MinorUnits): MinorUnits => (a > b ? a - b : 0) as MinorUnits

export const least = (a: MinorUnits, b: MinorUnits): MinorUnits => (a < b ? a : b)

/**
 * `total × part ÷ whole`, rounded to nearest, halves up: `floor((2·total·part + whole) / (2·whole))`. 0 when `whole` is 0.
 *
 * The one product of amounts. In BigInt, since it passes 2^53 from about 95 million times itself.
 *
 * @example
 * proportion({ total: 880, part: 500, whole: 1200 }) // => 367
 * @since 0.1.0
 * @category money
 */
export const proportion = (of: { total: MinorUnits; part: MinorUnits; whole: MinorUnits }): MinorUnits => {
  if (of.whole === 0) return ZERO
  const whole = BigInt(of.whole)
  return fromExact((2n * BigInt(of.total) * BigInt(of.part) + whole) / (2n * whole))
}
