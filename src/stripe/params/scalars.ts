/** Parameters that are one text. */
import * as E from 'fp-ts/lib/Either.js'
import { flow } from 'fp-ts/lib/function.js'
import type { Either } from '../../domain/either.js'
import { type Currency, currency } from '../../domain/money/currency.js'
import { MAX_MINOR_UNITS } from '../../domain/money/minor-units.js'
import { type ParamError, said } from './errors.js'
import type { FormValue } from './form.js'
import { leaf, type Param } from './param.js'

/** Stripe's longest text, in characters. Source: `maxLength` in Stripe's schema. */
const LONGEST_TEXT = 5_000

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

/** The text sent. Nothing at all is refused: Stripe takes it for unsetting. */
export const scalar = (value: FormValue, param: string): Either<ParamError, string> => {
  if (typeof value !== 'string') return E.left({ _tag: 'NotAScalar', param })
  return value === '' ? E.left({ _tag: 'EmptyValue', param }) : E.right(value)
}

/** Characters as Stripe counts them: code points. */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** A text of at most so many characters, 5,000 if not said. */
export const text = (most = LONGEST_TEXT): Param<string> =>
  leaf(`text of at most ${most} characters`, { is: isText, read: readText(most), write: (value) => value })

/** The same, or the empty text, which unsets. */
export const textOrUnset = (most = LONGEST_TEXT): Param<string> =>
  leaf(`text of at most ${most} characters, or nothing`, {
    is: isText,
    read: (value, param) => (value === '' ? E.right('') : readText(most)(value, param)),
    write: (value) => value,
  })

const readText =
  (most: number) =>
  (value: FormValue, param: string): Either<ParamError, string> => {
    const sent = scalar(value, param)
    if (E.isLeft(sent) || sent.right.length <= most) return sent
    const length = lengthOf(sent.right)
    return length <= most ? sent : E.left({ _tag: 'TextTooLong', param, most, length })
  }

export const Text = text()

/** Whole numbers as Stripe's: digits alone, or with a minus. No sign, space, point, exponent or leading zero. */
const DIGITS = /^-?(0|[1-9]\d*)$/

/** The whole number sent. Beyond 2^53 it is not exact, and beyond 10^308 infinite: bounds refuse or clamp it. */
export const readInteger = (value: FormValue, param: string): Either<ParamError, number> => {
  const sent = scalar(value, param)
  if (E.isLeft(sent)) return sent
  // Adding zero makes 0 of -0.
  if (DIGITS.test(sent.right)) return E.right(Number(sent.right) + 0)
  return E.left({ _tag: 'InvalidInteger', param, value: said(sent.right) })
}

/** A whole number between these, both included. `most` is exact in a double. */
export const integer = (bounds: {
  readonly least: number
  readonly most: number
  /** What is said of a number below `least`, where it is not that. */
  readonly below?: (param: string, number: number) => ParamError
}): Param<number> =>
  leaf(`a whole number from ${bounds.least} to ${bounds.most}`, {
    is: isNumber,
    read: (value, param) => {
      const number = readInteger(value, param)
      if (E.isLeft(number)) return number
      if (number.right < bounds.least) return E.left((bounds.below ?? tooSmall(bounds.least))(param, number.right))
      return number.right > bounds.most ? E.left({ _tag: 'TooLarge', param, most: bounds.most }) : number
    },
    write: String,
  })

const tooSmall =
  (least: number) =>
  (param: string): ParamError => ({ _tag: 'TooSmall', param, least })

/** An amount to return or to take of one: that it is more than there is, is not for the parameter to say. */
export const Amount = integer({ least: 1, most: MAX_MINOR_UNITS })
/** An amount that may be none: of a fee, of a last capture. Source: a recorded `amount_to_capture` below 0. */
export const AmountOrNone = integer({
  least: 0,
  most: MAX_MINOR_UNITS,
  below: (param) => ({ _tag: 'NegativeInteger', param }),
})
/** What is to be charged: the least and the most depend on the currency and the card. */
export const ChargeAmount = integer({ least: 1, most: MAX_MINOR_UNITS })
/** What a PaymentIntent is to be of. Source: a recorded `amount` of 0. */
export const PaymentAmount = integer({
  least: 1,
  most: MAX_MINOR_UNITS,
  below: (param, number) => (number === 0 ? { _tag: 'ZeroPayment' } : { _tag: 'TooSmall', param, least: 1 }),
})

/** How many to list: 1 to 100, and what lies outside means the nearest. Source: fact sheet 8, `limit`. */
export const Limit: Param<number> = leaf('a whole number, clamped to 1 to 100', {
  is: isNumber,
  read: flow(
    readInteger,
    E.map((number) => Math.min(Math.max(number, 1), 100)),
  ),
  write: String,
})

/** `true` or `false`, spelled so. Source: stripe/stripe-python#487, `Invalid boolean: True`. */
export const Flag: Param<boolean> = leaf('true or false', {
  is: isFlag,
  read: (value, param) => {
    const sent = scalar(value, param)
    if (E.isLeft(sent)) return sent
    if (sent.right === 'true' || sent.right === 'false') return E.right(sent.right === 'true')
    return E.left({ _tag: 'InvalidBoolean', param, value: said(sent.right) })
  },
  write: String,
})

/** One of these words. The empty one, which unsets, has to be among them to be taken. */
export const choice = <const Word extends string>(...choices: readonly Word[]): Param<Word> => {
  const isWord = (value: unknown): value is Word => choices.some((word) => word === value)
  return leaf(choices.join(' or '), {
    is: isWord,
    read: (value, param) => {
      if (isWord(value)) return E.right(value)
      const sent = scalar(value, param)
      return E.isLeft(sent)
        ? sent
        : E.left({ _tag: 'NotAChoice', param, choices: choices.filter((word) => word !== '') })
    },
    write: (word) => word,
  })
}

/** A currency, in either case. */
export const CurrencyCode: Param<Currency> = leaf('a currency of ISO 4217', {
  is: (value): value is Currency => isText(value) && E.isRight(currency(value)),
  read: (value, param) => {
    const sent = scalar(value, param)
    if (E.isLeft(sent)) return sent
    const known = currency(sent.right.toLowerCase())
    return E.isLeft(known) ? E.left({ _tag: 'InvalidCurrency', param, value: said(sent.right) }) : known
  },
  write: (code) => code,
})
