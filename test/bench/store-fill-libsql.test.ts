/** What the bench fills in by SQL is what the store writes: otherwise a refund would be timed among rows of another kind. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, expect, it } from 'vitest'
import { requests } from './desk-given.js'
import { fillLibsql } from './store-fill-libsql.js'
import { deskOn, prepare, refundEach } from './store-given.js'
import { openStore } from './store-libsql.js'

const folder = mkdtempSync(join(tmpdir(), 'fill-libsql-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TABLES: readonly (readonly [table: string, order: string])[] = [
  ['rm_charges', 'id'],
  ['rm_refunds', 'id'],
  ['rm_events', 'charge, number'],
  ['rm_keys', 'key'],
]

type Row = Readonly<Record<string, unknown>>

/**
 * A row without what is chance, its place in the outbox and the order of events between charges, and without the figures in what
 * was answered under a key: all are copies of the first.
 */
const compared = (table: string, row: Row): Row => {
  if (table === 'rm_charges') return { ...row, turn: null }
  if (table === 'rm_events') return { ...row, seq: null }
  return table === 'rm_keys' ? { ...row, body: String(row.body).replaceAll(/:\d+/g, ':0') } : row
}

const rowsIn = (path: string): unknown => {
  const database = new Database(path)
  const rows = TABLES.map(([table, order]) =>
    (database.prepare(`select * from ${table} order by ${order}`).all([]) as Row[]).map((row) => compared(table, row)),
  )
  const indexed = database.prepare('select charge, nth from rm_refunds where nth > 0 and nth % 16 = 0').all([])
  const checked = database.prepare('PRAGMA integrity_check').all([])
  database.close()
  return { rows, indexed, checked }
}

it.each([
  [1, 40],
  [3, 100],
  [7, 7],
])('of %i charges with %i refunds', async (charges, refunds) => {
  const form = { charges, keys: true }
  const written = join(folder, `written-${charges}.db`)
  const filled = join(folder, `filled-${charges}.db`)
  for (const path of [written, filled]) {
    const { store, close } = openStore(path, false)
    const { desk } = deskOn(store)
    await prepare(desk, charges)
    await refundEach(desk, 1, requests(form, 0, path === written ? refunds : 1))
    if (path === filled) await fillLibsql(path, refunds, charges)
    await close()
  }
  expect(rowsIn(filled)).toEqual(rowsIn(written))
})
