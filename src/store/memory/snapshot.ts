/** A whole store as rows, and back: to keep it in a file, or to look at it. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Json } from '../../domain/idempotency/json.js'
import { decodeRow, encodeRow, invalidRow } from '../codec/row.js'
import type { InvalidRow, RowKind } from '../errors.js'
import { versionOf } from './charges.js'
import { putRow } from './put.js'
import { readAccount, type World } from './tables.js'
import { walkRows } from './walk.js'

/** A row as it is written, with its kind. */
export interface SavedRow {
  readonly kind: RowKind
  readonly row: Json
}

const KINDS = new Set<string>(['charge', 'refund', 'dispute', 'event', 'key', 'due', 'document'] satisfies RowKind[])

/** Every row, in an order in which `restoreInto` takes them. */
export const savedRows = (world: World): readonly SavedRow[] =>
  Array.from(walkRows(world), ({ kind, row }) => ({ kind, row: encodeRow(kind, row) }))

/** Puts saved rows into an empty world. The first that cannot be read, breaks a law, or does not fit the others, is refused. */
export const restoreInto = (world: World, saved: readonly SavedRow[]): Either<InvalidRow, void> => {
  for (const { kind, row } of saved) {
    const put = restoreRow(world, kind, row)
    if (isLeft(put)) return put
  }
  for (const { kind, row } of saved) {
    const whole = kind === 'charge' ? hasItsEvents(world, row) : right(undefined)
    if (isLeft(whole)) return whole
  }
  return right(undefined)
}

const restoreRow = <Kind extends RowKind>(world: World, kind: Kind, row: Json): Either<InvalidRow, void> => {
  if (!KINDS.has(kind))
    return left({ _tag: 'InvalidRow', row: kind, account: null, id: null, problems: ['unknown kind'] })
  const decoded = decodeRow(kind, row)
  if (isLeft(decoded)) return decoded
  return putRow(world, kind, decoded.right) ? right(undefined) : left(invalidRow(kind, row, [UNFIT]))
}

const UNFIT = 'its id is taken, or its charge or an event before it is not there'

const hasItsEvents = (world: World, row: Json): Either<InvalidRow, void> => {
  const decoded = decodeRow('charge', row)
  if (isLeft(decoded)) return decoded
  const { account, version, charge } = decoded.right
  const found = versionOf(readAccount(world, account), charge.id)
  return found === version
    ? right(undefined)
    : left(invalidRow('charge', row, [`version is ${version}, and ${found} of its events are there`]))
}
