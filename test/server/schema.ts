/** Every object that the server answers, against Stripe's own OpenAPI schema: what is wrong with it. */
import { NEWER } from '../stripe/objects/newer.js'
import { checkAgainst } from '../stripe/objects/openapi.js'

interface Named {
  readonly object?: unknown
  readonly deleted?: unknown
  readonly data?: unknown
  readonly error?: unknown
}

/** What newer versions added to objects that are made by the server alone. */
const NEWER_STILL: Readonly<Record<string, string>> = {
  'card.regulated_status': 'the type `Card` of SDK 23.1.0',
  'card.wallet': 'the card of a recorded token, as of a payment method',
  'charge.refunds.total_count': 'recorded under 2026-08-26, and in 2015 already',
  'payment_intent.charges': 'made for versions before 2022-11-15 only, as their changelog says',
  'refund.customer': 'recorded under 2026-08-26',
  'refund.customer_account': 'recorded under 2026-08-26',
  'refund.payment_method': 'recorded under 2026-08-26',
  'refund.pending_reason': 'SDK 18.1.0',
  'transfer_data.description': 'the type `PaymentIntent.TransferData` of SDK 23.1.0',
  'transfer_data.metadata': 'the type `PaymentIntent.TransferData` of SDK 23.1.0',
  'transfer_data.payment_data': 'the type `PaymentIntent.TransferData` of SDK 23.1.0',
}

/** Problems of an answer, with the path of each; none of what is no object of Stripe's, such as the answer of a lever. */
export const schemaProblems = (body: unknown): readonly string[] => {
  if (typeof body !== 'object' || body === null) return []
  const { object, data, deleted, error } = body as Named
  if (error !== undefined) return problemsOf('error', body)
  // The levers' own objects are nobody else's.
  if (typeof object !== 'string' || object.startsWith('control.')) return []
  if (object === 'list') return (data as readonly unknown[]).flatMap(schemaProblems)
  const inside = object === 'event' ? schemaProblems((data as { readonly object: unknown }).object) : []
  return [...problemsOf(deleted === true ? `deleted_${object}` : object, body), ...inside]
}

/** Choices that newer versions added, with where they are from. */
const NEWER_CHOICES: Readonly<Record<string, string>> = {
  'dispute.status: prevented is no choice': 'SDK 19.0.0',
  'error.error.payment_intent.cancellation_reason: expired is no choice': 'SDK 18.0.0',
  'payment_intent.cancellation_reason: expired is no choice': 'SDK 18.0.0',
}

const problemsOf = (schema: string, value: unknown): readonly string[] => {
  const { problems, unnamed } = checkAgainst(schema, value)
  const unknown = unnamed.filter((member) => !Object.hasOwn(NEWER, member) && !Object.hasOwn(NEWER_STILL, member))
  const wrong = problems.filter((problem) => !Object.hasOwn(NEWER_CHOICES, problem))
  return [...wrong, ...unknown.map((member) => `${member}: in no schema`)]
}
