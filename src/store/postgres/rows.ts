/** Rows of the database, read with suspicion. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { invalidRow } from '../codec/row.js'
import type { Rows } from '../codec/rows.js'
import type { InvalidRow, RowKind } from '../errors.js'
import { type ColumnOf, type Columns, joinRow } from '../sql/columns.js'
import type { Row } from './client.js'

type Read<Kind extends RowKind> = Columns<ColumnOf<Kind>> & { readonly body: string }

/** Whole numbers come from the driver as texts. */
const NUMBERS = new Set(['created_at', 'version', 'acknowledged', 'authorized', 'captured', 'released', 'standing'])
for (const name of ['unsettled', 'refunded', 'amount', 'number', 'at', 'attempts']) NUMBERS.add(name)

const numbered = (row: Row): Row => {
  const cells: Record<string, unknown> = {}
  for (const name of Object.keys(row)) cells[name] = NUMBERS.has(name) ? Number(row[name]) : row[name]
  return cells
}

/** A row as it was read. */
export const readRow = <Kind extends RowKind>(kind: Kind, row: Row): Either<InvalidRow, Rows[Kind]> => {
  const columns = numbered(row)
  const joined = joinRow(kind, columns as Read<Kind>)
  if (kind !== 'charge' || isLeft(joined)) return joined
  // The sum that the triggers keep: where it is another, somebody wrote by hand.
  const { refunded, standing } = columns
  if (refunded === standing) return joined
  const problem = `charge.standing: is ${standing}, and its refunds that stand come to ${refunded}`
  return left(invalidRow('charge', { account: columns.account, charge: { id: columns.id } }, [problem]))
}

/** The same of a row that came as JSON text; null where there is none. */
export const readJson = <Kind extends RowKind>(kind: Kind, text: unknown): Either<InvalidRow, Rows[Kind] | null> => {
  const row = typeof text === 'string' ? (JSON.parse(text) as Row | null) : null
  return row === null ? right(null) : readRow(kind, row)
}

/**
 * Those that can be read; why the first cannot where none can. Of what is claimed: its lease lapses and it goes behind the
 * others, who do not wait for it.
 */
export const readSome = <A, B>(
  items: readonly A[],
  read: (item: A) => Either<InvalidRow, B>,
): Either<InvalidRow, readonly B[]> => {
  const answers = items.map(read)
  const some = answers.flatMap((answer) => (isLeft(answer) ? [] : [answer.right]))
  return some.length > 0 ? right(some) : (answers.find(isLeft) ?? right([]))
}

/** All of them, or why the first that cannot be read cannot. */
export const readAll = <A, B>(
  items: readonly A[],
  read: (item: A) => Either<InvalidRow, B>,
): Either<InvalidRow, readonly B[]> => {
  const all: B[] = []
  for (const item of items) {
    const one = read(item)
    if (isLeft(one)) return one
    all.push(one.right)
  }
  return right(all)
}
