/** A payment method that is made: of what is written on a card, of a token, or of one that the platform has. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { cardByNumber, type TestCard } from '../../stripe/cards.js'
import { noSuchReference } from '../../stripe/errors/lookup-errors.js'
import { attachedWhenMade, invalidTokenId, methodSpent } from '../../stripe/errors/method-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import { paramError } from '../../stripe/params/param-error.js'
import type { KeptMethod } from '../decision/kinds.js'
import { find, type Work } from '../decision/work.js'
import { type CardWritten, cardWrittenAs } from './card-written.js'
import { keptMethod, methodNamed } from './methods.js'

/** What may be said of a method that is to be made. */
export interface MethodSaid {
  readonly type?: 'card'
  readonly card?: Partial<CardWritten> & { readonly token?: string }
  readonly customer?: string
  readonly payment_method?: string
}

export const methodMade = (
  work: Work,
  { type, card, customer, payment_method }: MethodSaid,
): Either<StripeError, KeptMethod> => {
  if (payment_method !== undefined) return cloned(work, payment_method)
  if (customer !== undefined) return left(attachedWhenMade())
  if (type === undefined) return missing('type')
  if (card === undefined) return missing('card')
  return card.token === undefined ? ofWritten(work, card) : ofToken(work, card.token)
}

/** A method of the platform's, made anew where it is charged: on a connected account. */
const cloned = (work: Work, id: string): Either<StripeError, KeptMethod> => {
  const kept = find(work, 'payment_method', id, '')
  if (kept === null) return left(noSuchReference('PaymentMethod', id, 'payment_method'))
  if (kept.spent) return left(methodSpent())
  const { card, billing_details: billing } = kept.method
  return right(
    keptMethod(work, {
      card: cardByNumber(kept.card) as TestCard,
      expires: { month: card.exp_month, year: card.exp_year },
      billing,
    }),
  )
}

const ofToken = (work: Work, token: string): Either<StripeError, KeptMethod> =>
  token.startsWith('tok_') ? methodNamed(work, token, 'token') : left(invalidTokenId(token))

const ofWritten = (
  work: Work,
  { number, exp_month, exp_year, cvc }: Partial<CardWritten>,
): Either<StripeError, KeptMethod> => {
  if (number === undefined) return missing('card[number]')
  if (exp_month === undefined) return missing('card[exp_month]')
  if (exp_year === undefined) return missing('card[exp_year]')
  const known = cardWrittenAs(work.at, { number, exp_month, exp_year, ...(cvc === undefined ? {} : { cvc }) })
  return isLeft(known) ? known : right(keptMethod(work, known.right))
}

const missing = (param: string): Either<StripeError, never> => left(paramError({ _tag: 'MissingParam', param }))
