/** Authorisations that run out. */
import type { Refusal } from '../../domain/law/errors.js'
import type { Charge } from '../../domain/records/charge.js'
import { chargeOf, command } from '../decision/law.js'
import { find, get, type Work } from '../decision/work.js'
import { canceled } from './cancel-intent.js'
import { followed } from './figures.js'
import { keepIntent, tellIntent } from './intent.js'

/**
 * The authorisation of a charge runs out, if it is still held: at its `capture_before`. With it its PaymentIntent is canceled; one of
 * which a part was captured has succeeded. Answers why not, where the law says no.
 */
export const expireCharge = (work: Work, id: string): Refusal | null => {
  chargeOf(work, id)
  const refusal = command(work, { type: 'expire' })
  if (refusal !== null) return refusal
  const { payment_intent: intent } = get(work, 'charge', id).made
  const kept = intent === null ? null : find(work, 'payment_intent', intent)
  if (kept === null) return null
  const charge = work.books.charge as Charge
  if (charge.captured > 0) {
    tellIntent(work, 'payment_intent.succeeded', keepIntent(work, kept, followed(kept.intent, charge)))
    return null
  }
  canceled(work, kept, 'expired')
  return null
}
