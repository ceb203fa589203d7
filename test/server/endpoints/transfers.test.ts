/** Transfers: what they say, and how they are reversed without a refund. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { coded, errorOf, newAccount, paid, refusal, said, serving } from '../given.js'

const { http, sdk } = serving()

const SHOP = { stripeAccount: 'acct_shop' }

interface Sent {
  readonly charge: string
  readonly transfer: string
}

const sent = async (stripe: Stripe, amount = 880, more: Partial<Stripe.ChargeCreateParams> = {}): Promise<Sent> => {
  const { id, transfer } = await paid(stripe, 1200, {
    transfer_data: { amount, destination: 'acct_shop' },
    ...more,
  })
  return { charge: id, transfer: transfer as string }
}

/** All of 1000 goes on, and 100 of it is the platform's. */
const sentWithFee = async (stripe: Stripe): Promise<Sent & { readonly fee: string }> => {
  const {
    id,
    transfer,
    application_fee: fee,
  } = await paid(stripe, 1000, {
    application_fee_amount: 100,
    transfer_data: { destination: 'acct_shop' },
  })
  return { charge: id, transfer: transfer as string, fee: fee as string }
}

const typesOf = async (stripe: Stripe): Promise<readonly string[]> =>
  (await stripe.events.list()).data.map(({ type }) => type).filter((type) => /^(transfer|application_fee)/.test(type))

describe('a transfer', () => {
  it('names the charge it comes from, and the payment that it makes', async () => {
    const stripe = sdk()
    const { charge, transfer } = await sent(stripe)
    const found = await stripe.transfers.retrieve(transfer, {
      expand: ['balance_transaction', 'destination_payment.balance_transaction'],
    })
    expect(found).toMatchObject({
      object: 'transfer',
      amount: 880,
      amount_reversed: 0,
      balance_transaction: { net: -880, type: 'transfer' },
      destination: 'acct_shop',
      destination_payment: {
        id: expect.stringMatching(/^py_/),
        amount: 880,
        source_transfer: transfer,
        balance_transaction: { net: 880, fee: 0, type: 'payment' },
      },
      reversed: false,
      source_transaction: charge,
      transfer_group: `group_${charge}`,
    })
  })

  it('is listed by its destination, by its group, and by both', async () => {
    const stripe = sdk()
    const one = await sent(stripe, 10, { transfer_group: 'order 7' })
    const two = await sent(stripe, 20, { transfer_group: 'order 7', transfer_data: { destination: 'acct_other' } })
    const ids = async (params: Stripe.TransferListParams): Promise<readonly string[]> =>
      (await stripe.transfers.list(params)).data.map(({ id }) => id)
    expect(await ids({})).toEqual([two.transfer, one.transfer])
    expect(await ids({ destination: 'acct_shop' })).toEqual([one.transfer])
    expect(await ids({ transfer_group: 'order 7' })).toEqual([two.transfer, one.transfer])
    expect(await ids({ transfer_group: 'order 7', destination: 'acct_other' })).toEqual([two.transfer])
    expect(await ids({ transfer_group: 'order 8' })).toEqual([])
  })

  it('takes a description and metadata, and tells of them', async () => {
    const stripe = sdk()
    const { transfer } = await sent(stripe)
    expect(await stripe.transfers.update(transfer, { description: 'Share', metadata: { a: '1' } })).toMatchObject({
      description: 'Share',
      metadata: { a: '1' },
    })
    expect((await stripe.transfers.update(transfer, { description: '' })).description).toBeNull()
    const [last] = (await stripe.events.list({ type: 'transfer.updated' })).data
    expect(last?.data).toMatchObject({ object: { id: transfer }, previous_attributes: { description: 'Share' } })
    expect(await typesOf(stripe)).toEqual(['transfer.updated', 'transfer.updated', 'transfer.created'])
  })
})

