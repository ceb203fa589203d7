/** A whole store as rows, and back: to keep it in a file, or to look at it. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Json } from '../../domain/idempotency/json.js'
import { decodeRow, encodeRow, invalidRow } from '../codec/row.js'
import type { InvalidRow, RowKind } from '../errors.js'
import type { Account } from '../names.js'
import { type Discrepancy, discrepancies, type Whole } from '../proof.js'
import { versionOf } from './charges.js'
import { storedEvent } from './events.js'
import { itemAt, itemsOf } from './pages.js'
import { putRow } from './put.js'
import { type AccountTables, type ChargeRow, readAccount, type World } from './tables.js'
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

/**
 * Puts saved rows into an empty world. The first that cannot be read, breaks a law, or does not fit the others, is refused;
 * and at the end every charge is proved: its figures against its refunds, its disputes and its history.
 */
export const restoreInto = (world: World, saved: readonly SavedRow[]): Either<InvalidRow, void> => {
  for (const { kind, row } of saved.map((one) => one ?? NO_ROW)) {
    const put = restoreRow(world, kind, row)
    if (isLeft(put)) return put
  }
  return proved(world, saved)
}

const NO_ROW: SavedRow = { kind: 'none' as RowKind, row: null }

const proved = (world: World, saved: readonly SavedRow[]): Either<InvalidRow, void> => {
  const claimed = saved.flatMap(({ kind, row }) => (kind === 'charge' ? [decodeRow(kind, row)] : []))
  for (const row of claimed) {
    if (isLeft(row)) return row
    const { account, version, charge } = row.right
    const found = versionOf(readAccount(world, account), charge.id)
    const missing = `version is ${version}, and ${found} of its events are there`
    if (found !== version)
      return left({ _tag: 'InvalidRow', row: 'charge', account, id: charge.id, problems: [missing] })
  }
  for (const [account, tables] of world.accounts)
    for (const row of itemsOf(tables.charges.rows)) {
      const [wrong] = discrepancies(wholeOf(account, tables, row))
      if (wrong !== undefined) return left(unproved(account, wrong))
    }
  return right(undefined)
}

/** A charge with all that was restored of it. */
const wholeOf = (account: Account, tables: AccountTables, row: ChargeRow): Whole => ({
  charge: row.charge,
  refunds: row.refundShelf.map((slot) => itemAt(tables.refunds.rows, slot)),
  disputes: row.disputeShelf.map((slot) => itemAt(tables.disputes.rows, slot)),
  events: row.events.map((slot) => storedEvent(account, tables.events, slot)),
})

const unproved = (account: Account, { of, id, law, expected, found }: Discrepancy): InvalidRow => ({
  _tag: 'InvalidRow',
  row: of,
  account,
  id,
  problems: [`${law}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(found)}`],
})

const restoreRow = <Kind extends RowKind>(world: World, kind: Kind, row: Json): Either<InvalidRow, void> => {
  if (!KINDS.has(kind))
    return left({ _tag: 'InvalidRow', row: kind, account: null, id: null, problems: ['unknown kind'] })
  const decoded = decodeRow(kind, row)
  if (isLeft(decoded)) return decoded
  return putRow(world, kind, decoded.right) ? right(undefined) : left(invalidRow(kind, row, [UNFIT]))
}

const UNFIT = 'its id is taken, or its charge or an event before it is not there'
