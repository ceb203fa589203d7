/** Fact sheet 5: what moves the balance. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { newAccount, paid, serving } from '../given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

const DESTINATION = { transfer_data: { destination: 'acct_shop' } }

/** The newest movement of a type. */
const newest = async (stripe: ReturnType<typeof sdk>, type: string) =>
  (await stripe.balanceTransactions.list({ type })).data[0]

describe('balance transactions', () => {
  it('charge: 4400 cad gives a fee of 193', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 4400, { currency: 'cad' })
    expect(await newest(stripe, 'charge')).toMatchObject({
      amount: 4400,
      fee: 193,
      net: 4207,
      currency: 'cad',
      fee_details: [{ amount: 193, type: 'stripe_fee', description: 'Stripe processing fees', currency: 'cad' }],
      reporting_category: 'charge',
      source: id,
      status: 'pending',
    })
  })

  it.each([
    ['Order 7', 'REFUND FOR CHARGE (Order 7)'],
    [undefined, 'REFUND FOR CHARGE'],
  ])('refund: -amount, fee 0, fee_details [], net -amount, pending first (%s)', async (description, told) => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, description === undefined ? {} : { description })
    const refund = await stripe.refunds.create({ charge: id, amount: 300 })
    expect(await newest(stripe, 'refund')).toMatchObject({
      id: refund.balance_transaction,
      amount: -300,
      fee: 0,
      fee_details: [],
      net: -300,
      description: told,
      reporting_category: 'refund',
      source: refund.id,
      status: 'pending',
    })
  })

  it('refund: processing fees are not returned', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000)
    await stripe.refunds.create({ charge: id })
    const { data } = await stripe.balanceTransactions.list()
    expect(data.reduce((sum, { net }) => sum + net, 0)).toBe(-59)
  })

  it('failed refund: refund_failure, +amount', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id } = await paid(stripe)
    const refund = await stripe.refunds.create({ charge: id, amount: 300 })
    await http('POST', `/_control/refunds/${refund.id}/fail`, { as })
    expect(await newest(stripe, 'refund_failure')).toMatchObject({
      amount: 300,
      net: 300,
      fee: 0,
      reporting_category: 'refund_failure',
      source: refund.id,
    })
  })

  it('app-fee refund: REFUND FOR APPLICATION FEE', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { ...DESTINATION, application_fee_amount: 30 })
    await stripe.refunds.create({ charge: id, amount: 500, refund_application_fee: true, reverse_transfer: true })
    expect(await newest(stripe, 'application_fee_refund')).toMatchObject({
      amount: -15,
      net: -15,
      description: 'REFUND FOR APPLICATION FEE',
      reporting_category: 'platform_earning_refund',
      source: expect.stringMatching(/^fr_/),
    })
  })

  it('transfer reversal: transfer_refund', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, DESTINATION)
    await stripe.refunds.create({ charge: id, amount: 400, reverse_transfer: true })
    expect(await newest(stripe, 'transfer_refund')).toMatchObject({
      amount: 400,
      source: expect.stringMatching(/^trr_/),
    })
  })

  it('dispute: adjustment of -amount, fee 1500', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 3000, { source: 'tok_createDispute' })
    expect(await newest(stripe, 'adjustment')).toMatchObject({
      amount: -3000,
      fee: 1500,
      net: -4500,
      fee_details: [{ amount: 1500, description: 'Dispute fee' }],
      description: `Chargeback withdrawal for ${id}`,
      reporting_category: 'dispute',
    })
  })

  it('dispute won: adjustment of +amount, fee 0', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id } = await paid(stripe, 3000, { source: 'tok_createDispute' })
    const [dispute] = (await stripe.disputes.list({ charge: id })).data
    await http('POST', `/_control/disputes/${dispute?.id}/win`, { as })
    expect(await newest(stripe, 'adjustment')).toMatchObject({
      amount: 3000,
      fee: 0,
      net: 3000,
      description: `Chargeback reversal for ${id}`,
      reporting_category: 'dispute_reversal',
    })
    expect((await stripe.disputes.retrieve(dispute?.id ?? '')).balance_transactions).toHaveLength(2)
  })

  it('inquiry: none', async () => {
    const stripe = sdk()
    await paid(stripe, 3000, { source: 'tok_createDisputeInquiry' })
    expect((await stripe.balanceTransactions.list({ type: 'adjustment' })).data).toEqual([])
    expect((await stripe.disputes.list()).data).toMatchObject([{ balance_transactions: [] }])
  })

  it('on an account: the balance is their sum, pending until available_on', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    await stripe.refunds.create({ charge: id, amount: 300 })
    expect((await stripe.balance.retrieve()).pending).toMatchObject([{ amount: 641, currency: 'usd' }])
    await server().advance(8 * 86_400)
    expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 641, currency: 'usd' }])
  })
})
