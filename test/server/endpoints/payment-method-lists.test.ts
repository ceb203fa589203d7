/** Lists of payment methods: always one customer's. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { coded, errorOf, refusal, said, serving } from '../given.js'

const { sdk } = serving()

const visa = (stripe: Stripe): Promise<Stripe.PaymentMethod> =>
  stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })

const missing = (message: string, more: object): object => refusal(message, { ...coded('resource_missing'), ...more })

describe('a list of methods', () => {
  it('holds those of one customer, newest first, and nothing without one', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const { id: other } = await stripe.customers.create({ payment_method: 'pm_card_amex' })
    const ids: string[] = []
    for (const name of ['pm_card_visa', 'pm_card_mastercard', 'pm_card_visa_debit'])
      ids.unshift((await stripe.paymentMethods.attach(name, { customer })).id)
    const listed = async (params: Stripe.PaymentMethodListParams): Promise<readonly string[]> =>
      (await stripe.paymentMethods.list(params)).data.map(({ id }) => id)
    expect(await listed({ customer, type: 'card' })).toEqual(ids)
    expect(await listed({ customer, type: 'card', limit: 1, starting_after: ids[0] as string })).toEqual([ids[1]])
    expect(await listed({ customer, type: 'klarna' })).toEqual([])
    expect(await listed({})).toEqual([])
    expect(await listed({ customer: other })).toHaveLength(1)
    await stripe.paymentMethods.update(ids[1] as string, { allow_redisplay: 'limited' })
    expect(await listed({ customer, allow_redisplay: 'limited' })).toEqual([ids[1]])
    expect(await stripe.customers.listPaymentMethods(customer, { limit: 2 })).toMatchObject({
      object: 'list',
      has_more: true,
      url: `/v1/customers/${customer}/payment_methods`,
      data: [{ id: ids[0] }, { id: ids[1] }],
    })
  })

  it('is refused for a customer who is not there: 400 by the filter, 404 by the path', async () => {
    const stripe = sdk()
    expect(said(await errorOf(stripe.paymentMethods.list({ customer: 'cus_nope' })))).toEqual(
      missing("No such customer: 'cus_nope'", { param: 'customer' }),
    )
    expect(said(await errorOf(stripe.customers.listPaymentMethods('cus_nope')))).toEqual(
      missing("No such customer: 'cus_nope'", { status: 404, param: 'id' }),
    )
  })

  it('has each by the customer who has it', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    expect((await stripe.customers.retrievePaymentMethod(customer, id)).id).toBe(id)
    const { id: free } = await visa(stripe)
    expect(said(await errorOf(stripe.customers.retrievePaymentMethod(customer, free)))).toEqual(
      refusal('Invalid request', { status: 404, param: 'customer' }),
    )
  })
})
