/** Amounts as they are typed. */
import {
  type Currency,
  type CurrencyRules,
  decimalsOf,
  type Either,
  type InvalidAmountText,
  isLeft,
  left,
  MAX_MINOR_UNITS,
  type MinorUnits,
  minorUnits,
  parseAmount,
  right,
  stepOf,
} from '../index.js'
import { short } from './text.js'

/** `5.00`, in units of the currency. Whether the processor takes such a step is for the law to say. */
export const unitsTyped = (text: string, currency: Currency, rules: CurrencyRules): Either<string, MinorUnits> => {
  const parsed = parseAmount(text, currency, { ...rules, steps: {} })
  return isLeft(parsed) ? left(problemText(parsed.left, rules)) : parsed
}

/** Why a text is no amount of the currency: by its own problem, and no other. */
export const problemText = (invalid: InvalidAmountText, rules: CurrencyRules): string => {
  const { problem, currency } = invalid
  const text = String(invalid.text)
  const given = `"${short(text)}"`
  const decimals = decimalsOf(currency, rules)
  const code = currency.toUpperCase()
  const rule = `an amount is digits such as ${decimals === 0 ? '500' : `5.${'0'.repeat(decimals)}`}`
  switch (problem) {
    case 'tooFine':
      return `${code} has ${decimals === 0 ? 'no' : `at most ${decimals}`} fraction digits, not ${given}`
    case 'tooLarge':
      return `an amount is at most ${MAX_MINOR_UNITS} minor units, not ${given}`
    case 'notAMultiple':
      return `an amount in ${code} is a multiple of ${stepOf(currency, rules)} minor units, not ${given}`
    case 'empty':
      return `nothing is given; ${rule}`
    case 'notText':
    case 'notANumber':
      return text.trim() === text ? `${given} is no number; ${rule}` : `${given} has white space around it; ${rule}`
    case 'sign':
    case 'exponent':
    case 'separator':
    case 'leadingZero':
      return `${given} ${HAS[problem]}; ${rule}`
  }
}

const HAS = {
  sign: 'has a sign',
  exponent: 'has an exponent',
  separator: 'has a separator other than one decimal point',
  leadingZero: 'has a zero in front',
} as const

/** `500`, in minor units. */
export const minorTyped = (text: string): Either<string, MinorUnits> => {
  if (/^0\d+$/.test(text)) return left(`"${short(text)}" ${HAS.leadingZero}; a whole number such as 500`)
  if (!/^(0|[1-9]\d*)$/.test(text)) return left(`a whole number of minor units such as 500, not "${short(text)}"`)
  const units = minorUnits(Number(text))
  return isLeft(units) ? left(`at most ${MAX_MINOR_UNITS}, not "${short(text)}"`) : right(units.right)
}
