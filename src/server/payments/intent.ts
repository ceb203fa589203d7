/** PaymentIntents: found, written down, and told of. */
import type { Charge } from '../../domain/records/charge.js'
import { carrying, type StripeError } from '../../stripe/errors/stripe-error.js'
import type { WirePaymentIntent } from '../../stripe/objects/payment-intent.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import type { KeptIntent } from '../decision/kinds.js'
import { lawOf, put, type Work } from '../decision/work.js'
import { tell } from '../ledger/tell.js'
import { intentAs } from '../show/intent.js'
import { shown } from '../show/show.js'
import { followed } from './figures.js'
import { labelOf } from './labels.js'

type IntentEvent =
  | 'payment_intent.amount_capturable_updated'
  | 'payment_intent.canceled'
  | 'payment_intent.created'
  | 'payment_intent.payment_failed'
  | 'payment_intent.succeeded'

/** Writes the PaymentIntent down as it now is. */
export const keepIntent = (work: Work, kept: KeptIntent, intent: WirePaymentIntent = kept.intent): KeptIntent => {
  const after = { ...kept, intent }
  put(work, 'payment_intent', intent.id, after, { labels: labelOf('customer', intent.customer) })
  return after
}

/** The PaymentIntent after its charge moved, written down. */
export const keepFollowed = (work: Work, kept: KeptIntent, charge: string): KeptIntent =>
  keepIntent(work, kept, followed(kept.intent, lawOf(work, charge) as Charge))

/** Tells of a PaymentIntent. What was before is not told: none of these types is an update in Stripe's sense. */
export const tellIntent = (work: Work, type: IntentEvent, { intent }: KeptIntent): void =>
  tell(work, [{ type, object: intent, previous: null }])

/** The PaymentIntent as it is answered. */
export const answered = (work: Work, { intent }: KeptIntent, expand: readonly string[] | undefined): Handled =>
  answer(shown(work, 'payment_intent', intent.id, expand) as object)

/** A refusal with the PaymentIntent beside it. */
export const refuseWith = (work: Work, { intent }: KeptIntent, error: StripeError): Handled =>
  refuse(carrying(error, { payment_intent: intentAs(work, intent) }))
