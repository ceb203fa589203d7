/** One commit, inside a transaction that has the lock: every part is compared and written, or the whole is taken back. */
import type { RowKind } from '../errors.js'
import { indexName } from '../sql/index-name.js'
import type { Connection } from './connection.js'
import { removeDue, writeDue } from './due.js'
import { isTaken } from './errors.js'
import { finishKey, giveBackKey } from './keys.js'
import { ticketOf } from './load.js'
import { NEXT_TURN } from './outbox.js'
import type { Read } from './rows.js'
import type { CellsOfChanges, CellsOfDocument, Encoded } from './write.js'

const VERSION = 'select version from rm_charges where account = ? and id = ?'
const ADD_CHARGE = `insert into rm_charges
  (account, id, created_at, version, authorized, captured, released, standing, unsettled, body, turn)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${NEXT_TURN}) returning seq`
const SET_CHARGE = `update rm_charges set
  version = ?, authorized = ?, captured = ?, released = ?, standing = ?, unsettled = ?, body = ?,
  turn = case when turn is null and lease_until is null then ${NEXT_TURN} else turn end
  where seq = ? and account = ? and id = ? and version = ?`
const ADD_EVENT = 'insert into rm_events (account, charge, number, at, body) values (?, ?, ?, ?, ?)'

const OF_CHARGE = {
  refund: statementsOf('rm_refunds'),
  dispute: statementsOf('rm_disputes'),
}

function statementsOf(table: string): { readonly add: string; readonly set: string; readonly has: string } {
  return {
    add: `insert into ${table} (account, id, charge, created_at, amount, status, body) values (?, ?, ?, ?, ?, ?, ?)`,
    set: `update ${table} set status = ?, body = ? where account = ? and id = ? and charge = ? and amount = ?`,
    has: `select 1 from ${table} where account = ? and id = ?`,
  }
}

const DOCUMENT_VERSION = 'select version from rm_documents where account = ? and kind = ? and id = ?'
const KNOWN_DOCUMENT = 'select seq, labels from rm_documents where account = ? and kind = ? and id = ? and version = ?'
const ADD_DOCUMENT = `insert into rm_documents (account, kind, id, version, created_at, labels, body)
  values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning seq`
const SET_DOCUMENT = 'update rm_documents set version = ?, created_at = ?, labels = ?, body = ? where seq = ?'
const ADD_LABEL = 'insert into rm_document_labels (account, kind, label, created_at, seq) values (?, ?, ?, ?, ?)'
const END_LABELS = 'delete from rm_document_labels where seq = ?'

/** Writes all of it, and answers null; or what moved, after which what it wrote is to be taken back. */
export const writeAll = (connection: Connection, write: Encoded): RowKind | null => {
  const { account, ticket, changes, documents, due, done } = write
  if (!ticket.stands()) return 'charge'
  const moved = unwrittenMoved(connection, write)
  if (moved !== null) return moved
  const taken = changes === null ? null : writeChanges(connection, changes)
  if (taken !== null) return taken
  if (!documents.every((document) => writeDocument(connection, document))) return 'document'
  if (!finishHeld(connection, write)) return 'key'
  if (!done.every((claimed) => removeDue(connection, claimed))) return 'due'
  for (const each of due) writeDue(connection, account, each)
  return null
}

/** What was asked for, is not written now, and is not as it was loaded. Writing compares by itself. */
const unwrittenMoved = (connection: Connection, { account, against, changes, documents }: Encoded): RowKind | null => {
  const { asked } = ticketOf(against)
  const { books, version } = against
  const written = changes === null ? null : changes.charge.id
  if (asked.charge !== null && indexName(asked.charge) !== written) {
    const row = connection.one<{ version: number }>(VERSION, [account, indexName(asked.charge)])
    if ((row?.version ?? 0) !== version) return 'charge'
  }
  for (const of of ['refund', 'dispute'] as const) {
    const id = asked[of]
    if (id === null || books[of] !== null || changes?.[of]?.cells.id === indexName(id)) continue
    if (connection.one(OF_CHARGE[of].has, [account, indexName(id)]) !== undefined) return of
  }
  for (const [index, { kind, id }] of asked.documents.entries()) {
    const name = [indexName(kind), indexName(id)] as const
    if (documents.some(({ cells }) => cells.kind === name[0] && cells.id === name[1])) continue
    const row = connection.one<{ version: number }>(DOCUMENT_VERSION, [account, ...name])
    if ((row?.version ?? 0) !== (against.documents[index]?.version ?? 0)) return 'document'
  }
  return null
}

