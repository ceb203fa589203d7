/** Loading what a decision needs, and writing what it made: all checks first, then all writes, with nothing in between. */
import { type Either, left, right } from '../../domain/either.js'
import type { Moved, RowKind } from '../errors.js'
import type { Changes, DocumentName, Load, Loaded, Write } from '../port.js'
import type { Document } from '../rows.js'
import { type ChangedSlots, versionOf, writeChanges } from './charges.js'
import { documentAt, documentSlot, documentVersion, putDocument, replaceDocument } from './documents.js'
import { heldRows, removeDue, writeDue } from './due.js'
import { finishHeld, giveBackKey, type HeldKey, holdKey, stillHeld } from './keys.js'
import { findSlot } from './slots.js'
import { type AccountTables, openAccount, readAccount, rowAt, rowOf, type Table, type World } from './tables.js'

/** Proves what was loaded, and how the key is given back. A symbol, so that it is no part of what is read. */
const TICKET: unique symbol = Symbol('ticket')

interface Ticket {
  readonly asked: Load
  readonly key: HeldKey | null
  /** The account's, when it was read. */
  readonly revision: number
  /** The slots of what was asked for; undefined where there is none. They hold while the revision stands still. */
  readonly slots: Slots
  /** Whether what was read is, or became, what everyone reads: false after a transaction was rolled back. */
  readonly stands: () => boolean
}

interface Slots extends ChangedSlots {
  readonly documents: readonly (number | undefined)[]
}

interface Ticketed extends Loaded {
  readonly [TICKET]: Ticket
}

/** What the decision needs to see; with a key, the key is held. */
export const load = (world: World, asked: Load, stands: Ticket['stands']): Loaded => {
  const { account, key } = asked
  const tables = readAccount(world, account)
  const held = key === null ? null : holdKey(world, account, key, asked.at)
  const slots = slotsOf(tables, asked)
  const charge = rowAt(tables.charges, slots.charge)
  const loaded: Ticketed = {
    account,
    version: charge === null ? 0 : charge.events.length,
    books: {
      charge: charge === null ? null : charge.charge,
      refund: rowAt(tables.refunds, slots.refund),
      dispute: rowAt(tables.disputes, slots.dispute),
    },
    documents: slots.documents.map((slot, index) => documentAt(tables, asked.documents[index]?.kind, slot)),
    key: held === null ? null : held.before,
    [TICKET]: { asked, key: held, revision: tables.revision, slots, stands },
  }
  return loaded
}

const slotsOf = (tables: AccountTables, { charge, refund, dispute, documents }: Load): Slots => ({
  charge: charge === null ? undefined : findSlot(tables.charges.slots, charge),
  refund: refund === null ? undefined : findSlot(tables.refunds.slots, refund),
  dispute: dispute === null ? undefined : findSlot(tables.disputes.slots, dispute),
  documents: documents.map((name) => documentSlot(tables, name)),
})

/** Writes, unless something moved. Whatever it answers, the key is not held any more. */
export const commit = (world: World, against: Loaded, write: Write): Either<Moved, void> => {
  const { asked, key } = ticketOf(against)
  const places = placesIn(asked.documents, write.documents)
  const done = heldRows(world, write.done)
  const moved = whatMoved(world, against, write, places) ?? (done === null ? 'due' : null)
  if (moved !== null || write.record === null) release(world, against)
  if (moved !== null) return left({ _tag: 'Moved', of: moved })

  // From here on it is written.
  const { account } = against
  if (key !== null && write.record !== null) finishHeld(world, account, write.record)
  if (write.changes !== null || write.documents.length > 0) writeRows(world, against, write, places)
  for (const row of done ?? []) removeDue(world, row)
  for (const due of write.due) writeDue(world, account, due)
  return right(undefined)
}

const writeRows = (world: World, against: Loaded, { changes, documents }: Write, places: readonly number[]): void => {
  const { account } = against
  const { asked, revision, slots } = ticketOf(against)
  const tables = openAccount(world, account)
  const found = tables.revision === revision ? slots : slotsOf(tables, asked)
  revise(world, tables)
  if (changes !== null) writeChanges(world, account, changes, changedSlots(asked, found, changes))
  for (let index = 0; index < documents.length; index += 1) {
    const place = places[index] as number
    // Not looked up at -1: that is no index to V8, but a name.
    const slot = place < 0 ? undefined : found.documents[place]
    if (slot === undefined) putDocument(world.journal, tables, documents[index] as Document)
    else replaceDocument(world.journal, tables, slot, documents[index] as Document)
  }
}

