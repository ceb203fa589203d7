/** Finding by id, and listing newest first. A list is a span of one shelf: no row outside of what it answers is looked at. */
import { type Either, left, right } from '../../domain/either.js'
import type { UnknownCursor } from '../errors.js'
import type { Account } from '../names.js'
import type { Created, Find, List, Page } from '../port.js'
import type { RecordKind, Records } from '../rows.js'
import { documentsOf, storedDocument } from './documents.js'
import { eventSlot, storedEvent } from './events.js'
import type { Numbers } from './numbers.js'
import { itemAt } from './pages.js'
import { type Created as CreatedColumn, countBefore, placeOf, type Shelved, slotAt } from './shelf.js'
import { findSlot } from './slots.js'
import {
  type AccountTables,
  type ChargeRow,
  type Column,
  readAccount,
  rowOf,
  type Table,
  type World,
} from './tables.js'

/** A shelf, and how to get from an id to a slot and from a slot to what is answered. */
interface Listed<Row> {
  readonly slotOf: (id: string) => number | undefined
  readonly rowAt: (slot: number) => Row
  readonly created: Numbers
  readonly shelf: Shelved
}

interface Filters {
  readonly charge?: string
  readonly kind?: string
  readonly label?: string
}

type Kinds = {
  readonly [Of in RecordKind]: (tables: AccountTables, account: Account, filters: Filters) => Listed<Records[Of]>
}

const EMPTY: readonly number[] = []

const ofTable = <Row>(table: Table<Row>, shelf: Shelved = table.shelf): Listed<Row> => ({
  slotOf: (id) => findSlot(table.slots, id),
  rowAt: (slot) => itemAt(table.rows, slot),
  created: table.created,
  shelf,
})

const shelfOf = (
  tables: AccountTables,
  column: Column<unknown>,
  charge: string | undefined,
  name: 'refundShelf' | 'disputeShelf',
): Shelved => (charge === undefined ? column.shelf : (rowOf(tables.charges, charge)?.[name] ?? EMPTY))

const eventsOf = (row: ChargeRow | undefined): readonly number[] =>
  row === undefined ? EMPTY : (row.eventShelf ?? row.events)

const KINDS: Kinds = {
  charge: ({ charges }) => ({ ...ofTable(charges), rowAt: (slot) => itemAt(charges.rows, slot).charge }),
  refund: (tables, _, { charge }) => ofTable(tables.refunds, shelfOf(tables, tables.refunds, charge, 'refundShelf')),
  dispute: (tables, _, { charge }) =>
    ofTable(tables.disputes, shelfOf(tables, tables.disputes, charge, 'disputeShelf')),
  event: (tables, account, { charge }) => ({
    slotOf: (id) => eventSlot(tables, id),
    rowAt: (slot) => storedEvent(account, tables.events, slot),
    created: tables.events.created,
    shelf: charge === undefined ? tables.events.shelf : eventsOf(rowOf(tables.charges, charge)),
  }),
  document: (tables, _, { kind, label }) => {
    const table = documentsOf(tables, kind)
    return {
      slotOf: (id) => findSlot(table.slots, id),
      rowAt: (slot) => storedDocument(table, slot),
      created: table.created,
      shelf: label === undefined ? table.shelf : (table.labels.get(label)?.shelf ?? EMPTY),
    }
  },
}

/** The record with this id, or null. */
export const findRecord = <Of extends RecordKind>(
  world: World,
  { account, of, id, kind }: Find<Of>,
): Records[Of] | null => {
  const filters = kind === undefined ? {} : { kind }
  const { slotOf, rowAt } = KINDS[of](readAccount(world, account), account, filters)
  const slot = slotOf(id)
  return slot === undefined ? null : rowAt(slot)
}

/** The rows that were asked for, newest first. */
export const listRecords = <Of extends RecordKind>(
  world: World,
  asked: List<Of>,
): Either<UnknownCursor, Page<Records[Of]>> => {
  const listed = KINDS[asked.of](readAccount(world, asked.account), asked.account, asked)
  const { slotOf, shelf } = listed
  const created = listed.created.cells
  const count = shelf === null ? listed.created.length : shelf.length
  const place = (slot: number, next: 0 | 1): number =>
    placeOf(shelf, count, created, created[slot] as number, slot + next)
  const span = spanOf(shelf, count, created, asked.created)
  if (asked.startingAfter !== undefined) {
    const slot = slotOf(asked.startingAfter)
    if (slot === undefined) return left(unknown('startingAfter', asked.startingAfter))
    span.to = Math.min(span.to, place(slot, 0))
  }
  if (asked.endingBefore === undefined) return right(newest(listed, span, asked.limit))

  const slot = slotOf(asked.endingBefore)
  if (slot === undefined) return left(unknown('endingBefore', asked.endingBefore))
  span.from = Math.max(span.from, place(slot, 1))
  return right(nextNewer(listed, span, asked.limit))
}

/** A part of a shelf: from an index, to one exclusively. */
interface Span {
  from: number
  to: number
}

const spanOf = (shelf: Shelved, count: number, created: CreatedColumn, { gt, gte, lt, lte }: Created = {}): Span => {
  // Times are whole seconds.
  const first = Math.max(gte ?? 0, gt === undefined ? 0 : gt + 1)
  const end = Math.min(lt ?? Number.POSITIVE_INFINITY, lte === undefined ? Number.POSITIVE_INFINITY : lte + 1)
  return {
    from: first === 0 ? 0 : countBefore(shelf, count, created, first),
    to: end === Number.POSITIVE_INFINITY ? count : countBefore(shelf, count, created, end),
  }
}

const newest = <Row>(listed: Listed<Row>, { from, to }: Span, limit: number): Page<Row> => {
  const start = Math.max(from, to - limit)
  return { data: rows(listed, { from: start, to }), more: start > from }
}

const nextNewer = <Row>(listed: Listed<Row>, { from, to }: Span, limit: number): Page<Row> => {
  const end = Math.min(to, from + limit)
  return { data: rows(listed, { from, to: end }), more: end < to }
}

const rows = <Row>({ shelf, rowAt }: Listed<Row>, { from, to }: Span): readonly Row[] => {
  const data: Row[] = []
  for (let index = to - 1; index >= from; index -= 1) data.push(rowAt(slotAt(shelf, index)))
  return data
}

const unknown = (field: UnknownCursor['field'], cursor: string): UnknownCursor => ({
  _tag: 'UnknownCursor',
  field,
  cursor,
})
