/** A decision that is made again because it needs to see more: how often, and what happens to its key meanwhile. */
import { describe, expect, it } from 'vitest'
import { memoryStore, type Store } from '../../../src/store/index.js'
import { newAccount, paid, serving } from '../given.js'

/** A store that counts how often it is loaded from, and takes its time over lists. */
const watched = () => {
  const memory = memoryStore()
  const seen = { loads: 0, hold: Promise.resolve() }
  const store: Store = {
    ...memory,
    load: (asked) => {
      seen.loads += 1
      return memory.load(asked)
    },
    list: (asked) => async () => {
      await seen.hold
      return memory.list(asked)()
    },
  }
  return { store, seen }
}

const { store, seen } = watched()
const { sdk, http } = serving({ store })

describe('a list of many', () => {
  it('sees all that its objects need in a few rounds, however many they are', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    for (let count = 0; count < 20; count += 1) {
      const { id } = await paid(stripe, 1000, { transfer_data: { destination: 'acct_shop' } })
      await stripe.refunds.create({ charge: id, amount: 100, reverse_transfer: true })
      await stripe.refunds.create({ charge: id, amount: 200 })
    }
    seen.loads = 0
    const expand = ['balance_transaction', 'transfer', 'refunds', 'transfer.destination_payment', 'refunds.data.charge']
    const query = expand.map((path) => `expand[]=data.${path}`).join('&')
    const { status, body } = await http('GET', `/v1/charges?limit=100&${query}`, { as })
    expect([status, body.data?.length]).toEqual([200, 20])
    expect(body.data?.[0]).toMatchObject({
      transfer: { object: 'transfer', destination_payment: { object: 'charge' } },
      refunds: { total_count: 2, data: [{ amount: 200, charge: { object: 'charge' } }, { amount: 100 }] },
    })
    expect(seen.loads).toBeLessThan(20)
  })
})

describe('a key', () => {
  it('stays with whoever came first while the decision sees more', async () => {
    const as = newAccount()
    const { id } = await paid(sdk(as))
    let release = (): void => undefined
    seen.hold = new Promise((resolve) => {
      release = resolve
    })
    // Its answer shows the refunds, which takes a list.
    const ask = (amount: number) =>
      http('POST', `/v1/charges/${id}/refund`, {
        as,
        form: { amount, 'expand[]': 'refunds' },
        headers: { 'idempotency-key': 'k' },
      })
    const loads = seen.loads
    const first = ask(300)
    while (seen.loads === loads) await new Promise(setImmediate)
    const [same, other] = [await ask(300), await ask(400)]
    release()
    expect([same.status, other.status, (await first).status]).toEqual([409, 409, 200])
    expect((await first).body.amount_refunded).toBe(300)
    expect((await ask(300)).headers.get('idempotent-replayed')).toBe('true')
  })
})

describe('a connected account', () => {
  it('is listed once something was made for it, by whatever request', async () => {
    const stripe = sdk()
    await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa' }, { stripeAccount: 'acct_first' })
    expect((await stripe.accounts.list()).data).toMatchObject([{ id: 'acct_first' }])
  })
})
