/** Fact sheet 8, continued: the filters of the other lists. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { chargeIn, newAccount, paid, paidByIntent, serving } from '../given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

const LEGS = { application_fee_amount: 100, transfer_data: { destination: 'acct_shop' } }

/** An account with a charge of each kind, and how to list its ids. */
const given = async () => {
  const as = newAccount()
  const stripe = sdk(as)
  const ids = async (path: string) => ((await http('GET', path, { as })).body.data ?? []).map(({ id }) => id)
  return { as, stripe, ids }
}

describe('filters', () => {
  it('charges: payment_intent, customer, transfer_group, created, and several at once', async () => {
    const { stripe, ids } = await given()
    const { id: customer } = await stripe.customers.create({ source: 'tok_visa' })
    const intent = await paidByIntent(stripe)
    const owned = await paid(stripe, 1000, { customer, source: undefined as never, transfer_group: 'group 1' })
    await server().advance(100)
    const late = await paid(stripe, 1000, { customer, source: undefined as never })
    expect(await ids('/v1/charges')).toEqual([late.id, owned.id, chargeIn(intent)])
    expect(await ids(`/v1/charges?payment_intent=${intent.id}`)).toEqual([chargeIn(intent)])
    expect(await ids(`/v1/charges?customer=${customer}`)).toEqual([late.id, owned.id])
    expect(await ids('/v1/charges?transfer_group=group%201')).toEqual([owned.id])
    expect(await ids('/v1/charges?transfer_group=group%202')).toEqual([])
    expect(await ids(`/v1/charges?created=${late.created}`)).toEqual([late.id])
    expect(await ids(`/v1/charges?created[lt]=${late.created}`)).toEqual([owned.id, chargeIn(intent)])
    expect(await ids(`/v1/charges?customer=${customer}&created[lt]=${late.created}`)).toEqual([owned.id])
    expect(await ids(`/v1/charges?customer=${customer}&payment_intent=${intent.id}`)).toEqual([])
  })

  it('payment_intents: customer, created', async () => {
    const { stripe, ids } = await given()
    const { id: customer } = await stripe.customers.create()
    const one = await stripe.paymentIntents.create({ amount: 100, currency: 'usd', customer })
    await server().advance(100)
    const late = await stripe.paymentIntents.create({ amount: 100, currency: 'usd' })
    expect(await ids(`/v1/payment_intents?customer=${customer}`)).toEqual([one.id])
    expect(await ids(`/v1/payment_intents?created[gt]=${one.created}`)).toEqual([late.id])
    expect(await ids(`/v1/payment_intents?created[lte]=${late.created}`)).toEqual([late.id, one.id])
  })

  it('disputes: charge, payment_intent, created', async () => {
    const { stripe, ids } = await given()
    const intent = await paidByIntent(stripe, 1000, { payment_method: 'pm_card_createDispute' })
    const [one] = (await stripe.disputes.list()).data
    await server().advance(100)
    const { id: charge } = await paid(stripe, 1000, { source: 'tok_createDispute' })
    const [late] = (await stripe.disputes.list()).data
    expect(late?.id).not.toBe(one?.id)
    expect(await ids(`/v1/disputes?charge=${chargeIn(intent)}`)).toEqual([one?.id])
    expect(await ids(`/v1/disputes?charge=${charge}`)).toEqual([late?.id])
    expect(await ids(`/v1/disputes?payment_intent=${intent.id}`)).toEqual([one?.id])
    expect(await ids(`/v1/disputes?created[gte]=${late?.created}`)).toEqual([late?.id])
    expect(await ids('/v1/disputes?charge=ch_none')).toEqual([])
  })

  it('application_fees: charge, created; transfers: destination, transfer_group, created', async () => {
    const { stripe, ids } = await given()
    const one = await paid(stripe, 1000, { ...LEGS, transfer_group: 'first' })
    await server().advance(100)
    const late = await paid(stripe, 1000, { ...LEGS, transfer_data: { destination: 'acct_other' } })
    expect(await ids('/v1/application_fees')).toEqual([late.application_fee, one.application_fee])
    expect(await ids(`/v1/application_fees?charge=${one.id}`)).toEqual([one.application_fee])
    expect(await ids(`/v1/application_fees?created[gt]=${one.created}`)).toEqual([late.application_fee])
    expect(await ids('/v1/transfers?destination=acct_shop')).toEqual([one.transfer])
    expect(await ids('/v1/transfers?transfer_group=first')).toEqual([one.transfer])
    expect(await ids('/v1/transfers?destination=acct_other&transfer_group=first')).toEqual([])
    expect(await ids(`/v1/transfers?created[gt]=${one.created}`)).toEqual([late.transfer])
  })

  it('balance_transactions: type, source, currency, created', async () => {
    const { stripe, ids } = await given()
    const one = await paid(stripe, 1000, { currency: 'eur' })
    await server().advance(100)
    const refund = await stripe.refunds.create({ charge: one.id, amount: 300 })
    const late = await paid(stripe, 1000)
    const of = (id: unknown) => `/v1/balance_transactions?source=${id}`
    const [first, back, last] = [one.balance_transaction, refund.balance_transaction, late.balance_transaction]
    expect(await ids('/v1/balance_transactions')).toEqual([last, back, first])
    expect(await ids('/v1/balance_transactions?type=refund')).toEqual([back])
    expect(await ids(of(refund.id))).toEqual([back])
    expect(await ids(of(one.id))).toEqual([first])
    expect(await ids('/v1/balance_transactions?currency=eur')).toEqual([back, first])
    expect(await ids(`/v1/balance_transactions?created[lt]=${late.created}`)).toEqual([first])
  })

  it('customers: email, created; events: type, types, created', async () => {
    const { stripe, ids } = await given()
    const one = await stripe.customers.create({ email: 'jenny@example.com' })
    await server().advance(100)
    const late = await stripe.customers.create()
    expect(await ids('/v1/customers?email=jenny%40example.com')).toEqual([one.id])
    expect(await ids(`/v1/customers?created[gt]=${one.created}`)).toEqual([late.id])
    await stripe.customers.update(one.id, { name: 'Jenny' })
    const types = async (query: string) => (await stripe.events.list(query as never)).data.map(({ type }) => type)
    expect(await types({ type: 'customer.updated' } as never)).toEqual(['customer.updated'])
    expect(await types({ types: ['customer.created', 'charge.refunded'] } as never)).toEqual([
      'customer.created',
      'customer.created',
    ])
    expect(await types({ created: { lt: late.created } } as never)).toEqual(['customer.created'])
  })
})
