/** What of a payment goes on: application fees, and transfers to connected accounts. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { chargeIn, coded, errorOf, paid, paidByIntent, refusal, said, serving } from '../given.js'
import { held, heldInParts } from './given.js'

const { sdk } = serving()

const DESTINATION = 'acct_seller'
const transfer_data = { destination: DESTINATION }

const transferOf = async (stripe: Stripe, charge: string): Promise<Stripe.Transfer> => {
  const { transfer } = await stripe.charges.retrieve(charge, { expand: ['transfer'] })
  return transfer as Stripe.Transfer
}

describe('a destination charge', () => {
  it('sends all that is captured on, and takes the fee off it', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000, { transfer_data, application_fee_amount: 30 })
    expect(charge).toMatchObject({
      application_fee_amount: 30,
      destination: DESTINATION,
      transfer_data: { amount: null, destination: DESTINATION },
      transfer_group: `group_${charge.id}`,
    })
    expect(charge.application_fee).toMatch(/^fee_/)
    expect(await transferOf(stripe, charge.id)).toMatchObject({ amount: 1000, destination: DESTINATION })
  })

  it('sends on what is named, and its PaymentIntent says so', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1200, { transfer_data: { destination: DESTINATION, amount: 880 } })
    expect(intent).toMatchObject({
      transfer_data: { amount: 880, destination: DESTINATION },
      transfer_group: `group_${intent.id}`,
    })
    expect(await transferOf(stripe, chargeIn(intent))).toMatchObject({ amount: 880 })
  })

  it('sends on only what a capture takes', async () => {
    const stripe = sdk()
    const intent = await held(stripe, 1000, { transfer_data })
    expect((await stripe.charges.retrieve(chargeIn(intent))).transfer).toBeUndefined()
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 400 })
    expect(await transferOf(stripe, chargeIn(intent))).toMatchObject({ amount: 400 })
  })

  it('takes at the capture what is named there instead', async () => {
    const stripe = sdk()
    const intent = await held(stripe, 1000, { transfer_data, application_fee_amount: 30 })
    const paidOne = await stripe.paymentIntents.capture(intent.id, {
      application_fee_amount: 50,
      transfer_data: { amount: 900 },
    })
    expect(paidOne).toMatchObject({ application_fee_amount: 50, transfer_data: { amount: 900 } })
    const charge = await stripe.charges.retrieve(chargeIn(intent), { expand: ['application_fee', 'transfer'] })
    expect(charge).toMatchObject({
      application_fee: { amount: 50 },
      application_fee_amount: 50,
      transfer: { amount: 900 },
      transfer_data: { amount: 900 },
    })
  })

  it('makes no fee of 0', async () => {
    const charge = await paid(sdk(), 1000, { transfer_data, application_fee_amount: 0 })
    expect(charge).toMatchObject({ application_fee: null, application_fee_amount: 0 })
  })

  it('is of the group that is named', async () => {
    const charge = await paid(sdk(), 1000, { transfer_data, transfer_group: 'order_42', on_behalf_of: DESTINATION })
    expect(charge).toMatchObject({ transfer_group: 'order_42', on_behalf_of: DESTINATION })
  })

  it('declined sends nothing on', async () => {
    const stripe = sdk()
    const more = { source: 'tok_visa_chargeDeclined', transfer_data, application_fee_amount: 30 }
    const { charge } = await errorOf(paid(stripe, 1000, more))
    const failed = await stripe.charges.retrieve(charge ?? '')
    expect(failed).toMatchObject({ application_fee: null, status: 'failed' })
    expect((await stripe.transfers.list()).data).toEqual([])
  })
})

describe('a direct charge', () => {
  it('pays the platform its fee, and belongs to the account', async () => {
    const stripe = sdk()
    const on = { stripeAccount: DESTINATION }
    const charge = await stripe.charges.create(
      { amount: 1000, currency: 'usd', source: 'tok_visa', application_fee_amount: 30 },
      on,
    )
    expect(charge).toMatchObject({ application_fee_amount: 30, destination: null, transfer_data: null })
    expect(await stripe.charges.retrieve(charge.id, {}, on)).toMatchObject({ id: charge.id })
    expect((await errorOf(stripe.charges.retrieve(charge.id))).statusCode).toBe(404)
    const fees = (await stripe.applicationFees.list({ charge: charge.id })).data
    expect(fees).toMatchObject([{ id: charge.application_fee, account: DESTINATION, amount: 30 }])
  })
})

describe('several captures', () => {
  it('want the fee at each, once it was given', async () => {
    const stripe = sdk()
    const { id } = await heldInParts(stripe, 1000, { transfer_data })
    const capture = (more: Stripe.PaymentIntentCaptureParams) =>
      stripe.paymentIntents.capture(id, { amount_to_capture: 300, final_capture: false, ...more })
    await capture({ application_fee_amount: 10, transfer_data: { amount: 200 } })
    const noFee = await errorOf(capture({ transfer_data: { amount: 200 } }))
    expect(said(noFee)).toMatchObject({ ...coded('parameter_missing'), param: 'application_fee_amount' })
    const noAmount = await errorOf(capture({ application_fee_amount: 10 }))
    expect(said(noAmount)).toMatchObject({ ...coded('parameter_missing'), param: 'transfer_data[amount]' })
    const last = await capture({ application_fee_amount: 20, transfer_data: { amount: 250 }, final_capture: true })
    expect(last).toMatchObject({ application_fee_amount: 30, transfer_data: { amount: 450 }, amount_received: 600 })
    expect(await transferOf(stripe, chargeIn(last))).toMatchObject({ amount: 450 })
  })
})

describe('what cannot go on', () => {
  it('is a fee of nobody else’s payment', async () => {
    const stripe = sdk()
    const message =
      'Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or ' +
      'Stripe-Account header) or destination payment (using `transfer_data[destination]`).'
    const created = stripe.paymentIntents.create({ amount: 1000, currency: 'usd', application_fee_amount: 30 })
    expect(said(await errorOf(created))).toEqual(refusal(message, { param: 'application_fee_amount' }))
    const { id } = await held(stripe, 1000)
    const captured = stripe.paymentIntents.capture(id, { application_fee_amount: 30 })
    expect(said(await errorOf(captured))).toEqual(refusal(message, { param: 'application_fee_amount' }))
  })

  it('is a transfer to what is no account', async () => {
    const error = await errorOf(paid(sdk(), 1000, { transfer_data: { destination: 'nobody' } }))
    expect(said(error)).toEqual(
      refusal("No such destination: 'nobody'", { ...coded('resource_missing'), param: 'transfer_data[destination]' }),
    )
  })

  it('is more than was captured, and nothing is taken then', async () => {
    const stripe = sdk()
    const fee = await errorOf(paid(stripe, 1000, { transfer_data, application_fee_amount: 1001 }))
    expect(said(fee)).toMatchObject({ status: 400, param: 'application_fee_amount' })
    const part = await errorOf(paid(stripe, 1000, { transfer_data: { destination: DESTINATION, amount: 1001 } }))
    expect(said(part)).toMatchObject({ status: 400, param: 'transfer_data[amount]' })
    expect((await stripe.charges.list()).data).toEqual([])
  })
})
