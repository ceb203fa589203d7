/** The sums beside the store: exact, and cheap to ask again. */
import { describe, expect, it } from 'vitest'
import type { EpochSeconds } from '../../../src/domain/records/time.js'
import { balancesAt, countWritten, readHoldings } from '../../../src/server/decision/holdings.js'
import type { Store } from '../../../src/store/index.js'
import { account, memoryStore } from '../../../src/store/index.js'
import type { Document } from '../../../src/store/rows.js'
import { later, now, rightOf } from '../../fixtures.js'

const main = rightOf(account('main'))
const KIND = 'balance_transaction'

const moved = (id: string, net: number, createdAt: EpochSeconds = now, wait = 0): Document => ({
  kind: KIND,
  id,
  createdAt,
  labels: [],
  body: { id, net, currency: 'usd', available_on: createdAt + wait },
})

interface Watched {
  readonly store: Store
  readonly write: (...documents: readonly Document[]) => Promise<void>
  /** How many rows were listed so far. */
  readonly listed: () => number
}

const watched = (): Watched => {
  const inner = memoryStore()
  let listed = 0
  const store: Store = {
    ...inner,
    list: (asked) => async () => {
      const page = await inner.list(asked)()
      listed += page._tag === 'Right' ? page.right.data.length : 0
      return page
    },
  }
  const write = async (...documents: readonly Document[]): Promise<void> => {
    const names = documents.map(({ kind, id }) => ({ kind, id }))
    const asked = { account: main, charge: null, refund: null, dispute: null, documents: names, key: null, at: now }
    const loaded = rightOf(await store.load(asked)())
    rightOf(await store.commit(loaded, { changes: null, record: null, documents, due: [], done: [] })())
  }
  return { store, write, listed: () => listed }
}

const total = async (store: Store, at = later(1000)): Promise<readonly (readonly number[])[]> =>
  balancesAt(rightOf(await readHoldings(store, main, KIND)), at).map(({ available, pending }) => [available, pending])

describe('what a balance holds', () => {
  it('is the sum of all, and afterwards only those of the last two minutes are read again', async () => {
    const { store, write, listed } = watched()
    const many = Array.from({ length: 250 }, (_, index) => moved(`txn_${index}`, 2, later(index)))
    await write(...many)
    expect(await total(store)).toEqual([[500, 0]])
    const before = listed()
    expect(await total(store)).toEqual([[500, 0]])
    expect(listed()).toBe(before + 121)
    await write(moved('txn_new', 7, later(300)))
    expect(await total(store)).toEqual([[507, 0]])
    expect(listed()).toBe(before + 121 + 122)
  })

  it('reads those that came before it was first asked for by more than one page of newer ones', async () => {
    const { store, write } = watched()
    await write(moved('txn_first', 1))
    await total(store)
    await write(...Array.from({ length: 330 }, (_, index) => moved(`txn_${index}`, 1, later(index % 7))))
    expect(await total(store)).toEqual([[331, 0]])
  })

  it('counts one that is written under an earlier time than those that were counted, once', async () => {
    const { store, write } = watched()
    await write(moved('txn_1', 5, later(10)))
    expect(await total(store)).toEqual([[5, 0]])
    const late = moved('txn_late', 3, later(2))
    await write(late)
    countWritten(store, main, [late])
    countWritten(store, main, [late])
    expect(await total(store)).toEqual([[8, 0]])
    const newest = moved('txn_2', 1, later(20))
    await write(newest)
    countWritten(store, main, [newest])
    expect(await total(store)).toEqual([[9, 0]])
  })

  it('is told of what is written while it is first being read, once', async () => {
    const { store, write } = watched()
    await write(...Array.from({ length: 250 }, (_, index) => moved(`txn_${index}`, 1, later(index))))
    const reading = total(store)
    const meanwhile = [moved('txn_early', 1, now), moved('txn_new', 1, later(900))]
    await write(...meanwhile)
    countWritten(store, main, meanwhile)
    await reading
    expect(await total(store)).toEqual([[252, 0]])
  })

  it('is pending until its second, whichever way it is asked', async () => {
    const { store, write } = watched()
    await write(moved('txn_1', 5, now, 100), moved('txn_2', -2, now))
    expect(await total(store, later(99))).toEqual([[-2, 5]])
    expect(await total(store, later(100))).toEqual([[3, 0]])
    await write(moved('txn_3', 1, later(150), 100))
    expect(await total(store, later(249))).toEqual([[3, 1]])
    expect(await total(store, later(250))).toEqual([[4, 0]])
  })

  it('of another store is another', async () => {
    const [one, other] = [watched(), watched()]
    await one.write(moved('txn_1', 5))
    expect(await total(one.store)).toEqual([[5, 0]])
    expect(await total(other.store)).toEqual([])
  })
})