/** The slots of what is to be written: `whatMoved` has seen that whatever was not asked for is new. */
const changedSlots = (asked: Load, found: Slots, { charge, refund, dispute }: Changes): ChangedSlots => ({
  charge: charge.id === asked.charge ? found.charge : undefined,
  refund: refund?.id === asked.refund ? found.refund : undefined,
  dispute: dispute?.id === asked.dispute ? found.dispute : undefined,
})

/** Where each document stands among those asked for; -1 where it is not one of them. */
const placesIn = (names: readonly DocumentName[], documents: readonly DocumentName[]): readonly number[] => {
  if (names.length <= FEW) return documents.map(({ kind, id }) => placeFrom(names, 0, kind, id))
  const firsts = new Map<string, number>()
  for (let index = names.length - 1; index >= 0; index -= 1) firsts.set((names[index] as DocumentName).id, index)
  return documents.map(({ kind, id }) => {
    const first = firsts.get(id)
    return first === undefined ? -1 : placeFrom(names, first, kind, id)
  })
}

/** So many are looked through faster than they are put into a map. */
const FEW = 16

const placeFrom = (names: readonly DocumentName[], from: number, kind: string, id: string): number => {
  for (let index = from; index < names.length; index += 1) {
    const name = names[index]
    if (name?.id === id && name.kind === kind) return index
  }
  return -1
}

/** Something is other than it was, and is again where it is undone. */
const revise = ({ journal }: World, tables: AccountTables): void => {
  tables.revision += 1
  if (journal.undos !== null)
    journal.undos.push(() => {
      tables.revision += 1
    })
}

/** Gives the key back. */
export const release = (world: World, loaded: Loaded): void => {
  const { key } = ticketOf(loaded)
  if (key !== null) giveBackKey(world, loaded.account, key)
}

const ticketOf = (loaded: Loaded): Ticket => (loaded as Ticketed)[TICKET]

const whatMoved = (world: World, against: Loaded, write: Write, places: readonly number[]): RowKind | null => {
  const { asked, key, revision, stands } = ticketOf(against)
  const tables = readAccount(world, against.account)
  if (!stands()) return 'charge'
  // Where nothing was written since, what was asked for need not be looked at again, but only what was not.
  const moved = tables.revision === revision ? null : askedMoved(tables, asked, against)
  const row = moved ?? unaskedTaken(tables, against, write, places)
  if (row !== null) return row
  const mark = key?.mark ?? null
  return (mark === null ? write.record === null : stillHeld(world, against.account, mark)) ? null : 'key'
}

/** What was asked for is not as it was loaded. */
const askedMoved = (tables: AccountTables, asked: Load, { version, books, documents }: Loaded): RowKind | null => {
  if (asked.charge !== null && versionOf(tables, asked.charge) !== version) return 'charge'
  if (isTaken(tables.refunds, asked.refund, books.refund)) return 'refund'
  if (isTaken(tables.disputes, asked.dispute, books.dispute)) return 'dispute'
  const moved = asked.documents.some(
    (name, index) => documentVersion(tables, name) !== (documents[index]?.version ?? 0),
  )
  return moved ? 'document' : null
}

/** What is to be written was not asked for, and is not new. */
const unaskedTaken = (
  tables: AccountTables,
  against: Loaded,
  { changes, documents }: Write,
  places: readonly number[],
): RowKind | null => {
  const { books } = against
  const { asked } = ticketOf(against)
  if (changes !== null) {
    const { charge, refund, dispute } = changes
    if (charge.id !== asked.charge && versionOf(tables, charge.id) > 0) return 'charge'
    if (isAnothers(tables.refunds, refund, books.refund, asked.refund, charge.id)) return 'refund'
    if (isAnothers(tables.disputes, dispute, books.dispute, asked.dispute, charge.id)) return 'dispute'
  }
  const taken = documents.some(
    (document, index) => (places[index] as number) < 0 && documentSlot(tables, document) !== undefined,
  )
  return taken ? 'document' : null
}

interface OfCharge {
  readonly id: string
  readonly charge: string
}

/** The id was asked for and free, and has a row by now. */
const isTaken = (table: Table<OfCharge>, asked: string | null, loaded: OfCharge | null): boolean =>
  asked !== null && loaded === null && findSlot(table.slots, asked) !== undefined

/** What is written has the id of a row that was not loaded, or of another charge's. */
const isAnothers = (
  table: Table<OfCharge>,
  written: OfCharge | null,
  loaded: OfCharge | null,
  asked: string | null,
  charge: string,
): boolean => {
  if (written === null) return false
  const known = written.id === asked ? loaded : (rowOf(table, written.id) ?? null)
  return known !== null && (loaded?.id !== written.id || known.charge !== charge)
}
