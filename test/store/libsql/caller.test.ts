/** The caller's own connection and transaction: what the store writes stands or falls with it. */
import Database from 'libsql'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { left, right } from '../../../src/domain/either.js'
import { decide, type EpochSeconds, evolve, type RefundId, requestRefund, stripe } from '../../../src/index.js'
import { type LibsqlStore, libsqlStore, libsqlStoreIn } from '../../../src/store/libsql/index.js'
import type { Store } from '../../../src/store/port.js'
import { ch_1, leftOf, rightOf, usd, usd_ } from '../../fixtures.js'
import { ACCOUNT, asking, chargeOn, deskOn, refundOn } from './books.js'
import { migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

let path: string
let store: LibsqlStore
let database: Database.Database

beforeEach(async () => {
  path = migratedPath()
  store = libsqlStore({ path, busyMilliseconds: 150 })
  await chargeOn(deskOn(store))
  database = new Database(path)
  database.exec('create table orders (id text primary key)')
})

afterEach(async () => {
  database.close()
  await store.close()
})

const standing = async (seen: Store = store): Promise<number | undefined> =>
  rightOf(await seen.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())?.standing
const orders = (): number => database.prepare('select id from orders').all().length

describe('a refund within a transaction of the caller’s own', () => {
  it.each([
    ['COMMIT', 400, 1],
    ['ROLLBACK', 0, 0],
  ])('ends as it does: %s', async (end, amount, count) => {
    database.exec('BEGIN IMMEDIATE')
    database.exec(`insert into orders values ('o_1')`)
    const inside = libsqlStoreIn(database)
    await refundOn(deskOn(inside), 're_1', 400)
    expect([await standing(inside), await standing()]).toEqual([400, 0])
    database.exec(end)
    expect([await standing(), orders()]).toEqual([amount, count])
  })

  it('leaves the caller’s transaction as it was where the commit answers Moved', async () => {
    database.exec('BEGIN IMMEDIATE')
    database.exec(`insert into orders values ('o_1')`)
    const inside = libsqlStoreIn(database)
    const asked = asking(ch_1)
    const loaded = rightOf(await inside.load(asked)())
    await refundOn(deskOn(inside), 're_1', 400)
    const document = { kind: 'k', id: '1', createdAt: 1 as never, labels: [], body: null }
    const write = { changes: null, record: null, documents: [document], due: [], done: [] }
    expect(await inside.commit(loaded, write)()).toEqual(left({ _tag: 'Moved', of: 'charge' }))
    database.exec('COMMIT')
    expect([await standing(), orders()]).toEqual([400, 1])
    expect(await store.find({ account: ACCOUNT, of: 'document', kind: 'k', id: '1' })()).toEqual(right(null))
  })

  it('is not written to a charge that has the row of one that was rolled back', async () => {
    const ch_2 = 'ch_2' as typeof ch_1
    database.exec('BEGIN IMMEDIATE')
    const inside = libsqlStoreIn(database)
    await chargeOn(deskOn(inside), 1000, ch_2)
    const loaded = rightOf(await inside.load(asking(ch_2))())
    database.exec('ROLLBACK')
    await chargeOn(deskOn(store), 1000, 'ch_3' as typeof ch_1)

    const asked = { id: 're_1' as RefundId, amount: usd(100), currency: usd_, at: 1_760_000_000 as EpochSeconds }
    const [event] = rightOf(decide(requestRefund(asked), loaded.books, stripe))
    if (event === undefined) return expect.unreachable()
    const changes = { ...evolve(loaded.books, event), events: [event] }
    const write = { changes, record: null, documents: [], due: [], done: [] }
    expect(await store.commit(loaded, write as never)()).toEqual(left({ _tag: 'Moved', of: 'charge' }))
    expect(rightOf(await store.find({ account: ACCOUNT, of: 'charge', id: 'ch_3' })())?.standing).toBe(0)
    expect(rightOf(await store.find({ account: ACCOUNT, of: 'refund', id: 're_1' })())).toBe(null)
  })

  it('stands by itself where no transaction is open', async () => {
    await refundOn(deskOn(libsqlStoreIn(database)), 're_1', 400)
    expect(await standing()).toBe(400)
  })

  it('answers that nothing was written where another has the lock', async () => {
    const other = new Database(path)
    other.exec('BEGIN IMMEDIATE')
    const inside = libsqlStoreIn(database, { busyMilliseconds: 50 })
    const answer = await deskOn(inside).refund({
      account: ACCOUNT,
      charge: ch_1,
      amount: 'remaining',
      currency: usd_,
    })()
    expect(leftOf(answer)).toMatchObject({ _tag: 'StoreUnavailable', operation: 'commit', written: 'no' })
    other.exec('ROLLBACK')
    other.close()
    await refundOn(deskOn(inside), 're_1', 400)
  })
})

describe('a transaction of the store', () => {
  it('lets others read, and whoever writes wait for no longer than it is told', async () => {
    const seen: unknown[] = []
    await store.transaction((inside) => async () => {
      await refundOn(deskOn(inside), 're_1', 400)
      seen.push(await standing(), await standing(inside))
      seen.push(
        leftOf(await deskOn(store).refund({ account: ACCOUNT, charge: ch_1, amount: 'remaining', currency: usd_ })()),
      )
      return right(undefined)
    })()
    expect(seen.slice(0, 2)).toEqual([0, 400])
    expect(seen[2]).toMatchObject({ _tag: 'StoreUnavailable', operation: 'commit', written: 'no' })
    expect(await standing()).toBe(400)
  })

  it('gives nobody anything to commit that was read in it and rolled back', async () => {
    const asked = asking(ch_1)
    let kept: unknown
    await store.transaction((inside) => async () => {
      await refundOn(deskOn(inside), 're_1', 400)
      kept = rightOf(await inside.load(asked)())
      return left('no')
    })()
    await refundOn(deskOn(store), 're_2', 300)
    const write = {
      changes: null,
      record: null,
      documents: [],
      due: [{ at: 1, work: { type: 'task', name: 't', data: null } }],
      done: [],
    }
    expect(leftOf(await store.commit(kept as never, write as never)())).toEqual({ _tag: 'Moved', of: 'charge' })
  })

  it('is over when it has ended: its store answers so', async () => {
    let inside: Store = store
    await store.transaction((own) => async () => {
      inside = own
      return right(undefined)
    })()
    const answer = await inside.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })()
    expect(leftOf(answer)).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
  })

  it('ends before its store is closed', async () => {
    let begin = (): void => undefined
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const working = store.transaction((inside) => async () => {
      begin()
      await refundOn(deskOn(inside), 're_1', 400)
      return right('done')
    })()
    await begun
    await Promise.all([working.then((answer) => expect(answer).toEqual(right('done'))), store.close()])
    const again = libsqlStore({ path })
    expect(await standing(again)).toBe(400)
    await again.close()
  })
})
