/** The data of a run: a file of SQLite's, or a database of PostgreSQL's; opened as a store, and read by plain SQL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import pg from 'pg'
import type { Store } from '../../src/store/index.js'
import { libsqlStore } from '../../src/store/libsql/index.js'
import { postgresStore } from '../../src/store/postgres/index.js'

/** A path, or an address that begins with `postgres://`. */
export type Data = string

export const isPostgres = (data: Data): boolean => data.startsWith('postgres://')

export interface Opened {
  readonly store: Store
  readonly close: () => Promise<void>
}

export const openStore = (data: Data): Opened => {
  const store = isPostgres(data) ? postgresStore({ connectionString: data }) : libsqlStore({ path: data })
  return { store, close: async () => store.close() }
}

/** A row, of texts and numbers. */
export type Row = Readonly<Record<string, unknown>>

/** What plain SQL answers. Tables are written as `{refunds}`. */
export const query = async (data: Data, text: string): Promise<readonly Row[]> => {
  const sql = text.replace(/\{(\w+)\}/g, isPostgres(data) ? 'refund_machine.$1' : 'rm_$1')
  if (!isPostgres(data)) return queryFile(data, sql)
  const client = new pg.Client({ connectionString: data })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const queryFile = (path: string, sql: string): readonly Row[] => {
  const database = new Database(path)
  try {
    database.exec('PRAGMA busy_timeout = 10000')
    const statement = database.prepare(sql)
    if (/^\s*select/i.test(sql)) return statement.all() as readonly Row[]
    statement.run()
    return []
  } finally {
    database.close()
  }
}

/** A folder for files of SQLite's, and how to be rid of it. */
export const temporaryFolder = (): { readonly fileAt: (name: string) => Data; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'refund-machine-faults-'))
  const remove = (): void => {
    process.off('exit', remove)
    rmSync(folder, { recursive: true, force: true })
  }
  // Also where a run is broken off.
  process.on('exit', remove)
  return { fileAt: (name) => join(folder, name), remove }
}

/** A run that is broken off cleans up as it ends. */
export const endOnSignals = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
}

/** A new and empty database on a server that runs. */
export const newDatabase = async (url: string, name: string): Promise<Data> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name}`)
  } finally {
    await client.end()
  }
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** A charge as its own columns and the rows of its refunds say it. */
export interface Sums {
  readonly account: string
  readonly charge: string
  readonly captured: number
  readonly standing: number
  /** What triggers or their like keep beside it. */
  readonly refunded: number
  /** Of the refunds that stand. */
  readonly sum: number
  /** How many stand. */
  readonly count: number
}

/** How a row `r` names its charge `c`: in SQLite by the row that it has, in PostgreSQL by its id. */
const itsCharge = (data: Data): string =>
  isPostgres(data) ? 'r.account = c.account AND r.charge = c.id' : 'r.charge = c.seq'

const sumsIn = (data: Data): string => `SELECT c.account, c.id AS charge, c.captured, c.standing, c.refunded,
  coalesce(sum(r.amount), 0) AS sum, count(r.id) AS count
FROM {charges} c LEFT JOIN {refunds} r ON ${itsCharge(data)}
  AND r.status IN ('requested', 'pending', 'requires_action', 'succeeded')
GROUP BY c.account, c.id, c.captured, c.standing, c.refunded ORDER BY c.account, c.id`

export const sumsOf = async (data: Data): Promise<readonly Sums[]> =>
  (await query(data, sumsIn(data))).map((row) => ({
    account: String(row.account),
    charge: String(row.charge),
    captured: Number(row.captured),
    standing: Number(row.standing),
    refunded: Number(row.refunded),
    sum: Number(row.sum),
    count: Number(row.count),
  }))

/** What is wrong with the sums: empty when they agree and no charge gives back more than it took. */
export const sumProblems = (sums: readonly Sums[]): readonly string[] =>
  sums.flatMap(({ charge, captured, standing, refunded, sum }) => [
    ...(sum > captured ? [`${charge}: refunds of ${sum} stand, of ${captured} that were captured`] : []),
    ...(sum === standing && sum === refunded
      ? []
      : [`${charge}: refunds of ${sum} stand, and the charge says ${standing} and ${refunded}`]),
  ])

export interface RefundRow {
  readonly charge: string
  readonly amount: number
  readonly status: string
}

/** Every refund, by its id. */
export const refundsIn = async (data: Data): Promise<ReadonlyMap<string, RefundRow>> => {
  const rows = await query(
    data,
    `SELECT r.id, c.id AS charge, r.amount, r.status FROM {refunds} r JOIN {charges} c ON ${itsCharge(data)}`,
  )
  return new Map(
    rows.map((row) => [
      String(row.id),
      { charge: String(row.charge), amount: Number(row.amount), status: String(row.status) },
    ]),
  )
}

/** The id of every event of the law. */
export const eventsIn = async (data: Data): Promise<ReadonlySet<string>> => {
  const rows = await query(
    data,
    `SELECT c.id AS charge, r.number FROM {events} r JOIN {charges} c ON ${itsCharge(data)}`,
  )
  return new Set(rows.map(({ charge, number }) => `${charge}.${number}`))
}