describe('a reversal', () => {
  it('brings a part back, then the rest, and refunds the payment there', async () => {
    const stripe = sdk()
    const { transfer } = await sent(stripe)
    const part = await stripe.transfers.createReversal(transfer, {
      amount: 300,
      description: 'too much',
      metadata: { order: '7' },
      expand: ['balance_transaction', 'destination_payment_refund.balance_transaction'],
    })
    expect(part).toMatchObject({
      object: 'transfer_reversal',
      amount: 300,
      balance_transaction: { net: 300, source: part.id, type: 'transfer_refund' },
      destination_payment_refund: {
        id: expect.stringMatching(/^pyr_/),
        amount: 300,
        balance_transaction: { net: -300, type: 'payment_refund' },
        source_transfer_reversal: part.id,
        status: 'succeeded',
      },
      metadata: { order: '7' },
      source_refund: null,
      transfer,
    })
    expect((await stripe.transfers.createReversal(transfer)).amount).toBe(580)
    const found = await stripe.transfers.retrieve(transfer, { expand: ['destination_payment'] })
    expect(found).toMatchObject({
      amount_reversed: 880,
      reversed: true,
      reversals: { data: [{ amount: 580 }, { amount: 300, metadata: { order: '7' } }], total_count: 2 },
      destination_payment: { amount_refunded: 880, refunded: true },
    })
    expect(await typesOf(stripe)).toEqual(['transfer.reversed', 'transfer.reversed', 'transfer.created'])
  })

  it('leaves the charge as it is', async () => {
    const stripe = sdk()
    const { charge, transfer } = await sent(stripe)
    await stripe.transfers.createReversal(transfer)
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false, transfer })
  })

  it('refuses more than is left, and anything once nothing is', async () => {
    const stripe = sdk()
    const { transfer } = await sent(stripe)
    await stripe.transfers.createReversal(transfer, { amount: 300 })
    expect(said(await errorOf(stripe.transfers.createReversal(transfer, { amount: 581 })))).toEqual(
      refusal('Transfer reversal amount ($5.81) is greater than unreversed amount on transfer ($5.80)', {
        param: 'amount',
      }),
    )
    await stripe.transfers.createReversal(transfer)
    expect(said(await errorOf(stripe.transfers.createReversal(transfer, { amount: 1 })))).toEqual(
      refusal(`The transfer ${transfer} is already fully reversed`),
    )
  })

  it('is refused where the connected account’s balance does not cover it, and changes nothing', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { transfer } = await sent(stripe)
    await http('POST', '/_control/balance', { as, form: { 'uncovered[]': 'acct_shop' } })
    expect(said(await errorOf(stripe.transfers.createReversal(transfer)))).toEqual(
      refusal(
        'The recipient of this transfer does not have sufficient funds in their Stripe balance to reverse this amount.',
      ),
    )
    expect(await stripe.transfers.retrieve(transfer)).toMatchObject({ amount_reversed: 0 })
  })

  it('is found, listed and given metadata with its transfer alone', async () => {
    const stripe = sdk()
    const [{ transfer }, other] = [await sent(stripe), await sent(stripe)]
    const { id } = await stripe.transfers.createReversal(transfer, { amount: 10 })
    const edited = await stripe.transfers.updateReversal(transfer, id, { metadata: { a: '1' } })
    expect(await stripe.transfers.retrieveReversal(transfer, id)).toEqual(edited)
    expect((await stripe.transfers.retrieve(transfer)).reversals.data).toEqual([edited])
    expect((await stripe.transfers.listReversals(transfer)).data).toEqual([edited])
    expect((await stripe.transfers.listReversals(other.transfer)).data).toEqual([])
    expect(said(await errorOf(stripe.transfers.retrieveReversal(other.transfer, id)))).toEqual(
      refusal(`No such transfer reversal: '${id}'`, { status: 404, param: 'id', ...coded('resource_missing') }),
    )
  })
})

describe('a reversal with refund_application_fee', () => {
  it('gives the fee back in proportion, and all of it with all of the transfer', async () => {
    const stripe = sdk()
    const { fee, transfer } = await sentWithFee(stripe)
    await stripe.transfers.createReversal(transfer, { amount: 255, refund_application_fee: true })
    expect((await stripe.applicationFees.retrieve(fee)).amount_refunded).toBe(26)
    await stripe.transfers.createReversal(transfer, { amount: 245, refund_application_fee: true })
    expect((await stripe.applicationFees.retrieve(fee)).amount_refunded).toBe(50)
    await stripe.transfers.createReversal(transfer, { refund_application_fee: true })
    expect(await stripe.applicationFees.retrieve(fee)).toMatchObject({ amount_refunded: 100, refunded: true })
    expect((await typesOf(stripe)).slice(0, 2)).toEqual(['application_fee.refunded', 'transfer.reversed'])
  })

  it('without it leaves the fee alone, and does not catch up on it later', async () => {
    const stripe = sdk()
    const { fee, transfer } = await sentWithFee(stripe)
    await stripe.transfers.createReversal(transfer, { amount: 500 })
    expect((await stripe.applicationFees.retrieve(fee)).amount_refunded).toBe(0)
    await stripe.transfers.createReversal(transfer, { refund_application_fee: true })
    expect((await stripe.applicationFees.retrieve(fee)).amount_refunded).toBe(50)
  })

  it('never gives back more than is left of the fee', async () => {
    const stripe = sdk()
    const { fee, transfer } = await sentWithFee(stripe)
    await stripe.applicationFees.createRefund(fee, { amount: 90 })
    await stripe.transfers.createReversal(transfer, { amount: 500, refund_application_fee: true })
    expect((await stripe.applicationFees.retrieve(fee)).amount_refunded).toBe(100)
    const error = await errorOf(stripe.transfers.createReversal(transfer, { refund_application_fee: true }))
    expect(said(error)).toEqual(refusal(`Application fee ${fee} has already been refunded.`))
    expect((await stripe.transfers.retrieve(transfer)).amount_reversed).toBe(500)
  })

  it('is taken where the charge has no fee', async () => {
    const stripe = sdk()
    const { transfer } = await sent(stripe)
    expect((await stripe.transfers.createReversal(transfer, { refund_application_fee: true })).amount).toBe(880)
  })
})

describe('a transfer that is not there', () => {
  it.each([
    ['GET', '/v1/transfers/tr_0', 'transfer'],
    ['POST', '/v1/transfers/tr_0', 'transfer'],
    ['POST', '/v1/transfers/tr_0/reversals', 'id'],
    ['GET', '/v1/transfers/tr_0/reversals', 'id'],
    ['GET', '/v1/transfers/tr_0/reversals/trr_0', 'transfer'],
    ['POST', '/v1/transfers/tr_0/reversals/trr_0', 'transfer'],
  ])('%s %s says so', async (method, path, param) => {
    const { status, body } = await http(method, path)
    const { request_log_url: _, ...error } = body.error as object & { request_log_url?: string }
    expect({ status, ...error }).toEqual(
      refusal("No such transfer: 'tr_0'", { status: 404, param, ...coded('resource_missing') }),
    )
  })

  it('is not there for a connected account either', async () => {
    const stripe = sdk()
    const { transfer } = await sent(stripe)
    expect((await errorOf(stripe.transfers.retrieve(transfer, {}, SHOP))).statusCode).toBe(404)
    expect((await stripe.transfers.list({}, SHOP)).data).toEqual([])
  })
})
