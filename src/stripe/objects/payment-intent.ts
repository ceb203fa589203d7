/** Stripe's PaymentIntent, for cards. */
import type { Decline } from '../errors/declines.js'
import { docUrl } from '../errors/stripe-error.js'
import type { WirePaymentMethod } from './payment-method.js'
import type { Given, Unsaid, WireMetadata, WireShipping } from './pieces.js'

/** Why the last attempt failed; the shape is that of the error that was answered, without its `payment_intent`. */
export interface WirePaymentError {
  readonly advice_code?: string
  readonly charge?: string
  readonly code: string
  readonly decline_code?: string
  readonly doc_url: string
  readonly message: string
  readonly network_decline_code?: string
  readonly param?: string
  readonly payment_method: WirePaymentMethod
  readonly payment_method_type: 'card'
  readonly type: 'card_error'
}

/**
 * Why the last attempt failed, from the decline. Source: the recorded PaymentIntent of `tok_visa_chargeDeclined`.
 *
 * @example
 * const generic = { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.', param: null, adviceCode: null, networkDeclineCode: null, by: 'issuer' }
 * newPaymentError(generic, { charge: 'ch_1', payment_method: {} }).doc_url // => 'https://stripe.com/docs/error-codes/card-declined'
 * 'advice_code' in newPaymentError(generic, { charge: 'ch_1', payment_method: {} }) // => false
 * @since 0.1.0
 * @category payment intent
 */
export const newPaymentError = (
  decline: Decline,
  { charge, payment_method }: { readonly charge: string; readonly payment_method: WirePaymentMethod },
): WirePaymentError => ({
  ...(decline.adviceCode === null ? {} : { advice_code: decline.adviceCode }),
  charge,
  code: decline.code,
  ...(decline.declineCode === null ? {} : { decline_code: decline.declineCode }),
  doc_url: docUrl(decline.code),
  message: decline.message,
  ...(decline.networkDeclineCode === null ? {} : { network_decline_code: decline.networkDeclineCode }),
  ...(decline.param === null ? {} : { param: decline.param }),
  payment_method,
  payment_method_type: 'card',
  type: 'card_error',
})

/** How the card may be used. Null means that nothing was asked for. */
export interface WireCardOptions {
  /** Captured by hand, whatever the PaymentIntent says. Only where it was asked for. */
  readonly capture_method?: 'manual'
  readonly installments: null
  readonly mandate_options: null
  readonly network: null
  /** Only where it was asked for. */
  readonly request_multicapture?: 'if_available' | 'never'
  readonly request_three_d_secure: 'any' | 'automatic' | 'challenge'
}

export type IntentStatus =
  | 'canceled'
  | 'processing'
  | 'requires_action'
  | 'requires_capture'
  | 'requires_confirmation'
  | 'requires_payment_method'
  | 'succeeded'

export type CancellationReason =
  | 'abandoned'
  | 'automatic'
  | 'duplicate'
  | 'expired'
  | 'failed_invoice'
  | 'fraudulent'
  | 'requested_by_customer'
  | 'void_invoice'

/** To whom a payment goes on. What its transfer is to say, and the payment that it makes, is there where it was asked for. */
export interface WireTransferData {
  readonly amount?: number
  readonly description?: string
  readonly destination: string
  readonly metadata?: WireMetadata
  readonly payment_data?: { readonly description?: string; readonly metadata?: WireMetadata }
}

export interface WirePaymentIntent {
  readonly id: string
  readonly object: 'payment_intent'
  readonly allowed_payment_method_types: null
  readonly amount: number
  readonly amount_capturable: number
  readonly amount_details: { readonly tip: Readonly<Record<never, never>> }
  readonly amount_received: number
  readonly application: string | null
  readonly application_fee_amount: number | null
  readonly automatic_payment_methods: {
    readonly allow_redirects?: 'always' | 'never'
    readonly enabled: boolean
  } | null
  readonly canceled_at: number | null
  readonly cancellation_reason: CancellationReason | null
  readonly capture_method: 'automatic' | 'automatic_async' | 'manual'
  readonly client_secret: string
  readonly confirmation_method: 'automatic' | 'manual'
  readonly created: number
  readonly currency: string
  readonly customer: string | null
  readonly customer_account: null
  readonly description: string | null
  readonly excluded_payment_method_types: null
  readonly last_payment_error: WirePaymentError | null
  readonly latest_charge: string | null
  readonly livemode: boolean
  readonly managed_payments: { readonly enabled: boolean }
  readonly metadata: WireMetadata
  readonly next_action: null
  readonly on_behalf_of: string | null
  readonly payment_method: string | null
  readonly payment_method_configuration_details: null
  readonly payment_method_options: { readonly card: WireCardOptions }
  readonly payment_method_types: readonly string[]
  readonly payment_record: null
  readonly processing: null
  readonly receipt_email: string | null
  readonly review: string | null
  readonly setup_future_usage: 'off_session' | 'on_session' | null
  readonly shared_payment_granted_token: null
  readonly shipping: WireShipping | null
  readonly source: null
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly status: IntentStatus
  readonly transfer_data: WireTransferData | null
  readonly transfer_group: string | null
}

type Told = 'id' | 'amount' | 'client_secret' | 'created' | 'currency'

/** What is told of a new PaymentIntent. */
export type GivenPaymentIntent = Given<WirePaymentIntent, Told>

/**
 * A PaymentIntent, without payment method, to be captured automatically, unless more is given. Source: recorded ones of
 * 2026-08-26, from `requires_payment_method` to `succeeded`, declined and captured in part.
 *
 * @example
 * const made = newPaymentIntent({ id: 'pi_1', amount: 1000, client_secret: 'pi_1_secret_2', created: 1_760_000_000, currency: 'usd' })
 * made.status // => 'requires_payment_method'
 * made.capture_method // => 'automatic_async'
 * @since 0.1.0
 * @category payment intent
 */
export const newPaymentIntent = (given: GivenPaymentIntent): WirePaymentIntent => ({ ...UNSAID, ...given })

const UNSAID: Unsaid<WirePaymentIntent, Told> = {
  id: undefined,
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount: undefined,
  amount_capturable: 0,
  amount_details: { tip: {} },
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic_async',
  client_secret: undefined,
  confirmation_method: 'automatic',
  created: undefined,
  currency: undefined,
  customer: null,
  customer_account: null,
  description: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: { enabled: false },
  metadata: {},
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
  },
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: null,
  shared_payment_granted_token: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'requires_payment_method',
  transfer_data: null,
  transfer_group: null,
}
