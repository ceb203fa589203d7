/** Payment methods: made, given to customers, taken away, and listed. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { coded, errorOf, refusal, said, serving } from '../given.js'

const { sdk, http } = serving()

const visa = (stripe: Stripe, more: object = {}): Promise<Stripe.PaymentMethod> =>
  stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' }, ...more })

const NEXT = new Date().getUTCFullYear() + 1
const missing = (message: string, more: object): object => refusal(message, { ...coded('resource_missing'), ...more })
const typesOf = async (stripe: Stripe): Promise<readonly string[]> =>
  (await stripe.events.list()).data.map(({ type }) => type)

describe('a payment method', () => {
  it("is nobody's, and its card unchecked, when it is made of a token", async () => {
    const stripe = sdk()
    const method = await visa(stripe, {
      metadata: { a: '1' },
      billing_details: { name: 'Ada', address: { city: 'Bern' } },
    })
    expect(method).toMatchObject({
      object: 'payment_method',
      type: 'card',
      customer: null,
      allow_redisplay: 'unspecified',
      metadata: { a: '1' },
      billing_details: { name: 'Ada', email: null, address: { city: 'Bern', country: null } },
    })
    expect(method.card).toMatchObject({ brand: 'visa', last4: '4242', checks: { cvc_check: 'unchecked' } })
    expect(await stripe.paymentMethods.retrieve(method.id)).toEqual(method)
    expect(await typesOf(stripe)).toEqual([])
  })

  it('is made of what is written on a card', async () => {
    const { card } = await sdk().paymentMethods.create({
      type: 'card',
      card: { number: '378282246310005', exp_month: 3, exp_year: NEXT, cvc: '1234' },
    })
    expect(card).toMatchObject({ brand: 'amex', last4: '0005', exp_month: 3, exp_year: NEXT })
  })

  it('is a new one each time that a test card is named', async () => {
    const stripe = sdk()
    const [first, second] = [
      await stripe.paymentMethods.retrieve('pm_card_visa'),
      await stripe.paymentMethods.retrieve('pm_card_visa'),
    ]
    expect(first.id).toMatch(/^pm_\w{24}$/)
    expect(first.id).not.toBe(second.id)
    expect(first.card?.fingerprint).toBe(second.card?.fingerprint)
  })

  it('is not there for another key, nor for a connected account', async () => {
    const stripe = sdk()
    const { id } = await visa(stripe)
    const told = missing(`No such PaymentMethod: '${id}'`, { status: 404, param: 'payment_method' })
    expect(said(await errorOf(sdk().paymentMethods.retrieve(id)))).toEqual(told)
    expect(said(await errorOf(stripe.paymentMethods.retrieve(id, {}, { stripeAccount: 'acct_shop' })))).toEqual(told)
  })

  it('of the platform is made anew on a connected account', async () => {
    const stripe = sdk()
    const { id } = await visa(stripe, { billing_details: { name: 'Ada' } })
    const there = { stripeAccount: 'acct_shop' }
    const copy = await stripe.paymentMethods.create({ payment_method: id }, there)
    expect(copy.id).not.toBe(id)
    expect(copy).toMatchObject({ card: { last4: '4242' }, billing_details: { name: 'Ada' } })
    expect((await stripe.paymentMethods.retrieve(copy.id, {}, there)).id).toBe(copy.id)
  })

  it.each([
    ['no type', {}, 'Missing required param: type.', { param: 'type', ...coded('parameter_missing') }],
    ['no card', { type: 'card' }, 'Missing required param: card.', { param: 'card', ...coded('parameter_missing') }],
    [
      'a card without a number',
      { type: 'card', card: { exp_month: 1, exp_year: NEXT } },
      'Missing required param: card[number].',
      { param: 'card[number]', ...coded('parameter_missing') },
    ],
    [
      'a method for a token',
      { type: 'card', card: { token: 'pm_card_visa' } },
      'Invalid token id: pm_card_visa',
      { param: 'token' },
    ],
    [
      'a token that is not there',
      { type: 'card', card: { token: 'tok_nope' } },
      "No such token: 'tok_nope'",
      { param: 'token', ...coded('resource_missing') },
    ],
    [
      'a customer',
      { type: 'card', card: { token: 'tok_visa' }, customer: 'cus_1' },
      'You cannot attach a PaymentMethod to a Customer during PaymentMethod creation. Please instead create the PaymentMethod ' +
        'and then attach it using the attachment method of the PaymentMethods API.',
      {},
    ],
  ])('is refused when it is made of %s', async (_, params, message, more) => {
    expect(said(await errorOf(sdk().paymentMethods.create(params as Stripe.PaymentMethodCreateParams)))).toEqual(
      refusal(message, more),
    )
  })
})

describe('attaching', () => {
  it('gives a method to a customer, and asks the bank', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create({ email: 'a@example.com' })
    const { id } = await visa(stripe)
    const method = await stripe.paymentMethods.attach(id, { customer, expand: ['customer'] })
    expect(method.id).toBe(id)
    expect(method.customer).toMatchObject({ id: customer, email: 'a@example.com' })
    expect(method.card?.checks?.cvc_check).toBe('pass')
    const [event] = (await stripe.events.list({ type: 'payment_method.attached' })).data
    expect(event?.data.object).toMatchObject({ id, customer })
    expect(event?.data.previous_attributes).toBeUndefined()
  })

  it("makes a new method of a test card's name", async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    expect(method.id).not.toBe('pm_card_visa')
    expect(method.customer).toBe(customer)
    expect((await stripe.paymentMethods.retrieve(method.id)).customer).toBe(customer)
  })

  it('does nothing more the second time', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const first = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    expect(await stripe.paymentMethods.attach(first.id, { customer })).toEqual(first)
    expect(await typesOf(stripe)).toEqual(['payment_method.attached', 'customer.created'])
  })

  it('declines a card that does not attach, and takes one that only fails later', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa_chargeDeclined' } })
    const error = await errorOf(stripe.paymentMethods.attach(id, { customer }))
    expect(said(error)).toEqual(
      refusal('Your card was declined.', { status: 402, type: 'card_error', param: '', ...coded('card_declined') }),
    )
    expect([error.decline_code, error.advice_code, error.network_decline_code]).toEqual([
      'generic_decline',
      'try_again_later',
      '01',
    ])
    expect((await stripe.paymentMethods.retrieve(id)).customer).toBeNull()
    expect((await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })).customer).toBe(customer)
  })

  it('is refused without a customer, to nobody, and to a second one', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const { id: other } = await stripe.customers.create()
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    const refusedBy = async (params: Stripe.PaymentMethodAttachParams): Promise<object> =>
      said(await errorOf(stripe.paymentMethods.attach(id, params)))
    expect(await refusedBy({})).toEqual(
      refusal('Must provide customer or customer_account.', coded('parameter_missing')),
    )
    expect(await refusedBy({ customer: 'cus_nope' })).toEqual(
      missing("No such customer: 'cus_nope'", { param: 'customer' }),
    )
    expect(await refusedBy({ customer: other })).toEqual(
      refusal('The payment method you provided has already been attached to a customer.'),
    )
    expect(said(await errorOf(stripe.paymentMethods.attach('pm_nope', { customer })))).toEqual(
      missing("No such PaymentMethod: 'pm_nope'", { status: 404, param: 'payment_method' }),
    )
  })
})

describe('detaching', () => {
  const SPENT =
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected ' +
    'account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod ' +
    'multiple times, you must attach it to a Customer first.'

  it('takes a method away for good', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    expect((await stripe.paymentMethods.detach(id)).customer).toBeNull()
    expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([])
    const [event] = (await stripe.events.list({ type: 'payment_method.detached' })).data
    expect(event?.data).toMatchObject({ object: { id, customer: null }, previous_attributes: { customer } })
    expect(said(await errorOf(stripe.paymentMethods.attach(id, { customer })))).toEqual(refusal(SPENT))
    expect(said(await errorOf(stripe.customers.create({ payment_method: id })))).toEqual(refusal(SPENT))
  })

  it('is refused for a method that nobody has', async () => {
    const stripe = sdk()
    const { id } = await visa(stripe)
    expect(said(await errorOf(stripe.paymentMethods.detach(id)))).toEqual(
      refusal('The payment method you provided is not attached to a customer so detachment is impossible.'),
    )
  })
})

describe('changing', () => {
  it('merges what is said into what is known, and tells what was', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const { id } = await visa(stripe, {
      billing_details: { name: 'Ada', address: { city: 'Bern' } },
      metadata: { a: '1' },
    })
    await stripe.paymentMethods.attach(id, { customer })
    const method = await stripe.paymentMethods.update(id, {
      allow_redisplay: 'limited',
      billing_details: { email: 'a@example.com', name: '', address: { line1: 'Street 1' } },
      card: { exp_month: 1, exp_year: NEXT + 1 },
      metadata: { b: '2', a: '' },
    })
    expect(method).toMatchObject({
      allow_redisplay: 'limited',
      billing_details: { email: 'a@example.com', name: null, address: { city: 'Bern', line1: 'Street 1' } },
      card: { exp_month: 1, exp_year: NEXT + 1, last4: '4242' },
    })
    expect(method.metadata).toEqual({ b: '2' })
    const [event] = (await stripe.events.list({ type: 'payment_method.updated' })).data
    expect(event?.data.previous_attributes).toMatchObject({
      allow_redisplay: 'unspecified',
      billing_details: { email: null, name: 'Ada', address: { line1: null } },
      metadata: { a: '1', b: null },
    })
  })

  it('tells nothing where nothing changes', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await stripe.paymentMethods.update(id, { allow_redisplay: 'unspecified' })
    expect(await typesOf(stripe)).not.toContain('payment_method.updated')
  })

  it('is refused for a method that nobody has, and for a past expiry', async () => {
    const stripe = sdk()
    const { id } = await visa(stripe)
    expect(said(await errorOf(stripe.paymentMethods.update(id, { metadata: { a: '1' } })))).toEqual(
      refusal('You must save this PaymentMethod to a customer before you can update it.'),
    )
    const { id: customer } = await stripe.customers.create()
    await stripe.paymentMethods.attach(id, { customer })
    expect(said(await errorOf(stripe.paymentMethods.update(id, { card: { exp_year: NEXT - 2 } })))).toMatchObject({
      status: 402,
      code: 'invalid_expiry_year',
      param: 'exp_year',
    })
  })
})

describe('an unknown parameter', () => {
  it('is refused, also within the card', async () => {
    const { status, body } = await http('POST', '/v1/payment_methods', { form: { type: 'card', 'card[nubmer]': 'x' } })
    expect([status, body.error?.message]).toEqual([400, 'Received unknown parameter: card[nubmer]'])
  })
})
