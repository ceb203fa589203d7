/** The payment that a transfer makes on a connected account, where it is taken for a charge; and a transfer to oneself. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { coded, errorOf, newAccount, paid, refusal, said, serving } from '../given.js'

const { http, sdk } = serving()

const SHOP = { stripeAccount: 'acct_shop' }
const ONWARD = { transfer_data: { destination: 'acct_shop' } }

const paymentOf = async (stripe: Stripe, transfer: unknown): Promise<string> =>
  (await stripe.transfers.retrieve(transfer as string)).destination_payment as string

describe('the payment of a transfer', () => {
  it('was captured already', async () => {
    const stripe = sdk()
    const { transfer } = await paid(stripe, 1000, ONWARD)
    const id = await paymentOf(stripe, transfer)
    expect(said(await errorOf(stripe.charges.capture(id, {}, SHOP)))).toEqual(
      refusal(`Charge ${id} has already been captured.`, coded('charge_already_captured')),
    )
    expect(said(await errorOf(stripe.charges.capture(id, { amount: 100 }, SHOP)))).toMatchObject({
      code: 'charge_already_captured',
    })
  })
})

describe('the refund of such a payment', () => {
  const refunded = async (): Promise<readonly [Stripe, string]> => {
    const stripe = sdk()
    const { transfer } = await paid(stripe, 1000, ONWARD)
    const { destination_payment_refund: id } = await stripe.transfers.createReversal(transfer as string, {
      amount: 100,
    })
    return [stripe, id as string]
  }

  it('takes metadata, and merges it', async () => {
    const [stripe, id] = await refunded()
    expect((await stripe.refunds.update(id, { metadata: { a: '1', b: '2' } }, SHOP)).metadata).toEqual({
      a: '1',
      b: '2',
    })
    await stripe.refunds.update(id, { metadata: { a: '', c: '3' } }, SHOP)
    const found = await stripe.refunds.retrieve(id, {}, SHOP)
    expect(found).toMatchObject({ id, amount: 100, status: 'succeeded' })
    expect(found.metadata).toEqual({ b: '2', c: '3' })
    const [payment] = (await stripe.refunds.list({ charge: found.charge as string }, SHOP)).data
    expect(payment?.metadata).toEqual({ b: '2', c: '3' })
  })

  it('is not told of, as it was not when it was made', async () => {
    const [stripe, id] = await refunded()
    await stripe.refunds.update(id, { metadata: { a: '1' } }, SHOP)
    expect((await stripe.events.list({}, SHOP)).data).toEqual([])
  })
})

describe('a transfer to oneself', () => {
  const self = async (): Promise<readonly [Stripe, string]> => {
    const as = newAccount()
    return [sdk(as), (await http('GET', '/v1/account', { as })).body.id as string]
  }
  const refused = refusal('Your own account cannot be the destination of a transfer.', {
    param: 'transfer_data[destination]',
  })

  it('is refused of a charge, and leaves the balance as it was', async () => {
    const [stripe, own] = await self()
    expect(said(await errorOf(paid(stripe, 1000, { transfer_data: { destination: own } })))).toEqual(refused)
    expect((await stripe.balanceTransactions.list()).data).toEqual([])
    expect((await stripe.transfers.list()).data).toEqual([])
  })

  it('is refused of a PaymentIntent', async () => {
    const [stripe, own] = await self()
    const call = stripe.paymentIntents.create({ amount: 1000, currency: 'usd', transfer_data: { destination: own } })
    expect(said(await errorOf(call))).toEqual(refused)
  })
})
