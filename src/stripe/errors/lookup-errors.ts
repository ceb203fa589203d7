/** What was named and is not there. Ids are looked up, not checked for their prefix: any text gives "No such". */
import { invalid, refused, type StripeError } from './stripe-error.js'

/** The words by which Stripe names its objects here. VERIFIED or widely quoted, but for those of connected accounts. */
export type ObjectName =
  | 'account'
  | 'application fee'
  | 'balance transaction'
  | 'charge'
  | 'customer'
  | 'dispute'
  | 'event'
  | 'fee refund'
  | 'payment_intent'
  | 'PaymentMethod'
  | 'refund'
  | 'test clock'
  | 'token'
  | 'transfer'
  | 'transfer reversal'
  | 'webhook endpoint'

/**
 * An id that stands for nothing. 404 in a path and for what is refunded; 400 for what is merely referred to (`reference`).
 *
 * `param` is how the endpoint calls it: `id` for charges and customers, `intent` for PaymentIntents, `refund`, `dispute`.
 */
export const noSuch = (object: ObjectName, id: string, param: string): StripeError =>
  refused(`No such ${object}: '${id}'`, { code: 'resource_missing', param }, 404)

/** A parameter that refers to what is not there, a customer or payment method. VERIFIED for PaymentMethod and customer (SW). */
export const noSuchReference = (object: ObjectName, id: string, param: string): StripeError => ({
  ...noSuch(object, id, param),
  status: 400,
})

/** VERIFIED (SW09): 400, where a path would give 404. */
export const noSuchCursor = (object: ObjectName, id: string, param: 'starting_after' | 'ending_before'): StripeError =>
  invalid(`No such ${object}: '${id}'`, { code: 'resource_missing', param })

/** VERIFIED (SW05): the parameter of an unknown charge is called `id`, but `charge` where the path continues with refunds. */
export const noSuchCharge = (id: string, endpoint: 'refunds' | 'chargeRefunds' | 'charge'): StripeError =>
  noSuch('charge', id, endpoint === 'chargeRefunds' ? 'charge' : 'id')

/** VERIFIED (SW): a charge that was never disputed, by its dispute's path. */
export const noDispute = (charge: string): StripeError => refused(`No dispute for charge: ${charge}`, {}, 404)
