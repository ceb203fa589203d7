/** Disputes by hand: what a customer's bank does to a charge, over HTTP. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { errorOf, paid, refusal, said, serving } from '../given.js'

const { sdk } = serving()

const open = async (stripe: Stripe, params: object): Promise<Stripe.Dispute> =>
  (await stripe.rawRequest('POST', '/_control/disputes', params)) as unknown as Stripe.Dispute

const pull = async (stripe: Stripe, dispute: string, lever: string): Promise<Stripe.Dispute> =>
  (await stripe.rawRequest('POST', `/_control/disputes/${dispute}/${lever}`)) as unknown as Stripe.Dispute

describe('a dispute opened by hand', () => {
  it('takes all of the charge, and the charge is disputed and not refundable', async () => {
    const stripe = sdk()
    const charge = await paid(stripe)
    expect(await open(stripe, { charge: charge.id })).toMatchObject({
      object: 'dispute',
      amount: 1000,
      charge: charge.id,
      is_charge_refundable: false,
      reason: 'fraudulent',
      status: 'needs_response',
      balance_transactions: [{ amount: -1000, reporting_category: 'dispute' }],
    })
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ disputed: true, amount_refunded: 0 })
    expect(said(await errorOf(stripe.refunds.create({ charge: charge.id })))).toMatchObject({
      code: 'charge_disputed',
    })
  })
  it('takes the amount and gives the reason that are said', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    expect(await open(stripe, { charge, amount: 300, reason: 'product_not_received' })).toMatchObject({
      amount: 300,
      reason: 'product_not_received',
      payment_method_details: { card: { brand: 'visa', network_reason_code: '13.1' } },
    })
  })
  it('shows the charge in it, expanded', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    expect(await open(stripe, { charge: id, expand: ['charge'] })).toMatchObject({ charge: { id, disputed: true } })
  })
  it('takes nothing as an inquiry, and the charge stays refundable', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    expect(await open(stripe, { charge, inquiry: true })).toMatchObject({
      status: 'warning_needs_response',
      balance_transactions: [],
    })
    expect(await stripe.refunds.create({ charge, amount: 100 })).toMatchObject({ status: 'succeeded' })
  })
})

describe('a dispute decided by hand', () => {
  it.each([
    ['win', 'won', 2],
    ['lose', 'lost', 1],
    ['prevent', 'prevented', 2],
  ])('%s: it is %s, after %d movements of the balance', async (lever, status, movements) => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    const { id } = await open(stripe, { charge })
    const done = await pull(stripe, id, lever)
    expect(done).toMatchObject({ id, status, is_charge_refundable: status !== 'lost' })
    expect(done.balance_transactions).toHaveLength(movements)
  })
  it('is refundable again once it is won, and never once it is lost', async () => {
    const stripe = sdk()
    const [won, lost] = [await paid(stripe), await paid(stripe)]
    await pull(stripe, (await open(stripe, { charge: won.id })).id, 'win')
    await pull(stripe, (await open(stripe, { charge: lost.id })).id, 'lose')
    expect(await stripe.refunds.create({ charge: won.id })).toMatchObject({ amount: 1000, status: 'succeeded' })
    expect(said(await errorOf(stripe.refunds.create({ charge: lost.id })))).toMatchObject({ status: 400 })
  })
  it('grows out of an inquiry, which takes the money then', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    const { id } = await open(stripe, { charge, inquiry: true })
    expect(await pull(stripe, id, 'escalate')).toMatchObject({
      status: 'needs_response',
      balance_transactions: [{ amount: -1000 }],
      is_charge_refundable: false,
    })
  })
  it('ends as an inquiry without any movement', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    const { id } = await open(stripe, { charge, inquiry: true })
    expect(await pull(stripe, id, 'close')).toMatchObject({ status: 'warning_closed', balance_transactions: [] })
  })
})

describe('a lever that cannot be pulled', () => {
  it.each([
    ['win', 'win'],
    ['lose', 'escalate'],
    ['prevent', 'close'],
  ])('after %s, %s is refused by 400 and changes nothing', async (first, second) => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    const { id, status } = await pull(stripe, (await open(stripe, { charge })).id, first)
    expect(said(await errorOf(pull(stripe, id, second)))).toEqual(
      refusal('The charge does not allow this: MoveNotAllowed.'),
    )
    expect(await errorOf(pull(stripe, id, first))).toMatchObject({ statusCode: 400 })
    expect(['won', 'lost', 'prevented']).toContain(status)
  })
  it('a charge that is only authorised is not disputed', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe, 1000, { capture: false })
    expect(said(await errorOf(open(stripe, { charge })))).toEqual(
      refusal('The charge does not allow this: ChargeNotCaptured.'),
    )
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ disputed: false })
  })
  it.each([
    ['no charge', {}, 400, 'charge'],
    ['an unknown charge', { charge: 'ch_none' }, 404, 'id'],
    ['an unknown reason', { charge: 'ch_none', reason: 'anger' }, 400, 'reason'],
    ['an amount of nothing', { charge: 'ch_none', amount: 0 }, 400, 'amount'],
  ])('%s is refused', async (_, params, status, param) => {
    expect(said(await errorOf(open(sdk(), params)))).toMatchObject({ status, param })
  })
  it('an unknown dispute is not there', async () => {
    expect(said(await errorOf(pull(sdk(), 'du_none', 'win')))).toMatchObject({ status: 404, param: 'dispute' })
  })
  it("another account's dispute is not there", async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    const { id } = await open(stripe, { charge })
    expect(await errorOf(pull(sdk(), id, 'win'))).toMatchObject({ statusCode: 404 })
  })
})
