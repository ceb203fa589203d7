/** A balance that is too low, and one that is filled again. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/store/memory/memory.js'
import type { Store } from '../../../src/store/port.js'
import { errorOf, paid, refusal, said, serving } from '../given.js'

// A clock that stands: what waits for the balance waits for nothing else.
const { sdk, server } = serving({ clock: 'manual' })

const set = (stripe: Stripe, params: object): Promise<unknown> =>
  stripe.rawRequest('POST', '/_control/balance', params) as Promise<unknown>
const read = (stripe: Stripe): Promise<unknown> => stripe.rawRequest('GET', '/_control/balance') as Promise<unknown>

describe('the balance', () => {
  it('is normal until it is set', async () => {
    expect(await read(sdk())).toMatchObject({ object: 'control.balance', refunds: 'normal', uncovered: [] })
  })
  it('is as it was set, and keeps what was not said', async () => {
    const stripe = sdk()
    await set(stripe, { uncovered: ['acct_1a', 'acct_1b'] })
    expect(await set(stripe, { refunds: 'refuse' })).toMatchObject({
      refunds: 'refuse',
      uncovered: ['acct_1a', 'acct_1b'],
    })
    expect(await set(stripe, { uncovered: '' })).toMatchObject({ refunds: 'refuse', uncovered: [] })
    expect(await read(stripe)).toMatchObject({ refunds: 'refuse', uncovered: [] })
  })
  it("is another account's own", async () => {
    await set(sdk('one_balance'), { refunds: 'refuse' })
    expect(await read(sdk())).toMatchObject({ refunds: 'normal' })
  })
  it('is not set to what is no way to be', async () => {
    expect(said(await errorOf(set(sdk(), { refunds: 'broke' }) as Promise<never>))).toMatchObject({
      status: 400,
      param: 'refunds',
    })
  })
})

describe('refunds of a balance that is too low', () => {
  it('are refused, and nothing is refunded', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await set(stripe, { refunds: 'refuse' })
    expect(said(await errorOf(stripe.refunds.create({ charge })))).toEqual(
      refusal('Insufficient funds in your Stripe balance to refund this amount.'),
    )
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 })
    await set(stripe, { refunds: 'normal' })
    expect(await stripe.refunds.create({ charge })).toMatchObject({ status: 'succeeded' })
  })
  it('wait for it, and move no money', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await set(stripe, { refunds: 'pending' })
    expect(await stripe.refunds.create({ charge })).toMatchObject({
      status: 'pending',
      pending_reason: 'insufficient_funds',
      balance_transaction: null,
    })
  })
  it('succeed once it is filled, all of them, and not before', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await set(stripe, { refunds: 'pending' })
    const waiting = [
      await stripe.refunds.create({ charge, amount: 100 }),
      await stripe.refunds.create({ charge, amount: 200 }),
    ]
    await server().advance(3600)
    for (const { id } of waiting) expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'pending' })
    await set(stripe, { refunds: 'normal' })
    await server().advance(0)
    for (const { id } of waiting) expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'succeeded' })
    const { balance_transaction: movement } = await stripe.refunds.retrieve(waiting[0]?.id ?? '')
    expect(movement).toMatch(/^txn_/)
  })
  it('succeed by hand, one by one', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await set(stripe, { refunds: 'pending' })
    const { id } = await stripe.refunds.create({ charge })
    expect(await stripe.rawRequest('POST', `/_control/refunds/${id}/succeed`)).toMatchObject({
      status: 'succeeded',
      balance_transaction: expect.stringMatching(/^txn_/),
    })
  })
})

/** What is done once, just before the next write. */
let beforeWrite: (() => Promise<unknown>) | null = null
const inner = memoryStore()
const store: Store = {
  ...inner,
  commit: (against, write) => async () => {
    const act = beforeWrite
    beforeWrite = null
    await act?.()
    return inner.commit(against, write)()
  },
}
const racing = serving({ store, asyncDelay: 0 })

describe('refunds that come while the balance is being filled', () => {
  it('succeed as well: none of them waits for what has happened', async () => {
    const stripe = racing.sdk()
    const { id: charge } = await paid(stripe)
    await set(stripe, { refunds: 'pending' })
    const born: Stripe.Refund[] = []
    beforeWrite = async () => born.push(await stripe.refunds.create({ charge }))
    expect(await set(stripe, { refunds: 'normal' })).toMatchObject({ refunds: 'normal' })
    expect(born).toMatchObject([{ status: 'pending', pending_reason: 'insufficient_funds' }])
    const status = async (): Promise<string | null> => (await stripe.refunds.retrieve(born[0]?.id ?? '')).status
    await expect.poll(status, { timeout: 5_000, interval: 10 }).toBe('succeeded')
  })
})

describe('a balance that was filled', () => {
  it('and is too low again at once has refunds that came since wait for it', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await set(stripe, { refunds: 'pending' })
    await set(stripe, { refunds: 'normal' })
    await set(stripe, { refunds: 'pending' })
    const { id } = await stripe.refunds.create({ charge })
    await server().advance(60)
    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'pending' })
  })
  it('pays all that waited, also more than one page of them', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await set(stripe, { refunds: 'pending' })
    for (let count = 0; count < 103; count += 1) await stripe.refunds.create({ charge, amount: 1 })
    await set(stripe, { refunds: 'normal' })
    await server().advance(0)
    const { data } = await stripe.refunds.list({ charge, limit: 100 })
    expect(new Set(data.map(({ status }) => status))).toEqual(new Set(['succeeded']))
    expect(
      (await stripe.refunds.list({ charge, limit: 100, starting_after: data.at(-1)?.id ?? '' })).data,
    ).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }, { status: 'succeeded' }])
  })
})
