/**
 * Stripe's errors as values: what is answered, and what becomes of the answer under an idempotency key.
 *
 * The constructors stand in the files beside this one, by what they are about; the marks in their comments (VERIFIED, REPORTED,
 * INFERRED, UNKNOWN) say how sure the text is. An UNKNOWN text is ours, and `docs/differences.md` says so.
 */

/** The four types that exist on the wire. Source: stripe-node `Types.d.ts`, `StripeRawError`. */
export type StripeErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

/** What stands in the envelope, spelled as on the wire. Members without a value are absent, never null. */
export interface StripeErrorMembers {
  readonly advice_code?: string
  /** The failed charge, with card errors. */
  readonly charge?: string
  readonly code?: string
  readonly decline_code?: string
  readonly message: string
  readonly network_decline_code?: string
  readonly param?: string
  /** The PaymentIntent as it is after the refusal, whole. */
  readonly payment_intent?: object
  /** The payment method that was declined, whole. */
  readonly payment_method?: object
  readonly type: StripeErrorType
}

/** An error of Stripe's, ready to be answered. */
export interface StripeError extends StripeErrorMembers {
  readonly _tag: 'StripeError'
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 429 | 500
  /** Whether execution had begun. Only then is the answer stored under the request's idempotency key. */
  readonly executed: boolean
  /** The header `Stripe-Should-Retry`; null where it is not sent. */
  readonly shouldRetry: boolean | null
}

/** What may be added to a message. */
export type ErrorDetails = Omit<StripeErrorMembers, 'message' | 'type'>

/** The answer's body, as it goes over the wire. */
export interface StripeErrorBody {
  readonly error: Readonly<Record<string, unknown>>
}

/** What only the server knows of an answer. */
export interface ErrorBodyOptions {
  /** Where the request is shown to people. Left out of the body when it is not given. */
  readonly requestLogUrl?: string
}

/**
 * The body that is answered: without the members that have no value, in Stripe's order, which is that of the alphabet.
 *
 * `doc_url` stands there only with a code. Source: bodies recorded from 2021 to 2026.
 *
 * @example
 * const error = refused('Charge ch_1 has already been refunded.', { code: 'charge_already_refunded' })
 * errorBody(error).error.doc_url // => 'https://stripe.com/docs/error-codes/charge-already-refunded'
 * Object.keys(errorBody(error).error) // => ['code', 'doc_url', 'message', 'type']
 * Object.keys(errorBody(refused('No.', { param: 'amount' })).error) // => ['message', 'param', 'type']
 * @since 0.1.0
 * @category error
 */
export const errorBody = (error: StripeError, { requestLogUrl }: ErrorBodyOptions = {}): StripeErrorBody => {
  const members: Readonly<Record<string, unknown>> = {
    advice_code: error.advice_code,
    charge: error.charge,
    code: error.code,
    decline_code: error.decline_code,
    doc_url: error.code === undefined || UNDOCUMENTED.has(error.code) ? undefined : docUrl(error.code),
    message: error.message,
    network_decline_code: error.network_decline_code,
    param: error.param,
    payment_intent: error.payment_intent,
    payment_method: error.payment_method,
    request_log_url: requestLogUrl,
    type: error.type,
  }
  return { error: Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) }
}

/** Codes that are answered and explained nowhere. */
const UNDOCUMENTED: ReadonlySet<string> = new Set(['property_expansion_max_depth'])

/** Where Stripe explains a code. Also written into `last_payment_error`. */
export const docUrl = (code: string): string => `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`

/** Refused by looking at the request alone: nothing is stored, and no header says whether to retry. Source: GUM, amount −1. */
export const invalid = (
  message: string,
  details: ErrorDetails = {},
  status: StripeError['status'] = 400,
): StripeError => ({
  _tag: 'StripeError',
  status,
  executed: false,
  shouldRetry: null,
  type: 'invalid_request_error',
  message,
  ...details,
})

/** Refused by what the request met: the answer is stored, and asking again won't help. Source: GUM, executed refusals. */
export const refused = (
  message: string,
  details: ErrorDetails = {},
  status: StripeError['status'] = 400,
): StripeError => ({ ...invalid(message, details, status), executed: true, shouldRetry: false })

/** The error together with the objects that Stripe puts beside it, as they are after the refusal. */
export const carrying = (
  error: StripeError,
  objects: Pick<ErrorDetails, 'charge' | 'payment_intent' | 'payment_method'>,
): StripeError => ({ ...error, ...objects })
