/** Finding by id, and listing newest first. A list reads a span of one index, or some of two: no row outside of what it answers. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { InvalidRow, UnknownCursor } from '../errors.js'
import type { Account } from '../names.js'
import type { Find, List, Page } from '../port.js'
import type { RecordKind, Records, StoredEvent } from '../rows.js'
import { indexName } from '../sql/index-name.js'
import type { Connection } from './connection.js'
import type { Value } from './driver.js'
import { findCharge, findDispute, findDocument, findRefund } from './load.js'
import { type Asked, EVENTS_OF_CHARGE, type History, REFUNDS_OF_CHARGE, rowsOfCharge } from './of-charge.js'
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
import { isBefore, type Piece, type Place, pieceByPiece, spanOf, WITHIN } from './span.js'

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

/** The row of a charge, by its id. */
const CHARGE_NAMED = '(select seq from rm_charges where account = ? and id = ?)'
const EVENT_BY_NUMBER = `select ${EVENT} from rm_events where charge = ${CHARGE_NAMED} and number = ?`

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
  const rows = rowsOf(connection, asked, { span, isUpward, enough: limit + 1 })
  const page = rows.slice(0, limit)
  const data = readAll(isUpward ? page.reverse() : page, KINDS[asked.of].read as Reading<Of>)
  return isLeft(data) ? data : right({ data: data.right, more: rows.length > limit })
}

const rowsOf = <Of extends RecordKind>(
  connection: Connection,
  asked: List<Of>,
  { span, isUpward, enough }: Asked,
): readonly unknown[] => {
  const history = asked.charge === undefined ? null : HISTORIES[asked.of]
  if (history !== null) return rowsOfCharge(connection, asked, history, { span, isUpward, enough })
  return pieceByPiece(span, isUpward, enough, (piece, limit) => {
    const { sql, values } = listing(asked, isUpward ? 'asc' : 'desc', piece.of)
    return connection.all<unknown>(sql, [...values, ...piece.values, limit])
  })
}

/** What is listed of a charge without an index that has its every row. */
const HISTORIES: { readonly [Of in RecordKind]: History | null } = {
  charge: null,
  refund: REFUNDS_OF_CHARGE,
  dispute: null,
  event: EVENTS_OF_CHARGE,
  document: null,
}

type Reading<Of extends RecordKind> = (row: unknown) => Either<InvalidRow, Records[Of]>

/** Where the record with this id stands; null where there is none. */
const placeOf = <Of extends RecordKind>(
  connection: Connection,
  { account, of, kind }: List<Of>,
  id: string,
): Place | null => {
  const { table, created } = KINDS[of]
  const row = (where: string, values: Value[]): { created: number; seq: number } | undefined =>
    connection.one(`select ${created} as created, seq from ${table} where ${where}`, [account, ...values])
  const found = ((): { created: number; seq: number } | undefined => {
    if (of === 'document') return row('account = ? and kind = ? and id = ?', [indexName(kind ?? ''), indexName(id)])
    if (of !== 'event') return row('account = ? and id = ?', [indexName(id)])
    const place = eventPlace(id)
    return place === null ? undefined : row(`charge = ${CHARGE_NAMED} and number = ?`, [...place])
  })()
  return found === undefined ? null : [found.created, found.seq]
}

/** The statement for what was asked; each is prepared once. */
const listing = <Of extends RecordKind>(
  asked: List<Of>,
  direction: 'asc' | 'desc',
  piece: Piece['of'],
): { readonly sql: string; readonly values: Value[] } => {
  const { account, of, kind, label } = asked
  const { table, columns, created } = KINDS[of]
  if (of === 'document' && label !== undefined)
    return {
      sql: `select ${columnsOf('d', columns)} from rm_document_labels l cross join rm_documents d on d.seq = l.seq
        where l.account = ? and l.kind = ? and l.label = ? and ${WITHIN[piece]('l.created_at', 'l.seq')}
        order by l.created_at ${direction}, l.seq ${direction} limit ?`,
      values: [account, indexName(kind ?? ''), indexName(label)],
    }
  const filter = filterOf(asked)
  return {
    sql: `select ${columns} from ${table} where ${filter.sql} and ${WITHIN[piece](created, 'seq')}
      order by ${created} ${direction}, seq ${direction} limit ?`,
    values: filter.values,
  }
}

/** A charge's events and refunds are listed in another way. */
const filterOf = ({ account, of, charge, kind }: List): { readonly sql: string; readonly values: Value[] } => {
  if (of === 'document') return { sql: 'account = ? and kind = ?', values: [account, indexName(kind ?? '')] }
  if (of !== 'dispute' || charge === undefined) return { sql: 'account = ?', values: [account] }
  return { sql: `charge = ${CHARGE_NAMED}`, values: [account, indexName(charge)] }
}

const columnsOf = (alias: string, columns: string): string =>
  columns
    .split(', ')
    .map((column) => `${alias}.${column}`)
    .join(', ')
