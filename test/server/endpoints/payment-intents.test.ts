/** `/v1/payment_intents`: made, confirmed, declined, changed, listed. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { chargeIn, coded, errorOf, paidByIntent, refusal, said, serving } from '../given.js'
import { held, typesOf, typesSince, withCard } from '../payments/given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

const UNEXPECTED = coded('payment_intent_unexpected_state')

const intentIn = (error: Stripe.errors.StripeError): Stripe.PaymentIntent =>
  (error.raw as { readonly payment_intent: Stripe.PaymentIntent }).payment_intent

describe('POST /v1/payment_intents', () => {
  it('waits for a payment method, then for its confirmation', async () => {
    const stripe = sdk()
    const bare = await stripe.paymentIntents.create({ amount: 4900, currency: 'usd', metadata: { p: 's04' } })
    expect(bare).toMatchObject({
      amount: 4900,
      amount_capturable: 0,
      amount_received: 0,
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      capture_method: 'automatic_async',
      latest_charge: null,
      metadata: { p: 's04' },
      payment_method: null,
      status: 'requires_payment_method',
    })
    expect(bare.client_secret).toMatch(new RegExp(`^${bare.id}_secret_\\w{20,}$`))
    const more = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', payment_method: 'pm_card_visa' })
    expect(more.status).toBe('requires_confirmation')
    expect(more.payment_method).toMatch(/^pm_/)
    expect(await typesOf(stripe)).toEqual(['payment_intent.created', 'payment_intent.created'])
  })

  it('pays at once with confirm, and its balance transaction comes just after', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 4900, { description: 'scenario', metadata: { order: '7' } })
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 4900, amount_capturable: 0 })
    const charge = chargeIn(intent)
    expect(await stripe.charges.retrieve(charge)).toMatchObject({
      payment_intent: intent.id,
      payment_method: intent.payment_method,
      description: 'scenario',
      metadata: { order: '7' },
      captured: true,
      balance_transaction: null,
    })
    expect(await typesOf(stripe)).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'])
    await server().advance(1)
    expect((await stripe.charges.retrieve(charge)).balance_transaction).toMatch(/^txn_/)
  })

  it.each(['automatic', 'manual'] as const)('has its balance transaction at once with %s capture', async (method) => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { capture_method: method })
    if (method === 'manual') await stripe.paymentIntents.capture(intent.id)
    expect((await stripe.charges.retrieve(chargeIn(intent))).balance_transaction).toMatch(/^txn_/)
  })

  it('is made as its API version makes it', async () => {
    const make = async (version: string): Promise<object> => {
      const headers = { 'stripe-version': version }
      return (await http('POST', '/v1/payment_intents', { form: { amount: 1000, currency: 'usd' }, headers })).body
    }
    expect(await make('2024-04-10')).toMatchObject({ capture_method: 'automatic_async', invoice: null })
    expect(await make('2023-10-16')).toMatchObject({ capture_method: 'automatic' })
    expect(await make('2022-11-15')).toMatchObject({ automatic_payment_methods: null })
  })

  it('leaves nothing when it is refused', async () => {
    const stripe = sdk()
    const error = await errorOf(stripe.paymentIntents.create({ amount: 1000, currency: 'usd', confirm: true }))
    expect(said(error)).toMatchObject(UNEXPECTED)
    expect(error.message).toMatch(/^You cannot confirm this PaymentIntent because it's missing a payment method\./)
    expect((await stripe.paymentIntents.list()).data).toEqual([])
    expect(await typesOf(stripe)).toEqual([])
  })

  it('names what is not there', async () => {
    const stripe = sdk()
    const given = { amount: 1000, currency: 'usd' }
    const method = await errorOf(stripe.paymentIntents.create({ ...given, payment_method: 'pm_nope' }))
    expect(said(method)).toEqual(
      refusal("No such PaymentMethod: 'pm_nope'", { ...coded('resource_missing'), param: 'payment_method' }),
    )
    const customer = await errorOf(stripe.paymentIntents.create({ ...given, customer: 'cus_nope' }))
    expect(said(customer)).toEqual(
      refusal("No such customer: 'cus_nope'", { ...coded('resource_missing'), param: 'customer' }),
    )
  })

  it('takes no kind of payment method but cards', async () => {
    const { status } = await http('POST', '/v1/payment_intents', {
      form: 'amount=1000&currency=usd&payment_method_types[]=sepa_debit',
    })
    expect(status).toBe(400)
  })
})

describe('a declined card', () => {
  it('is a 402 with charge, PaymentIntent and method, and leaves all of them', async () => {
    const stripe = sdk()
    const error = await errorOf(paidByIntent(stripe, 1000, { payment_method: 'pm_card_visa_chargeDeclined' }))
    expect(said(error)).toEqual({
      status: 402,
      type: 'card_error',
      ...coded('card_declined'),
      message: 'Your card was declined.',
    })
    expect(error).toMatchObject({ decline_code: 'generic_decline' })
    const raw = error.raw as { readonly charge: string; readonly payment_method: Stripe.PaymentMethod }
    const intent = await stripe.paymentIntents.retrieve(intentIn(error).id)
    expect(intent).toMatchObject(intentIn(error))
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      latest_charge: raw.charge,
      last_payment_error: { code: 'card_declined', charge: raw.charge, payment_method_type: 'card' },
    })
    expect(raw.payment_method.card?.checks?.cvc_check).toBe('pass')
    expect(await stripe.charges.retrieve(raw.charge)).toMatchObject({ status: 'failed', payment_intent: intent.id })
    expect(await typesOf(stripe)).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'])
  })

  it('is followed by another one', async () => {
    const stripe = sdk()
    const error = await errorOf(paidByIntent(stripe, 1000, { payment_method: 'pm_card_chargeDeclinedIncorrectCvc' }))
    const { id } = intentIn(error)
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null, amount_received: 1000 })
    const { data } = await stripe.charges.list({ payment_intent: id })
    expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed'])
    expect(data[1]?.payment_method_details?.card?.checks?.cvc_check).toBe('fail')
  })
})

describe('POST /v1/payment_intents/{intent}/confirm', () => {
  it('pays with the method named, its own, or its customer’s default', async () => {
    const stripe = sdk()
    const given = { amount: 1500, currency: 'usd' }
    const { customer, method } = await withCard(stripe)
    const named = await stripe.paymentIntents.create(given)
    expect((await stripe.paymentIntents.confirm(named.id, { payment_method: 'pm_card_visa' })).status).toBe('succeeded')
    const own = await stripe.paymentIntents.create({ ...given, customer, payment_method: method })
    expect(await stripe.paymentIntents.confirm(own.id)).toMatchObject({ status: 'succeeded', payment_method: method })
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } })
    const usual = await stripe.paymentIntents.create({ ...given, customer })
    expect(await stripe.paymentIntents.confirm(usual.id)).toMatchObject({ status: 'succeeded', payment_method: method })
  })

  it('makes a method of a token on the way', async () => {
    const stripe = sdk()
    const { id } = await stripe.paymentIntents.create({ amount: 1500, currency: 'usd' })
    const data = { type: 'card', card: { token: 'tok_mastercard' } } as const
    const paid = await stripe.paymentIntents.confirm(id, { payment_method_data: data as never })
    const method = await stripe.paymentMethods.retrieve(paid.payment_method as string)
    expect(method.card?.brand).toBe('mastercard')
  })

  it('refuses a method of somebody else, with the PaymentIntent as it was', async () => {
    const stripe = sdk()
    const { customer, method } = await withCard(stripe)
    const { id: other } = await stripe.customers.create()
    const bare = await stripe.paymentIntents.create({ amount: 1500, currency: 'usd' })
    const nobody = await errorOf(stripe.paymentIntents.confirm(bare.id, { payment_method: method }))
    expect(said(nobody)).toEqual(
      refusal(
        `The \`payment_method\` parameter supplied ${method} belongs to the Customer ${customer}. Please include the Customer in ` +
          'the `customer` parameter on the PaymentIntent.',
        { ...coded('parameter_missing'), param: 'source' },
      ),
    )
    expect(intentIn(nobody)).toMatchObject({ id: bare.id, payment_method: null, status: 'requires_payment_method' })
    const theirs = await stripe.paymentIntents.create({ amount: 1500, currency: 'usd', customer: other })
    expect(said(await errorOf(stripe.paymentIntents.confirm(theirs.id, { payment_method: method })))).toEqual(
      refusal(
        `The PaymentMethod ${method} does not belong to the Customer you supplied ${other}. Please use this PaymentMethod with the ` +
          'Customer that it belongs to instead.',
        { param: 'payment_method' },
      ),
    )
  })

  it('refuses what is paid, held or canceled', async () => {
    const stripe = sdk()
    const paid = await paidByIntent(stripe)
    const again = await errorOf(stripe.paymentIntents.confirm(paid.id))
    expect(said(again)).toEqual(
      refusal(
        'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
        UNEXPECTED,
      ),
    )
    expect(intentIn(again).id).toBe(paid.id)
    const onHold = await held(stripe, 1000)
    const message = (await errorOf(stripe.paymentIntents.confirm(onHold.id))).message
    expect(message).toMatch(/^This PaymentIntent could not be confirmed because it has a status of requires_capture\./)
    expect(await stripe.charges.list({ payment_intent: paid.id })).toMatchObject({ data: [{}] })
    const missing = await errorOf(stripe.paymentIntents.confirm('pi_nope'))
    expect(said(missing)).toEqual(
      refusal("No such payment_intent: 'pi_nope'", { status: 404, ...coded('resource_missing'), param: 'intent' }),
    )
  })

  it('refuses a method that paid before and is nobody’s', async () => {
    const stripe = sdk()
    const { payment_method: method } = await paidByIntent(stripe)
    const error = await errorOf(paidByIntent(stripe, 1000, { payment_method: method as string }))
    expect(error.message).toMatch(/It may not be used again\./)
  })
})

describe('POST /v1/payment_intents/{intent}', () => {
  it('changes everything before it is paid, without an event', async () => {
    const stripe = sdk()
    const { customer, method } = await withCard(stripe)
    const { id } = await stripe.paymentIntents.create({ amount: 4900, currency: 'usd', metadata: { a: '1' } })
    const known = (await typesOf(stripe)).length
    const changed = await stripe.paymentIntents.update(id, {
      amount: 5100,
      currency: 'eur',
      customer,
      payment_method: method,
      description: 'after',
      metadata: { b: '2' },
      transfer_group: 'g',
    })
    expect(changed).toMatchObject({
      amount: 5100,
      currency: 'eur',
      customer,
      description: 'after',
      metadata: { a: '1', b: '2' },
      payment_method: method,
      status: 'requires_confirmation',
      transfer_group: 'g',
    })
    expect((await stripe.paymentIntents.list({ customer })).data.map((one) => one.id)).toEqual([id])
    expect(await typesSince(stripe, known)).toEqual([])
    expect(await stripe.paymentIntents.confirm(id)).toMatchObject({ amount_received: 5100, status: 'succeeded' })
  })

  it('changes texts after it is paid, and never what was paid', async () => {
    const stripe = sdk()
    const { id } = await paidByIntent(stripe, 4900)
    const changed = await stripe.paymentIntents.update(id, { description: 'after', metadata: { u: 'v' } })
    expect(changed).toMatchObject({ description: 'after', metadata: { u: 'v' }, status: 'succeeded' })
    const error = await errorOf(stripe.paymentIntents.update(id, { amount: 9999 }))
    expect(said(error)).toEqual(
      refusal(
        "This PaymentIntent's amount could not be updated because it has a status of succeeded. You may only update the amount " +
          'of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.',
        { ...UNEXPECTED, param: 'amount' },
      ),
    )
    expect(intentIn(error)).toMatchObject({ id, amount: 4900 })
    expect(said(await errorOf(stripe.paymentIntents.update(id, { currency: 'eur' })))).toMatchObject({
      param: 'currency',
    })
  })
})

describe('GET /v1/payment_intents', () => {
  it('lists newest first, by customer and by time', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const first = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', customer })
    const second = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' })
    expect((await stripe.paymentIntents.list()).data.map(({ id }) => id)).toEqual([second.id, first.id])
    expect((await stripe.paymentIntents.list({ customer })).data.map(({ id }) => id)).toEqual([first.id])
    expect((await stripe.paymentIntents.list({ created: { lt: first.created } })).data).toEqual([])
  })
})
