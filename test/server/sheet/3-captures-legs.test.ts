/** Fact sheet 3, continued: fees and transfers of payments with several captures. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { chargeIn, coded, errorOf, paidByIntent, refusal, said, serving } from '../given.js'

const { sdk } = serving()

/** A destination payment of 10.00, authorised for several captures. */
const several = async () => {
  const stripe = sdk()
  const intent = await paidByIntent(stripe, 1000, {
    capture_method: 'manual',
    payment_method_options: { card: { request_multicapture: 'if_available' } },
    transfer_data: { destination: 'acct_shop' },
  })
  const capture = (amount_to_capture: number, legs: object = {}, final_capture = false) =>
    stripe.paymentIntents.capture(intent.id, { amount_to_capture, final_capture, ...legs })
  const refund = (more: object = {}) => stripe.refunds.create({ payment_intent: intent.id, ...more })
  return { stripe, charge: chargeIn(intent), capture, refund }
}

/** The same, captured twice: 4.00 with a fee of 0.40, and 4.00 with one of 0.30. */
const captured = async () => {
  const { stripe, charge, capture, refund } = await several()
  await capture(400, { application_fee_amount: 40 })
  await capture(400, { application_fee_amount: 30 }, true)
  const { application_fee, transfer } = await stripe.charges.retrieve(charge)
  return { stripe, charge, refund, fee: application_fee as string, transfer: transfer as string }
}

const legs = { refund_application_fee: true, reverse_transfer: true }

describe('legs at each capture', () => {
  it.each([
    ['application_fee_amount', { application_fee_amount: 40 }, { application_fee_amount: 0 }],
    ['transfer_data[amount]', { transfer_data: { amount: 300 } }, { transfer_data: { amount: 1 } }],
  ])('%s: once given on the first it is required on all', async (param, given, least) => {
    const { capture } = await several()
    await capture(400, given)
    const message = `Missing required param: ${param}. It was given at the first capture of this PaymentIntent.`
    const error = await errorOf(capture(100))
    expect(said(error)).toEqual(refusal(message, { ...coded('parameter_missing'), param }))
    expect(await capture(100, least)).toMatchObject({ amount_received: 500 })
    // To give up the rest is no capture.
    expect(await capture(0, {}, true)).toMatchObject({ status: 'succeeded', amount_received: 500 })
  })

  it('application_fee_amount: the fee is the sum of what each capture said', async () => {
    const { stripe, fee } = await captured()
    expect(await stripe.applicationFees.retrieve(fee)).toMatchObject({ amount: 70, amount_refunded: 0 })
  })

  it('transfer_data[amount]: the transfer is the sum of what each capture said', async () => {
    const { stripe, charge, capture } = await several()
    await capture(400, { transfer_data: { amount: 300 } })
    expect(await capture(200, { transfer_data: { amount: 100 } }, true)).toMatchObject({
      transfer_data: { amount: 400 },
    })
    const { transfer } = await stripe.charges.retrieve(charge)
    expect(await stripe.transfers.retrieve(transfer as string)).toMatchObject({ amount: 400 })
  })
})

describe('a partial refund', () => {
  const unsupported =
    'Partial refunds with refund_application_fee or reverse_transfer are not supported on payments with multiple captures.'

  it.each([
    ['reverse_transfer', { reverse_transfer: true }],
    ['refund_application_fee', legs],
  ])('with %s is unsupported', async (_, flags) => {
    const { stripe, charge, refund } = await captured()
    expect(said(await errorOf(refund({ amount: 100, ...flags })))).toEqual(refusal(unsupported))
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 })
  })

  it('without them leaves fee and transfer alone', async () => {
    const { stripe, refund, fee, transfer } = await captured()
    expect(await refund({ amount: 100 })).toMatchObject({ amount: 100, transfer_reversal: null })
    expect(await stripe.applicationFees.retrieve(fee)).toMatchObject({ amount_refunded: 0 })
    expect(await stripe.transfers.retrieve(transfer)).toMatchObject({ amount_reversed: 0 })
  })

  it('is one of less than all that remains: with all of it both come back', async () => {
    const { stripe, refund, fee, transfer } = await captured()
    expect(await refund(legs)).toMatchObject({ amount: 800, transfer_reversal: expect.stringMatching(/^trr_/) })
    expect(await stripe.applicationFees.retrieve(fee)).toMatchObject({ amount_refunded: 70, refunded: true })
    expect(await stripe.transfers.retrieve(transfer)).toMatchObject({ amount_reversed: 800, reversed: true })
  })
})

describe('flags after a leg was returned through its own endpoint', () => {
  const returned = (flag: string): string =>
    `${flag} cannot be used on this payment, because part of the amount was already returned separately.`

  it('refund_application_fee is refused', async () => {
    const { stripe, refund, fee } = await captured()
    await stripe.applicationFees.createRefund(fee, { amount: 10 })
    const param = 'refund_application_fee'
    expect(said(await errorOf(refund(legs)))).toEqual(refusal(returned(param), { param }))
    expect(await refund({ reverse_transfer: true })).toMatchObject({ amount: 800 })
  })

  it('reverse_transfer is refused', async () => {
    const { stripe, refund, transfer } = await captured()
    await stripe.transfers.createReversal(transfer, { amount: 10 })
    const param = 'reverse_transfer'
    expect(said(await errorOf(refund({ reverse_transfer: true })))).toEqual(refusal(returned(param), { param }))
    expect(await refund()).toMatchObject({ amount: 800, transfer_reversal: null })
  })
})
