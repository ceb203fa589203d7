/** What is wrong with a webhook endpoint, or with a question about events. The texts are UNKNOWN and ours where no mark says else. */
import { notAChoice } from './param-errors.js'
import { invalid, refused, type StripeError } from './stripe-error.js'

/** The code stands in ERRDOC. */
export const urlInvalid = (): StripeError =>
  invalid('Invalid URL: an address that begins with http:// or https:// must be provided.', {
    code: 'url_invalid',
    param: 'url',
  })

/** Ours: Stripe refuses what is local, and here it is what is not. */
export const urlRemote = (): StripeError =>
  invalid(
    'Invalid URL: webhooks are delivered to this machine only (localhost, 127.0.0.1 or [::1]), unless the server is started with ' +
      'allowRemoteWebhooks.',
    { code: 'url_invalid', param: 'url' },
  )

/** INFERRED from other choices, in whose words it is told; without the 275 names that it would list. */
export const eventTypeUnknown = (index: number): StripeError =>
  notAChoice(`enabled_events[${index}]`, ["the types of Stripe's events", '*'])

/** As for the header that names one. */
export const endpointVersionUnknown = (version: string): StripeError =>
  invalid(`Invalid Stripe API version: ${version}`, { param: 'api_version' })

/** The number is Stripe's. Source: docs.stripe.com/webhooks, "up to 16 webhook endpoints on each account". */
export const tooManyEndpoints = (most: number): StripeError =>
  refused(`You have reached the maximum of ${most} test webhook endpoints.`)

/** Source of the rule: the SDK's comment, "either the `type` or `types` parameter, but not both". */
export const typeAndTypes = (): StripeError =>
  invalid('You may pass either the `type` or `types` parameter, but not both.')

/** Source of the number: the SDK's comment, "up to 20 strings". */
export const tooManyTypes = (most: number): StripeError =>
  invalid(`You may pass at most ${most} types.`, { param: 'types' })
