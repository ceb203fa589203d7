/** A card by what is written on it. Only test cards are taken: no other number is ever kept. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import { cardByNumber, expiryOf, passesLuhn, type TestCard } from '../../stripe/cards.js'
import { incorrectNumber, invalidCvc, invalidExpiryMonth, invalidExpiryYear } from '../../stripe/errors/card-errors.js'
import { notATestCard } from '../../stripe/errors/method-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'

export interface Expiry {
  readonly month: number
  readonly year: number
}

/** As it was sent. Years may have two digits, numbers spaces and dashes. */
export interface CardWritten {
  readonly number: string
  readonly exp_month: number
  readonly exp_year: number
  readonly cvc?: string
}

/** The test card and when it expires; or what is wrong with it, in the order of the card: number, month, year, code. */
export const cardWrittenAs = (
  at: EpochSeconds,
  { number, exp_month, exp_year, cvc }: CardWritten,
): Either<StripeError, { readonly card: TestCard; readonly expires: Expiry }> => {
  const digits = number.replaceAll(/[ -]/g, '')
  if (!passesLuhn(digits)) return left(incorrectNumber())
  const card = cardByNumber(digits)
  if (card === null) return left(notATestCard())
  const expires = expiryWritten(at, { month: exp_month, year: exp_year })
  if (isLeft(expires)) return expires
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc)) return left(invalidCvc())

  return right({ card, expires: expires.right })
}

/** Years that a card may last. */
const LONGEST = 50

/** An expiry that is not past, its year in four digits. */
export const expiryWritten = (at: EpochSeconds, { month, year }: Expiry): Either<StripeError, Expiry> => {
  if (month < 1 || month > 12) return left(invalidExpiryMonth())
  // A card by its name expires a year from now, in the month that it is.
  const { month: thisMonth, year: nextYear } = expiryOf(at)
  const thisYear = nextYear - 1
  const whole = year < 100 ? thisYear - (thisYear % 100) + year : year
  if (whole < thisYear || whole > thisYear + LONGEST) return left(invalidExpiryYear())
  return whole === thisYear && month < thisMonth ? left(invalidExpiryMonth()) : right({ month, year: whole })
}
