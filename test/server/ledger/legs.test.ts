/** What refunds send back of transfers and fees, as both sides see it. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { checkAgainst } from '../../stripe/objects/openapi.js'
import { newAccount, paid, serving } from '../given.js'

const { http, sdk } = serving()

const SHOP = { stripeAccount: 'acct_shop' }
const ONWARD = { application_fee_amount: 100, transfer_data: { destination: 'acct_shop' } }
const BOTH = { refund_application_fee: true, reverse_transfer: true }

const netOf = async (stripe: Stripe, on?: Stripe.RequestOptions): Promise<number> =>
  (await stripe.balanceTransactions.list({ limit: 100 }, on)).data.reduce((sum, { net }) => sum + net, 0)

describe('a refund that reverses the transfer', () => {
  it('is tied to the reversal, and that to the refund of the payment there', async () => {
    const stripe = sdk()
    const { id: charge, transfer } = await paid(stripe, 1000, ONWARD)
    const refund = await stripe.refunds.create({
      charge,
      amount: 300,
      reverse_transfer: true,
      expand: ['transfer_reversal.destination_payment_refund'],
    })
    expect(refund).toMatchObject({
      source_transfer_reversal: null,
      transfer_reversal: {
        amount: 300,
        destination_payment_refund: { id: expect.stringMatching(/^pyr_/), amount: 300, transfer_reversal: null },
        source_refund: refund.id,
        transfer,
      },
    })
    const { id: reversal, destination_payment_refund: there } = refund.transfer_reversal as Stripe.TransferReversal
    expect((there as Stripe.Refund).source_transfer_reversal).toBe(reversal)
  })

  it('shows the connected account the payment as refunded in part, then in full', async () => {
    const stripe = sdk()
    const { id: charge, transfer } = await paid(stripe, 1000, ONWARD)
    const payment = (await stripe.transfers.retrieve(transfer as string)).destination_payment as string
    await stripe.refunds.create({ charge, amount: 300, reverse_transfer: true })
    expect(await stripe.charges.retrieve(payment, {}, SHOP)).toMatchObject({ amount_refunded: 300, refunded: false })
    await stripe.refunds.create({ charge, reverse_transfer: true })
    expect(await stripe.charges.retrieve(payment, {}, SHOP)).toMatchObject({ amount_refunded: 1000, refunded: true })
    const { data } = await stripe.refunds.list({ charge: payment }, SHOP)
    expect(data.map(({ amount }) => amount)).toEqual([700, 300])
    for (const { id } of data) {
      const { lastResponse: _, ...found } = await stripe.refunds.retrieve(id, {}, SHOP)
      expect(checkAgainst('refund', found).problems).toEqual([])
    }
    expect((await stripe.refunds.list({ charge: payment })).data).toEqual([])
  })

  it('shows the refunds of the payment where a charge shows its own: expanded, and before 2022-11-15', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id: charge, transfer } = await paid(stripe, 1000, ONWARD)
    for (const amount of [300, 200]) await stripe.refunds.create({ charge, amount, reverse_transfer: true })
    const refunds = { data: [{ amount: 200 }, { amount: 300 }], has_more: false, total_count: 2 }
    const found = await stripe.transfers.retrieve(transfer as string, { expand: ['destination_payment.refunds'] })
    expect(found.destination_payment).toMatchObject({ refunds })
    const { id } = found.destination_payment as Stripe.Charge
    const at = (version: string) =>
      http('GET', `/v1/charges/${id}`, {
        as,
        headers: { 'stripe-account': 'acct_shop', 'stripe-version': version },
      })
    expect((await at('2020-08-27')).body).toMatchObject({ invoice: null, refunds })
    expect((await at('2022-11-15')).body).not.toHaveProperty('refunds')
  })

  it('is told as refund, charge, transfer, fee', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe, 1000, ONWARD)
    await stripe.refunds.create({ charge, amount: 300, ...BOTH })
    const told = (await stripe.events.list({ limit: 4 })).data.map(({ type }) => type).toReversed()
    expect(told).toEqual(['refund.created', 'charge.refunded', 'transfer.reversed', 'application_fee.refunded'])
  })

  it('takes everything back but what the processor keeps', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe, 1000, ONWARD)
    for (const amount of [333, 333, 334]) await stripe.refunds.create({ charge, amount, ...BOTH })
    expect(await netOf(stripe, SHOP)).toBe(0)
    expect(await netOf(stripe)).toBe(-59)
  })

  it('gives the connected account the fee’s share with the refund of its payment', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe, 1000, ONWARD)
    await stripe.refunds.create({ charge, amount: 300, ...BOTH })
    const { data } = await stripe.balanceTransactions.list({ type: 'payment_refund' }, SHOP)
    expect(data).toMatchObject([
      {
        amount: -300,
        fee: -30,
        fee_details: [{ amount: -30, description: 'Platform application fee refund', type: 'application_fee' }],
        net: -270,
      },
    ])
  })

  it('leaves both where they are when it fails: the money is the platform’s', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id: charge, transfer, application_fee: fee } = await paid(stripe, 1000, ONWARD)
    const { id } = await stripe.refunds.create({ charge, ...BOTH })
    await http('POST', `/_control/refunds/${id}/fail`, { as, form: {} })
    expect(await stripe.transfers.retrieve(transfer as string)).toMatchObject({ amount_reversed: 1000, reversed: true })
    expect(await stripe.applicationFees.retrieve(fee as string)).toMatchObject({ amount_refunded: 100 })
    expect(await netOf(stripe, SHOP)).toBe(0)
    expect(await netOf(stripe)).toBe(1000 - 59)
  })
})

describe('a refund that does not reverse the transfer', () => {
  it('is paid by the platform alone', async () => {
    const stripe = sdk()
    const { id: charge, transfer } = await paid(stripe, 1000, ONWARD)
    const refund = await stripe.refunds.create({ charge })
    expect(refund.transfer_reversal).toBeNull()
    expect((await stripe.transfers.retrieve(transfer as string)).amount_reversed).toBe(0)
    expect(await netOf(stripe, SHOP)).toBe(900)
  })
})

describe('a share of nothing', () => {
  it('makes no reversal', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe, 1000, { transfer_data: { amount: 1, destination: 'acct_shop' } })
    const refund = await stripe.refunds.create({ charge, amount: 100, reverse_transfer: true })
    expect(refund.transfer_reversal).toBeNull()
    const [transfer] = (await stripe.transfers.list()).data
    expect(transfer).toMatchObject({ amount_reversed: 0, reversals: { data: [], total_count: 0 } })
  })

  it('of the transfer alone: the fee’s goes back by itself', async () => {
    const stripe = sdk()
    const { id: charge, transfer, application_fee: fee } = await paid(stripe, 1000, ONWARD)
    await stripe.transfers.createReversal(transfer as string, { amount: 999 })
    await stripe.refunds.create({ charge, amount: 500, ...BOTH })
    await stripe.applicationFees.createRefund(fee as string)
    expect(await netOf(stripe, SHOP)).toBe(0)
  })
})

describe('a direct charge', () => {
  it('gives the fee’s share back with its own refund', async () => {
    const stripe = sdk()
    const { id: charge } = await stripe.charges.create(
      { amount: 1000, currency: 'usd', source: 'tok_visa', application_fee_amount: 100 },
      SHOP,
    )
    const refund = await stripe.refunds.create(
      { charge, amount: 300, refund_application_fee: true, expand: ['balance_transaction'] },
      SHOP,
    )
    expect(refund.balance_transaction).toMatchObject({ amount: -300, fee: -30, net: -270, type: 'refund' })
    expect(await netOf(stripe)).toBe(70)
    expect(await netOf(stripe, SHOP)).toBe(1000 - 59 - 100 - 270)
    const told = async (on?: Stripe.RequestOptions): Promise<readonly string[]> =>
      (await stripe.events.list({ limit: 2 }, on)).data.map(({ type }) => type)
    expect(await told(SHOP)).toEqual(['charge.refunded', 'refund.created'])
    expect(await told()).toEqual(['application_fee.refunded', 'application_fee.created'])
  })
})
