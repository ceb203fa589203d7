/** Fact sheet 5, continued: what comes back of transfers and application fees. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { paid, serving } from '../given.js'

const { sdk } = serving()

const SHOP = { stripeAccount: 'acct_shop' }
const DESTINATION = { transfer_data: { destination: 'acct_shop' } }

/** A destination charge, by default with a fee of a tenth. */
const given = async (amount = 1000, application_fee_amount = amount / 10) => {
  const stripe = sdk()
  const charge = await paid(stripe, amount, { ...DESTINATION, application_fee_amount })
  const fee = () => stripe.applicationFees.retrieve(charge.application_fee as string)
  const transfer = () => stripe.transfers.retrieve(charge.transfer as string)
  return { stripe, charge: charge.id, fee, transfer }
}

describe('balance transactions of the connected account', () => {
  it('charge: type payment for py_', async () => {
    const { stripe, transfer } = await given()
    const { data } = await stripe.balanceTransactions.list({}, SHOP)
    expect(data).toMatchObject([
      {
        type: 'payment',
        amount: 1000,
        fee: 100,
        net: 900,
        reporting_category: 'charge',
        source: (await transfer()).destination_payment,
      },
    ])
    expect(data[0]?.source).toMatch(/^py_/)
  })

  it('refund: type payment_refund, REFUND FOR PAYMENT', async () => {
    const { stripe, charge } = await given()
    await stripe.refunds.create({ charge, amount: 500, reverse_transfer: true })
    const [newest] = (await stripe.balanceTransactions.list({}, SHOP)).data
    expect(newest).toMatchObject({
      type: 'payment_refund',
      amount: -500,
      fee: 0,
      fee_details: [],
      net: -500,
      description: 'REFUND FOR PAYMENT',
      reporting_category: 'refund',
      source: expect.stringMatching(/^pyr_/),
    })
  })
})

describe('proportional reversals', () => {
  it('transfer.reversed is true when amount_reversed == amount', async () => {
    const { stripe, charge, transfer } = await given()
    await stripe.refunds.create({ charge, amount: 400, reverse_transfer: true })
    expect(await transfer()).toMatchObject({ amount: 1000, amount_reversed: 400, reversed: false })
    await stripe.refunds.create({ charge, amount: 600, reverse_transfer: true })
    expect(await transfer()).toMatchObject({ amount: 1000, amount_reversed: 1000, reversed: true })
  })

  it('transfer_reversal and source_transfer_reversal ids are set on the refund: on either side its own', async () => {
    const { stripe, charge, transfer } = await given()
    const refund = await stripe.refunds.create({ charge, amount: 400, reverse_transfer: true })
    const [reversal] = (await transfer()).reversals.data
    expect(reversal).toMatchObject({ amount: 400, source_refund: refund.id })
    expect(refund).toMatchObject({ transfer_reversal: reversal?.id, source_transfer_reversal: null })
    const theirs = await stripe.refunds.retrieve(reversal?.destination_payment_refund as string, {}, SHOP)
    expect(theirs).toMatchObject({
      amount: 400,
      charge: (await transfer()).destination_payment,
      transfer_reversal: null,
      source_transfer_reversal: reversal?.id,
    })
    const without = await stripe.refunds.create({ charge, amount: 100 })
    expect(without).toMatchObject({ transfer_reversal: null, source_transfer_reversal: null })
  })
})

describe('application fee refunds', () => {
  it('without refund_application_fee the fee stays whole: 1000 of 3099, a fee of 99', async () => {
    const { stripe, charge, fee } = await given(3099, 99)
    await stripe.refunds.create({ charge, amount: 1000, reverse_transfer: true })
    expect(await fee()).toMatchObject({ amount: 99, amount_refunded: 0, refunded: false })
    expect((await stripe.balanceTransactions.list({ type: 'application_fee_refund' })).data).toEqual([])
  })

  it('full refund with the flag: 99', async () => {
    const { stripe, charge, fee } = await given(3099, 99)
    await stripe.refunds.create({ charge, refund_application_fee: true, reverse_transfer: true })
    expect(await fee()).toMatchObject({ amount: 99, amount_refunded: 99, refunded: true })
  })
})
