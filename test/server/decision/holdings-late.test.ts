/** Balances where writing takes its time: transactions that come into the store after newer ones were counted. */
import { describe, expect, it } from 'vitest'
import { left } from '../../../src/domain/either.js'
import { balancesAt, countWritten, forgetCounted, readHoldings } from '../../../src/server/decision/holdings.js'
import type { Store } from '../../../src/store/index.js'
import { account, memoryStore } from '../../../src/store/index.js'
import type { Document } from '../../../src/store/rows.js'
import { later, now, rightOf } from '../../fixtures.js'
import { type Called, newAccount, paid, serving } from '../given.js'

const main = rightOf(account('main'))
const KIND = 'balance_transaction'

const moved = (id: string, net: number, createdAt = now): Document => ({
  kind: KIND,
  id,
  createdAt,
  labels: [],
  body: { id, net, currency: 'usd', available_on: createdAt },
})

/** Writes as another process does: nobody is told of it. */
const written = async (store: Store, ...documents: readonly Document[]): Promise<void> => {
  const names = documents.map(({ kind, id }) => ({ kind, id }))
  const asked = { account: main, charge: null, refund: null, dispute: null, documents: names, key: null, at: now }
  const loaded = rightOf(await store.load(asked)())
  rightOf(await store.commit(loaded, { changes: null, record: null, documents, due: [], done: [] })())
}

const total = async (store: Store): Promise<number> =>
  balancesAt(rightOf(await readHoldings(store, main, KIND)), later(100_000)).reduce(
    (sum, { available }) => sum + available,
    0,
  )

describe('a transaction that another process writes late', () => {
  it('is counted, once, though newer ones were counted before', async () => {
    const store = memoryStore()
    await written(store, moved('txn_1', 1, later(10)))
    expect(await total(store)).toBe(1)
    await written(store, moved('txn_2', 20, later(15)))
    expect(await total(store)).toBe(21)
    await written(store, moved('txn_late', 300, later(11)))
    expect(await total(store)).toBe(321)
    expect(await total(store)).toBe(321)
  })

  it('is counted, however much newer what this process wrote meanwhile without reading', async () => {
    const store = memoryStore()
    await written(store, moved('txn_1', 1))
    expect(await total(store)).toBe(1)
    await written(store, moved('txn_theirs', 300, later(5)))
    const own = moved('txn_own', 20, later(5_000))
    await written(store, own)
    countWritten(store, main, [own])
    expect(await total(store)).toBe(321)
  })

  it('is counted where more than a page of others is as new', async () => {
    const store = memoryStore()
    await written(store, ...Array.from({ length: 250 }, (_, index) => moved(`txn_${index}`, 1, later(index % 100))))
    expect(await total(store)).toBe(250)
    await written(store, moved('txn_late', 1000, later(1)))
    expect(await total(store)).toBe(1250)
  })

  it('is counted by two who ask at once, while all is still being read', async () => {
    const store = memoryStore()
    await written(store, ...Array.from({ length: 350 }, (_, index) => moved(`txn_${index}`, 1, later(index * 200))))
    expect(await Promise.all([total(store), total(store), total(store)])).toEqual([350, 350, 350])
  })
})

describe('what was counted', () => {
  it('is read anew where another state was put into the store', async () => {
    let inner = memoryStore()
    const store: Store = { ...inner, list: (asked) => inner.list(asked) }
    await written(inner, moved('txn_1', 5, later(10)))
    expect(await total(store)).toBe(5)
    inner = memoryStore()
    await written(inner, moved('txn_2', 7, later(3)))
    expect(await total(store)).toBe(7)
    inner = memoryStore()
    expect(await total(store)).toBe(0)
  })

  it('is read anew once it is forgotten, also what is older than any overlap', async () => {
    const store = memoryStore()
    await written(store, moved('txn_1', 5, later(10_000)))
    expect(await total(store)).toBe(5)
    await written(store, moved('txn_old', 7))
    expect(await total(store)).toBe(5)
    forgetCounted(store, main)
    expect(await total(store)).toBe(12)
  })
})

interface Faulty {
  readonly store: Store
  /** The next commit that moves money waits to be let go; then it answers, or says that it does not know. */
  readonly hold: (answers: 'unknown' | 'well') => Held
}

interface Held {
  readonly reached: Promise<void>
  readonly free: () => void
}

const signal = (): { readonly given: Promise<void>; readonly give: () => void } => {
  const waiting: (() => void)[] = []
  const given = new Promise<void>((done) => {
    waiting.push(done)
  })
  const give = (): void => {
    for (const done of waiting) done()
  }
  return { given, give }
}

const faulty = (inner: Store): Faulty => {
  let next: (() => Promise<'unknown' | 'well'>) | null = null
  const store: Store = {
    ...inner,
    commit: (against, write) => async () => {
      const held = next
      if (held === null || !write.documents.some(({ kind }) => kind === KIND)) return inner.commit(against, write)()
      next = null
      const answers = await held()
      const done = await inner.commit(against, write)()
      return answers === 'well'
        ? done
        : left({ _tag: 'StoreUnavailable', operation: 'commit', written: 'unknown', cause: 'the line broke' })
    },
  }
  const hold: Faulty['hold'] = (answers) => {
    const [reached, freed] = [signal(), signal()]
    next = async () => {
      reached.give()
      await freed.given
      return answers
    }
    return { reached: reached.given, free: freed.give }
  }
  return { store, hold }
}

const inner = memoryStore()
const slow = faulty(inner)
// Each sees the store through an object of its own, as two processes do.
const one = serving({ store: slow.store, clock: 'manual' })
const other = serving({ store: { ...inner }, clock: 'manual' })

const sums = async (called: Called, as: string): Promise<readonly number[]> => {
  const stripe = called.sdk(as)
  const { available, pending } = await stripe.balance.retrieve()
  const { data } = await stripe.balanceTransactions.list({ limit: 100 })
  return [
    [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0),
    data.reduce((sum, { net }) => sum + net, 0),
  ]
}

describe('the balance of servers that share a store', () => {
  it('is what its transactions come to, at either, after a commit that took its time', async () => {
    const as = newAccount()
    await paid(other.sdk(as), 1000)
    await sums(other, as)
    const { reached, free } = slow.hold('well')
    const late = paid(one.sdk(as), 5000)
    await reached
    await one.server().advance(2)
    await other.server().advance(5)
    await paid(other.sdk(as), 2000)
    await sums(other, as)
    free()
    await late
    const [balance, moves] = await sums(other, as)
    expect(balance).toBe(moves)
    expect(moves).toBe(8000 - 3 * 30 - 29 - 145 - 58)
    expect(await sums(one, as)).toEqual([balance, moves])
  })

  it('is that also after a commit of which nobody knows whether it was done', async () => {
    const as = newAccount()
    const stripe = one.sdk(as)
    await paid(stripe, 1000)
    const { reached, free } = slow.hold('unknown')
    const unknown = paid(stripe, 5000).catch(() => null)
    await reached
    await one.server().advance(3600)
    await paid(stripe, 2000)
    await sums(one, as)
    free()
    expect(await unknown).toBeNull()
    const [balance, moves] = await sums(one, as)
    expect(balance).toBe(moves)
    expect(moves).toBe(8000 - 3 * 30 - 29 - 145 - 58)
  })
})
