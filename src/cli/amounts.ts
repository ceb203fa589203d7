/** Amounts as they are typed. */
import {
  type AmountTextProblem,
  type Currency,
  type CurrencyRules,
  decimalsOf,
  type Either,
  isLeft,
  left,
  MAX_MINOR_UNITS,
  type MinorUnits,
  minorUnits,
  parseAmount,
  right,
} from '../index.js'
import { short } from './text.js'

/** `5.00`, in units of the currency. Whether the processor takes such a step is for the law to say. */
export const unitsTyped = (text: string, currency: Currency, rules: CurrencyRules): Either<string, MinorUnits> => {
  const parsed = parseAmount(text, currency, { ...rules, steps: {} })
  return isLeft(parsed) ? left(`${problemText(parsed.left.problem, currency, rules)}, not "${short(text)}"`) : parsed
}

/** Why a text is no amount of the currency. */
export const problemText = (problem: AmountTextProblem, currency: Currency, rules: CurrencyRules): string => {
  const decimals = decimalsOf(currency, rules)
  const code = currency.toUpperCase()
  if (problem === 'tooFine')
    return decimals === 0 ? `${code} has no fraction digits` : `${code} has at most ${decimals} fraction digits`
  if (problem === 'tooLarge') return `an amount is at most ${MAX_MINOR_UNITS} minor units`
  const example = decimals === 0 ? '500' : `5.${'0'.repeat(decimals)}`
  return `an amount is digits such as ${example}, without sign, exponent or separator`
}

/** `500`, in minor units. */
export const minorTyped = (text: string): Either<string, MinorUnits> => {
  if (!/^(0|[1-9]\d*)$/.test(text)) return left(`a whole number of minor units such as 500, not "${short(text)}"`)
  const units = minorUnits(Number(text))
  return isLeft(units) ? left(`at most ${MAX_MINOR_UNITS}, not "${short(text)}"`) : right(units.right)
}
