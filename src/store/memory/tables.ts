/**
 * What the memory store keeps: tables per account, and what runs across accounts. Rows are immutable values and kept by
 * reference, of documents their bodies; a table changes by putting another row in a slot. Nothing but the keys' records and what is due is ever removed.
 *
 * To keep a world elsewhere, take each row that `walkRows` (`walk.ts`) gives, and `putRow` (`put.ts`) them in that order into
 * an empty world. Leases, the marks of keys under way, and the order in which charges wait for a reader are not among them.
 */
import type { KeyDone, KeyRunning } from '../../domain/idempotency/idempotency.js'
import type { Json } from '../../domain/idempotency/json.js'
import type { Event } from '../../domain/law/events.js'
import type { Charge } from '../../domain/records/charge.js'
import type { Dispute } from '../../domain/records/dispute.js'
import type { Refund } from '../../domain/records/refund.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Clock } from '../clock.js'
import { createFew, type Few } from '../few.js'
import type { Account } from '../names.js'
import type { Due } from '../rows.js'
import { type Answers, createAnswers } from './answers.js'
import { type Calendar, createCalendar } from './calendar.js'
import { createHeap, type Heap } from './heap.js'
import { createJournal, type Journal } from './journal.js'
import { createLeases, type Lease, type Leases } from './leases.js'
import { createNumbers, type Numbers, numberAt, popNumber, pushNumber } from './numbers.js'
import { addItem, createPages, dropItem, itemAt, type Pages, setItem } from './pages.js'
import { insertSlot, removeSlot, type Shelf } from './shelf.js'
import { createSlots, findSlot, removeId, type Slots, takeSlot } from './slots.js'

/** Rows by slot, in the order they were first written, and their order in listings. */
export interface Column<Row> {
  readonly rows: Pages<Row>
  /** When the row of each slot was created; never changes. */
  readonly created: Numbers<EpochSeconds>
  /** All slots; null as long as their rows were created in the order in which they were written. */
  shelf: Shelf | null
}

/** Rows that have an id. */
export interface Table<Row> extends Column<Row> {
  readonly slots: Slots
}

/** A charge, with what is found by it. */
export interface ChargeRow {
  readonly account: Account
  charge: Charge
  /** The slots of its events by their numbers, from 1 on: as many as its version says. */
  readonly events: number[]
  /** Null as long as they were created in the order of their numbers. */
  eventShelf: Shelf | null
  readonly refundShelf: Shelf
  readonly disputeShelf: Shelf
  /** The number of the last event that was acknowledged. */
  acknowledged: number
  /** Its place in the queue of the outbox; 0 while it does not wait there. */
  turn: number
  lease: EventLease | null
}

/** A reader's claim on the events of a charge, up to a number. */
export interface EventLease extends Lease<ChargeRow> {
  readonly upTo: number
}

/** The events of all charges of an account. A row is the event alone: the rest is derived from its charge and number. */
export interface EventTable extends Column<Event> {
  readonly numbers: Numbers
}

/**
 * The documents of one kind. A row is the body alone: an object of each document and its version would take more of V8's
 * collector than to build them when they are read.
 */
export interface DocumentTable extends Table<Json> {
  readonly kind: string
  readonly versions: Numbers
  readonly labelsOf: Pages<readonly string[]>
  readonly labels: Map<string, Labelled>
}

/** The documents with a label, and the list that those have in common that have no other. */
export interface Labelled {
  readonly alone: readonly string[]
  readonly shelf: Shelf
}

/** What waits for its time. */
export interface DueRow extends Due {
  readonly account: Account
  /** Its id, where it was put in with one that does not say its order. */
  readonly name: string | null
  /** In which order they were written. */
  readonly order: number
  attempts: number
  lease: Lease<DueRow> | null
  /** When its last lease was to end, by the clock that what is due is asked with; null before it was claimed. */
  again: number | null
}

/** One account's world. */
export interface AccountTables {
  readonly charges: Table<ChargeRow>
  readonly refunds: Table<Refund>
  readonly disputes: Table<Dispute>
  readonly events: EventTable
  readonly documents: Map<string, DocumentTable>
  readonly keysDone: Answers
  /** Stands above what `keysDone` has for the same key. */
  readonly keysRunning: Few<KeyRunning>
  /** Grows with every commit, and with every one that is undone: as long as it stands still, nothing has moved. */
  revision: number
}

/** The records of all keys by when they were answered. A record that was replaced since stays until its time. */
export interface Answered {
  readonly records: KeyDone<Json>[]
  readonly accounts: Account[]
}

