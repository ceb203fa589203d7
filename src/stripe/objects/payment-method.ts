/** Stripe's PaymentMethod, of a card. */
import { type CardFacts, newMethodCard, type WireMethodCard } from './card.js'
import { type GivenBillingDetails, newBillingDetails, type WireBillingDetails, type WireMetadata } from './pieces.js'

export interface WirePaymentMethod {
  readonly id: string
  readonly object: 'payment_method'
  readonly allow_redisplay: 'always' | 'limited' | 'unspecified'
  readonly billing_details: WireBillingDetails
  readonly card: WireMethodCard
  readonly created: number
  readonly customer: string | null
  readonly customer_account: null
  readonly livemode: boolean
  readonly metadata: WireMetadata
  readonly shared_payment_granted_token: null
  readonly type: 'card'
}

/** What is told of a new PaymentMethod. */
export interface GivenPaymentMethod {
  readonly id: string
  readonly card: CardFacts
  readonly created: number
  readonly billing_details?: GivenBillingDetails
  readonly customer?: string | null
  readonly metadata?: WireMetadata
}

/**
 * A card as a payment method. Its check reads `unchecked` until it is attached or charged. Source: recorded on 2026-09-20.
 *
 * @example
 * const visa = { brand: 'visa', country: 'US', expMonth: 9, expYear: 2027, fingerprint: 'f', funding: 'credit', last4: '4242' }
 * newPaymentMethod({ id: 'pm_1', card: visa, created: 1_760_000_000 }).customer // => null
 * newPaymentMethod({ id: 'pm_1', card: visa, created: 1_760_000_000 }).card.last4 // => '4242'
 * @since 0.1.0
 * @category payment method
 */
export const newPaymentMethod = (given: GivenPaymentMethod): WirePaymentMethod => ({
  id: given.id,
  object: 'payment_method',
  allow_redisplay: 'unspecified',
  billing_details: newBillingDetails(given.billing_details),
  card: newMethodCard(given.card),
  created: given.created,
  customer: given.customer ?? null,
  customer_account: null,
  livemode: false,
  metadata: given.metadata ?? {},
  shared_payment_granted_token: null,
  type: 'card',
})

/**
 * The method once the bank was asked about the card, as attaching and charging do. Unchanged if it was before.
 *
 * @example
 * const visa = { brand: 'visa', country: 'US', expMonth: 9, expYear: 2027, fingerprint: 'f', funding: 'credit', last4: '4242' }
 * const method = newPaymentMethod({ id: 'pm_1', card: visa, created: 1_760_000_000 })
 * asChecked(method).card.checks.cvc_check // => 'pass'
 * asChecked(method, 'fail').card.checks.cvc_check // => 'fail'
 * @since 0.1.0
 * @category payment method
 */
export const asChecked = (method: WirePaymentMethod, cvcCheck = 'pass'): WirePaymentMethod =>
  method.card.checks.cvc_check === cvcCheck
    ? method
    : { ...method, card: { ...method.card, checks: { ...method.card.checks, cvc_check: cvcCheck } } }
