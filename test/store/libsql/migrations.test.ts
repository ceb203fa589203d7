/** The schema is made once, can be made by hand, and is refused where it is newer than is known. */
import Database from 'libsql'
import { afterAll, expect, it } from 'vitest'
import { libsqlMigrations, libsqlStore } from '../../../src/store/libsql/index.js'
import type { Store } from '../../../src/store/port.js'
import { ch_1, leftOf, rightOf, usd_ } from '../../fixtures.js'
import { ACCOUNT, asking, chargeOn, deskOn, refundOn } from './books.js'
import { freshPath, handOn, migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

const answer = async (store: Store): Promise<unknown> => {
  const found = await store.find({ account: ACCOUNT, of: 'charge', id: 'none' })()
  return found._tag === 'Right' ? 'an answer' : String((found.left as { readonly cause: unknown }).cause)
}
const made = (path: string): unknown => {
  const hand = handOn(path)
  const rows = hand.prepare('select type, name, sql from sqlite_master order by type, name').all()
  hand.close()
  return rows
}

it('what a store makes is what the printed migrations make', async () => {
  const [byStore, byHand] = [freshPath(), freshPath()]
  const store = libsqlStore({ path: byStore })
  expect(await answer(store)).toBe('an answer')
  const hand = new Database(byHand)
  for (const { sql } of libsqlMigrations) hand.exec(sql)
  hand.close()
  expect(made(byStore)).toEqual(made(byHand))
  const own = libsqlStore({ path: byHand, migrate: false })
  expect(await answer(own)).toBe('an answer')
  await store.close()
  await own.close()
})

it('versions are numbered from 1 on, and each notes itself', () => {
  expect(libsqlMigrations.map(({ version }) => version)).toEqual(libsqlMigrations.map((_, index) => index + 1))
  for (const { version, sql } of libsqlMigrations) expect(sql).toContain(`values (${version}, `)
})

it('a file without the schema is refused by whoever migrates by hand, and left as it is', async () => {
  const path = freshPath()
  const store = libsqlStore({ path, migrate: false })
  expect(await answer(store)).toBe(
    'Error: refund-machine/store/libsql: the schema is of version 0, and this program needs 1: run libsqlMigrations, or leave migrate on',
  )
  expect(made(path)).toEqual([])
  await store.close()
})

it.each([true, false])('a file of a newer version is refused (migrate: %s)', async (migrate) => {
  const path = migratedPath()
  const hand = handOn(path)
  hand.exec(`insert into rm_migrations (version, name, applied_at) values (99, 'later', 0)`)
  const store = libsqlStore({ path, migrate })
  expect(await answer(store)).toBe(
    'Error: refund-machine/store/libsql: the schema is of version 99, and this program knows up to 1: use a newer one',
  )
  hand.exec('delete from rm_migrations where version = 99')
  hand.close()
  expect(await answer(store)).toBe('an answer')
  await store.close()
})

it('keys, events and what is due are there after a restart', async () => {
  const path = freshPath()
  const first = libsqlStore({ path })
  await chargeOn(deskOn(first))
  const asked = { account: ACCOUNT, charge: ch_1, amount: 'remaining' as const, currency: usd_, key: 'k_1' as never }
  const refund = rightOf(await deskOn(first).refund(asked)())
  const loaded = rightOf(await first.load(asking(null))())
  const due = [{ at: 5 as never, work: { type: 'task' as const, name: 'send', data: { to: 1 } } }]
  rightOf(await first.commit(loaded, { changes: null, record: null, documents: [], due, done: [] })())
  await first.close()

  const second = libsqlStore({ path })
  const again = rightOf(await deskOn(second).refund(asked)())
  expect([again.refund, again.repeated]).toEqual([refund.refund, true])
  const [events] = rightOf(await second.claimEvents({ limit: 9, leaseSeconds: 60 })())
  expect(events?.events.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(rightOf(await second.claimDue({ limit: 9, leaseSeconds: 60, at: 9 as never })())).toMatchObject([
    { at: 5, work: { name: 'send', data: { to: 1 } }, attempts: 1 },
  ])
  expect(leftOf(await deskOn(second).refund({ ...asked, amount: 1 as never })())._tag).toBe('KeyReused')
  await second.close()
})

it('ids of 5,000 characters are told apart to the last', async () => {
  const store = libsqlStore({ path: migratedPath() })
  const long = (end: string): never => ('x'.repeat(4990) + end) as never
  await chargeOn(deskOn(store), 100, long('_1'))
  await chargeOn(deskOn(store), 200, long('_2'))
  await refundOn(deskOn(store), long('_r'), 100, long('_1'))
  const found = await store.find({ account: ACCOUNT, of: 'refund', id: long('_r') })()
  expect(rightOf(found)).toMatchObject({ id: long('_r'), charge: long('_1'), amount: 100 })
  const events = rightOf(await store.list({ account: ACCOUNT, of: 'event', limit: 9, charge: long('_1') })())
  expect(events.data.map(({ id }) => id)).toEqual([3, 2, 1].map((number) => `${long('_1')}.${number}`))
  expect(rightOf(await store.find({ account: ACCOUNT, of: 'event', id: `${long('_2')}.1` })())?.charge).toBe(long('_2'))
  await store.close()
})