/** All that a memory store keeps. */
export interface World {
  readonly clock: Clock
  readonly journal: Journal
  readonly accounts: Map<Account, AccountTables>
  readonly answered: Answered
  /** Charges with events to be read that no reader has, by their turn. */
  readonly outbox: Heap<ChargeRow>
  readonly eventLeases: Leases<ChargeRow>
  /** By their order. */
  readonly dueRows: Map<number, DueRow>
  /** The orders of those that have names. */
  readonly dueNames: Map<string, number>
  /** What was never claimed, by its time. */
  readonly dueWaiting: Calendar<DueRow>
  /** What was claimed and not done, by when its lease was to end. */
  readonly dueAgain: Heap<DueRow>
  readonly dueLeases: Leases<DueRow>
  /** Numbers leases, turns and what is due. Never goes back, so that none is used twice. */
  counter: number
}

export const createWorld = (clock: Clock): World => ({
  clock,
  journal: createJournal(),
  accounts: new Map(),
  answered: { records: [], accounts: [] },
  outbox: createHeap((one, other) => one.turn < other.turn),
  eventLeases: createLeases(),
  dueRows: new Map(),
  dueNames: new Map(),
  dueWaiting: createCalendar(
    (row) => row.at,
    (row) => row.order,
  ),
  dueAgain: createHeap(
    (one, other) => ((one.again ?? 0) - (other.again ?? 0) || one.at - other.at || one.order - other.order) < 0,
  ),
  dueLeases: createLeases(),
  counter: 0,
})

export const nextNumber = (world: World): number => {
  world.counter += 1
  return world.counter
}

export const createTable = <Row>(): Table<Row> => ({
  slots: createSlots(),
  rows: createPages(),
  created: createNumbers(),
  shelf: null,
})

const createAccount = (): AccountTables => ({
  charges: createTable(),
  refunds: createTable(),
  disputes: createTable(),
  events: { rows: createPages(), numbers: createNumbers(), created: createNumbers(), shelf: null },
  documents: new Map(),
  keysDone: createAnswers(),
  keysRunning: createFew(),
  // Another one than that of an account that has nothing: it is not the same tables any more.
  revision: 1,
})

/** Stands for every account that has nothing: reading makes no tables. Nothing is ever put in it. */
const NOTHING: AccountTables = { ...createAccount(), revision: 0 }

/** The tables of an account, to be read only. */
export const readAccount = (world: World, account: Account): AccountTables => world.accounts.get(account) ?? NOTHING

/** The tables of an account, to be written. */
export const openAccount = (world: World, account: Account): AccountTables => {
  const known = world.accounts.get(account)
  if (known !== undefined) return known
  const tables = createAccount()
  world.accounts.set(account, tables)
  world.journal.undos?.push(() => world.accounts.delete(account))
  return tables
}

/** The row with this id, if there is one. */
export const rowOf = <Row>(table: Table<Row>, id: string): Row | undefined => {
  const slot = findSlot(table.slots, id)
  return slot === undefined ? undefined : itemAt(table.rows, slot)
}

/** The row in this slot, or null. */
export const rowAt = <Row>({ rows }: Column<Row>, slot: number | undefined): Row | null =>
  slot === undefined ? null : itemAt(rows, slot)

/** Puts a row at the end of a column and on its shelf; its slot. */
export const appendRow = <Row>(journal: Journal, column: Column<Row>, row: Row, created: EpochSeconds): number => {
  const slot = column.rows.length
  const isNewest = slot === 0 || numberAt(column.created, slot - 1) <= created
  addItem(column.rows, row)
  pushNumber(column.created, created)
  if (column.shelf === null && !isNewest) column.shelf = Array.from({ length: slot }, (_, each) => each)
  if (column.shelf !== null) insertSlot(column.shelf, column.created.cells, slot)
  journal.undos?.push(() => {
    if (column.shelf !== null) removeSlot(column.shelf, column.created.cells, slot)
    popNumber(column.created)
    dropItem(column.rows)
  })
  return slot
}

/** Puts a new row in a table; its slot. */
export const addRow = <Row>(
  journal: Journal,
  table: Table<Row>,
  id: string,
  row: Row,
  created: EpochSeconds,
): number => {
  const slot = appendRow(journal, table, row, created)
  takeSlot(table.slots, id)
  journal.undos?.push(() => removeId(table.slots, id))
  return slot
}

/** Puts another row in the place of the one in this slot. */
export const replaceRow = <Row>(journal: Journal, table: Table<Row>, slot: number, row: Row): void => {
  const before = itemAt(table.rows, slot)
  setItem(table.rows, slot, row)
  journal.undos?.push(() => {
    setItem(table.rows, slot, before)
  })
}

/** Puts a slot on a shelf that shows a part of the column. */
export const shelve = (journal: Journal, shelf: Shelf, { created }: Column<unknown>, slot: number): void => {
  insertSlot(shelf, created.cells, slot)
  journal.undos?.push(() => removeSlot(shelf, created.cells, slot))
}
