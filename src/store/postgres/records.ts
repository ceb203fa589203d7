/** Finding by id, and listing newest first. Each reads a row by its key, or a page by its place in an index. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { InvalidRow, StoreError, UnknownCursor } from '../errors.js'
import { ILL_FORMED } from '../names.js'
import type { Created, Find, List, Page } from '../port.js'
import type { RecordKind, Records } from '../rows.js'
import { indexName } from '../sql/index-name.js'
import type { Access } from './access.js'
import type { Row } from './client.js'
import { failedRead } from './errors.js'
import { readAll, readRow } from './rows.js'
import { COLUMNS } from './statements.js'

/** Where records of a kind stand, by what they are ordered, and how one is read. */
type Kinds = {
  readonly [Of in RecordKind]: {
    readonly table: string
    readonly created: string
    readonly read: (row: Row) => Either<InvalidRow, Records[Of]>
  }
}

const part = <Whole, Part>(read: Either<InvalidRow, Whole>, of: (whole: Whole) => Part): Either<InvalidRow, Part> =>
  isLeft(read) ? read : right(of(read.right))

const KINDS: Kinds = {
  charge: {
    table: 'charges',
    created: 'created_at',
    read: (row) => part(readRow('charge', row), ({ charge }) => charge),
  },
  refund: {
    table: 'refunds',
    created: 'created_at',
    read: (row) => part(readRow('refund', row), ({ refund }) => refund),
  },
  dispute: {
    table: 'disputes',
    created: 'created_at',
    read: (row) => part(readRow('dispute', row), ({ dispute }) => dispute),
  },
  event: { table: 'events', created: 'at', read: (row) => readRow('event', row) },
  document: {
    table: 'documents',
    created: 'created_at',
    read: (row) => part(readRow('document', row), ({ version, document }) => ({ version, document })),
  },
}

/** A condition, and the values of its parameters. */
interface Where {
  readonly text: string
  readonly values: readonly unknown[]
}

const NONE: Where = { text: 'false', values: [] }

/** By which columns one record is found; none where its id says that there cannot be one. */
const whereOne = ({ account, of, id, kind }: Find): Where => {
  if (of === 'document')
    return { text: 'account = $1 AND kind = $2 AND id = $3', values: [account, indexName(kind ?? ''), indexName(id)] }
  if (of !== 'event') return { text: 'account = $1 AND id = $2', values: [account, indexName(id)] }
  // An event's id is its charge's and its number, which stands after the last dot.
  const dot = id.lastIndexOf('.')
  const number = id.slice(dot + 1)
  if (dot < 1 || !/^[1-9]\d{0,15}$/.test(number)) return NONE
  return {
    text: 'account = $1 AND charge = $2 AND number = $3',
    values: [account, indexName(id.slice(0, dot)), number],
  }
}

/** What no row can be called is not asked for: the database would refuse the question. */
const isAskable = (...names: readonly (string | undefined)[]): boolean =>
  names.every((name) => name === undefined || !ILL_FORMED.test(name))

export const findRecord = async <Of extends RecordKind>(
  { ask, statements }: Access,
  asked: Find<Of>,
): Promise<Either<StoreError, Records[Of] | null>> => {
  const { table, read } = KINDS[asked.of]
  const { text, values } = isAskable(asked.id, asked.kind) ? whereOne(asked) : NONE
  if (text === NONE.text) return right(null)
  const statement = statements.of(`SELECT ${COLUMNS[asked.of]} FROM {schema}.${table} WHERE ${text}`)
  const answer = await ask(statement, values)
  if (isLeft(answer)) return failedRead('find', answer.left)
  const [row] = answer.right
  return row === undefined ? right(null) : read(row)
}

/** A record's place in the order of its kind. */
interface Place {
  readonly created: unknown
  readonly seq: unknown
}

const placeOf = async (
  { ask, statements }: Access,
  { account, of, kind }: List,
  id: string,
): Promise<Either<StoreError, Place | null>> => {
  const { table, created } = KINDS[of]
  const named = { account, of, id, ...(kind === undefined ? {} : { kind }) }
  const { text, values } = isAskable(id, kind) ? whereOne(named) : NONE
  if (text === NONE.text) return right(null)
  const answer = await ask(
    statements.of(`SELECT ${created} AS created, seq FROM {schema}.${table} WHERE ${text}`),
    values,
  )
  if (isLeft(answer)) return failedRead('list', answer.left)
  const [row] = answer.right
  return right(row === undefined ? null : { created: row.created, seq: row.seq })
}

