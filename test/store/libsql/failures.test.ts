/** A file that cannot be used answers a typed error, and is used again as soon as it can be. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { left, right } from '../../../src/domain/either.js'
import { loadLibsql } from '../../../src/store/libsql/driver.js'
import { libsqlStore, libsqlStoreIn } from '../../../src/store/libsql/index.js'
import { closeLine, createLine, doOn, opened } from '../../../src/store/libsql/line.js'
import type { Store } from '../../../src/store/port.js'
import { ch_1, leftOf, rightOf } from '../../fixtures.js'
import { ACCOUNT, chargeOn, deskOn, refundOn } from './books.js'
import { freshPath, handOn, migratedPath, removeDirectory, removeFiles } from './given.js'

afterAll(removeDirectory)

const asked = { account: ACCOUNT, charge: ch_1, refund: null, dispute: null, documents: [], key: null, at: 1 as never }
const DOWN = { _tag: 'StoreUnavailable', written: 'no' }
const found = (store: Store): Promise<unknown> => store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })()
const document = { kind: 'k', id: '1', createdAt: 1 as never, labels: [], body: 'x'.repeat(100_000) }
const writes = async (store: Store, id: string) => {
  const loaded = rightOf(await store.load({ ...asked, charge: null })())
  return store.commit(loaded, { changes: null, record: null, documents: [{ ...document, id }], due: [], done: [] })()
}

describe('a file that cannot be used', () => {
  it('is used as soon as its directory is there', async () => {
    const directory = freshPath()
    const store = libsqlStore({ path: `${directory}/books.db` })
    expect(leftOf((await found(store)) as never)).toMatchObject({ ...DOWN, operation: 'find' })
    mkdirSync(directory)
    expect(await found(store)).toEqual(right(null))
    await store.close()
  })

  it('is used as soon as it is a database', async () => {
    const path = freshPath()
    writeFileSync(path, 'no database'.repeat(1000))
    const store = libsqlStore({ path })
    expect(leftOf((await found(store)) as never)).toMatchObject({ ...DOWN, cause: { code: 'SQLITE_NOTADB' } })
    expect(leftOf(await store.load(asked)())).toMatchObject({ ...DOWN, operation: 'load' })
    removeFiles(path)
    expect(await found(store)).toEqual(right(null))
    await store.close()
  })

  it('is full: nothing of the commit is written, and it goes on when there is room', async () => {
    const line = createLine({ path: migratedPath(), busyMilliseconds: 100, migrate: true, load: () => loadLibsql() })
    const store = libsqlStore({ path: line.opening.path })
    const { database } = { database: await opened(line).then(() => line.database) }
    database?.exec('PRAGMA max_page_count=50')
    const fill = () =>
      doOn(line, { operation: 'commit', needs: 'floor' }, (connection) => {
        connection.exec(`insert into rm_keys (account, key, path, fingerprint, at, body)
          values ('a', 'k', '', '', 1, hex(zeroblob(1000000)))`)
        return right('filled')
      })
    expect(leftOf(await fill())).toMatchObject({ ...DOWN, cause: { code: 'SQLITE_FULL' } })
    expect(rightOf(await store.forgetKeys({ before: 9 as never, limit: 9 })())).toBe(0)
    // The connection is kept: each that is given up holds its file open until its statements are collected.
    expect(line.database).toBe(database)
    database?.exec('PRAGMA max_page_count=50000')
    expect(await fill()).toEqual(right('filled'))
    closeLine(line)
    await store.close()
  })

  it('is locked for longer than is waited: nothing is written, readers go on, and so do writers afterwards', async () => {
    const path = migratedPath()
    const store = libsqlStore({ path, busyMilliseconds: 120 })
    await chargeOn(deskOn(store))
    const hand = handOn(path)
    hand.exec('BEGIN IMMEDIATE')
    const start = performance.now()
    expect(leftOf(await writes(store, 'locked'))).toMatchObject({ ...DOWN, cause: { code: 'SQLITE_BUSY' } })
    expect(performance.now() - start).toBeGreaterThan(110)
    expect(await found(store)).toMatchObject({ _tag: 'Right', right: { id: 'ch_1' } })
    const patient = libsqlStore({ path, busyMilliseconds: 5000 })
    const waiting = writes(patient, 'waited')
    setTimeout(() => hand.exec('ROLLBACK'), 100)
    expect(await waiting).toEqual(right(undefined))
    expect(await writes(store, 'locked')).toEqual(right(undefined))
    hand.close()
    await store.close()
    await patient.close()
  })

  it('does not hold up the process while another has the lock', async () => {
    const path = migratedPath()
    const store = libsqlStore({ path, busyMilliseconds: 400 })
    const hand = handOn(path)
    await found(store)
    hand.exec('BEGIN IMMEDIATE')
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 5)
    await writes(store, 'locked')
    clearInterval(timer)
    hand.exec('ROLLBACK')
    hand.close()
    expect(turns).toBeGreaterThan(5)
    await store.close()
  })

  it('keeps nobody from ending a transaction for whom many wait', async () => {
    const store = libsqlStore({ path: migratedPath() })
    await found(store)
    const start = performance.now()
    let took = Number.POSITIVE_INFINITY
    const transaction = store.transaction(() => async () => {
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10))
      took = performance.now() - start
      return right(undefined)
    })()
    await new Promise((resolve) => setTimeout(resolve, 5))
    const loads = Array.from({ length: 200 }, (_, index) => {
      const key = { key: `k_${index}` as never, path: 'p', fingerprint: 'f', lifeSeconds: 9, leaseSeconds: 9 }
      return store.load({ ...asked, key })()
    })
    for (const loaded of await Promise.all(loads)) rightOf(loaded)
    expect(await transaction).toEqual(right(undefined))
    expect(took).toBeLessThan(1000)
    await store.close()
  })

  it('is read-only: reading goes on, writing is refused, and works again afterwards', async () => {
    const path = migratedPath()
    const database = new Database(path)
    database.exec('PRAGMA query_only=ON')
    const store = libsqlStoreIn(database)
    expect(await found(store)).toEqual(right(null))
    expect(leftOf(await writes(store, '1'))).toMatchObject({ ...DOWN, cause: { code: 'SQLITE_READONLY' } })
    database.exec('PRAGMA query_only=OFF')
    expect(await writes(store, '1')).toEqual(right(undefined))
    database.close()
    expect(leftOf((await found(store)) as never)).toMatchObject(DOWN)
    chmodSync(path, 0o600)
  })

  it('is closed: every operation says so, and none rejects', async () => {
    const store = libsqlStore({ path: migratedPath() })
    const loaded = rightOf(await store.load(asked)())
    await store.close()
    const lease = { account: ACCOUNT, charge: ch_1, events: [], lease: 'x' }
    const answers = await Promise.all([
      store.load(asked)(),
      store.commit(loaded, { changes: null, record: null, documents: [document], due: [], done: [] })(),
      found(store),
      store.list({ account: ACCOUNT, of: 'charge', limit: 1 })(),
      store.claimEvents({ limit: 1, leaseSeconds: 1 })(),
      store.acknowledgeEvents(lease, 1)(),
      store.claimDue({ limit: 1, leaseSeconds: 1, at: 1 as never })(),
      store.forgetKeys({ before: 1 as never, limit: 1 })(),
      store.transaction(() => async () => left('never asked'))(),
    ])
    for (const answer of answers) expect(leftOf(answer as never)).toMatchObject(DOWN)
    await store.release(loaded)()
    await store.close()
  })
})

it('every commit waits for the disk, also after marks of keys were written', async () => {
  const line = createLine({ path: migratedPath(), busyMilliseconds: 100, migrate: true, load: () => loadLibsql() })
  const connection = await opened(line)
  const { storeOn } = await import('../../../src/store/libsql/store.js')
  const store = storeOn(
    (operation, needs, act) => doOn(line, { operation, needs }, act),
    (() => undefined) as never,
    () => true,
  )
  const synchronous = (): unknown => connection.all('PRAGMA synchronous', [])
  expect(synchronous()).toMatchObject([{ synchronous: 2 }])
  const key = { key: 'k' as never, path: 'p', fingerprint: 'f', lifeSeconds: 9, leaseSeconds: 9 }
  const loaded = rightOf(await store.load({ ...asked, key })())
  expect(connection.all('select * from rm_key_marks', [])).toHaveLength(1)
  expect(synchronous()).toMatchObject([{ synchronous: 2 }])
  await store.release(loaded)()
  expect(connection.all('select * from rm_key_marks', [])).toHaveLength(0)
  expect(synchronous()).toMatchObject([{ synchronous: 2 }])
  closeLine(line)
})

it('what is missing is named in one sentence', async () => {
  const missing = Object.assign(new Error(`Cannot find package 'libsql' imported from x`), {
    code: 'ERR_MODULE_NOT_FOUND',
  })
  await expect(loadLibsql(() => Promise.reject(missing))).rejects.toThrow(
    'refund-machine/store/libsql needs the package libsql: npm install libsql',
  )
  const inner = Object.assign(new Error(`Cannot find package 'detect-libc'`), { code: 'ERR_MODULE_NOT_FOUND' })
  await expect(loadLibsql(() => Promise.reject(inner))).rejects.toThrow('detect-libc')
})

it('a charge stands as it did after its store was closed and opened again', async () => {
  const path = freshPath()
  const store = libsqlStore({ path })
  await chargeOn(deskOn(store))
  await refundOn(deskOn(store), 're_1', 400)
  await store.close()
  const again = libsqlStore({ path })
  await refundOn(deskOn(again), 're_2', 600)
  expect(rightOf(await deskOn(again).audit({ account: ACCOUNT, charge: ch_1 })())).toEqual([])
  await again.close()
})
