/** PaymentIntents that are held: captured, in parts, canceled, run out. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { chargeIn, coded, errorOf, newAccount, paidByIntent, refusal, said, serving } from '../given.js'
import { held, heldInParts, typesOf, typesSince } from '../payments/given.js'

const { sdk, server } = serving({ clock: 'manual' })
const old = serving({ clock: 'manual', apiVersion: '2024-04-10' })

const UNEXPECTED = coded('payment_intent_unexpected_state')
const WEEK = 604_800

const intentIn = (error: Stripe.errors.StripeError): Stripe.PaymentIntent =>
  (error.raw as { readonly payment_intent: Stripe.PaymentIntent }).payment_intent

describe('POST /v1/payment_intents/{intent}/capture', () => {
  it('takes all that is held', async () => {
    const stripe = sdk()
    const intent = await held(stripe, 6500)
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 6500, amount_received: 0 })
    const paid = await stripe.paymentIntents.capture(intent.id, { metadata: { c: '1' } })
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_capturable: 0,
      amount_received: 6500,
      metadata: { c: '1' },
    })
    expect(await typesOf(stripe)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ])
  })

  it('takes a part and gives up the rest: auth 6500, capture 5000', async () => {
    const stripe = sdk()
    const { id, latest_charge } = await held(stripe, 6500)
    const paid = await stripe.paymentIntents.capture(id, { amount_to_capture: 5000 })
    expect(paid).toMatchObject({ amount: 6500, amount_received: 5000, amount_capturable: 0, status: 'succeeded' })
    expect(await stripe.charges.retrieve(latest_charge as string)).toMatchObject({
      amount: 6500,
      amount_captured: 5000,
      amount_refunded: 0,
      refunded: false,
    })
    expect(said(await errorOf(stripe.paymentIntents.capture(id, { amount_to_capture: 100 })))).toEqual(
      refusal(
        'The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has ' +
          'been released.',
        UNEXPECTED,
      ),
    )
  })

  it('refuses more than is held, nothing, and less than nothing', async () => {
    const stripe = sdk()
    const { id } = await held(stripe, 2500)
    const capture = (amount_to_capture: number) => errorOf(stripe.paymentIntents.capture(id, { amount_to_capture }))
    const tooMuch = await capture(2501)
    expect(said(tooMuch)).toEqual(
      refusal(
        'The payment could not be captured because the requested capture amount is greater than the amount you can capture for ' +
          'this charge. Contact us via https://support.stripe.com/contact/ for help.',
        coded('amount_too_large'),
      ),
    )
    expect(intentIn(tooMuch)).toMatchObject({ id, amount_capturable: 2500, status: 'requires_capture' })
    expect(said(await capture(0))).toEqual(
      refusal('This value must be greater than or equal to 1.', {
        ...coded('parameter_invalid_integer'),
        param: 'amount',
      }),
    )
    expect(said(await capture(-1))).toEqual(refusal('Invalid non-negative integer', { param: 'amount_to_capture' }))
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ amount_capturable: 2500 })
  })

  it('refuses what is not held, in the words of its status', async () => {
    const stripe = sdk()
    const { id } = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' })
    expect(said(await errorOf(stripe.paymentIntents.capture(id)))).toEqual(
      refusal(
        'This PaymentIntent could not be captured because it has a status of requires_payment_method. Only a PaymentIntent with ' +
          'one of the following statuses may be captured: requires_capture.',
        UNEXPECTED,
      ),
    )
  })

  it('takes it part by part where that was asked for and the card can', async () => {
    const stripe = sdk()
    const intent = await heldInParts(stripe, 1000)
    const known = (await typesOf(stripe)).length
    const part = { amount_to_capture: 400, final_capture: false }
    expect(await stripe.paymentIntents.capture(intent.id, part)).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 600,
      amount_received: 400,
    })
    expect(await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 500 })).toMatchObject({
      status: 'succeeded',
      amount_capturable: 0,
      amount_received: 900,
    })
    expect(await typesSince(stripe, known)).toEqual([
      'charge.updated',
      'payment_intent.amount_capturable_updated',
      'charge.updated',
      'charge.captured',
      'payment_intent.amount_capturable_updated',
      'payment_intent.succeeded',
    ])
  })

  it('takes it once where it was not asked for', async () => {
    const stripe = sdk()
    const { id } = await held(stripe, 1000)
    const error = await errorOf(stripe.paymentIntents.capture(id, { amount_to_capture: 400, final_capture: false }))
    expect(said(error)).toMatchObject({ status: 400, param: 'final_capture' })
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ amount_received: 0 })
  })

  it('holds a card whose own options say so', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, {
      payment_method_options: { card: { capture_method: 'manual' } },
    })
    expect(intent).toMatchObject({ status: 'requires_capture', capture_method: 'automatic_async' })
    expect(await stripe.paymentIntents.capture(intent.id)).toMatchObject({ status: 'succeeded' })
  })
})

describe('POST /v1/payment_intents/{intent}/cancel', () => {
  it('gives up what was never paid', async () => {
    const stripe = sdk()
    const { id } = await stripe.paymentIntents.create({ amount: 1200, currency: 'usd' })
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
    expect(canceled.canceled_at).toBe(canceled.created)
    expect(await typesOf(stripe)).toEqual(['payment_intent.created', 'payment_intent.canceled'])
  })

  it('gives up what is held, and the charge stays as it was', async () => {
    const stripe = sdk()
    const intent = await held(stripe, 2500)
    const known = (await typesOf(stripe)).length
    expect(await stripe.paymentIntents.cancel(intent.id)).toMatchObject({
      status: 'canceled',
      amount_capturable: 0,
      amount_received: 0,
      cancellation_reason: null,
    })
    expect(await stripe.charges.retrieve(chargeIn(intent))).toMatchObject({
      captured: false,
      refunded: false,
      amount_refunded: 0,
    })
    expect(await typesSince(stripe, known)).toEqual(['payment_intent.canceled'])
    await server().advance(WEEK)
    expect(await typesSince(stripe, known)).toEqual(['payment_intent.canceled'])
  })

  it.each(['succeeded', 'canceled'])('is refused for one that has %s', async (status) => {
    const stripe = sdk()
    const intent = status === 'succeeded' ? await paidByIntent(stripe) : await held(stripe, 1000)
    if (status === 'canceled') await stripe.paymentIntents.cancel(intent.id)
    const error = await errorOf(stripe.paymentIntents.cancel(intent.id))
    expect(said(error)).toEqual(
      refusal(
        `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the ` +
          'following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, ' +
          'requires_confirmation, requires_action, expired, processing.',
        UNEXPECTED,
      ),
    )
    expect(intentIn(error)).toMatchObject({ id: intent.id, status })
  })
})

describe('an authorisation that runs out', () => {
  it('cancels its PaymentIntent after seven days', async () => {
    const stripe = sdk()
    const intent = await held(stripe, 2500)
    const known = (await typesOf(stripe)).length
    await server().advance(WEEK - 1)
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_capture')
    await server().advance(1)
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'expired',
      canceled_at: intent.created + WEEK,
      amount_capturable: 0,
    })
    expect(await typesSince(stripe, known)).toEqual(['charge.expired', 'payment_intent.canceled'])
  })

  it('leaves a PaymentIntent of which a part was captured succeeded', async () => {
    const stripe = sdk()
    const { id, latest_charge } = await heldInParts(stripe, 1000)
    await stripe.paymentIntents.capture(id, { amount_to_capture: 400, final_capture: false })
    await server().advance(WEEK)
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded', amount_received: 400 })
    expect(await stripe.charges.retrieve(latest_charge as string)).toMatchObject({ captured: true })
  })

  it('cannot be captured any more, as a charge without PaymentIntent', async () => {
    const stripe = sdk()
    const { id } = await stripe.charges.create({ amount: 900, currency: 'usd', source: 'tok_visa', capture: false })
    await server().advance(WEEK)
    expect(said(await errorOf(stripe.charges.capture(id)))).toMatchObject(coded('charge_expired_for_capture'))
  })

  it('was called automatic, and made a refund, before API 2025-03-31', async () => {
    const stripe = old.sdk(newAccount(), { apiVersion: '2024-04-10' as never })
    const intent = await held(stripe, 2500)
    const known = (await typesOf(stripe)).length
    await old.server().advance(WEEK)
    expect((await stripe.paymentIntents.retrieve(intent.id)).cancellation_reason).toBe('automatic')
    expect(await stripe.charges.retrieve(chargeIn(intent))).toMatchObject({ refunded: true, amount_refunded: 2500 })
    expect(await typesSince(stripe, known)).toEqual([
      'charge.expired',
      'charge.refunded',
      'charge.refund.updated',
      'payment_intent.canceled',
    ])
  })
})
