/** Fact sheet 1: the endpoints of refunds, what they take, and what they answer. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { coded, newAccount, paid, refundedIn, refusal, serving, told } from '../given.js'

const { sdk, http } = serving()

const refunded = () => refundedIn(sdk)

describe('endpoints', () => {
  it('POST /v1/refunds answers the refund', async () => {
    const { stripe, charge } = await refunded()
    expect(await stripe.refunds.create({ charge })).toMatchObject({ object: 'refund', amount: 700, charge })
  })

  it('POST /v1/charges/{charge}/refunds answers the refund', async () => {
    const { as, charge } = await refunded()
    const { body } = await http('POST', `/v1/charges/${charge}/refunds`, { as, form: { amount: 1 } })
    expect(body).toMatchObject({ object: 'refund', amount: 1, charge })
  })

  it('POST /v1/charges/{charge}/refund (legacy) answers the charge', async () => {
    const { as, charge } = await refunded()
    const { body } = await http('POST', `/v1/charges/${charge}/refund`, { as, form: { amount: 1 } })
    expect(body).toMatchObject({ object: 'charge', id: charge, amount_refunded: 301, refunded: false })
    const all = await http('POST', `/v1/charges/${charge}/refund`, { as })
    expect(all.body).toMatchObject({ object: 'charge', id: charge, amount_refunded: 1000, refunded: true })
  })

  it('POST /v1/charges/{charge}/refund takes no currency, customer or origin', async () => {
    const { as, charge } = await refunded()
    const form = { currency: 'usd', customer: 'cus_1', origin: 'customer_balance' }
    const { status, body } = await http('POST', `/v1/charges/${charge}/refund`, { as, form })
    expect([status, body.error?.message]).toEqual([400, 'Received unknown parameters: currency, customer, origin'])
  })

  it('GET /v1/refunds answers a list', async () => {
    const { stripe, refund } = await refunded()
    const list = await stripe.refunds.list()
    expect(list).toMatchObject({ object: 'list', url: '/v1/refunds', has_more: false, data: [{ id: refund }] })
  })

  it('GET /v1/charges/{c}/refunds answers a list', async () => {
    const { as, charge, refund } = await refunded()
    const { body } = await http('GET', `/v1/charges/${charge}/refunds?limit=1`, { as })
    expect(body).toEqual({
      object: 'list',
      data: [expect.objectContaining({ id: refund })],
      has_more: false,
      url: `/v1/charges/${charge}/refunds`,
    })
  })

  it('GET /v1/refunds/{id}, GET /v1/charges/{c}/refunds/{id} answer the refund', async () => {
    const { as, charge, refund } = await refunded()
    const one = await http('GET', `/v1/refunds/${refund}`, { as })
    const other = await http('GET', `/v1/charges/${charge}/refunds/${refund}`, { as })
    expect(one.body).toMatchObject({ object: 'refund', id: refund, amount: 300 })
    expect(other.text).toBe(one.text)
  })

  it('POST /v1/refunds/{id}, POST /v1/charges/{c}/refunds/{id} take metadata and expand only', async () => {
    const { as, charge, refund } = await refunded()
    for (const path of [`/v1/refunds/${refund}`, `/v1/charges/${charge}/refunds/${refund}`]) {
      const form = { 'metadata[order]': path, 'expand[]': 'charge' }
      const { body } = await http('POST', path, { as, form })
      expect(body).toMatchObject({ id: refund, metadata: { order: path }, charge: { object: 'charge', id: charge } })
      const more = await http('POST', path, { as, form: { description: 'no' } })
      const param = { ...coded('parameter_unknown'), param: 'description' }
      expect(told(more)).toEqual(refusal('Received unknown parameter: description', param))
    }
  })

  it('POST /v1/refunds/{id}/cancel answers the refund', async () => {
    const { as, stripe, charge } = await refunded()
    await http('POST', '/_control/refunds/next', { as, form: { status: 'requires_action' } })
    const { id } = await stripe.refunds.create({ charge, amount: 5 })
    expect(await stripe.refunds.cancel(id)).toMatchObject({
      id,
      status: 'canceled',
      failure_reason: 'merchant_request',
    })
  })

  it('POST /v1/test_helpers/refunds/{id}/expire needs requires_action', async () => {
    const { as, stripe, charge, refund } = await refunded()
    await http('POST', '/_control/refunds/next', { as, form: { status: 'requires_action' } })
    const { id } = await stripe.refunds.create({ charge, amount: 5 })
    expect(await stripe.testHelpers.refunds.expire(id)).toMatchObject({ id, status: 'failed' })
    const other = await http('POST', `/v1/test_helpers/refunds/${refund}/expire`, { as })
    expect(told(other)).toEqual(refusal('Expiring this refund is unsupported.'))
    expect((await stripe.refunds.retrieve(refund)).status).toBe('succeeded')
  })

  it('POST /v1/application_fees/{id}/refunds answers the fee_refund', async () => {
    const { stripe, fee } = await withLegs()
    const back = await stripe.applicationFees.createRefund(fee, { amount: 30, metadata: { order: '7' } })
    expect(back).toMatchObject({ object: 'fee_refund', amount: 30, fee, metadata: { order: '7' } })
  })

  it('POST /v1/application_fees/{id}/refund (legacy) answers the application_fee', async () => {
    const { as, fee } = await withLegs()
    const { body } = await http('POST', `/v1/application_fees/${fee}/refund`, { as, form: { amount: 30 } })
    expect(body).toMatchObject({ object: 'application_fee', id: fee, amount_refunded: 30, refunded: false })
  })

  it('POST /v1/transfers/{id}/reversals answers the transfer_reversal', async () => {
    const { stripe, transfer } = await withLegs()
    const back = await stripe.transfers.createReversal(transfer, { amount: 40, metadata: { order: '7' } })
    expect(back).toMatchObject({ object: 'transfer_reversal', amount: 40, transfer, metadata: { order: '7' } })
  })
})

const withLegs = async () => {
  const as = newAccount()
  const stripe = sdk(as)
  const charge = await paid(stripe, 1000, { application_fee_amount: 100, transfer_data: { destination: 'acct_shop' } })
  return { as, stripe, charge: charge.id, fee: charge.application_fee as string, transfer: charge.transfer as string }
}

describe('refund object on the wire', () => {
  it('always present, in this order; the rest absent, not null; no livemode', async () => {
    const { as, refund } = await refunded()
    const { body } = await http('GET', `/v1/refunds/${refund}`, { as })
    expect(Object.keys(body)).toEqual(
      (
        'id object amount balance_transaction charge created currency customer customer_account destination_details metadata ' +
        'payment_intent payment_method reason receipt_number source_transfer_reversal status transfer_reversal'
      ).split(' '),
    )
    expect(body).toMatchObject({ reason: null, receipt_number: null, metadata: {}, customer_account: null })
    expect(body.balance_transaction).toMatch(/^txn_/)
  })

  it('card destination_details at creation', async () => {
    const { stripe, charge } = await refunded()
    expect((await stripe.refunds.create({ charge })).destination_details).toEqual({
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    })
  })

  it('charge.refunds is absent unless expanded: at most the ten newest, has_more, total_count, url', async () => {
    const { stripe, charge } = await refunded()
    for (let count = 0; count < 11; count += 1) await stripe.refunds.create({ charge, amount: 1 + count })
    expect(await stripe.charges.retrieve(charge)).not.toHaveProperty('refunds')
    const { refunds } = await stripe.charges.retrieve(charge, { expand: ['refunds'] })
    expect(refunds).toMatchObject({
      object: 'list',
      has_more: true,
      total_count: 12,
      url: `/v1/charges/${charge}/refunds`,
    })
    expect(refunds?.data.map(({ amount }) => amount)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
  })

  it('charge.refunds is included before 2022-11-15', async () => {
    const { as, charge, refund } = await refunded()
    const headers = { 'stripe-version': '2020-08-27' }
    const { body } = await http('POST', `/v1/charges/${charge}/refund`, { as, headers, form: { amount: 1 } })
    expect(body.refunds).toMatchObject({ total_count: 2, data: [{ amount: 1 }, { id: refund }] })
  })
})
