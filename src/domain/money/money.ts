/** An amount with its currency, for where two amounts meet. Two currencies never add up: not in the types, not at run time. */
import { type Either, left, right } from '../either.js'
import { type Currency, type CurrencyMismatch, currency, type UnknownCurrency } from './currency.js'
import { type MinorUnits, minorUnits, type NotMinorUnits } from './minor-units.js'

/** An amount and its currency. `Money<'usd'>` is of one currency, plain `Money` of any. */
export interface Money<Code extends string = string> {
  readonly amount: MinorUnits
  readonly currency: Currency<Code>
}

/**
 * An amount in minor units with its currency, both checked. Of a checked amount and a checked currency, `{ amount, currency }`
 * is a `Money` as well.
 *
 * @example
 * money(1234, 'usd') // => right({ amount: 1234, currency: 'usd' })
 * money(1234, 'dollar') // => left({ _tag: 'UnknownCurrency', field: 'currency', value: 'dollar' })
 * @since 0.1.0
 * @category money
 */
export const money = <Code extends string>(
  amount: number,
  code: Code,
): Either<NotMinorUnits | UnknownCurrency, Money<Code>> => {
  const units = minorUnits(amount)
  if (units._tag === 'Left') return units
  const known = currency(code)
  if (known._tag === 'Left') return known
  return right({ amount: units.right, currency: known.right })
}

/**
 * The sum. Refuses another currency, and a sum above 10^15 − 1.
 *
 * @example
 * addMoney({ amount: 500, currency: 'usd' }, { amount: 20, currency: 'usd' }) // => right({ amount: 520, currency: 'usd' })
 * addMoney({ amount: 5, currency: 'usd' }, { amount: 2, currency: 'eur' }) // => left({ _tag: 'CurrencyMismatch', expected: 'usd', given: 'eur' })
 * @since 0.1.0
 * @category money
 */
export const addMoney = <Code extends string>(
  a: Money<Code>,
  b: Money<NoInfer<Code>>,
): Either<CurrencyMismatch | NotMinorUnits, Money<Code>> => combine(a, b, a.amount + b.amount)

/**
 * The difference. Refuses another currency, and a difference below zero.
 *
 * @example
 * subtractMoney({ amount: 5, currency: 'usd' }, { amount: 2, currency: 'usd' }) // => right({ amount: 3, currency: 'usd' })
 * subtractMoney({ amount: 2, currency: 'usd' }, { amount: 5, currency: 'usd' }) // => left({ _tag: 'NotMinorUnits', field: 'amount', value: -3, problem: 'negative' })
 * @since 0.1.0
 * @category money
 */
export const subtractMoney = <Code extends string>(
  a: Money<Code>,
  b: Money<NoInfer<Code>>,
): Either<CurrencyMismatch | NotMinorUnits, Money<Code>> => combine(a, b, a.amount - b.amount)

const combine = <Code extends string>(
  a: Money<Code>,
  b: Money<Code>,
  amount: number,
): Either<CurrencyMismatch | NotMinorUnits, Money<Code>> => {
  if (a.currency !== b.currency) return left({ _tag: 'CurrencyMismatch', expected: a.currency, given: b.currency })
  const units = minorUnits(amount)
  return units._tag === 'Left' ? units : right({ amount: units.right, currency: a.currency })
}
