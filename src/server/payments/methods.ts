/** Payment methods by whatever names them: their own id, a test card's name, or a token. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { cardByName, cardByNumber, expiryOf, type TestCard } from '../../stripe/cards.js'
import { noSuchReference } from '../../stripe/errors/lookup-errors.js'
import { alreadyAttached, declinedToAttach, methodSpent, tokenUsed } from '../../stripe/errors/method-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import { asChecked, newPaymentMethod } from '../../stripe/objects/payment-method.js'
import type { GivenBillingDetails, WireMetadata } from '../../stripe/objects/pieces.js'
import { type KeptMethod, type KeptToken, storedKind } from '../decision/kinds.js'
import { find, forEach, get, mint, page, put, type Work } from '../decision/work.js'
import type { Telling } from '../ledger/tell.js'
import type { Expiry } from './card-written.js'
import { customerOf } from './customer.js'

/** What is told of a card that becomes a method. A test card's name says nothing of it. */
export interface MethodOf {
  readonly card: TestCard
  readonly expires?: Expiry
  readonly billing?: GivenBillingDetails
  readonly metadata?: WireMetadata
  /** A new one of its own, unless told. */
  readonly id?: string
}

/** A method that nobody has yet, written down. */
export const keptMethod = (work: Work, of: MethodOf): KeptMethod => {
  const { card, expires = expiryOf(work.at), billing = {}, metadata = {}, id = mint(work, 'pm_') } = of
  const method = newPaymentMethod({
    id,
    card: { ...card, expMonth: expires.month, expYear: expires.year },
    created: work.at,
    billing_details: billing,
    metadata,
  })
  return written(work, { method, card: card.number, spent: false })
}

/**
 * The method that a request names. The name of a test card, and a token, make a new one each time; a token does it once.
 * `param`: where it was named; a `source` becomes a card of the older kind, `card_…`. What was detached is of no use any more,
 * nor what belongs to a customer who was deleted.
 */
export const methodNamed = (work: Work, name: string, param: string): Either<StripeError, KeptMethod> => {
  const card = cardByName(name)
  if (card !== null)
    return right(keptMethod(work, { card, ...(param === 'source' ? { id: mint(work, 'card_') } : {}) }))
  if (name.startsWith('tok_')) return methodOfToken(work, name, param)
  const kept = find(work, 'payment_method', name)
  if (kept === null) return left(noSuchReference(param === 'source' ? 'token' : 'PaymentMethod', name, param))
  return isSpent(work, kept) ? left(methodSpent()) : right(kept)
}

const isSpent = (work: Work, { method, spent }: KeptMethod): boolean =>
  spent || (method.customer !== null && customerOf(work, method.customer) === null)

const methodOfToken = (work: Work, id: string, param: string): Either<StripeError, KeptMethod> => {
  const kept = find(work, 'token', id)
  if (kept === null) return left(noSuchReference('token', id, param))
  if (kept.token.used) return left(tokenUsed(id))
  put(work, 'token', id, { ...kept, token: { ...kept.token, used: true } })
  const as = param === 'source' ? { id: kept.token.card.id } : {}
  return right(keptMethod(work, { ...ofToken(kept), ...as }))
}

const ofToken = ({ token: { card }, card: number }: KeptToken): MethodOf => ({
  card: cardByNumber(number) as TestCard,
  expires: { month: card.exp_month, year: card.exp_year },
  billing: {
    name: card.name,
    address: {
      city: card.address_city,
      country: card.address_country,
      line1: card.address_line1,
      line2: card.address_line2,
      postal_code: card.address_zip,
      state: card.address_state,
    },
  },
})

/** The method, a customer's from now on. The bank was asked about it. */
export const attached = (work: Work, kept: KeptMethod, customer: string): KeptMethod =>
  written(work, { ...kept, method: { ...asChecked(kept.method), customer } })

/** A method that was given to a customer, and what is to be told of it. */
export interface Attached {
  readonly kept: KeptMethod
  readonly told: readonly Telling[]
}

/** The same where it may be refused: the card is declined, or somebody has it. Who has it already keeps it. */
export const attachedTo = (work: Work, kept: KeptMethod, customer: string): Either<StripeError, Attached> => {
  if (kept.method.customer === customer) return right({ kept, told: [] })
  if (kept.method.customer !== null) return left(alreadyAttached())
  const behavior = cardByNumber(kept.card)?.behavior
  if (behavior?.does === 'decline' && !behavior.attaches) return left(declinedToAttach(behavior.decline))
  const after = attached(work, kept, customer)
  return right({ kept: after, told: [{ type: 'payment_method.attached', object: after.method, previous: null }] })
}

/** The method, nobody's from now on, and never to be used again. */
export const detached = (work: Work, kept: KeptMethod): KeptMethod =>
  written(work, { ...kept, method: { ...kept.method, customer: null }, spent: true })

/** All methods of a customer, a page after the other: nobody's from now on. */
export const detachAll = (work: Work, customer: string, after: string | null = null): void => {
  const found = page(work, {
    kind: storedKind('payment_method', work.asked.scope),
    label: `customer:${customer}`,
    limit: 100,
    ...(after === null ? {} : { startingAfter: after }),
  })
  if (isLeft(found)) return
  for (const kept of forEach(found.right.data, ({ id }) => get(work, 'payment_method', id))) detached(work, kept)
  const last = found.right.data.at(-1)
  if (found.right.more && last !== undefined) detachAll(work, customer, last.id)
}

/** The method as it now is, written down and listed with whom it belongs to. */
export const written = (work: Work, kept: KeptMethod): KeptMethod => {
  const { id, customer } = kept.method
  put(work, 'payment_method', id, kept, { labels: customer === null ? [] : [`customer:${customer}`] })
  return kept
}
