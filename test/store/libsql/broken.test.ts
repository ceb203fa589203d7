/** A connection that breaks in the middle: what is answered is what was done. */
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { right } from '../../../src/domain/either.js'
import type { OwnDatabase } from '../../../src/store/libsql/driver.js'
import { libsqlStore, libsqlStoreIn } from '../../../src/store/libsql/index.js'
import { createLine } from '../../../src/store/libsql/line.js'
import { createTransactions } from '../../../src/store/libsql/transaction.js'
import type { Store } from '../../../src/store/port.js'
import { leftOf, rightOf } from '../../fixtures.js'
import { ACCOUNT } from './books.js'
import { migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

const asked = { account: ACCOUNT, charge: null, refund: null, dispute: null, documents: [], key: null, at: 1 as never }
const writes = async (store: Store, id: string, body: string) => {
  const loaded = rightOf(await store.load(asked)())
  const documents = [{ kind: 'k', id, createdAt: 1 as never, labels: [], body }]
  return store.commit(loaded, { changes: null, record: null, documents, due: [], done: [] })()
}
/** One statement, so that SQLite takes the whole transaction back where there is no room for it. */
const asksFor = async (store: Store, data: string) => {
  const loaded = rightOf(await store.load(asked)())
  const due = [{ at: 1 as never, work: { type: 'task' as const, name: 't', data } }]
  return store.commit(loaded, { changes: null, record: null, documents: [], due, done: [] })()
}
const isThere = async (path: string, id: string): Promise<boolean> => {
  const store = libsqlStore({ path })
  const found = rightOf(await store.find({ account: ACCOUNT, of: 'document', kind: 'k', id })())
  await store.close()
  return found !== null
}

/** Fails at the statements given, with the code of a disk that does not answer; done first or not. */
const failingAt = (path: string, sqls: readonly string[], isDone: boolean): OwnDatabase => {
  const database = new Database(path)
  const exec = (sql: string): unknown => {
    if (!sqls.includes(sql)) return database.exec(sql)
    if (isDone) database.exec(sql)
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })
  }
  return {
    exec,
    prepare: (sql) => database.prepare(sql),
    close: () => database.close(),
    get open() {
      return database.open
    },
    get inTransaction() {
      return database.inTransaction
    },
  }
}

it('a transaction that SQLite rolled back takes nothing more, and nothing of it stands', async () => {
  const path = migratedPath()
  const line = createLine({
    path,
    busyMilliseconds: 100,
    migrate: false,
    load: async () => (file) => {
      const database = new Database(file)
      database.exec('PRAGMA max_page_count=60')
      return database
    },
  })
  const { transaction, close } = createTransactions(line)
  const seen: unknown[] = []
  const answer = await transaction((inside) => async () => {
    seen.push(await writes(inside, 'first', 'small'))
    seen.push(await asksFor(inside, 'x'.repeat(1_000_000)))
    seen.push(await inside.load(asked)())
    return right('done')
  })()
  await close()
  expect(seen[0]).toEqual(right(undefined))
  expect(leftOf(seen[1] as never)).toMatchObject({ written: 'no', cause: { code: 'SQLITE_FULL' } })
  expect(leftOf(seen[2] as never)).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
  expect(leftOf(answer as never)).toMatchObject({ operation: 'transaction', written: 'no' })
  expect(await isThere(path, 'first')).toBe(false)
})

it('a transaction of the caller’s own that SQLite rolled back takes nothing more', async () => {
  const path = migratedPath()
  const database = new Database(path)
  database.exec('PRAGMA max_page_count=60; BEGIN IMMEDIATE')
  const inside = libsqlStoreIn(database)
  expect(await writes(inside, 'first', 'small')).toEqual(right(undefined))
  expect(leftOf(await asksFor(inside, 'x'.repeat(1_000_000)))).toMatchObject({ written: 'no' })
  expect(database.inTransaction).toBe(false)
  expect(leftOf(await inside.load(asked)())).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
  database.exec('BEGIN')
  expect(await writes(inside, 'second', 'small')).toEqual(right(undefined))
  database.exec('COMMIT')
  expect([await isThere(path, 'first'), await isThere(path, 'second')]).toEqual([false, true])
  database.close()
})

it('a transaction whose COMMIT and ROLLBACK both failed may have been written', async () => {
  const path = migratedPath()
  const line = createLine({
    path,
    busyMilliseconds: 100,
    migrate: false,
    load: async () => (file) => failingAt(file, ['COMMIT', 'ROLLBACK'], false),
  })
  const { transaction, close } = createTransactions(line)
  const answer = await transaction((inside) => () => writes(inside, 'first', 'small'))()
  await close()
  expect(leftOf(answer)).toMatchObject({ operation: 'transaction', written: 'unknown' })
})

it('a commit without a transaction of the caller’s own, of which no answer came, may have been written', async () => {
  const path = migratedPath()
  const database = failingAt(path, ['RELEASE refund_machine'], true)
  const loading = libsqlStoreIn(new Database(path))
  const loaded = rightOf(await loading.load(asked)())
  const documents = [{ kind: 'k', id: 'first', createdAt: 1 as never, labels: [], body: null }]
  const write = { changes: null, record: null, documents, due: [], done: [] }
  const answer = await libsqlStoreIn(database).commit(loaded, write)()
  expect(await isThere(path, 'first')).toBe(true)
  expect(leftOf(answer)).toMatchObject({ _tag: 'StoreUnavailable', operation: 'commit', written: 'unknown' })
})

it('leaves no transaction open on the caller’s connection where its own could not be ended', async () => {
  const path = migratedPath()
  const database = failingAt(path, ['RELEASE refund_machine'], false)
  const loading = libsqlStoreIn(new Database(path))
  const loaded = rightOf(await loading.load(asked)())
  const documents = [{ kind: 'k', id: 'first', createdAt: 1 as never, labels: [], body: null }]
  const write = { changes: null, record: null, documents, due: [], done: [] }
  expect(leftOf(await libsqlStoreIn(database).commit(loaded, write)())._tag).toBe('StoreUnavailable')
  expect(database.inTransaction).toBe(false)
})

describe('a hand’s trigger that takes the whole transaction back', () => {
  const opened = () => {
    const path = migratedPath()
    const hand = new Database(path)
    hand.exec(
      `create trigger spoilt before insert on rm_documents when new.id = 'b' begin select raise(rollback, 'no'); end`,
    )
    hand.close()
    return path
  }

  it('leaves what is answered and what stands alike, for those that share it', async () => {
    const path = opened()
    const store = libsqlStore({ path })
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => writes(store, id, 'small')))
    await store.close()
    const there = await Promise.all(['a', 'b', 'c'].map((id) => isThere(path, id)))
    expect(answers.map(({ _tag }) => _tag === 'Right')).toEqual(there)
    expect(there[1]).toBe(false)
  })

  it('is the same answer for a commit that comes alone', async () => {
    const path = opened()
    const store = libsqlStore({ path })
    expect(leftOf(await writes(store, 'b', 'small'))).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
    expect(rightOf(await writes(store, 'c', 'small'))).toBe(undefined)
    await store.close()
  })
})
