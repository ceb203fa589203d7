/** `/v1/charges`. */
import { describe, expect, it } from 'vitest'
import { coded, errorOf, paid, refusal, said, serving } from '../given.js'
import { held, typesOf, typesSince, withCard } from '../payments/given.js'

const { sdk, http } = serving()

describe('POST /v1/charges', () => {
  it('takes the money of a token at once', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000, { description: 'Order 7', metadata: { order: '7' } })
    expect(charge).toMatchObject({
      amount: 1000,
      amount_captured: 1000,
      captured: true,
      paid: true,
      status: 'succeeded',
      description: 'Order 7',
      metadata: { order: '7' },
      payment_intent: null,
      failure_code: null,
      outcome: { type: 'authorized', network_status: 'approved_by_network' },
    })
    expect(charge.balance_transaction).toMatch(/^txn_/)
    expect(await typesOf(stripe)).toEqual(['charge.succeeded'])
  })

  it('holds it with capture=false, for seven days', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000, { capture: false })
    expect(charge).toMatchObject({ amount_captured: 0, captured: false, paid: true, balance_transaction: null })
    expect(charge.payment_method_details?.card?.capture_before).toBe(charge.created + 604_800)
    expect(await typesOf(stripe)).toEqual(['charge.succeeded'])
  })

  it('keeps the failed charge of a declined card', async () => {
    const stripe = sdk()
    const error = await errorOf(paid(stripe, 1000, { source: 'tok_chargeDeclinedExpiredCard' }))
    expect(said(error)).toEqual({
      status: 402,
      type: 'card_error',
      ...coded('expired_card'),
      message: 'Your card has expired.',
      param: 'exp_month',
    })
    const charge = await stripe.charges.retrieve(error.charge ?? '')
    expect(charge).toMatchObject({
      status: 'failed',
      paid: false,
      captured: false,
      amount_captured: 0,
      failure_code: 'expired_card',
      failure_message: 'Your card has expired.',
      receipt_url: null,
      payment_method_details: { card: { amount_authorized: null } },
    })
    expect(await typesOf(stripe)).toEqual(['charge.failed'])
  })

  it('is blocked by the risk rules without asking the bank', async () => {
    const stripe = sdk()
    const { charge } = await errorOf(paid(stripe, 1000, { source: 'tok_radarBlock' }))
    expect((await stripe.charges.retrieve(charge ?? '')).outcome).toMatchObject({
      type: 'blocked',
      network_status: 'not_sent_to_network',
      risk_level: 'highest',
      seller_message: 'Stripe blocked this payment.',
    })
  })

  it('takes the card of a customer who has one of the older kind', async () => {
    const stripe = sdk()
    const customer = await stripe.customers.create({ source: 'tok_visa' })
    const charge = await stripe.charges.create({ amount: 700, currency: 'usd', customer: customer.id })
    expect(charge).toMatchObject({ customer: customer.id, amount_captured: 700 })
  })

  it('is refused with neither source nor customer', async () => {
    const error = await errorOf(sdk().charges.create({ amount: 1000, currency: 'usd' }))
    expect(said(error)).toEqual(refusal('Must provide source or customer.', coded('parameter_missing')))
  })

  it('is refused for a customer with nothing to pay with', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const error = await errorOf(stripe.charges.create({ amount: 1000, currency: 'usd', customer }))
    expect(error.message).toMatch(/^This Customer doesn't have any saved payment details\./)
    expect(said(error)).toMatchObject({ status: 402, type: 'card_error', ...coded('missing'), param: 'card' })
  })

  it('is refused for a customer with payment methods only', async () => {
    const stripe = sdk()
    const { customer } = await withCard(stripe)
    const error = await errorOf(stripe.charges.create({ amount: 1000, currency: 'usd', customer }))
    expect(said(error)).toEqual({
      status: 402,
      type: 'card_error',
      ...coded('missing'),
      param: 'card',
      message:
        "This Customer doesn't have any legacy saved payment details, but does have a Payment Method attached. Use a Payment " +
        'Intent instead of creating a Charge: https://stripe.com/docs/payments/payment-intents/migration',
    })
  })

  it('is refused for a customer who is not there, and for a source that is not theirs', async () => {
    const stripe = sdk()
    const nobody = await errorOf(paid(stripe, 1000, { customer: 'cus_nope' }))
    expect(said(nobody)).toEqual(
      refusal("No such customer: 'cus_nope'", { ...coded('resource_missing'), param: 'customer' }),
    )
    const { id: customer } = await stripe.customers.create()
    const error = await errorOf(paid(stripe, 1000, { customer }))
    expect(said(error)).toMatchObject({
      status: 404,
      ...coded('missing'),
      message: `Customer ${customer} does not have a linked source with ID tok_visa.`,
    })
    expect(await typesOf(stripe)).toEqual(['customer.created'])
  })
})

