/** Customers: what is said of them beside who they are, what becomes of their methods, and lists by them. */
import { describe, expect, it } from 'vitest'
import { coded, errorOf, paid, refusal, said, serving } from '../given.js'
import { withCard } from '../payments/given.js'

const { sdk } = serving()

describe('a customer', () => {
  it('is what was said', async () => {
    const stripe = sdk()
    const told = { balance: -500, preferred_locales: ['de', 'en'], tax_exempt: 'exempt' } as const
    const customer = await stripe.customers.create({ ...told, preferred_locales: [...told.preferred_locales] })
    expect(customer).toMatchObject(told)
    const after = await stripe.customers.update(customer.id, { balance: 0, tax_exempt: '', preferred_locales: ['fr'] })
    expect(after).toMatchObject({ balance: 0, tax_exempt: 'none', preferred_locales: ['fr'] })
    expect(await stripe.customers.retrieve(customer.id)).toEqual(after)
  })

  it('is on no test clock: there are none', async () => {
    const stripe = sdk()
    const error = await errorOf(stripe.customers.create({ test_clock: 'clock_1' }))
    expect(said(error)).toEqual(
      refusal("No such test clock: 'clock_1'", { ...coded('resource_missing'), param: 'test_clock' }),
    )
    expect((await stripe.customers.list()).data).toEqual([])
  })

  it('leaves methods of nobody when deleted', async () => {
    const stripe = sdk()
    const { customer, method } = await withCard(stripe)
    const { id: other } = await stripe.paymentMethods.attach('pm_card_mastercard', { customer })
    await stripe.customers.del(customer)
    for (const id of [method, other]) expect((await stripe.paymentMethods.retrieve(id)).customer).toBeNull()
    const again = stripe.paymentIntents.create({ amount: 100, currency: 'usd', confirm: true, payment_method: method })
    expect((await errorOf(again)).message).toMatch(/was detached from a Customer/)
  })
})

describe('a list by a customer', () => {
  it('is refused where there never was one', async () => {
    const stripe = sdk()
    const missing = refusal("No such customer: 'cus_nope'", { ...coded('resource_missing'), param: 'customer' })
    const of = { customer: 'cus_nope' }
    for (const list of [stripe.charges.list(of), stripe.paymentIntents.list(of), stripe.paymentMethods.list(of)])
      expect(said(await errorOf(list))).toEqual(missing)
  })

  it('shows what one who was deleted paid', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create({ source: 'tok_visa' })
    const { id } = await stripe.charges.create({ amount: 1000, currency: 'usd', customer })
    await paid(stripe)
    await stripe.customers.del(customer)
    expect((await stripe.charges.list({ customer })).data.map((charge) => charge.id)).toEqual([id])
    expect((await stripe.paymentIntents.list({ customer })).data).toEqual([])
  })
})
