/** The errors that no law refuses. Names are the rows of the fact sheet's sections 2a and 2c, and of 2b about ids. */
import { describe, expect, it } from 'vitest'
import * as legs from '../../../src/stripe/errors/leg-errors.js'
import * as lookups from '../../../src/stripe/errors/lookup-errors.js'
import * as payments from '../../../src/stripe/errors/payment-errors.js'
import * as platform from '../../../src/stripe/errors/platform-errors.js'
import * as refunds from '../../../src/stripe/errors/refund-errors.js'
import { check } from './given.js'

describe('what is not there', () => {
  check(404, [
    [
      'unknown charge, POST /v1/refunds',
      lookups.noSuchCharge('ch_9', 'refunds'),
      'resource_missing',
      'id',
      "No such charge: 'ch_9'",
    ],
    [
      'unknown charge, /v1/charges/{c}/refund(s)',
      lookups.noSuchCharge('ch_9', 'chargeRefunds'),
      'resource_missing',
      'charge',
      "No such charge: 'ch_9'",
    ],
    [
      'unknown payment_intent',
      lookups.noSuch('payment_intent', 'pi_9', 'payment_intent'),
      'resource_missing',
      'payment_intent',
      "No such payment_intent: 'pi_9'",
    ],
    [
      'unknown refund',
      lookups.noSuch('refund', 're_9', 'refund'),
      'resource_missing',
      'refund',
      "No such refund: 're_9'",
    ],
    ['no dispute', lookups.noDispute('ch_1'), undefined, undefined, 'No dispute for charge: ch_1'],
    [
      'unknown path',
      platform.unknownUrl('GET', '/v1/wat'),
      undefined,
      undefined,
      'Unrecognized request URL (GET: /v1/wat). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.',
    ],
  ])
  it('is a 400 where it is only referred to', () => {
    expect(lookups.noSuchReference('PaymentMethod', 'pm_9', 'payment_method')).toMatchObject({
      status: 400,
      message: "No such PaymentMethod: 'pm_9'",
    })
  })
})

describe('platform-level', () => {
  it.each([
    ['idempotency key, other params', platform.idempotencyOtherParams('k1'), 400, 'idempotency_error', undefined],
    [
      'idempotency key, other endpoint',
      platform.idempotencyOtherEndpoint('k1', { first: '/v1/b', now: '/v1/a' }),
      400,
      'idempotency_error',
      undefined,
    ],
    [
      'idempotency key in flight',
      platform.idempotencyInFlight('k1'),
      409,
      'idempotency_error',
      'idempotency_key_in_use',
    ],
    ['object lock', platform.lockTimeout(), 429, 'invalid_request_error', 'lock_timeout'],
    ['rate limit', platform.rateLimit(), 429, 'invalid_request_error', 'rate_limit'],
    ['no API key', platform.noApiKey(), 401, 'invalid_request_error', undefined],
    ['bad API key', platform.badApiKey('sk_test_x'), 401, 'invalid_request_error', undefined],
    ['publishable key', platform.publishableKey(), 401, 'invalid_request_error', 'secret_key_required'],
    ['unknown version', platform.unknownVersion('wat'), 400, 'invalid_request_error', undefined],
    ['idempotency key of 256 characters', platform.idempotencyKeyLength(256), 400, 'idempotency_error', undefined],
  ] as const)('%s', (_, error, status, type, code) => {
    expect([error.status, error.type, error.code, error.param]).toEqual([status, type, code, undefined])
    expect(error.executed).toBe(false)
  })
  it('says the key and both endpoints', () => {
    expect(platform.idempotencyOtherParams('k1').message).toBe(
      "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'k1' if you meant to execute a different request.",
    )
    expect(platform.idempotencyOtherEndpoint('k1', { first: '/v1/b', now: '/v1/a' }).message).toContain(
      "first used for ('/v1/a' vs '/v1/b'). Try using a key other than 'k1'",
    )
    expect(platform.idempotencyInFlight('k1').message).toMatch(/still going through\): k1\. Please try again later\.$/)
  })
  it.each([
    ['sk_test_dummy', 'sk_test_*ummy'],
    ['sk_live_abcdefgh1234', 'sk_live_********1234'],
    ['undefined', 'undefined'],
    ['', ''],
  ])('masks the key %s as %s', (key, shown) => {
    expect(platform.badApiKey(key).message).toBe(`Invalid API Key provided: ${shown}`)
  })
  it('asks to retry a lock, and leaves the rest to the client', () => {
    expect(platform.lockTimeout().shouldRetry).toBe(true)
    expect([platform.rateLimit(), platform.serverFault()].map(({ shouldRetry }) => shouldRetry)).toEqual([null, null])
  })
  it('stores a server fault, and no answer to a key in flight', () => {
    expect(platform.serverFault()).toMatchObject({ status: 500, type: 'api_error', executed: true })
    expect(platform.idempotencyInFlight('k1').executed).toBe(false)
  })
})

describe('business rules outside the law', () => {
  check(400, [
    [
      'Balance too low',
      refunds.insufficientFunds(),
      undefined,
      undefined,
      'Insufficient funds in your Stripe balance to refund this amount.',
    ],
    [
      'refund_application_fee by someone other than the creating Connect app',
      legs.feeOfAnotherApplication(),
      undefined,
      undefined,
      'refund_application_fee can only be used by the Connect application that created the charge.',
    ],
    [
      'reverse_transfer=true, connected account lacks balance',
      legs.transferNotCovered(),
      undefined,
      undefined,
      "The recipient of this transfer does not have sufficient funds in their Stripe balance to reverse this amount. Optionally, you can set 'reverse_transfer' to false to reverse the payment. You can subsequently run '/v1/transfers/:id/reversal' separately later to reverse the transfer amount once the connected account has enough balance.",
    ],
    [
      "a PaymentIntent's charge captured by the charge's path",
      payments.captureByPaymentIntent('pi_1'),
      undefined,
      undefined,
      'This uncaptured Charge was created by a PaymentIntent (pi_1). You must capture the PaymentIntent instead. For more information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method',
    ],
    [
      'a charge of nobody',
      payments.missingSource(),
      'parameter_missing',
      undefined,
      'Must provide source or customer.',
    ],
  ])
  it('names the customer where a PaymentIntent has one', () => {
    expect(payments.missingPaymentMethod(null).message).toContain('You can either update the PaymentIntent')
    expect(payments.missingPaymentMethod('cus_1').message).toContain('To confirm the PaymentIntent with cus_1,')
  })
  it('answers a customer without a card by 402', () => {
    expect(payments.customerWithoutCard()).toMatchObject({ status: 402, type: 'card_error', code: 'missing' })
  })
})
