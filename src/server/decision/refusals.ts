/** The law's refusals in Stripe's words, with what the server knows of the charge. */
import type { AmountAsked, Refusal } from '../../domain/law/errors.js'
import type { RefusalContext, RefusingEndpoint } from '../../stripe/errors/refusal-context.js'
import { refusalError } from '../../stripe/errors/refusal-error.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { KeptCharge } from './kinds.js'
import { find, type Work } from './work.js'

/** The levers have no counterpart at Stripe, and refuse in words of their own. */
const endpointOf = (endpoint: string): RefusingEndpoint =>
  endpoint.includes(' /_control/') ? 'control' : (endpoint as RefusingEndpoint)

/** What Stripe answers where the law refused a command on this charge. */
export const refusedAs = (
  work: Work,
  refusal: Refusal,
  { made }: KeptCharge,
  requested: AmountAsked = 'remaining',
): StripeError => {
  const { payment_intent: paymentIntent } = made
  const context: RefusalContext = {
    endpoint: endpointOf(work.asked.endpoint),
    version: work.asked.version,
    requested,
    charge: { id: made.id, amount: made.amount, currency: made.currency, paymentIntent },
    paymentIntentStatus:
      paymentIntent === null ? null : (find(work, 'payment_intent', paymentIntent)?.intent.status ?? null),
    fee: made.application_fee,
    transfer: made.transfer ?? null,
  }
  return refusalError(refusal, context)
}
