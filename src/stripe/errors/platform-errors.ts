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

/** REPORTED (salesforce/tough-cookie#45): a header that is there and has no key in it. What it shows of the header is INFERRED. */
export const unreadableAuthorization = (authorization: string): StripeError =>
  invalid(
    `You did not provide an API key, though you did set your Authorization header to "${maskedKey(authorization)}". Using ` +
      "Bearer auth, your Authorization header should look something like 'Authorization: Bearer YOUR_SECRET_KEY'. See " +
      'https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.',
    {},
    401,
  )

/** VERIFIED, the length of the mask REPORTED. Also the answer to a live key, which is a key of nobody here. */
export const badApiKey = (key: string): StripeError => invalid(`Invalid API Key provided: ${maskedKey(key)}`, {}, 401)

/** REPORTED (coreymgilmore/stripe-appengine-frontend#2). */
export const spacedApiKey = (key: string): StripeError =>
  invalid(
    `Invalid API Key provided: ${maskedKey(key)}. This key contains at least one space. Please delete the spaces and try ` +
      'again. If you have any questions, we can help at https://support.stripe.com/.',
    {},
    401,
  )

/** VERIFIED code (ERRDOC); text REPORTED. */
export const publishableKey = (): StripeError =>
  invalid(
    'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API ' +
      'keys at https://dashboard.stripe.com/account/apikeys.',
    { code: 'secret_key_required' },
    401,
  )

/** REPORTED, widely quoted (stripe-php, public code): the header `Stripe-Account`. `key` as it is shown. */
export const accountInvalid = (key: string, account: string): StripeError =>
  invalid(
    `The provided key '${key}' does not have access to account '${account}' (or that account does not exist). Application ` +
      'access may have been revoked.',
    { code: 'account_invalid' },
    403,
  )

/** What is shown of a key: its first eight and its last four characters. */
export const maskedKey = (key: string): string =>
  key.length <= 12 ? key : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`

/** REPORTED. */
export const unknownVersion = (version: string): StripeError => invalid(`Invalid Stripe API version: ${version}`)

/** REPORTED, the part about the slash too (stripe-php#968, exercism/website#7869). `path` without its query. */
export const unknownUrl = (method: string, path: string): StripeError =>
  invalid(
    `Unrecognized request URL (${method}: ${path}). ${path.endsWith('/') ? TRAILING_SLASH : ''}Please see ` +
      'https://stripe.com/docs or we can help at https://support.stripe.com/.',
    {},
    404,
  )

const TRAILING_SLASH =
  'If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed ' +
  'a valid (non-empty) identifier in your code. '

/** REPORTED, widely quoted: a body of JSON. */
export const jsonBody = (): StripeError =>
  invalid(
    'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we ' +
      'can help at https://support.stripe.com/.',
  )

/** REPORTED (vapor-community/stripe#39, thephpleague/omnipay-stripe#197 for none). */
export const unsupportedContentType = (contentType: string): StripeError =>
  invalid(
    `Invalid request: unsupported Content-Type ${contentType}. If error persists and you need assistance, please contact ` +
      'support@stripe.com.',
  )

/** REPORTED (cartalyst/stripe#65, public code), for 0 and for 272 characters. */
export const idempotencyKeyLength = (length: number): StripeError =>
  idempotency(
    `Idempotent key length is ${length} characters long, which is outside accepted lengths. Idempotent Keys must be 1-255 ` +
      "characters long. If you're looking for a decent generator, try using a UUID defined by IETF RFC 4122.",
  )

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
