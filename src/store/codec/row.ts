/**
 * From what is written to what the law reads, and back. Nothing is believed of what is read: a row that is not exactly of
 * its form, or that breaks a law, is refused with all that is wrong with it, and never mended.
 */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { InvalidRow, RowKind } from '../errors.js'
import { problemsOf } from './problems.js'
import { ROWS, type Rows } from './rows.js'
import { memberOf, type RecordShape, type Written } from './shapes.js'
import { type LeftOut, textOf } from './text.js'
import { UPCASTS, versioned } from './versions.js'

const CODECS: { readonly [Kind in RowKind]: RecordShape<Rows[Kind]> } = {
  charge: versioned(ROWS.charge, UPCASTS.charge),
  refund: versioned(ROWS.refund, UPCASTS.refund),
  dispute: versioned(ROWS.dispute, UPCASTS.dispute),
  event: versioned(ROWS.event, UPCASTS.event),
  key: versioned(ROWS.key, UPCASTS.key),
  due: versioned(ROWS.due, UPCASTS.due),
  document: versioned(ROWS.document, UPCASTS.document),
}

/** Where the id of each kind of row stands. */
const ID_OF: { readonly [Kind in RowKind]: readonly string[] } = {
  charge: ['charge', 'id'],
  refund: ['refund', 'id'],
  dispute: ['dispute', 'id'],
  event: ['id'],
  key: ['record', 'key'],
  due: ['id'],
  document: ['document', 'id'],
}

/**
 * Reads a row of that kind, as `encodeRow` wrote it or an older version did. What is not exactly of its form, or breaks a
 * law, is refused with its id and all that is wrong with it.
 *
 * @example
 * const written = encodeRow('charge', { account: rightOf(account('a')), version: 2, acknowledged: 0, charge: captured(1000) })
 * rightOf(decodeRow('charge', written)).charge // => captured(1000)
 * const tampered = { ...written, charge: { ...captured(1000), standing: 1200 } }
 * leftOf(decodeRow('charge', tampered)).id // => 'ch_1'
 * @since 0.1.0
 * @category codec
 */
export const decodeRow = <Kind extends RowKind>(kind: Kind, written: unknown): Either<InvalidRow, Rows[Kind]> => {
  const codec: RecordShape<Rows[Kind]> = CODECS[kind]
  const row = codec.decode(written)
  if (!isLeft(row)) return right(row.right)
  return left(invalidRow(kind, written, problemsOf(row.left)))
}

/** A row that is not taken, with the names that can be read of it. */
export const invalidRow = (kind: RowKind, written: unknown, problems: readonly string[]): InvalidRow => ({
  _tag: 'InvalidRow',
  row: kind,
  account: textAt(written, ['account']),
  id: textAt(written, ID_OF[kind]),
  problems,
})

/**
 * What is written of a row: JSON, its members in one order, of the newest version.
 *
 * @example
 * const document = { kind: 'order', id: '7', createdAt: now, labels: [], body: null }
 * encodeRow('document', { account: rightOf(account('a')), version: 1, document }).v // => 1
 * @since 0.1.0
 * @category codec
 */
export const encodeRow = <Kind extends RowKind>(kind: Kind, row: Rows[Kind]): Written => {
  const codec: RecordShape<Rows[Kind]> = CODECS[kind]
  return codec.encode(row)
}

/** What writes rows of that kind as JSON text, members that are left out apart: otherwise the text of what `encodeRow` gives. */
export const rowText = <Kind extends RowKind>(kind: Kind, left: LeftOut): ((row: Rows[Kind]) => string) => {
  const write = textOf(CODECS[kind], left)
  return (row) => write(row) as string
}

const textAt = (written: unknown, path: readonly string[]): string | null => {
  const text = path.reduce(memberOf, written)
  return typeof text === 'string' ? text : null
}
