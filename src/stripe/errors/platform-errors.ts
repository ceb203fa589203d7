/** What is refused whatever the endpoint: keys, versions, paths, and too much at once. */
import { invalid, refused, type StripeError } from './stripe-error.js'

/** VERIFIED. */
export const noApiKey = (): StripeError =>
  invalid(
    'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. ' +
      "'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help " +
      'at https://support.stripe.com/.',
    {},
    401,
  )

/** VERIFIED, the length of the mask REPORTED. Also the answer to a live key, which is a key of nobody here. */
export const badApiKey = (key: string): StripeError => invalid(`Invalid API Key provided: ${masked(key)}`, {}, 401)

/** VERIFIED code (ERRDOC); text REPORTED. */
export const publishableKey = (): StripeError =>
  invalid(
    'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API ' +
      'keys at https://dashboard.stripe.com/account/apikeys.',
    { code: 'secret_key_required' },
    401,
  )

/** What is shown of a key: its first eight and its last four characters. */
const masked = (key: string): string =>
  key.length <= 12 ? key : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`

/** REPORTED. */
export const unknownVersion = (version: string): StripeError => invalid(`Invalid Stripe API version: ${version}`)

/** REPORTED. `path` without its query. */
export const unknownUrl = (method: string, path: string): StripeError =>
  invalid(
    `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    {},
    404,
  )

/** UNKNOWN text; the limit is VERIFIED (IDEMDOC). */
export const idempotencyKeyTooLong = (): StripeError => invalid('Idempotency keys can have up to 255 characters.')

/** VERIFIED (widely quoted; SSM). The key's own answer stays stored. */
export const idempotencyOtherParams = (key: string): StripeError =>
  idempotency(
    'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      `Try using a key other than '${key}' if you meant to execute a different request.`,
  )

/** REPORTED. `first` and `now` are paths, such as `/v1/refunds`. */
export const idempotencyOtherEndpoint = (
  key: string,
  of: { readonly first: string; readonly now: string },
): StripeError =>
  idempotency(
    'Keys for idempotent requests can only be used for the same endpoint they were first used for ' +
      `('${of.now}' vs '${of.first}'). Try using a key other than '${key}' if you meant to execute a different request.`,
  )

/** REPORTED; code VERIFIED (ERRDOC). The official SDKs retry every 409. */
export const idempotencyInFlight = (key: string): StripeError => ({
  ...idempotency(
    'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and ' +
      `the other request is still going through): ${key}. Please try again later.`,
  ),
  status: 409,
  code: 'idempotency_key_in_use',
})

const idempotency = (message: string): StripeError => ({ ...invalid(message), type: 'idempotency_error' })

/** VERIFIED (GUM). That the header asks to retry is INFERRED: the official SDKs retry a 429 only then. */
export const lockTimeout = (): StripeError => ({
  ...invalid(
    'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If ' +
      'you see this error intermittently, retry the request. If you see this error frequently and are making multiple ' +
      'concurrent requests to a single object, make your requests serially or at a lower rate.',
    { code: 'lock_timeout' },
    429,
  ),
  shouldRetry: true,
})

/** REPORTED. */
export const rateLimit = (): StripeError =>
  invalid(
    'Testmode request rate limit exceeded, the rate limits in testmode are lower than livemode. You can learn more about rate ' +
      'limits here https://stripe.com/docs/rate-limits.',
    { code: 'rate_limit' },
    429,
  )

/** SSM. Stored under the key like any other answer (VERIFIED, IDEMDOC); the official SDKs retry it unless told not to. */
export const serverFault = (): StripeError => ({
  ...refused('An unknown error occurred', {}, 500),
  shouldRetry: null,
  type: 'api_error',
})
