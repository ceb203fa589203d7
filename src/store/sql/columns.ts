/**
 * A row of the codec, in columns: what is looked up by, compared and summed stands in columns of its own, and all the rest is
 * one JSON text. Nothing stands in both, but the names of a row that has one too long for an index. Reading puts them together
 * again, and the codec judges the whole.
 */
import { type Either, left } from '../../domain/either.js'
import { decodeRow, invalidRow, rowText } from '../codec/row.js'
import type { Rows } from '../codec/rows.js'
import type { LeftOut } from '../codec/text.js'
import type { InvalidRow, RowKind } from '../errors.js'
import { eventId } from '../rows.js'
import { indexName, isHashed } from './index-name.js'

/** What a column can hold. */
export type Cell = string | number
/** Columns by their names, `body` among them. */
export type Columns<Name extends string = string> = { readonly [Column in Name]: Cell }

/** Where the value of a column stands in a row: a member, or a member of a member. */
type Place = readonly [outer: string, inner?: string]

const PLACES = {
  charge: {
    account: ['account'],
    id: ['charge', 'id'],
    created_at: ['charge', 'createdAt'],
    version: ['version'],
    acknowledged: ['acknowledged'],
    authorized: ['charge', 'authorized'],
    captured: ['charge', 'captured'],
    released: ['charge', 'released'],
    standing: ['charge', 'standing'],
    unsettled: ['charge', 'unsettled'],
  },
  refund: {
    account: ['account'],
    id: ['refund', 'id'],
    charge: ['refund', 'charge'],
    created_at: ['refund', 'createdAt'],
    amount: ['refund', 'amount'],
    status: ['refund', 'status'],
  },
  dispute: {
    account: ['account'],
    id: ['dispute', 'id'],
    charge: ['dispute', 'charge'],
    created_at: ['dispute', 'createdAt'],
    amount: ['dispute', 'amount'],
    status: ['dispute', 'status'],
  },
  event: { account: ['account'], charge: ['charge'], number: ['number'], at: ['event', 'at'] },
  key: {
    account: ['account'],
    key: ['record', 'key'],
    path: ['record', 'path'],
    fingerprint: ['record', 'fingerprint'],
    at: ['record', 'at'],
  },
  due: { account: ['account'], id: ['id'], attempts: ['attempts'], at: ['at'] },
  document: {
    account: ['account'],
    kind: ['document', 'kind'],
    id: ['document', 'id'],
    version: ['version'],
    created_at: ['document', 'createdAt'],
  },
} as const satisfies { readonly [Kind in RowKind]: Readonly<Record<string, Place>> }

/** The columns of a kind of row, `body` apart. */
export type ColumnOf<Kind extends RowKind> = keyof (typeof PLACES)[Kind] & string

/** Columns that hold names of what may be too long for an index. */
const NAMES = new Set(['id', 'charge', 'kind'])

type Members = Record<string, unknown>

/** A row in columns, before its body is written. */
type Cells<Kind extends RowKind> = { readonly [Column in ColumnOf<Kind>]: Cell } & { body: string }

/** The same places again, as code: rows are taken apart more often than anything else is done. */
const CELLS: { readonly [Kind in RowKind]: (row: Rows[Kind]) => Cells<Kind> } = {
  charge: ({ account, version, acknowledged, charge }) => ({
    account,
    id: indexName(charge.id),
    created_at: charge.createdAt,
    version,
    acknowledged,
    authorized: charge.authorized,
    captured: charge.captured,
    released: charge.released,
    standing: charge.standing,
    unsettled: charge.unsettled,
    body: '',
  }),
  refund: ({ account, refund }) => ofCharge(account, refund),
  dispute: ({ account, dispute }) => ofCharge(account, dispute),
  event: ({ account, charge, number, event }) => ({
    account,
    charge: indexName(charge),
    number,
    at: event.at,
    body: '',
  }),
  key: ({ account, record: { key, path, fingerprint, at } }) => ({ account, key, path, fingerprint, at, body: '' }),
  due: ({ account, id, attempts, at }) => ({ account, id: indexName(id), attempts, at, body: '' }),
  document: ({ account, version, document: { kind, id, createdAt } }) => ({
    account,
    kind: indexName(kind),
    id: indexName(id),
    version,
    created_at: createdAt,
    body: '',
  }),
}

const ofCharge = (
  account: string,
  { id, charge, createdAt, amount, status }: Rows['refund']['refund'] | Rows['dispute']['dispute'],
): Cells<'refund'> => ({
  account,
  id: indexName(id),
  charge: indexName(charge),
  created_at: createdAt,
  amount,
  status,
  body: '',
})

