/** What a PaymentIntent says of its charge, which is the law's. */
import { type MinorUnits, minus, ZERO } from '../../domain/money/minor-units.js'
import type { Charge } from '../../domain/records/charge.js'
import type { IntentStatus, WirePaymentIntent } from '../../stripe/objects/payment-intent.js'

/** What of an authorisation can still be captured. */
export const capturable = (charge: Charge): MinorUnits =>
  charge.status === 'authorized' ? minus(charge.authorized, charge.captured) : ZERO

/** The PaymentIntent after its charge moved. */
export const followed = (intent: WirePaymentIntent, charge: Charge): WirePaymentIntent => ({
  ...intent,
  amount_capturable: capturable(charge),
  amount_received: charge.captured,
  latest_charge: charge.id,
  status: STATUSES[charge.status],
})

const STATUSES: Readonly<Record<Charge['status'], IntentStatus>> = {
  pending: 'processing',
  authorized: 'requires_capture',
  captured: 'succeeded',
  failed: 'requires_payment_method',
  released: 'canceled',
  expired: 'canceled',
}
