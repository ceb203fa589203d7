/** Loading what a decision needs, and writing what it made: all checks first, then all writes, with nothing in between. */
import { type Either, left, right } from '../../domain/either.js'
import type { Moved, RowKind } from '../errors.js'
import type { Changes, Load, Loaded, Write } from '../port.js'
import { versionOf, writeChanges } from './charges.js'
import { documentsOf, documentVersion, writeDocument } from './documents.js'
import { holdsDue, removeDue, writeDue } from './due.js'
import { finishHeld, giveBackKey, type HeldKey, holdKey, stillHeld } from './keys.js'
import { type AccountTables, openAccount, readAccount, rowOf, type Table, type World } from './tables.js'

/** Proves what was loaded, and how the key is given back. A symbol, so that it is no part of what is read. */
const TICKET: unique symbol = Symbol('ticket')

interface Ticket {
  readonly asked: Load
  readonly key: HeldKey | null
  /** Whether what was read is, or became, what everyone reads: false after a transaction was rolled back. */
  readonly stands: () => boolean
}

interface Ticketed extends Loaded {
  readonly [TICKET]: Ticket
}

/** What the decision needs to see; with a key, the key is held. */
export const load = (world: World, asked: Load, stands: Ticket['stands']): Loaded => {
  const { account, charge, refund, dispute, key } = asked
  const tables = readAccount(world, account)
  const held = key === null ? null : holdKey(world, account, key, asked.at)
  const loaded: Ticketed = {
    account,
    version: charge === null ? 0 : versionOf(tables, charge),
    books: {
      charge: charge === null ? null : (rowOf(tables.charges, charge)?.charge ?? null),
      refund: refund === null ? null : (rowOf(tables.refunds, refund) ?? null),
      dispute: dispute === null ? null : (rowOf(tables.disputes, dispute) ?? null),
    },
    documents: asked.documents.map(({ kind, id }) => rowOf(documentsOf(tables, kind), id) ?? null),
    key: held === null ? null : held.before,
    [TICKET]: { asked, key: held, stands },
  }
  return loaded
}

/** Writes, unless something moved. Whatever it answers, the key is not held any more. */
export const commit = (world: World, against: Loaded, write: Write): Either<Moved, void> => {
  const moved = whatMoved(world, against, write)
  const { key } = ticketOf(against)
  if (moved !== null || write.record === null) release(world, against)
  if (moved !== null) return left({ _tag: 'Moved', of: moved })

  // From here on it is written.
  const { account } = against
  if (key !== null && write.record !== null) finishHeld(world, account, write.record)
  if (write.changes !== null) writeChanges(world, account, write.changes)
  for (const document of write.documents) writeDocument(world.journal, openAccount(world, account), document)
  if (write.done !== null) removeDue(world, write.done.id)
  for (const due of write.due) writeDue(world, account, due)
  return right(undefined)
}

/** Gives the key back. */
export const release = (world: World, loaded: Loaded): void => {
  const { key } = ticketOf(loaded)
  if (key !== null) giveBackKey(world, loaded.account, key)
}

const ticketOf = (loaded: Loaded): Ticket => (loaded as Ticketed)[TICKET]

const whatMoved = (world: World, against: Loaded, write: Write): RowKind | null => {
  const { asked, key, stands } = ticketOf(against)
  const tables = readAccount(world, against.account)
  if (!stands() || chargeMoved(tables, asked, against, write.changes)) return 'charge'
  if (taken(tables.refunds, asked.refund, against.books.refund, write.changes, 'refund')) return 'refund'
  if (taken(tables.disputes, asked.dispute, against.books.dispute, write.changes, 'dispute')) return 'dispute'
  if (documentMoved(tables, asked, against, write)) return 'document'
  const mark = key?.mark ?? null
  if (mark === null ? write.record !== null : !stillHeld(world, against.account, mark)) return 'key'
  return write.done !== null && !holdsDue(world, write.done) ? 'due' : null
}

/** The charge that was loaded has another version; or another one is written, and is not new. */
const chargeMoved = (tables: AccountTables, asked: Load, against: Loaded, changes: Changes | null): boolean =>
  (asked.charge !== null && versionOf(tables, asked.charge) !== against.version) ||
  (changes !== null && changes.charge.id !== asked.charge && versionOf(tables, changes.charge.id) > 0)

interface OfCharge {
  readonly id: string
  readonly charge: string
}

/** The id was free when it was loaded, or was not loaded, and now has a row; or the row is another charge's. */
const taken = <Row extends OfCharge>(
  table: Table<Row>,
  asked: string | null,
  loaded: OfCharge | null,
  changes: Changes | null,
  name: 'refund' | 'dispute',
): boolean => {
  if (asked !== null && loaded === null && table.slots.has(asked)) return true
  const written = changes === null ? null : changes[name]
  if (written === null || changes === null) return false
  const known = rowOf(table, written.id)
  return known !== undefined && (loaded?.id !== written.id || known.charge !== changes.charge.id)
}

const documentMoved = (tables: AccountTables, asked: Load, { documents }: Loaded, write: Write): boolean =>
  asked.documents.some(
    ({ kind, id }, index) => documentVersion(tables, kind, id) !== (documents[index]?.version ?? 0),
  ) ||
  write.documents.some(
    ({ kind, id }) =>
      // Nearly always it was asked for, which costs no look into a table.
      !asked.documents.some((name) => name.id === id && name.kind === kind) && documentVersion(tables, kind, id) > 0,
  )
