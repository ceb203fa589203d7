/** A PaymentIntent is given up. */
import { cannotCancel } from '../../stripe/errors/payment-errors.js'
import type { CancellationReason } from '../../stripe/objects/payment-intent.js'
import type { Handled } from '../decision/answer.js'
import type { KeptIntent } from '../decision/kinds.js'
import { chargeOf, command } from '../decision/law.js'
import { refusedAs } from '../decision/refusals.js'
import { get, type Work } from '../decision/work.js'
import { answered, keepIntent, refuseWith, tellIntent } from './intent.js'

const CANCELABLE: readonly string[] = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
]

/** `POST /v1/payment_intents/{intent}/cancel`: an authorisation is released. */
export const cancelIntent = (
  work: Work,
  kept: KeptIntent,
  {
    cancellation_reason: reason,
    expand,
  }: {
    readonly cancellation_reason?: 'abandoned' | 'duplicate' | 'fraudulent' | 'requested_by_customer'
    readonly expand?: readonly string[]
  },
): Handled => {
  const { status, latest_charge: id } = kept.intent
  if (!CANCELABLE.includes(status)) return refuseWith(work, kept, cannotCancel(status))
  if (status === 'requires_capture' && id !== null) {
    chargeOf(work, id)
    const refusal = command(work, { type: 'release' })
    if (refusal !== null) return refuseWith(work, kept, refusedAs(work, refusal, get(work, 'charge', id)))
  }
  return answered(work, canceled(work, kept, reason ?? null), expand)
}

/** The PaymentIntent, canceled, and told of. */
export const canceled = (work: Work, kept: KeptIntent, cancellation_reason: CancellationReason | null): KeptIntent => {
  const after = keepIntent(work, kept, {
    ...kept.intent,
    amount_capturable: 0,
    canceled_at: work.at,
    cancellation_reason,
    status: 'canceled',
  })
  tellIntent(work, 'payment_intent.canceled', after)
  return after
}
