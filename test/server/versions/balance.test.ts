/** What moved the balance, as versions before and since 2025-03-31 show it. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { processingFee } from '../../../src/stripe/objects/fees.js'
import { usd, usd_ } from '../../fixtures.js'
import { chargeIn, errorOf, newAccount, paid, paidByIntent, serving } from '../given.js'

const { sdk, server } = serving({ clock: 'manual', startAt: 1_790_000_000 })

const inOld = (as: string): Stripe => sdk(as, { apiVersion: '2024-04-10' as never })

const fee = (amount: number): number => processingFee(usd(amount), usd_)

/** 1300 of 4300 are captured. */
const captured = async (more: object = {}) => {
  const as = newAccount()
  const { id } = await paid(sdk(as), 4300, { capture: false, ...more })
  await sdk(as).charges.capture(id, { amount: 1300 })
  return { as, id, old: inOld(as), now: sdk(as) }
}

const sums = async (stripe: Stripe) => {
  const { data } = await stripe.balanceTransactions.list({ limit: 100 })
  const net = (status: string): number =>
    data.filter((one) => one.status === status).reduce((sum, one) => sum + one.net, 0)
  for (const one of data) {
    expect(one.net).toBe(one.amount - one.fee)
    expect(one.fee).toBe(one.fee_details.reduce((sum, { amount }) => sum + amount, 0))
  }
  return { available: net('available'), pending: net('pending') }
}

const inBalance = async (stripe: Stripe) => {
  const { available, pending } = await stripe.balance.retrieve()
  return { available: available[0]?.amount ?? 0, pending: pending[0]?.amount ?? 0 }
}

describe('a capture of a part', () => {
  it('before 2025-03-31: the full charge, and a refund of the remainder', async () => {
    const { old, id } = await captured()
    const { data } = await old.balanceTransactions.list()
    const [release] = (await old.refunds.list({ charge: id })).data
    expect(data).toMatchObject([
      { type: 'refund', amount: -3000, reporting_category: 'refund', source: release?.id },
      { type: 'charge', amount: 4300, reporting_category: 'charge', source: id },
    ])
    expect(data.map((one) => one.fee)).toEqual([fee(1300) - fee(4300), fee(4300)])
    expect(data[0]?.fee_details).toMatchObject([{ description: 'Stripe processing fee refund', type: 'stripe_fee' }])
  })

  it('since then one, for the captured amount', async () => {
    const { now, id } = await captured()
    const { data } = await now.balanceTransactions.list()
    expect(data).toMatchObject([{ type: 'charge', amount: 1300, fee: fee(1300), source: id }])
    expect(Object.keys(data[0] ?? {})).toEqual(Object.keys((await sdkCharge()) ?? {}))
  })

  it.each(['tok_visa', 'tok_bypassPending'])('the sums agree under both, and with the balance: %s', async (source) => {
    const { old, now, id } = await captured({ source })
    await now.refunds.create({ charge: id, amount: 300 })
    for (const seconds of [0, 4 * 86_400, 8 * 86_400]) {
      await server().advance(seconds)
      const balance = await inBalance(now)
      expect(await sums(old)).toEqual(balance)
      expect(await sums(now)).toEqual(balance)
    }
  })

  it('charge and refund name them, retrieved and expanded', async () => {
    const { old, now, id } = await captured()
    const charge = await old.charges.retrieve(id, {
      expand: ['balance_transaction', 'refunds.data.balance_transaction'],
    })
    expect(charge.balance_transaction).toMatchObject({ amount: 4300 })
    expect(charge.refunds?.data).toMatchObject([{ balance_transaction: { amount: -3000, type: 'refund' } }])
    const [release] = (await old.refunds.list({ charge: id })).data
    const name = release?.balance_transaction as string
    expect(name).toMatch(/^txn_/)
    expect((await old.refunds.retrieve(release?.id ?? '')).balance_transaction).toBe(name)
    expect(await old.balanceTransactions.retrieve(name)).toMatchObject({ amount: -3000, source: release?.id })
    expect((await now.charges.retrieve(id, { expand: ['balance_transaction'] })).balance_transaction).toMatchObject({
      amount: 1300,
    })
    expect(await errorOf(now.balanceTransactions.retrieve(name))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
  })

  it('is listed by its source and by its type, under old versions only', async () => {
    const { old, now, id } = await captured()
    const [release] = (await old.refunds.list({ charge: id })).data
    const by = async (stripe: Stripe, filter: Stripe.BalanceTransactionListParams) =>
      (await stripe.balanceTransactions.list(filter)).data.map(({ amount }) => amount)
    expect(await by(old, { source: id })).toEqual([4300])
    expect(await by(now, { source: id })).toEqual([1300])
    const source = release?.id ?? ''
    expect([await by(old, { source }), await by(now, { source })]).toEqual([[-3000], []])
    expect([await by(old, { type: 'refund' }), await by(now, { type: 'refund' })]).toEqual([[-3000], []])
    expect(await by(old, { type: 'refund', currency: 'usd' })).toEqual([-3000])
    expect(await by(now, { currency: 'usd' })).toEqual([1300])
  })

  it('of several captures the last one shows the remainder', async () => {
    const as = newAccount()
    const intent = await paidByIntent(sdk(as), 1000, {
      capture_method: 'manual',
      payment_method_options: { card: { request_multicapture: 'if_available' } },
    })
    await sdk(as).paymentIntents.capture(intent.id, { amount_to_capture: 400, final_capture: false })
    await sdk(as).paymentIntents.capture(intent.id, { amount_to_capture: 100 })
    const amounts = async (stripe: Stripe) =>
      (await stripe.balanceTransactions.list({ source: chargeIn(intent) })).data.map(({ amount }) => amount)
    expect(await amounts(sdk(as))).toEqual([100, 400])
    expect(await amounts(inOld(as))).toEqual([600, 400])
    expect(await sums(inOld(as))).toEqual(await inBalance(sdk(as)))
  })
})

describe('an authorisation that is given up', () => {
  it('moves nothing under any version', async () => {
    const as = newAccount()
    const intent = await paidByIntent(sdk(as), 1000, { capture_method: 'manual' })
    await sdk(as).paymentIntents.cancel(intent.id)
    for (const stripe of [sdk(as), inOld(as)]) expect((await stripe.balanceTransactions.list()).data).toEqual([])
    const [release] = (await inOld(as).refunds.list({ charge: chargeIn(intent) })).data
    expect(release?.balance_transaction).toBeNull()
  })
})

/** A transaction of a charge of which nothing was released. */
const sdkCharge = async (): Promise<Stripe.BalanceTransaction | undefined> => {
  const stripe = sdk()
  await paid(stripe)
  return (await stripe.balanceTransactions.list()).data[0]
}
