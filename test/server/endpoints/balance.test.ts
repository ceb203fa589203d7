/** The balance, and the transactions that it is made of. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { coded, errorOf, newAccount, paid, refusal, said, serving } from '../given.js'

const { sdk, server, http } = serving({ clock: 'manual', startAt: 1_790_000_000 })

const idsOf = (list: { readonly data: readonly { readonly id: string }[] }): readonly string[] =>
  list.data.map(({ id }) => id)

describe('GET /v1/balance', () => {
  it('is nothing in an account in which nothing moved', async () => {
    expect(await sdk().balance.retrieve()).toMatchObject({
      object: 'balance',
      available: [{ amount: 0, currency: 'usd', source_types: { card: 0 } }],
      livemode: false,
      pending: [{ amount: 0, currency: 'usd', source_types: { card: 0 } }],
    })
  })

  it('has what was paid pending, and available when it has settled', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000)
    const pending = await stripe.balance.retrieve()
    expect([pending.available[0]?.amount, pending.pending[0]?.amount]).toEqual([0, 941])
    const { data } = await stripe.balanceTransactions.list({ source: charge.id })
    await server().advance((data[0]?.available_on as number) - charge.created - 1)
    expect((await stripe.balance.retrieve()).pending[0]?.amount).toBe(941)
    await server().advance(1)
    const settled = await stripe.balance.retrieve()
    expect([settled.available[0]?.amount, settled.pending[0]?.amount]).toEqual([941, 0])
  })

  it('counts each currency by itself, and sees what moved since it was last asked', async () => {
    const stripe = sdk()
    await paid(stripe, 1000)
    expect((await stripe.balance.retrieve()).pending.map(({ amount, currency }) => [currency, amount])).toEqual([
      ['usd', 941],
    ])
    const yen = await paid(stripe, 5000, { currency: 'jpy' })
    await stripe.refunds.create({ charge: yen.id, amount: 2000 })
    const { pending } = await stripe.balance.retrieve()
    expect(pending.map(({ currency }) => currency)).toEqual(['jpy', 'usd'])
    const { data } = await stripe.balanceTransactions.list({ currency: 'jpy' })
    expect(pending[0]?.amount).toBe(data.reduce((sum, { net }) => sum + net, 0))
    expect(data.map(({ amount }) => amount)).toEqual([-2000, 5000])
  })

  it('is of one account, and apart from those connected to it', async () => {
    const stripe = sdk()
    const on = { stripeAccount: 'acct_shop' }
    await paid(stripe, 1000)
    await stripe.charges.create({ amount: 2000, currency: 'usd', source: 'tok_visa' }, on)
    expect((await stripe.balance.retrieve()).pending[0]?.amount).toBe(941)
    expect((await stripe.balance.retrieve({}, on)).pending[0]?.amount).toBe(1912)
    expect((await sdk().balance.retrieve()).pending[0]?.amount).toBe(0)
  })
})

describe('GET /v1/balance_transactions/{id}', () => {
  it('answers it, also by its older path, with its source where that is asked for', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const charge = await paid(stripe)
    const id = charge.balance_transaction as string
    const found = await stripe.balanceTransactions.retrieve(id, { expand: ['source'] })
    expect(found).toMatchObject({ id, net: 941, type: 'charge', source: { id: charge.id, object: 'charge' } })
    const older = await http('GET', `/v1/balance/history/${id}`, { as })
    expect(older.body).toMatchObject({ id, source: charge.id })
  })

  it('does not find that of another account', async () => {
    const { balance_transaction } = await paid(sdk())
    const id = balance_transaction as string
    expect(said(await errorOf(sdk().balanceTransactions.retrieve(id)))).toEqual(
      refusal(`No such balance transaction: '${id}'`, { status: 404, param: 'id', ...coded('resource_missing') }),
    )
  })
})

describe('GET /v1/balance_transactions', () => {
  it('lists the newest first, by type, currency, time and cursor, also by its older path', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const first = await paid(stripe)
    await server().advance(5)
    const second = await paid(stripe, 2000, { currency: 'eur' })
    const refund = await stripe.refunds.create({ charge: first.id, amount: 10 })
    const all = idsOf(await stripe.balanceTransactions.list())
    expect(all).toEqual([refund.balance_transaction, second.balance_transaction, first.balance_transaction])
    const older = await http('GET', '/v1/balance/history', { as })
    expect([older.body.url, idsOf(older.body as never)]).toEqual(['/v1/balance_transactions', all])
    const list = async (params: Stripe.BalanceTransactionListParams): Promise<readonly string[]> =>
      idsOf(await stripe.balanceTransactions.list(params))
    expect(await list({ type: 'charge' })).toEqual(all.slice(1))
    expect(await list({ type: 'payout' })).toEqual([])
    expect(await list({ currency: 'usd' })).toEqual([all[0], all[2]])
    expect(await list({ currency: 'usd', type: 'charge' })).toEqual([all[2]])
    expect(await list({ created: { lt: second.created } })).toEqual([all[2]])
    expect(await list({ limit: 1, starting_after: all[0] as string })).toEqual([all[1]])
    expect(await list({ payout: 'po_1' })).toEqual(all)
  })

  it('finds what a source moved, and nothing of what is none', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000, { source: 'tok_refundFail' })
    await server().advance(5)
    const refund = await stripe.refunds.create({ charge: charge.id, amount: 100 })
    await server().advance(60)
    const { balance_transaction: out, failure_balance_transaction: back } = await stripe.refunds.retrieve(refund.id)
    const of = async (params: Stripe.BalanceTransactionListParams): Promise<readonly string[]> =>
      idsOf(await stripe.balanceTransactions.list(params))
    expect(await of({})).toEqual([back, out, charge.balance_transaction])
    expect(await of({ source: refund.id })).toEqual([back, out])
    expect(await of({ source: refund.id, limit: 1 })).toEqual([back])
    expect(await of({ source: refund.id, starting_after: back as string })).toEqual([out])
    expect(await of({ source: refund.id, ending_before: out as string })).toEqual([back])
    expect(await of({ source: refund.id, type: 'refund' })).toEqual([out])
    expect(await of({ source: refund.id, currency: 'eur' })).toEqual([])
    expect(await of({ source: refund.id, created: { gt: refund.created } })).toEqual([back])
    expect(await of({ source: charge.id })).toEqual([charge.balance_transaction])
    expect(await of({ source: charge.id, starting_after: out as string })).toEqual([charge.balance_transaction])
    expect(await of({ source: charge.id, ending_before: out as string })).toEqual([])
    expect(await of({ source: 'ch_none' })).toEqual([])
    expect(await of({ source: 'nothing' })).toEqual([])
    expect(said(await errorOf(of({ source: charge.id, starting_after: 'txn_none' })))).toMatchObject({
      status: 400,
      param: 'starting_after',
    })
  })

  it('finds every capture of a charge that was captured several times', async () => {
    const stripe = sdk()
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      capture_method: 'manual',
      payment_method_options: { card: { request_multicapture: 'if_available' } },
      confirm: true,
    })
    for (const [amount_to_capture, final_capture] of [
      [300, false],
      [200, true],
    ] as const)
      await stripe.paymentIntents.capture(intent.id, { amount_to_capture, final_capture })
    await paid(stripe)
    const source = intent.latest_charge as string
    const { data } = await stripe.balanceTransactions.list({ source })
    expect(data.map(({ amount, source: of }) => [amount, of])).toEqual([
      [200, source],
      [300, source],
    ])
    expect((await stripe.balanceTransactions.list({ source, currency: 'eur' })).data).toEqual([])
  })
})
