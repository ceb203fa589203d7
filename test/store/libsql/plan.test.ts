/** Every statement that the store runs reads by an index: its cost does not grow with what is stored. */
import Database from 'libsql'
import { afterAll, expect, it } from 'vitest'
import { connectionOn } from '../../../src/store/libsql/connection.js'
import type { LibsqlDatabase } from '../../../src/store/libsql/driver.js'
import { libsqlStoreIn } from '../../../src/store/libsql/index.js'
import { portContract } from '../../../src/testing/port/contract.js'
import { migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

/** A connection that notes what is prepared on it. */
const noting = (database: Database.Database, seen: Set<string>): LibsqlDatabase => ({
  prepare: (sql) => {
    seen.add(sql)
    return database.prepare(sql)
  },
  exec: (sql) => database.exec(sql),
  open: true,
  get inTransaction() {
    return database.inTransaction
  },
})

/** What looks like a scan, or sorts, and is meant to. */
const LAWFUL: readonly ((detail: string, sql: string) => boolean)[] = [
  (detail) => /USING (COVERING )?INDEX rm_charges_turn$/.test(detail),
  // What was walked through so far: one row after the other.
  (detail) => detail === 'SCAN chain',
  // A foreign key, looked at where a statement has broken one, which a new charge cannot.
  (detail, sql) => detail === 'SCAN rm_refunds' && sql.startsWith('insert into rm_charges'),
]

it('scans no table and sorts nothing, in any statement of any case of the port', async () => {
  const seen = new Set<string>()
  let database = new Database(migratedPath())
  const open = async (): Promise<never> => {
    database = new Database(migratedPath())
    const store = libsqlStoreIn(noting(database, seen))
    return {
      store,
      another: async () => store,
      passSeconds: async () => undefined,
      close: async () => undefined,
    } as never
  }
  for (const { run } of portContract(open, { runs: 5, seed: 1 })) await run().catch(() => undefined)

  const plans = connectionOn(database, false)
  const wrong: string[] = []
  for (const sql of seen)
    for (const { detail } of plans.all<{ detail: string }>(`explain query plan ${sql}`, []))
      if (/^SCAN (?!CONSTANT)|TEMP B-TREE/.test(detail) && !LAWFUL.some((lawful) => lawful(detail, sql)))
        wrong.push(`${detail}: ${sql}`)
  expect(seen.size).toBeGreaterThan(40)
  expect(wrong).toEqual([])
})
