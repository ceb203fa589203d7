/** Finding by id, and listing newest first. A list reads a span of one index: no row outside of what it answers. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { InvalidRow, UnknownCursor } from '../errors.js'
import type { Account } from '../names.js'
import type { Created, Find, List, Page } from '../port.js'
import type { RecordKind, Records, StoredEvent } from '../rows.js'
import { indexName } from '../sql/index-name.js'
import type { Connection } from './connection.js'
import type { Value } from './driver.js'
import { findCharge, findDispute, findDocument, findRefund } from './load.js'
import {
  CHARGE,
  DISPUTE,
  DOCUMENT,
  EVENT,
  REFUND,
  type Read,
  type ReadCharge,
  readAll,
  readCharge,
  readDispute,
  readDocument,
  readEvent,
  readOne,
  readRefund,
} from './rows.js'

type Kinds = { readonly [Of in RecordKind]: Kind<Records[Of]> }

/** How records of a kind are read. */
interface Kind<Row> {
  readonly table: string
  readonly columns: string
  /** Its time in listings. */
  readonly created: string
  readonly read: (row: never) => Either<InvalidRow, Row>
  readonly find: (connection: Connection, account: Account, id: string, kind: string) => Either<InvalidRow, Row | null>
}

const EVENT_BY_NUMBER = `select ${EVENT} from rm_events where account = ? and charge = ? and number = ?`

const KINDS: Kinds = {
  charge: {
    table: 'rm_charges',
    columns: CHARGE,
    created: 'created_at',
    read: (row: ReadCharge) => mapped(readCharge(row), ({ charge }) => charge),
    find: (connection, account, id) =>
      mapped(findCharge(connection, account, id), (found) => (found === null ? null : found.charge)),
  },
  refund: { table: 'rm_refunds', columns: REFUND, created: 'created_at', read: readRefund, find: findRefund },
  dispute: { table: 'rm_disputes', columns: DISPUTE, created: 'created_at', read: readDispute, find: findDispute },
  event: {
    table: 'rm_events',
    columns: EVENT,
    created: 'at',
    read: readEvent,
    find: (connection, account, id) => {
      const place = eventPlace(id)
      return place === null ? right(null) : findEvent(connection, account, place)
    },
  },
  document: {
    table: 'rm_documents',
    columns: DOCUMENT,
    created: 'created_at',
    read: readDocument,
    find: (connection, account, id, kind) => findDocument(connection, account, { kind, id }),
  },
}

const mapped = <A, B>(result: Either<InvalidRow, A>, change: (value: A) => B): Either<InvalidRow, B> =>
  isLeft(result) ? result : right(change(result.right))

type EventPlace = readonly [charge: string, number: number]

/** An event's id says where it is. */
const eventPlace = (id: string): EventPlace | null => {
  const dot = id.lastIndexOf('.')
  const number = id.slice(dot + 1)
  return dot < 1 || !/^[1-9]\d{0,14}$/.test(number) ? null : [indexName(id.slice(0, dot)), Number(number)]
}

const findEvent = (
  connection: Connection,
  account: Account,
  place: EventPlace,
): Either<InvalidRow, StoredEvent | null> =>
  readOne(connection.one<Read<'event'>>(EVENT_BY_NUMBER, [account, ...place]), readEvent)

/** The record with this id, or null. */
export const findRecord = <Of extends RecordKind>(
  connection: Connection,
  { account, of, id, kind }: Find<Of>,
): Either<InvalidRow, Records[Of] | null> => KINDS[of].find(connection, account, id, kind ?? '')

/** The rows that were asked for, newest first. Of one state of the database where it is called in a transaction. */
export const listRecords = <Of extends RecordKind>(
  connection: Connection,
  asked: List<Of>,
): Either<InvalidRow | UnknownCursor, Page<Records[Of]>> => {
  const span = spanOf(asked.created)
  const { startingAfter, endingBefore, limit } = asked
  if (startingAfter !== undefined) {
    const place = placeOf(connection, asked, startingAfter)
    if (place === null) return left({ _tag: 'UnknownCursor', field: 'startingAfter', cursor: startingAfter })
    if (isBefore(place, span.to)) span.to = place
  }
  if (endingBefore !== undefined) {
    const place = placeOf(connection, asked, endingBefore)
    if (place === null) return left({ _tag: 'UnknownCursor', field: 'endingBefore', cursor: endingBefore })
    if (isBefore(span.from, place)) span.from = place
  }
  const isUpward = endingBefore !== undefined
  // One more than asked for tells whether there are more.
  const rows = rowsOf(connection, asked, isUpward, piecesOf(span), limit + 1)
  const page = rows.slice(0, limit)
  const data = readAll(isUpward ? page.reverse() : page, KINDS[asked.of].read as Reading<Of>)
  return isLeft(data) ? data : right({ data: data.right, more: rows.length > limit })
}

