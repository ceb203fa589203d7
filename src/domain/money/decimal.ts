/**
 * Between "12.34" and minor units, exactly: text in, digits moved, integer out. No float, no locale.
 *
 * Law: parseAmount(formatAmount(x, c, rules), c, rules) = right(x). The rules are never guessed: read by ISO 4217 what is
 * charged by Stripe's rules, and an amount of ISK, MGA or IQD is wrong tenfold or a hundredfold. Pass the policy's `currencies`.
 */
import { type Either, left, right } from '../either.js'
import { type Currency, type CurrencyRules, decimalsOf, stepOf } from './currency.js'
import { type MinorUnits, minorUnits } from './minor-units.js'

/** Why a text is no amount, in the order in which it is checked. */
export type AmountTextProblem =
  | 'notText'
  | 'empty'
  /** Begins with a plus or a minus. */
  | 'sign'
  /** "1e3". */
  | 'exponent'
  /** A group separator or a decimal comma: "1,034.45", "6,95", "1.034.45", "1 000", "1_000". */
  | 'separator'
  /** Neither `digits` nor `digits.digits` in ASCII: "12.", ".5", " 7", "0x10", "Infinity", digits of other scripts. */
  | 'notANumber'
  /** "007": a padded field often counts minor units already, so reading it would be wrong by a hundredfold. */
  | 'leadingZero'
  /** More fraction digits than the currency has, zeros included: "5.000" in USD, "5.0" in JPY. */
  | 'tooFine'
  /** Above 10^15 − 1 minor units. */
  | 'tooLarge'
  /** Not a multiple of the currency's step under the rules. */
  | 'notAMultiple'

/** A text that is no amount of the currency, and why. */
export interface InvalidAmountText {
  readonly _tag: 'InvalidAmountText'
  readonly text: unknown
  readonly currency: Currency
  readonly problem: AmountTextProblem
}

/**
 * The amount that a text names in units of the currency: `digits` or `digits.digits`, nothing else.
 *
 * Fewer fraction digits than the currency has are fine ("5", "5.1"), more are refused. White space and zeros in front
 * are refused.
 *
 * @example
 * parseAmount('12.34', 'usd', stripeCurrencies) // => right(1234)
 * parseAmount('5.1', 'kwd', stripeCurrencies) // => right(5100)
 * parseAmount('6,95', 'eur', stripeCurrencies) // => left({ _tag: 'InvalidAmountText', text: '6,95', currency: 'eur', problem: 'separator' })
 * parseAmount('5.55', 'isk', stripeCurrencies) // => left({ _tag: 'InvalidAmountText', text: '5.55', currency: 'isk', problem: 'notAMultiple' })
 * @since 0.1.0
 * @category money
 */
export const parseAmount = (
  text: string,
  currency: Currency,
  rules: CurrencyRules,
): Either<InvalidAmountText, MinorUnits> => {
  const refuse = (problem: AmountTextProblem): Either<InvalidAmountText, never> =>
    left({ _tag: 'InvalidAmountText', text, currency, problem })
  const malformed = malformation(text)
  if (malformed !== null) return refuse(malformed)
  const [, fraction = ''] = text.split('.')
  const decimals = decimalsOf(currency, rules)
  if (fraction.length > decimals) return refuse('tooFine')
  // Digits only. Below 10^15 the number is exact; one that rounds was above it before, and stays there.
  const amount = minorUnits(Number(text.replace('.', '') + '0'.repeat(decimals - fraction.length)))
  if (amount._tag === 'Left') return refuse('tooLarge')
  if (amount.right % stepOf(currency, rules) !== 0) return refuse('notAMultiple')
  return right(amount.right)
}

// Each expression runs in linear time: what repeats is never followed by something it could also have matched.
const malformation = (text: string): AmountTextProblem | null => {
  if (typeof text !== 'string') return 'notText'
  if (text === '') return 'empty'
  if (/^[+−-]/.test(text)) return 'sign'
  if (/^\d+(\.\d*)?e[+-]?\d+$/i.test(text)) return 'exponent'
  if (/^\d+(\.\d+)?$/.test(text)) return /^0\d/.test(text) ? 'leadingZero' : null
  return /^\d+([\s.,'’_]\d+)+$/.test(text) ? 'separator' : 'notANumber'
}

/**
 * The amount in units of the currency, with all its decimals: what `parseAmount` reads back.
 *
 * @example
 * formatAmount(1234, 'usd', isoCurrencies) // => '12.34'
 * formatAmount(5, 'jpy', isoCurrencies) // => '5'
 * formatAmount(5120, 'kwd', isoCurrencies) // => '5.120'
 * @since 0.1.0
 * @category money
 */
export const formatAmount = (amount: MinorUnits, currency: Currency, rules: CurrencyRules): string => {
  const decimals = decimalsOf(currency, rules)
  if (decimals === 0) return String(amount)
  const digits = String(amount).padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/**
 * The amount and its currency, for people: not for sums, and not read back.
 *
 * @example
 * formatMoney(1234, 'usd', isoCurrencies) // => '12.34 USD'
 * formatMoney(500, 'isk', stripeCurrencies) // => '5.00 ISK'
 * @since 0.1.0
 * @category money
 */
export const formatMoney = (amount: MinorUnits, currency: Currency, rules: CurrencyRules): string =>
  `${formatAmount(amount, currency, rules)} ${currency.toUpperCase()}`