/** A row as it is written. */
export const splitRow = <Kind extends RowKind>(
  kind: Kind,
  row: Rows[Kind],
): Columns<ColumnOf<Kind>> & { readonly body: string } => {
  const cells: Cells<Kind> = CELLS[kind](row)
  const write = isShortened(cells) ? LONG_BODIES[kind] : BODIES[kind]
  cells.body = write(row)
  return cells
}

const isShortened = ({ id, charge, kind }: Readonly<Record<string, Cell>>): boolean =>
  isHashed(id) || isHashed(charge) || isHashed(kind)

/** A row as it was read, or why it is none. */
export const joinRow = <Kind extends RowKind>(
  kind: Kind,
  columns: Columns<ColumnOf<Kind>> & { readonly body: string },
): Either<InvalidRow, Rows[Kind]> => {
  const whole = parsed(columns.body)
  if (whole === null) return left(invalidRow(kind, shown(kind, columns), ['body: is no JSON object']))
  const cells: Readonly<Record<string, Cell>> = columns
  for (const [column, place] of placesOf(kind)) {
    const known = read(whole, place)
    if (known === undefined) put(whole, place, cells[column])
    // A name that was too long stands in the body as well.
    else if (!NAMES.has(column) || indexName(String(known)) !== cells[column])
      return left(invalidRow(kind, shown(kind, columns), [`${place.join('.')}: stands twice, and differs`]))
  }
  if (kind === 'event') derive(whole)
  return decodeRow(kind, whole)
}

const placesOf = (kind: RowKind): readonly (readonly [string, Place])[] => ENTRIES[kind]

const ENTRIES = Object.fromEntries(
  Object.entries(PLACES).map(([kind, places]) => [kind, Object.entries(places)]),
) as unknown as { readonly [Kind in RowKind]: readonly (readonly [string, Place])[] }

/** What stands in columns, but for those that are kept in the body as well. An event's id is made of its charge and number. */
const leavingOut = (kind: RowKind, isKept: (column: string) => boolean): LeftOut => {
  const left: Record<string, true | Record<string, true>> = kind === 'event' ? { id: true } : {}
  const places = [...placesOf(kind), ...(kind === 'event' ? [EVENTS_CHARGE] : [])]
  for (const [column, [outer, inner]] of places) {
    if (isKept(column)) continue
    const known = left[outer]
    if (inner === undefined) left[outer] = true
    else left[outer] = { ...(known === true ? {} : known), [inner]: true }
  }
  return left
}

/** The charge of an event is said by its row. */
const EVENTS_CHARGE: readonly [string, Place] = ['charge', ['event', 'charge']]

type Bodies = { readonly [Kind in RowKind]: (row: Rows[Kind]) => string }

const bodies = (isKept: (column: string) => boolean): Bodies =>
  Object.fromEntries(KINDS.map((kind) => [kind, rowText(kind, leavingOut(kind, isKept))])) as unknown as Bodies

const KINDS = Object.keys(PLACES) as readonly RowKind[]

const BODIES = bodies(() => false)
/** Where one of its names is too long for an index, all of them stand in the body. */
const LONG_BODIES = bodies((column) => NAMES.has(column))

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const read = (row: Members, [outer, inner]: Place): unknown => {
  const value = Object.hasOwn(row, outer) ? row[outer] : undefined
  if (inner === undefined) return value
  return isMembers(value) && Object.hasOwn(value, inner) ? value[inner] : undefined
}

const put = (row: Members, [outer, inner]: Place, cell: unknown): void => {
  if (inner === undefined) row[outer] = cell
  else if (isMembers(row[outer])) row[outer][inner] = cell
}

/** An event's id and its charge within say again what the columns say. */
const derive = (row: Members): void => {
  row.id = eventId(row.charge as Rows['event']['charge'], row.number as number)
  if (isMembers(row.event) && row.event.charge === undefined) row.event.charge = row.charge
}

const parsed = (body: string): Members | null => {
  try {
    const value: unknown = JSON.parse(body)
    return isMembers(value) ? value : null
  } catch {
    return null
  }
}

/** So much of a row that its account and id can be told. */
const shown = (kind: RowKind, columns: Readonly<Record<string, Cell>>): Members => {
  const row: Members = { charge: {}, refund: {}, dispute: {}, record: {}, document: {} }
  if (kind === 'event') return { account: columns.account, id: `${columns.charge}.${columns.number}` }
  for (const [column, place] of placesOf(kind)) put(row, place, columns[column])
  return row
}
