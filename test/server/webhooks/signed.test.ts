/** Webhooks as the official SDK verifies them. */
import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { signature } from '../../../src/server/webhooks/signature.js'
import { paid, serving } from '../given.js'
import { type Came, receiver, until } from './given.js'

const { sdk } = serving()

const hearing = async (stripe: Stripe): Promise<{ readonly secret: string; readonly came: Came }> => {
  const at = await receiver()
  const { secret } = await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['charge.succeeded'] })
  await paid(stripe)
  await until('it is told', () => at.came.length > 0)
  return { secret: secret as string, came: at.came[0] as Came }
}

describe('a webhook', () => {
  it('is accepted by constructEvent, as the event that the API shows', async () => {
    const stripe = sdk()
    const { secret, came } = await hearing(stripe)
    const event = stripe.webhooks.constructEvent(came.text, came.headers['stripe-signature'] as string, secret)
    expect(event.type).toBe('charge.succeeded')
    const shown = await stripe.events.retrieve(event.id)
    expect({ ...shown, pending_webhooks: 1 }).toEqual(event)
    expect(event).not.toHaveProperty('account')
  })

  it('is refused when a byte of it was changed, when the secret is another, and when it is too old', async () => {
    const stripe = sdk()
    const { secret, came } = await hearing(stripe)
    const header = came.headers['stripe-signature'] as string
    const { StripeSignatureVerificationError } = Stripe.errors
    const changed = came.text.replace('"amount": 1000', '"amount": 1001')
    expect(changed).not.toBe(came.text)
    expect(() => stripe.webhooks.constructEvent(changed, header, secret)).toThrow(StripeSignatureVerificationError)
    expect(() => stripe.webhooks.constructEvent(came.text, header, `${secret}x`)).toThrow(
      StripeSignatureVerificationError,
    )
    const later = Date.now() + 301_000
    const check = (receivedAt: number): Stripe.Event =>
      stripe.webhooks.constructEvent(came.text, header, secret, 300, undefined, receivedAt)
    expect(() => check(later)).toThrow(/Timestamp outside the tolerance zone/)
    expect(check(Date.now()).type).toBe('charge.succeeded')
  })

  it('says what it is and who sends it', async () => {
    const { came } = await hearing(sdk())
    expect(came.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'content-length': String(Buffer.byteLength(came.text)),
    })
  })
})

describe('a signature', () => {
  it('is the one that the SDK makes of the same body, secret and moment', () => {
    const stripe = new Stripe('sk_test_1')
    const payload = '{"name":"café ☕"}'
    const header = stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_1', timestamp: 1_790_000_000 })
    expect(signature('whsec_1', payload, 1_790_000_000)).toBe(header)
  })
})
