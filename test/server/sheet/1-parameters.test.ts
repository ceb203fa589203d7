/** Fact sheet 1, continued: what may be said of a refund. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { chargeIn, errorOf, newAccount, paid, paidByIntent, refundedIn, refusal, serving, told } from '../given.js'

const { sdk, http } = serving()

const refunded = () => refundedIn(sdk)

describe('parameters', () => {
  it('amount: by default all that remains unrefunded', async () => {
    const { stripe, charge } = await refunded()
    expect((await stripe.refunds.create({ charge })).amount).toBe(700)
  })

  it('charge, payment_intent: with a PaymentIntent, its latest successful charge is refunded', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe)
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 300 })
    expect(refund).toMatchObject({ charge: intent.latest_charge, payment_intent: intent.id, amount: 300 })
    expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toMatchObject([{ id: refund.id }])
  })

  it('payment_intent: the latest successful charge, where an earlier attempt had failed', async () => {
    const stripe = sdk()
    const declined = await errorOf(paidByIntent(stripe, 1000, { payment_method: 'pm_card_visa_chargeDeclined' }))
    const id = declined.payment_intent?.id ?? ''
    const intent = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
    const { data } = await stripe.charges.list({ payment_intent: id })
    expect(data.map((charge) => [charge.id, charge.status])).toEqual([
      [chargeIn(intent), 'succeeded'],
      [expect.stringMatching(/^ch_/), 'failed'],
    ])
    const refund = await stripe.refunds.create({ payment_intent: id })
    expect(refund).toMatchObject({ charge: chargeIn(intent), payment_intent: id, status: 'succeeded' })
    const failed = await errorOf(stripe.refunds.create({ charge: data[1]?.id ?? '' }))
    expect(failed.message).toBe(`This PaymentIntent (${id}) does not have a successful charge to refund.`)
  })

  it.each(['duplicate', 'fraudulent', 'requested_by_customer'] as const)('reason: %s', async (reason) => {
    const { stripe, charge } = await refunded()
    expect((await stripe.refunds.create({ charge, reason })).reason).toBe(reason)
  })

  it('metadata: an empty value unsets its key, empty metadata unset all, updates merge', async () => {
    const { as, stripe, charge } = await refunded()
    const { id } = await stripe.refunds.create({ charge, metadata: { a: '1', b: '2' } })
    const merged = await stripe.refunds.update(id, { metadata: { b: '', c: '3' } })
    expect(merged.metadata).toEqual({ a: '1', c: '3' })
    const { body } = await http('POST', `/v1/refunds/${id}`, { as, form: 'metadata=' })
    expect(body.metadata).toEqual({})
  })

  it('metadata: a number is kept as its text', async () => {
    const { as, charge } = await refunded()
    const form = `charge=${charge}&metadata[order]=12345&metadata[__proto__]=x&metadata[constructor]=y`
    const { body } = await http('POST', '/v1/refunds', { as, form })
    expect(JSON.stringify(body.metadata)).toBe('{"order":"12345","__proto__":"x","constructor":"y"}')
  })

  it.each([
    ['metadata[a[b]=1', "The brackets of parameter 'metadata[a[b]' are unbalanced.", 'metadata[a[b]'],
    ['metadata[a]b]=1', "The brackets of parameter 'metadata[a]b]' are unbalanced.", 'metadata[a]b]'],
    ['metadata[a%5Bb%5D]=1', "The brackets of parameter 'metadata[a[b]]' are unbalanced.", 'metadata[a[b]]'],
    ['metadata[a][b]=1', 'Invalid string', 'metadata[a]'],
  ])('metadata: no brackets in keys (%s)', async (metadata, message, param) => {
    const { as, stripe, charge } = await refunded()
    const answer = await http('POST', '/v1/refunds', { as, form: `charge=${charge}&${metadata}` })
    expect(told(answer)).toEqual(refusal(message, { param }))
    expect((await stripe.refunds.list({ charge })).data).toHaveLength(1)
  })

  it('refund_application_fee, reverse_transfer: sent as true or false', async () => {
    const { as, charge } = await withTransfer()
    const form = { charge, amount: 500, refund_application_fee: 'false', reverse_transfer: 'false' }
    expect((await http('POST', '/v1/refunds', { as, form })).body).toMatchObject({ transfer_reversal: null })
    const wrong = await http('POST', '/v1/refunds', { as, form: { ...form, reverse_transfer: 'yes' } })
    expect(wrong.body.error).toMatchObject({ message: 'Invalid boolean: yes', param: 'reverse_transfer' })
  })

  it('instructions_email: where a customer who has to act is written to', async () => {
    const { as, stripe, charge } = await refunded()
    await http('POST', '/_control/refunds/next', { as, form: { status: 'requires_action' } })
    const refund = await stripe.refunds.create({ charge, instructions_email: 'jenny@example.com' })
    expect(refund).toMatchObject({
      status: 'requires_action',
      instructions_email: 'jenny@example.com',
      next_action: { type: 'display_details', display_details: { email_sent: { email_sent_to: 'jenny@example.com' } } },
    })
  })

  it('origin=customer_balance: refused, as no card is concerned', async () => {
    const { as } = await refunded()
    const form = { origin: 'customer_balance', currency: 'usd', customer: 'cus_1', amount: 1 }
    const { status, body } = await http('POST', '/v1/refunds', { as, form })
    expect([status, body.error?.param]).toEqual([400, 'origin'])
  })

  it('expand: to a depth of 4, on lists below data', async () => {
    const stripe = sdk()
    const { id } = await paidByIntent(stripe, 1000, { capture_method: 'automatic' })
    const refund = await stripe.refunds.create({
      payment_intent: id,
      expand: ['charge.payment_intent.latest_charge.balance_transaction', 'balance_transaction'],
    })
    expect(refund).toMatchObject({
      charge: { payment_intent: { latest_charge: { balance_transaction: { object: 'balance_transaction' } } } },
      balance_transaction: { object: 'balance_transaction', net: -1000 },
    })
    const list = await stripe.refunds.list({ expand: ['data.charge'] })
    expect(list.data).toMatchObject([{ charge: { object: 'charge', refunded: true } }])
  })

  it.each([
    ['wat', "This property cannot be expanded because it doesn't exist: wat."],
    ['amount', 'This property cannot be expanded (amount).'],
  ])('bad expand: %s', async (path, message) => {
    const { as, refund } = await refunded()
    const { status, body } = await http('GET', `/v1/refunds/${refund}?expand[]=${path}`, { as })
    expect([status, body.error?.message]).toEqual([400, message])
    expect(body.error).not.toHaveProperty('code')
  })

  it('bad expand: a list is pointed below data', async () => {
    const { as } = await refunded()
    const { body } = await http('GET', '/v1/refunds?expand[]=charge', { as })
    expect(body.error?.message).toBe(
      "This property cannot be expanded (charge). You may want to try expanding 'data.charge' instead.",
    )
  })
})

const withTransfer = async () => {
  const as = newAccount()
  const charge = await paid(sdk(as), 1000, { application_fee_amount: 100, transfer_data: { destination: 'acct_shop' } })
  return { as, charge: charge.id }
}