const writeChanges = (connection: Connection, changes: CellsOfChanges): RowKind | null => {
  const { charge, said, from, refund, dispute, events } = changes
  const seq = from === 0 ? addCharge(connection, charge) : setCharge(connection, changes)
  if (seq === 0) return 'charge'
  connection.charges.keep(charge, said)
  if (refund !== null && !writeOfCharge(connection, 'refund', refund, seq)) return 'refund'
  if (dispute !== null && !writeOfCharge(connection, 'dispute', dispute, seq)) return 'dispute'
  for (const { account, number, at, body } of events) connection.run(ADD_EVENT, [account, seq, number, at, body])
  return null
}

/** The row that it has now; 0 where the id is taken. */
const addCharge = (connection: Connection, charge: Read<'charge'>): number => {
  const { account, id, created_at, version, authorized, captured, released, standing, unsettled, body } = charge
  if (connection.one(VERSION, [account, id]) !== undefined) return 0
  const [added] = connection.all<{ seq: number }>(ADD_CHARGE, [
    account,
    id,
    created_at,
    version,
    authorized,
    captured,
    released,
    standing,
    unsettled,
    body,
  ])
  return added?.seq ?? 0
}

/** Its row; 0 where it is not what it was. */
const setCharge = (connection: Connection, { charge, seq, from }: CellsOfChanges): number => {
  const { account, id, version, authorized, captured, released, standing, unsettled, body } = charge
  const values = [version, authorized, captured, released, standing, unsettled, body, seq, account, id, from]
  return connection.run(SET_CHARGE, values) > 0 ? seq : 0
}

/** False where the id is another's. `charge` is the row of its charge. */
const writeOfCharge = (
  connection: Connection,
  of: 'refund' | 'dispute',
  { cells, isKnown }: { readonly cells: Read<'refund'> | Read<'dispute'>; readonly isKnown: boolean },
  charge: number,
): boolean => {
  const { account, id, created_at, amount, status, body } = cells
  if (isKnown) return connection.run(OF_CHARGE[of].set, [status, body, account, id, charge, amount]) > 0
  try {
    connection.run(OF_CHARGE[of].add, [account, id, charge, created_at, amount, status, body])
    return true
  } catch (thrown) {
    if (isTaken(thrown)) return false
    throw thrown
  }
}

/** False where it is not as it was loaded. */
const writeDocument = (connection: Connection, { cells, labels, from }: CellsOfDocument): boolean => {
  const { account, kind, id, version, created_at, body } = cells
  const text = JSON.stringify(labels)
  if (from === 0) {
    const [added] = connection.all<{ seq: number }>(ADD_DOCUMENT, [account, kind, id, version, created_at, text, body])
    if (added !== undefined) addLabels(connection, cells, labels, added.seq)
    return added !== undefined
  }
  const known = connection.one<{ seq: number; labels: string }>(KNOWN_DOCUMENT, [account, kind, id, from])
  if (known === undefined) return false
  connection.run(SET_DOCUMENT, [version, created_at, text, body, known.seq])
  if (known.labels !== text) {
    connection.run(END_LABELS, [known.seq])
    addLabels(connection, cells, labels, known.seq)
  }
  return true
}

const addLabels = (
  connection: Connection,
  { account, kind, created_at }: Read<'document'>,
  labels: readonly string[],
  seq: number,
): void => {
  for (const label of labels) connection.run(ADD_LABEL, [account, kind, label, created_at, seq])
}

/** The record in the place of the mark, or without one the key as it was. False where the key is not this load's. */
const finishHeld = (connection: Connection, { account, ticket, record }: Encoded): boolean => {
  const mark = ticket.key?.mark ?? null
  if (mark === null) return record === null
  return record === null ? giveBackKey(connection, account, mark) : finishKey(connection, account, mark, record)
}
