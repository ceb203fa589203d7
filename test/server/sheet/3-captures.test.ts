/** Fact sheet 3, continued: several captures, and captures that are refused. */
import { describe, expect, it } from 'vitest'
import { chargeIn, coded, errorOf, paid, paidByIntent, refusal, said, serving } from '../given.js'

const { sdk, server } = serving({ clock: 'manual' })

describe('several captures', () => {
  const several = async (card = 'pm_card_visa') => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, {
      payment_method: card,
      capture_method: 'manual',
      payment_method_options: { card: { request_multicapture: 'if_available' } },
    })
    const capture = (amount_to_capture: number, final_capture = false) =>
      stripe.paymentIntents.capture(intent.id, { amount_to_capture, final_capture })
    return { stripe, intent, charge: chargeIn(intent), capture }
  }

  it('in requires_capture a PaymentIntent can be refunded up to amount_received - amount_refunded', async () => {
    const { stripe, intent, charge, capture } = await several()
    expect(await capture(400)).toMatchObject({
      status: 'requires_capture',
      amount_received: 400,
      amount_capturable: 600,
    })
    await stripe.refunds.create({ payment_intent: intent.id, amount: 300 })
    const { message } = await errorOf(stripe.refunds.create({ payment_intent: intent.id, amount: 200 }))
    expect(message).toBe('Refund amount ($2.00) is greater than unrefunded amount on charge ($1.00)')
    await stripe.refunds.create({ charge, amount: 100 })
  })

  it('captured and refunded become true only after the final capture', async () => {
    const { stripe, charge, capture } = await several()
    await capture(400)
    await stripe.refunds.create({ charge, amount: 400 })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ captured: false, refunded: false })
    await capture(0, true)
    expect(await stripe.charges.retrieve(charge)).toMatchObject({
      captured: true,
      refunded: true,
      amount_captured: 400,
    })
  })

  it('at most 50 captures', async () => {
    const { capture } = await several()
    for (let count = 0; count < 49; count += 1) await capture(10)
    expect(await capture(10)).toMatchObject({ status: 'requires_capture', amount_received: 500 })
    const error = await errorOf(capture(10))
    const message = 'This PaymentIntent could not be captured because it was captured 50 times already.'
    expect(said(error)).toEqual(refusal(message))
    expect(error.payment_intent).toMatchObject({ status: 'requires_capture', amount_received: 500 })
    // To give up the rest is no capture.
    expect(await capture(0, true)).toMatchObject({ status: 'succeeded', amount_received: 500 })
  })

  it('captured and refunded become true when the authorisation window ends, too', async () => {
    const { stripe, intent, charge, capture } = await several()
    await capture(400)
    await stripe.refunds.create({ charge, amount: 400 })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ captured: false, refunded: false })
    await server().advance(7 * 86_400)
    const ended = { captured: true, refunded: true, amount: 1000, amount_captured: 400, amount_refunded: 400 }
    expect(await stripe.charges.retrieve(charge)).toMatchObject(ended)
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      amount_received: 400,
      amount_capturable: 0,
    })
  })

  it('charge.updated at each capture, amount_capturable_updated at each, charge.captured at the final one', async () => {
    const { stripe, capture } = await several()
    await capture(400)
    await capture(100)
    await capture(500, true)
    const types = (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type).reverse()
    expect(types.filter((type) => type === 'charge.captured')).toHaveLength(1)
    expect(types.filter((type) => type === 'charge.updated')).toHaveLength(3)
    expect(types.indexOf('charge.captured')).toBeGreaterThan(types.lastIndexOf('charge.updated'))
    expect(types.filter((type) => type === 'payment_intent.amount_capturable_updated').length).toBeGreaterThanOrEqual(3)
    expect(types.at(-1)).toBe('payment_intent.succeeded')
  })

  it('4242424242424242 supports it, 4000008400000076 does not', async () => {
    const { stripe, charge, capture } = await several()
    expect(await stripe.charges.retrieve(charge)).toMatchObject({
      payment_method_details: { card: { multicapture: { status: 'available' } } },
    })
    expect((await capture(400)).status).toBe('requires_capture')
    const other = sdk()
    const token = await other.tokens.create({
      card: { number: '4000008400000076', exp_month: '9', exp_year: '2030', cvc: '123' },
    } as never)
    const intent = await paidByIntent(other, 1000, {
      payment_method: undefined as never,
      payment_method_data: { type: 'card', card: { token: token.id } } as never,
      capture_method: 'manual',
      payment_method_options: { card: { request_multicapture: 'if_available' } },
    })
    expect(await other.charges.retrieve(chargeIn(intent))).toMatchObject({
      payment_method_details: { card: { multicapture: { status: 'unavailable' } } },
    })
    const error = await errorOf(
      other.paymentIntents.capture(intent.id, { amount_to_capture: 400, final_capture: false }),
    )
    const message = 'This PaymentIntent cannot be captured several times: pass final_capture=true, or leave it out.'
    expect(said(error)).toEqual(refusal(message, { param: 'final_capture' }))
    expect(await other.paymentIntents.capture(intent.id, { amount_to_capture: 400 })).toMatchObject({
      status: 'succeeded',
      amount_received: 400,
    })
  })
})

describe('captures that are refused', () => {
  it('already captured', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    const message = `Charge ${id} has already been captured.`
    expect(said(await errorOf(stripe.charges.capture(id)))).toEqual(refusal(message, coded('charge_already_captured')))
  })

  it("a PaymentIntent's charge through /v1/charges/x/capture", async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    const message =
      `This uncaptured Charge was created by a PaymentIntent (${intent.id}). You must capture the PaymentIntent instead. ` +
      'For more information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method'
    expect(said(await errorOf(stripe.charges.capture(chargeIn(intent))))).toEqual(refusal(message))
  })

  it('a PaymentIntent whose authorisation expired: it is canceled with it, and says so', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    await server().advance(7 * 86_400)
    const error = await errorOf(stripe.paymentIntents.capture(intent.id))
    const message =
      'This PaymentIntent could not be captured because it has a status of canceled. Only a PaymentIntent with one of the ' +
      'following statuses may be captured: requires_capture.'
    expect(said(error)).toEqual(refusal(message, coded('payment_intent_unexpected_state')))
  })

  it('PI cancel on a succeeded or canceled PI', async () => {
    const stripe = sdk()
    const held = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    const succeeded = await paidByIntent(stripe)
    await stripe.paymentIntents.cancel(held.id)
    for (const [id, status] of [
      [succeeded.id, 'succeeded'],
      [held.id, 'canceled'],
    ] as const) {
      const message =
        `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the ` +
        'following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, ' +
        'requires_confirmation, requires_action, expired, processing.'
      const error = await errorOf(stripe.paymentIntents.cancel(id))
      expect(said(error)).toEqual(refusal(message, coded('payment_intent_unexpected_state')))
      expect(error.payment_intent).toMatchObject({ id, status })
    }
  })

  it('overcapture, incremental_authorization: available or unavailable, and the most that can be captured', async () => {
    const stripe = sdk()
    const { payment_method_details: details } = await paid(stripe, 1000, { capture: false })
    expect(details?.card).toMatchObject({
      overcapture: { maximum_amount_capturable: 1000, status: 'unavailable' },
      incremental_authorization: { status: 'unavailable' },
    })
  })
})
