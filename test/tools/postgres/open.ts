/** Stores on the server of the project `postgres`, each in a schema of its own that is dropped at its end. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { PostgresSettings, PostgresStore } from '../../../src/store/postgres/index.js'
import { postgresStore } from '../../../src/store/postgres/index.js'
import type { Open, Subject } from '../../../src/testing/index.js'

/** Of the server that `setup.ts` started. */
export const serverUrl = (): string => {
  const url = process.env.TEST_POSTGRES_URL
  if (url === undefined) throw new Error('these tests run in the vitest project postgres')
  return url
}

/** One pool for what tests do by hand, a file's cases share it. */
let admin: pg.Pool | null = null
export const byHand = async (text: string, values: unknown[] = []): Promise<pg.QueryResult['rows']> => {
  admin ??= new pg.Pool({ connectionString: serverUrl(), max: 4, allowExitOnIdle: true }).on('error', () => undefined)
  const answer: unknown = await admin.query({ text, values })
  const last = Array.isArray(answer) ? answer[answer.length - 1] : answer
  return (last as pg.QueryResult).rows
}

/** The same on a server of one's own, on a connection for once. */
export const byHandAt = async (connectionString: string, text: string): Promise<pg.QueryResult['rows']> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Ends the connections that were used by hand, which tells the server's statistics what they read. */
export const endByHand = async (): Promise<void> => {
  const ending = admin
  admin = null
  await ending?.end()
}

export const newSchema = (): string => `t_${randomBytes(8).toString('hex')}`

export interface PostgresSubject extends Subject {
  readonly schema: string
  readonly store: PostgresStore
  readonly another: () => Promise<PostgresStore>
  readonly passSeconds: (seconds: number) => Promise<void>
}

/** Every handle has a pool of its own. */
export const openPostgres = async (settings: PostgresSettings = {}): Promise<PostgresSubject> => {
  const schema = newSchema()
  const open = (): PostgresStore =>
    postgresStore({ connectionString: serverUrl(), connections: 8, schema, ...settings })
  const store = open()
  const handles = [store]
  return {
    schema,
    store,
    another: async () => {
      const handle = open()
      handles.push(handle)
      return handle
    },
    passSeconds: (seconds) => passSeconds(schema, seconds),
    transaction: store.transaction,
    close: async () => {
      await Promise.all(handles.map((handle) => handle.close()))
      await byHand(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
    },
  }
}

/** Leases run by the database's clock: they are moved into the past. */
const passSeconds = async (schema: string, seconds: number): Promise<void> => {
  for (const table of ['charges', 'due'])
    await byHand(
      `UPDATE ${schema}.${table} SET lease_until = lease_until - make_interval(secs => $1) WHERE lease IS NOT NULL`,
      [seconds],
    )
}

export const opening =
  (settings: PostgresSettings = {}): Open =>
  () =>
    openPostgres(settings)
