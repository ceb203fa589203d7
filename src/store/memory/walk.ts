/** All rows of a world, one after the other, in an order in which `put.ts` puts them into an empty one. */
import type { Rows } from '../codec/rows.js'
import type { RowKind } from '../errors.js'
import type { Account } from '../names.js'
import { answerUnder } from './answers.js'
import { storedDocument } from './documents.js'
import { idOfDue } from './due.js'
import { storedEvent } from './events.js'
import { itemsOf } from './pages.js'
import { at } from './shelf.js'
import { type AccountTables, type DueRow, readAccount, type World } from './tables.js'

/** A row, and of which kind it is. */
export type Row = { readonly [Kind in RowKind]: { readonly kind: Kind; readonly row: Rows[Kind] } }[RowKind]

/**
 * Every row once, each kind in the order it was written: charges before what belongs to them. Without leases and the marks
 * of keys under way, which end with their process.
 */
export function* walkRows(world: World): Generator<Row> {
  for (const [account, tables] of world.accounts) yield* rowsOfAccount(account, tables)
  const { records, accounts } = world.answered
  for (const [index, record] of records.entries()) {
    const account = at(accounts, index)
    if (answerUnder(readAccount(world, account).keysDone, record.key) === record)
      yield { kind: 'key', row: { account, record } }
  }
  const due = [...world.dueRows.values()].sort((one, other) => one.order - other.order)
  for (const row of due) yield { kind: 'due', row: waiting(row) }
}

function* rowsOfAccount(account: Account, tables: AccountTables): Generator<Row> {
  for (const { charge, events, acknowledged } of itemsOf(tables.charges.rows))
    yield { kind: 'charge', row: { account, version: events.length, acknowledged, charge } }
  for (const refund of itemsOf(tables.refunds.rows)) yield { kind: 'refund', row: { account, refund } }
  for (const dispute of itemsOf(tables.disputes.rows)) yield { kind: 'dispute', row: { account, dispute } }
  for (let slot = 0; slot < tables.events.rows.length; slot += 1)
    yield { kind: 'event', row: storedEvent(account, tables.events, slot) }
  for (const table of tables.documents.values())
    for (let slot = 0; slot < table.rows.length; slot += 1)
      yield { kind: 'document', row: { account, ...storedDocument(table, slot) } }
}

const waiting = (row: DueRow): Rows['due'] => ({
  account: row.account,
  id: idOfDue(row),
  at: row.at,
  work: row.work,
  attempts: row.attempts,
})
