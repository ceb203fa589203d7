/** Customers: what is kept of them, what they pay with, and what is left when they are deleted. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { coded, errorOf, refusal, said, serving } from '../given.js'

const { sdk } = serving()

const missing = (message: string, more: object): object => refusal(message, { ...coded('resource_missing'), ...more })
const eventsOf = async (stripe: Stripe, type: string): Promise<readonly Stripe.Event.Data[]> =>
  (await stripe.events.list({ type })).data.map(({ data }) => data as Stripe.Event.Data)

describe('a customer', () => {
  it('is what was said, and null where nothing was', async () => {
    const stripe = sdk()
    const customer = await stripe.customers.create({
      email: 'a@example.com',
      name: 'Ada',
      metadata: { a: '1' },
      address: { city: 'Bern' },
      shipping: { name: 'Ada', address: { line1: 'Street 1' } },
    })
    expect(customer).toMatchObject({
      object: 'customer',
      email: 'a@example.com',
      name: 'Ada',
      description: null,
      phone: null,
      default_source: null,
      metadata: { a: '1' },
      address: { city: 'Bern', country: null, line1: null, line2: null, postal_code: null, state: null },
      shipping: { name: 'Ada', phone: null, address: { city: null, line1: 'Street 1' } },
    })
    expect(customer.id).toMatch(/^cus_\w{24}$/)
    expect(customer.invoice_prefix).toMatch(/^[A-Z0-9]{8}$/)
    expect(await stripe.customers.retrieve(customer.id)).toEqual(customer)
    expect(await eventsOf(stripe, 'customer.created')).toEqual([{ object: customer }])
  })

  it('keeps what is not said again, and loses what is said empty', async () => {
    const stripe = sdk()
    const { id } = await stripe.customers.create({
      name: 'Ada',
      phone: '1',
      metadata: { a: '1' },
      address: { city: 'Bern' },
      shipping: { name: 'Ada', address: { line1: 'Street 1' } },
    })
    const after = await stripe.customers.update(id, {
      phone: '',
      email: 'b@example.com',
      metadata: { b: '2' },
      address: { line1: 'Street 2' },
      shipping: '',
    })
    expect(after).toMatchObject({
      name: 'Ada',
      phone: null,
      email: 'b@example.com',
      metadata: { a: '1', b: '2' },
      address: { city: 'Bern', line1: 'Street 2' },
      shipping: null,
    })
    expect(await eventsOf(stripe, 'customer.updated')).toMatchObject([
      {
        object: { id, phone: null },
        previous_attributes: { phone: '1', email: null, address: { line1: null }, shipping: { name: 'Ada' } },
      },
    ])
    expect((await stripe.customers.update(id, { address: '' })).address).toBeNull()
  })

  it('is told of once where nothing changes', async () => {
    const stripe = sdk()
    const { id } = await stripe.customers.create({ name: 'Ada' })
    await stripe.customers.update(id, { name: 'Ada' })
    expect(await eventsOf(stripe, 'customer.updated')).toEqual([])
  })

  it('is shipped to somebody, somewhere', async () => {
    const stripe = sdk()
    const { id } = await stripe.customers.create()
    const shipping = { phone: '1' } as Stripe.CustomerUpdateParams['shipping']
    expect(said(await errorOf(stripe.customers.update(id, { shipping: shipping as '' })))).toEqual(
      refusal('Missing required param: shipping[address].', {
        param: 'shipping[address]',
        ...coded('parameter_missing'),
      }),
    )
  })

  it('is not there for another key, nor for a connected account', async () => {
    const stripe = sdk()
    const { id } = await stripe.customers.create()
    const told = missing(`No such customer: '${id}'`, { status: 404, param: 'id' })
    expect(said(await errorOf(sdk().customers.retrieve(id)))).toEqual(told)
    expect(said(await errorOf(sdk().customers.update(id, { name: 'x' })))).toEqual(told)
    expect(said(await errorOf(sdk().customers.del(id)))).toEqual(told)
    expect(said(await errorOf(stripe.customers.retrieve(id, {}, { stripeAccount: 'acct_shop' })))).toEqual(told)
    expect((await sdk().customers.list()).data).toEqual([])
  })
})

describe('what a customer pays with', () => {
  it('is a method, attached when the customer is made', async () => {
    const stripe = sdk()
    const customer = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
      expand: ['invoice_settings.default_payment_method'],
    })
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data
    expect(customer.invoice_settings.default_payment_method).toEqual(method)
    expect(method?.customer).toBe(customer.id)
    expect(customer.default_source).toBeNull()
    expect((await stripe.events.list()).data.map(({ type }) => type)).toEqual([
      'payment_method.attached',
      'customer.created',
    ])
  })

  it('is a card of the older kind, by a token', async () => {
    const stripe = sdk()
    const { id, default_source: card } = await stripe.customers.create({ source: 'tok_mastercard' })
    expect(card).toMatch(/^card_\w{24}$/)
    expect(await stripe.customers.retrievePaymentMethod(id, card as string)).toMatchObject({
      id: card,
      customer: id,
      card: { brand: 'mastercard', checks: { cvc_check: 'pass' } },
    })
    const { default_source: second } = await stripe.customers.update(id, { source: 'tok_visa' })
    expect(second).not.toBe(card)
    expect((await stripe.customers.update(id, { default_source: card as string })).default_source).toBe(card)
    const charge = await stripe.charges.create({ amount: 500, currency: 'usd', customer: id })
    expect([charge.payment_method, charge.customer]).toEqual([card, id])
  })

  it('has the id that its token showed', async () => {
    const stripe = sdk()
    const exp_year = String(new Date().getUTCFullYear() + 1)
    const token = await stripe.tokens.create({ card: { number: '4242424242424242', exp_month: '12', exp_year } })
    expect((await stripe.customers.create({ source: token.id })).default_source).toBe(token.card?.id)
  })

  it('is no declined card, and then there is no customer', async () => {
    const stripe = sdk()
    for (const params of [{ source: 'tok_visa_chargeDeclined' }, { payment_method: 'pm_card_visa_chargeDeclined' }])
      expect(said(await errorOf(stripe.customers.create(params)))).toMatchObject({
        status: 402,
        type: 'card_error',
        code: 'card_declined',
      })
    expect((await stripe.customers.list()).data).toEqual([])
    expect((await stripe.events.list()).data).toEqual([])
  })

  it("is nobody else's", async () => {
    const stripe = sdk()
    const { id } = await stripe.customers.create()
    const other = await stripe.customers.create({ payment_method: 'pm_card_visa', source: 'tok_visa' })
    const [method] = (await stripe.customers.listPaymentMethods(other.id)).data
    const update = async (params: Stripe.CustomerUpdateParams): Promise<object> =>
      said(await errorOf(stripe.customers.update(id, params)))
    expect(await update({ invoice_settings: { default_payment_method: method?.id as string } })).toEqual(
      missing(
        `The customer does not have a payment method with the ID ${method?.id}. The payment method must be attached to the customer.`,
        { param: 'invoice_settings[default_payment_method]' },
      ),
    )
    expect(await update({ default_source: other.default_source as string })).toEqual(
      refusal(`Customer ${id} does not have a linked source with ID ${other.default_source}.`, {
        param: 'default_source',
        ...coded('missing'),
      }),
    )
    expect(said(await errorOf(stripe.customers.create({ source: 'tok_nope' })))).toEqual(
      missing("No such token: 'tok_nope'", { param: 'source' }),
    )
    expect(said(await errorOf(stripe.customers.create({ payment_method: 'pm_nope' })))).toEqual(
      missing("No such PaymentMethod: 'pm_nope'", { param: 'payment_method' }),
    )
  })
})

describe('a deleted customer', () => {
  it('is answered as deleted, and told of whole', async () => {
    const stripe = sdk()
    const customer = await stripe.customers.create({ email: 'a@example.com' })
    const stub = { id: customer.id, object: 'customer', deleted: true }
    expect(await stripe.customers.del(customer.id)).toEqual(stub)
    expect(await stripe.customers.retrieve(customer.id)).toEqual(stub)
    expect(await eventsOf(stripe, 'customer.deleted')).toEqual([{ object: customer }])
  })

  it('is of no more use', async () => {
    const stripe = sdk()
    const { id } = await stripe.customers.create()
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: id })
    await stripe.customers.del(id)
    const gone = missing(`No such customer: '${id}'`, { status: 404, param: 'id' })
    expect(said(await errorOf(stripe.customers.update(id, { name: 'x' })))).toEqual(gone)
    expect(said(await errorOf(stripe.customers.del(id)))).toEqual(gone)
    expect(said(await errorOf(stripe.paymentMethods.attach('pm_card_visa', { customer: id })))).toEqual(
      missing(`No such customer: '${id}'`, { param: 'customer' }),
    )
    expect(await stripe.paymentMethods.retrieve(method.id)).toEqual({ ...method, customer: null })
    expect(said(await errorOf(stripe.customers.create({ payment_method: method.id })))).toMatchObject({
      status: 400,
      message: expect.stringContaining('It may not be used again.'),
    })
  })

  it('stands in the charge that was made for it', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create({ source: 'tok_visa' })
    const { id } = await stripe.charges.create({ amount: 500, currency: 'usd', customer })
    await stripe.customers.del(customer)
    expect((await stripe.charges.retrieve(id, { expand: ['customer'] })).customer).toMatchObject({ deleted: true })
  })
})

describe('a list of customers', () => {
  it('is newest first, without the deleted, whose ids still part it', async () => {
    const stripe = sdk()
    const email = 'cohort@example.com'
    const ids: string[] = []
    for (const name of ['oldest', 'middle', 'newest']) ids.push((await stripe.customers.create({ name, email })).id)
    const [oldest, middle, newest] = ids as [string, string, string]
    const { id: other } = await stripe.customers.create({ email: 'other@example.com' })
    await stripe.customers.del(middle)
    const listed = async (params: Stripe.CustomerListParams): Promise<readonly string[]> =>
      (await stripe.customers.list(params)).data.map(({ id }) => id)
    expect(await listed({})).toEqual([other, newest, oldest])
    expect(await listed({ email })).toEqual([newest, oldest])
    expect(await listed({ email, starting_after: middle })).toEqual([oldest])
    expect(await listed({ email, ending_before: middle })).toEqual([newest])
    expect(await stripe.customers.list({ email, limit: 1 })).toMatchObject({
      object: 'list',
      has_more: true,
      url: '/v1/customers',
    })
    expect(said(await errorOf(stripe.customers.list({ starting_after: 'cus_nope' })))).toEqual(
      missing("No such customer: 'cus_nope'", { param: 'starting_after' }),
    )
  })
})