/** Piece after piece, until there are enough. */
const rowsOf = <Of extends RecordKind>(
  connection: Connection,
  asked: List<Of>,
  isUpward: boolean,
  pieces: readonly Piece[],
  enough: number,
): readonly unknown[] => {
  const rows: unknown[] = []
  for (const piece of isUpward ? pieces.toReversed() : pieces) {
    if (rows.length === enough) break
    const { sql, values } = listing(asked, isUpward ? 'asc' : 'desc', piece.of)
    rows.push(...connection.all(sql, [...values, ...piece.values, enough - rows.length]))
  }
  return rows
}

type Reading<Of extends RecordKind> = (row: unknown) => Either<InvalidRow, Records[Of]>

/** A place in a listing: a time, and a number by which those of one second are ordered. */
type Place = readonly [created: number, seq: number]

const isBefore = (one: Place, other: Place): boolean => one[0] < other[0] || (one[0] === other[0] && one[1] < other[1])

/** What lies between, its ends not included. */
interface Span {
  from: Place
  to: Place
}

/** Times are whole seconds, and numbers are from 1 on. */
const spanOf = ({ gt, gte, lt, lte }: Created = {}): Span => {
  const first = Math.max(gte ?? 0, gt === undefined ? 0 : gt + 1)
  const end = Math.min(lt ?? Number.MAX_SAFE_INTEGER, lte === undefined ? Number.MAX_SAFE_INTEGER : lte + 1)
  return { from: [first, 0], to: [end, 0] }
}

/** A part of a span that an index finds at once: times from one on and before another; or what lies within one second. */
interface Piece {
  readonly of: 'times' | 'second'
  readonly values: readonly Value[]
}

/** Newest first. A comparison of times and numbers in one would read a whole second, however much was written in it. */
const piecesOf = ({ from, to }: Span): readonly Piece[] => {
  const second = (time: number, after: number, before: number): Piece[] =>
    before > after + 1 ? [{ of: 'second', values: [time, after, before] }] : []
  if (from[0] === to[0]) return second(from[0], from[1], to[1])
  if (from[0] > to[0]) return []
  const times: Piece = { of: 'times', values: [from[1] === 0 ? from[0] : from[0] + 1, to[0]] }
  return [
    ...second(to[0], 0, to[1]),
    times,
    ...(from[1] === 0 ? [] : second(from[0], from[1], Number.MAX_SAFE_INTEGER)),
  ]
}

/** Where the record with this id stands; null where there is none. */
const placeOf = <Of extends RecordKind>(
  connection: Connection,
  { account, of, kind }: List<Of>,
  id: string,
): Place | null => {
  const { table, created } = KINDS[of]
  const select = `select ${created} as created, seq from ${table} where account = ?`
  const row = (where: string, values: Value[]): { created: number; seq: number } | undefined =>
    connection.one(`${select} and ${where}`, [account, ...values])
  const found = ((): { created: number; seq: number } | undefined => {
    if (of === 'document') return row('kind = ? and id = ?', [indexName(kind ?? ''), indexName(id)])
    if (of !== 'event') return row('id = ?', [indexName(id)])
    const place = eventPlace(id)
    return place === null ? undefined : row('charge = ? and number = ?', [...place])
  })()
  return found === undefined ? null : [found.created, found.seq]
}

/** The statement for what was asked; each is prepared once. */
const listing = <Of extends RecordKind>(
  { account, of, charge, kind, label }: List<Of>,
  direction: 'asc' | 'desc',
  piece: Piece['of'],
): { readonly sql: string; readonly values: Value[] } => {
  const { table, columns, created } = KINDS[of]
  if (of === 'document' && label !== undefined)
    return {
      sql: `select ${columnsOf('d', columns)} from rm_document_labels l cross join rm_documents d on d.seq = l.seq
        where l.account = ? and l.kind = ? and l.label = ? and ${WITHIN[piece]('l.created_at', 'l.seq')}
        order by l.created_at ${direction}, l.seq ${direction} limit ?`,
      values: [account, indexName(kind ?? ''), indexName(label)],
    }
  const filters: readonly (readonly [string, string | undefined])[] = [
    ['charge', of === 'charge' || of === 'document' ? undefined : charge],
    ['kind', of === 'document' ? (kind ?? '') : undefined],
  ]
  const given = filters.flatMap(([column, name]) => (name === undefined ? [] : [[column, indexName(name)] as const]))
  return {
    sql: `select ${columns} from ${table} where account = ?${given.map(([column]) => ` and ${column} = ?`).join('')}
      and ${WITHIN[piece](created, 'seq')} order by ${created} ${direction}, seq ${direction} limit ?`,
    values: [account, ...given.map(([, name]) => name)],
  }
}

const WITHIN = {
  times: (created: string) => `${created} >= ? and ${created} < ?`,
  second: (created: string, seq: string) => `${created} = ? and ${seq} > ? and ${seq} < ?`,
} as const

const columnsOf = (alias: string, columns: string): string =>
  columns
    .split(', ')
    .map((column) => `${alias}.${column}`)
    .join(', ')