describe('GET /v1/charges', () => {
  it('lists by customer, PaymentIntent and group, and by several of them', async () => {
    const stripe = sdk()
    const { customer, method } = await withCard(stripe)
    const intent = await stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      customer,
      payment_method: method,
      confirm: true,
      transfer_group: 'order 42',
    })
    const other = await paid(stripe, 1000, { transfer_group: 'order 42' })
    const found = async (filter: object): Promise<readonly string[]> =>
      (await stripe.charges.list(filter)).data.map(({ id }) => id)
    expect(await found({})).toEqual([other.id, intent.latest_charge])
    expect(await found({ customer })).toEqual([intent.latest_charge])
    expect(await found({ payment_intent: intent.id })).toEqual([intent.latest_charge])
    expect(await found({ transfer_group: 'order 42' })).toEqual([other.id, intent.latest_charge])
    expect(await found({ transfer_group: 'order 42', customer })).toEqual([intent.latest_charge])
    expect(await found({ transfer_group: 'order 43' })).toEqual([])
    expect(await found({ created: { gt: other.created } })).toEqual([])
  })

  it('answers 404 for one that is not there', async () => {
    const error = await errorOf(sdk().charges.retrieve('ch_nope'))
    expect(said(error)).toEqual(
      refusal("No such charge: 'ch_nope'", { status: 404, ...coded('resource_missing'), param: 'id' }),
    )
  })
})

describe('POST /v1/charges/{charge}', () => {
  it('changes description, metadata, group and customer, and tells of it', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000, { metadata: { a: '1', b: '2' } })
    const { id: customer } = await stripe.customers.create()
    const known = (await typesOf(stripe)).length
    const changed = await stripe.charges.update(charge.id, {
      description: 'later',
      metadata: { a: '', c: '3' },
      transfer_group: 'g',
      customer,
    })
    expect(changed).toMatchObject({ description: 'later', metadata: { b: '2', c: '3' }, transfer_group: 'g', customer })
    expect((await stripe.charges.list({ customer, transfer_group: 'g' })).data).toHaveLength(1)
    expect(await typesSince(stripe, known)).toEqual(['charge.updated'])
    const [event] = (await stripe.events.list({ type: 'charge.updated' })).data
    expect(event?.data.previous_attributes).toEqual({
      customer: null,
      description: null,
      metadata: { a: '1', c: null },
      transfer_group: null,
    })
    await stripe.charges.update(charge.id, { description: 'later' })
    expect(await typesSince(stripe, known)).toEqual(['charge.updated'])
    const other = await stripe.customers.create()
    const error = await errorOf(stripe.charges.update(charge.id, { customer: other.id }))
    expect(said(error)).toMatchObject({ status: 400, param: 'customer' })
  })

  it('is told to change the group of a PaymentIntent on that', async () => {
    const stripe = sdk()
    const intent = await held(stripe, 1000)
    const charge = intent.latest_charge as string
    expect(said(await errorOf(stripe.charges.update(charge, { transfer_group: 'order_42' })))).toEqual(
      refusal(
        `This Charge was created by a PaymentIntent (${intent.id}). You must update the \`transfer_group\` on the PaymentIntent ` +
          'instead of updating the Charge directly. See https://stripe.com/docs/api#update_payment_intent',
      ),
    )
    await stripe.paymentIntents.update(intent.id, { transfer_group: 'order_42' })
    expect((await stripe.charges.list({ transfer_group: 'order_42' })).data.map(({ id }) => id)).toEqual([charge])
  })
})

describe('POST /v1/charges/{charge}/capture', () => {
  it('takes all, or a part and gives up the rest', async () => {
    const stripe = sdk()
    const whole = await paid(stripe, 1000, { capture: false })
    expect(await stripe.charges.capture(whole.id)).toMatchObject({ captured: true, amount_captured: 1000 })
    const part = await paid(stripe, 6500, { capture: false })
    expect(await stripe.charges.capture(part.id, { amount: 5000 })).toMatchObject({
      amount: 6500,
      amount_captured: 5000,
      amount_refunded: 0,
      refunded: false,
      captured: true,
    })
    expect(await typesOf(stripe)).toEqual([
      'charge.succeeded',
      'charge.captured',
      'charge.succeeded',
      'charge.captured',
    ])
  })

  it('refuses what was captured, and more than was authorised', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { capture: false })
    const tooMuch = await errorOf(stripe.charges.capture(id, { amount: 1001 }))
    expect(said(tooMuch)).toMatchObject({ status: 400, ...coded('amount_too_large') })
    await stripe.charges.capture(id)
    expect(said(await errorOf(stripe.charges.capture(id)))).toEqual(
      refusal(`Charge ${id} has already been captured.`, coded('charge_already_captured')),
    )
  })

  it('refuses the charge of a PaymentIntent', async () => {
    const stripe = sdk()
    const intent = await held(stripe, 1000)
    expect(said(await errorOf(stripe.charges.capture(intent.latest_charge as string)))).toEqual(
      refusal(
        `This uncaptured Charge was created by a PaymentIntent (${intent.id}). You must capture the PaymentIntent instead. ` +
          'For more information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method',
      ),
    )
    const paidOne = await stripe.paymentIntents.capture(intent.id)
    expect(said(await errorOf(stripe.charges.capture(paidOne.latest_charge as string)))).toMatchObject(
      coded('charge_already_captured'),
    )
  })

  it('makes a refund of the rest before API 2025-03-31', async () => {
    const name = 'oldversion'
    const { id } = await paid(sdk(name), 4300, { capture: false })
    const headers = { 'stripe-version': '2020-08-27' }
    const { body } = await http('POST', `/v1/charges/${id}/capture`, { as: name, form: { amount: 1300 }, headers })
    expect(body).toMatchObject({ amount_refunded: 3000, refunded: false, refunds: { total_count: 1 } })
    expect(await sdk(name).charges.retrieve(id)).toMatchObject({ amount_refunded: 0, amount_captured: 1300 })
  })
})