/** A list in the making: its conditions, each with a value. */
interface Listing {
  readonly conditions: string[]
  readonly values: unknown[]
}

const add = ({ conditions, values }: Listing, condition: (parameter: string) => string, value: unknown): void => {
  values.push(value)
  conditions.push(condition(`$${values.length}`))
}

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** By what rows are looked up in one index, whose order is that of the list. */
const filtered = ({ account, of, charge, kind, label, created }: List): Listing => {
  const listing: Listing = { conditions: [], values: [] }
  add(listing, (parameter) => `l.account = ${parameter}`, account)
  if (of === 'document') add(listing, (parameter) => `l.kind = ${parameter}`, indexName(kind ?? ''))
  if (of === 'document' && label !== undefined) add(listing, (parameter) => `l.label = ${parameter}`, indexName(label))
  const ofCharge = of === 'refund' || of === 'dispute' || of === 'event'
  if (ofCharge && charge !== undefined) add(listing, (parameter) => `l.charge = ${parameter}`, indexName(charge))
  for (const name of ['gt', 'gte', 'lt', 'lte'] as const satisfies readonly (keyof Created)[])
    if (created?.[name] !== undefined)
      add(listing, (parameter) => `l.${KINDS[of].created} ${SIGNS[name]} ${parameter}`, created[name])
  return listing
}

const beside = ({ conditions, values }: Listing, column: string, sign: '<' | '>', { created, seq }: Place): void => {
  values.push(created, seq)
  conditions.push(`(l.${column}, l.seq) ${sign} ($${values.length - 1}::bigint, $${values.length}::bigint)`)
}

/** The rows that were asked for, newest first. */
export const listRecords = async <Of extends RecordKind>(
  access: Access,
  asked: List<Of>,
): Promise<Either<StoreError | UnknownCursor, Page<Records[Of]>>> => {
  const { created, read } = KINDS[asked.of]
  const listing = filtered(asked)
  for (const [field, sign] of [
    ['startingAfter', '<'],
    ['endingBefore', '>'],
  ] as const) {
    const cursor = asked[field]
    if (cursor === undefined) continue
    const place = await placeOf(access, asked, cursor)
    if (isLeft(place)) return place
    if (place.right === null) return left({ _tag: 'UnknownCursor', field, cursor })
    beside(listing, created, sign, place.right)
  }
  if (!isAskable(asked.kind, asked.label, asked.charge)) return right({ data: [], more: false })
  // Those next to the cursor are the oldest of the newer ones.
  const newer = asked.endingBefore !== undefined
  const { conditions, values } = listing
  const text = pageText(asked, created, conditions.join(' AND '), newer ? 'ASC' : 'DESC', values.length + 1)
  const answer = await access.ask(access.statements.of(text), [...values, asked.limit + 1])
  if (isLeft(answer)) return failedRead('list', answer.left)
  const rows = answer.right.slice(0, asked.limit)
  const data = readAll(newer ? rows.reverse() : rows, read)
  return isLeft(data) ? data : right({ data: data.right, more: answer.right.length > asked.limit })
}

const pageText = (
  { of, label }: List,
  created: string,
  where: string,
  direction: 'ASC' | 'DESC',
  limit: number,
): string => {
  const order = `ORDER BY l.${created} ${direction}, l.seq ${direction} LIMIT $${limit}`
  if (of !== 'document' || label === undefined) {
    const columns = COLUMNS[of].replaceAll(/\w+/g, (name) => `l.${name}`)
    return `SELECT ${columns} FROM {schema}.${KINDS[of].table} l WHERE ${where} ${order}`
  }
  const columns = COLUMNS.document.replaceAll(/\w+/g, (name) => `d.${name}`)
  return `SELECT ${columns} FROM (
      SELECT l.account, l.kind, l.id, l.created_at, l.seq FROM {schema}.document_labels l WHERE ${where} ${order}
    ) l JOIN {schema}.documents d ON d.account = l.account AND d.kind = l.kind AND d.id = l.id
    ORDER BY l.created_at ${direction}, l.seq ${direction}`
}
