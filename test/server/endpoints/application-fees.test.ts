/** Application fees: what they say, and how they are given back without a refund. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { coded, errorOf, newAccount, paid, refusal, said, serving } from '../given.js'

const { http, sdk } = serving()

const SHOP = { stripeAccount: 'acct_shop' }
const DESTINATION = { application_fee_amount: 100, transfer_data: { destination: 'acct_shop' } }

const destinationCharge = async (stripe: Stripe): Promise<{ readonly charge: string; readonly fee: string }> => {
  const { id, application_fee: fee } = await paid(stripe, 1000, DESTINATION)
  return { charge: id, fee: fee as string }
}

const directCharge = async (stripe: Stripe): Promise<{ readonly charge: string; readonly fee: string }> => {
  const { id, application_fee: fee } = await stripe.charges.create(
    { amount: 1000, currency: 'usd', source: 'tok_visa', application_fee_amount: 100 },
    SHOP,
  )
  return { charge: id, fee: fee as string }
}

const eventsOf = async (stripe: Stripe): Promise<readonly string[]> =>
  (await stripe.events.list({ types: ['application_fee.refunded', 'application_fee.refund.updated'] })).data.map(
    ({ type }) => type,
  )

describe('a fee', () => {
  it('of a destination charge names the payment it is taken of, and the platform’s charge', async () => {
    const stripe = sdk()
    const { charge, fee } = await destinationCharge(stripe)
    const found = await stripe.applicationFees.retrieve(fee, { expand: ['charge', 'originating_transaction'] })
    expect(found).toMatchObject({
      object: 'application_fee',
      account: 'acct_shop',
      amount: 100,
      amount_refunded: 0,
      charge: { id: expect.stringMatching(/^py_/), amount: 1000, application_fee: fee, application_fee_amount: 100 },
      currency: 'usd',
      originating_transaction: { id: charge },
      refunded: false,
    })
  })

  it('of a direct charge names that charge alone', async () => {
    const stripe = sdk()
    const { charge, fee } = await directCharge(stripe)
    expect(await stripe.applicationFees.retrieve(fee, { expand: ['charge'] })).toMatchObject({
      account: 'acct_shop',
      charge: { id: charge, object: 'charge', amount: 1000 },
      originating_transaction: null,
    })
  })

  it('is listed, newest first, and by either charge', async () => {
    const stripe = sdk()
    const [first, second] = [await destinationCharge(stripe), await directCharge(stripe)]
    const ids = async (params: Stripe.ApplicationFeeListParams): Promise<readonly string[]> =>
      (await stripe.applicationFees.list(params)).data.map(({ id }) => id)
    expect(await ids({})).toEqual([second.fee, first.fee])
    expect(await ids({ charge: first.charge })).toEqual([first.fee])
    const { charge } = await stripe.applicationFees.retrieve(first.fee)
    expect(await ids({ charge: charge as string })).toEqual([first.fee])
    expect(await ids({ charge: 'ch_other' })).toEqual([])
    expect(await ids({ created: { lt: 1_000 } })).toEqual([])
    expect(await ids({ limit: 1, starting_after: second.fee })).toEqual([first.fee])
  })

  it('is not there for a connected account', async () => {
    const stripe = sdk()
    const { fee } = await destinationCharge(stripe)
    expect((await errorOf(stripe.applicationFees.retrieve(fee, {}, SHOP))).statusCode).toBe(404)
  })

  it('is not made where it is 0', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000, { ...DESTINATION, application_fee_amount: 0 })
    expect(charge.application_fee).toBeNull()
    expect((await stripe.applicationFees.list()).data).toEqual([])
  })
})

describe.each([
  { kind: 'destination', make: destinationCharge },
  { kind: 'direct', make: directCharge },
])('the fee of a $kind charge that is given back by itself', ({ make }) => {
  it('answers the fee’s refund, part by part, and moves both balances', async () => {
    const stripe = sdk()
    const { fee } = await make(stripe)
    const part = await stripe.applicationFees.createRefund(fee, {
      amount: 40,
      metadata: { order: '7' },
      expand: ['balance_transaction'],
    })
    expect(part).toMatchObject({
      object: 'fee_refund',
      amount: 40,
      balance_transaction: { amount: -40, net: -40, source: part.id, type: 'application_fee_refund' },
      currency: 'usd',
      fee,
      metadata: { order: '7' },
    })
    const rest = await stripe.applicationFees.createRefund(fee)
    expect(rest.amount).toBe(60)
    expect(await stripe.applicationFees.retrieve(fee)).toMatchObject({
      amount_refunded: 100,
      refunded: true,
      refunds: { data: [{ id: rest.id }, { id: part.id, metadata: { order: '7' } }], total_count: 2 },
    })
    const there = (await stripe.balanceTransactions.list({ type: 'adjustment' }, SHOP)).data
    expect(there).toMatchObject([
      { net: 60, source: rest.id },
      { net: 40, source: part.id },
    ])
  })

  it('answers the fee on the older path', async () => {
    const as = newAccount()
    const { fee } = await make(sdk(as))
    const { body } = await http('POST', `/v1/application_fees/${fee}/refund`, { as, form: { amount: 25 } })
    expect(body).toMatchObject({ id: fee, amount_refunded: 25, refunds: { data: [{ amount: 25 }] } })
  })

  it('is told to the platform, with the fee as it then is', async () => {
    const stripe = sdk()
    const { fee } = await make(stripe)
    await stripe.applicationFees.createRefund(fee, { amount: 40, metadata: { order: '7' } })
    const [event] = (await stripe.events.list({ type: 'application_fee.refunded' })).data
    expect(event?.data).toMatchObject({
      object: { id: fee, amount_refunded: 40, refunds: { data: [{ metadata: { order: '7' } }] } },
      previous_attributes: { amount_refunded: 0 },
    })
    expect((await stripe.events.list({ type: 'application_fee.refunded' }, SHOP)).data).toEqual([])
  })

  it('refuses more than is left, and anything once nothing is', async () => {
    const stripe = sdk()
    const { fee } = await make(stripe)
    await stripe.applicationFees.createRefund(fee, { amount: 40 })
    expect(said(await errorOf(stripe.applicationFees.createRefund(fee, { amount: 61 })))).toEqual(
      refusal('Refund amount ($0.61) is greater than unrefunded amount on fee ($0.60)', { param: 'amount' }),
    )
    await stripe.applicationFees.createRefund(fee)
    expect(said(await errorOf(stripe.applicationFees.createRefund(fee, { amount: 1 })))).toEqual(
      refusal('Refund amount ($0.01) is greater than unrefunded amount on fee ($0.00)', { param: 'amount' }),
    )
    expect(said(await errorOf(stripe.applicationFees.createRefund(fee)))).toEqual(
      refusal(`Application fee ${fee} has already been refunded.`),
    )
    expect(await stripe.applicationFees.retrieve(fee)).toMatchObject({
      amount_refunded: 100,
      refunds: { total_count: 2 },
    })
  })
})

describe('the refunds of a fee', () => {
  it('are found and listed with their fee alone', async () => {
    const stripe = sdk()
    const [{ fee }, other] = [await destinationCharge(stripe), await destinationCharge(stripe)]
    const one = await stripe.applicationFees.createRefund(fee, { amount: 10 })
    const two = await stripe.applicationFees.createRefund(fee, { amount: 20 })
    expect(await stripe.applicationFees.retrieveRefund(fee, one.id)).toEqual(one)
    const { data, has_more } = await stripe.applicationFees.listRefunds(fee, { limit: 1 })
    expect({ ids: data.map(({ id }) => id), has_more }).toEqual({ ids: [two.id], has_more: true })
    expect(said(await errorOf(stripe.applicationFees.retrieveRefund(other.fee, one.id)))).toEqual(
      refusal(`No such fee refund: '${one.id}'`, { status: 404, param: 'id', ...coded('resource_missing') }),
    )
    expect((await stripe.applicationFees.listRefunds(other.fee)).data).toEqual([])
  })

  it('take metadata, also as the fee shows them, and tell of it once', async () => {
    const stripe = sdk()
    const { fee } = await destinationCharge(stripe)
    const { id } = await stripe.applicationFees.createRefund(fee, { amount: 10, metadata: { a: '1' } })
    const edited = await stripe.applicationFees.updateRefund(fee, id, { metadata: { a: '', b: '2' } })
    await stripe.applicationFees.updateRefund(fee, id, { metadata: { b: '2' } })
    expect(edited.metadata).toEqual({ b: '2' })
    expect((await stripe.applicationFees.retrieve(fee)).refunds.data).toMatchObject([{ id, metadata: { b: '2' } }])
    expect(await eventsOf(stripe)).toEqual(['application_fee.refund.updated', 'application_fee.refunded'])
  })
})

describe('a fee that is not there', () => {
  const gone = { status: 404, ...coded('resource_missing') }

  it.each([
    ['GET', '/v1/application_fees/fee_0', 'id'],
    ['POST', '/v1/application_fees/fee_0/refunds', 'id'],
    ['POST', '/v1/application_fees/fee_0/refund', 'id'],
    ['GET', '/v1/application_fees/fee_0/refunds', 'id'],
    ['GET', '/v1/application_fees/fee_0/refunds/fr_0', 'fee'],
    ['POST', '/v1/application_fees/fee_0/refunds/fr_0', 'fee'],
  ])('%s %s says so', async (method, path, param) => {
    const { status, body } = await http(method, path)
    const { request_log_url: _, ...error } = body.error as object & { request_log_url?: string }
    expect({ status, ...error }).toEqual(refusal("No such application fee: 'fee_0'", { ...gone, param }))
  })
})
