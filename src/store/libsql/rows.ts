/** Rows as they are read: each is put together, and judged, by the codec. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Charge } from '../../domain/records/charge.js'
import type { Dispute } from '../../domain/records/dispute.js'
import type { Refund } from '../../domain/records/refund.js'
import { invalidRow } from '../codec/row.js'
import type { InvalidRow, RowKind } from '../errors.js'
import type { StoredDocument, StoredEvent } from '../rows.js'
import { type ColumnOf, type Columns, joinRow } from '../sql/columns.js'
import { copyOf, type KeptCharges } from './charges.js'

/** A row as the database gives it. */
export type Read<Kind extends RowKind> = Columns<ColumnOf<Kind>> & { readonly body: string }
export type ReadCharge = Read<'charge'> & { readonly seq: number; readonly refunded: number }

/** Other tables name a charge by its `seq`: what is read has its id. */
const ITS_CHARGE = (table: string): string => `(select id from rm_charges where seq = ${table}.charge) as charge`

export const CHARGE =
  'seq, account, id, created_at, version, acknowledged, authorized, captured, released, standing, unsettled, refunded, body'
export const REFUND = `account, id, ${ITS_CHARGE('rm_refunds')}, created_at, amount, status, body`
export const DISPUTE = `account, id, ${ITS_CHARGE('rm_disputes')}, created_at, amount, status, body`
export const EVENT = `account, ${ITS_CHARGE('rm_events')}, number, at, body`
export const DOCUMENT = 'account, kind, id, version, created_at, body'

/** What is read, after the version that a commit compares, and the row that other tables name it by. */
export interface Versioned {
  readonly seq: number
  readonly version: number
  readonly charge: Charge
}

/** A charge whose figures are the sums of its refunds: otherwise somebody has written by hand. */
export const readCharge = (row: ReadCharge, kept: KeptCharges | null = null): Either<InvalidRow, Versioned> => {
  const known = kept === null ? null : kept.find(row)
  if (known === null) return unknownCharge(row, kept)
  return row.refunded === known.standing
    ? right({ seq: row.seq, version: row.version as number, charge: known })
    : unsummed(row, known)
}

const unknownCharge = (row: ReadCharge, kept: KeptCharges | null): Either<InvalidRow, Versioned> => {
  const joined = joinRow('charge', row)
  if (isLeft(joined)) return joined
  const { version, charge } = joined.right
  if (row.refunded !== charge.standing) return unsummed(row, charge)
  kept?.keep(row, copyOf(charge))
  return right({ seq: row.seq, version, charge })
}

const unsummed = ({ account, refunded }: ReadCharge, charge: Charge): Either<InvalidRow, never> => {
  const problem = `standing ${charge.standing} is not ${refunded}, the sum of its refunds that stand`
  return left(invalidRow('charge', { account, charge }, [problem]))
}

export const readRefund = (row: Read<'refund'>): Either<InvalidRow, Refund> => {
  const joined = joinRow('refund', row)
  return isLeft(joined) ? joined : right(joined.right.refund)
}

export const readDispute = (row: Read<'dispute'>): Either<InvalidRow, Dispute> => {
  const joined = joinRow('dispute', row)
  return isLeft(joined) ? joined : right(joined.right.dispute)
}

export const readEvent = (row: Read<'event'>): Either<InvalidRow, StoredEvent> => joinRow('event', row)

export const readDocument = (row: Read<'document'>): Either<InvalidRow, StoredDocument> => {
  const joined = joinRow('document', row)
  if (isLeft(joined)) return joined
  const { version, document } = joined.right
  return right({ version, document })
}

/** All of them, or the first that cannot be read. */
export const readAll = <Row, A>(
  rows: readonly Row[],
  read: (row: Row) => Either<InvalidRow, A>,
): Either<InvalidRow, readonly A[]> => {
  const all: A[] = []
  for (const row of rows) {
    const one = read(row)
    if (isLeft(one)) return one
    all.push(one.right)
  }
  return right(all)
}

/** Those that can be read: one that cannot keeps none from being done. Where it is the only one, that is told. */
export const readable = <A>(rows: readonly Either<InvalidRow, A>[]): Either<InvalidRow, readonly A[]> => {
  const read = rows.flatMap((row) => (isLeft(row) ? [] : [row.right]))
  const [first] = rows
  return first !== undefined && isLeft(first) && read.length === 0 ? first : right(read)
}

/** The row, or null where there is none. */
export const readOne = <Row, A>(
  row: Row | undefined,
  read: (row: Row) => Either<InvalidRow, A>,
): Either<InvalidRow, A | null> => (row === undefined ? right(null) : read(row))
