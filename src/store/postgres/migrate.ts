/** Brings the schema to this program's version, once, whoever comes first; and refuses one that is newer. */
import type { PostgresPool, Row } from './client.js'
import { refusedBy } from './errors.js'
import { type Line, type Patience, takeLine } from './line.js'
import { CURRENT, postgresMigrations } from './migrations.js'
import { inSchema } from './names.js'

/** How long a schema may take to be made. */
const PATIENT = 60_000

/** Rejects where the schema is not of this program's version afterwards. */
export const migrate = async (
  pool: PostgresPool,
  schema: string,
  patience: Patience,
  mayWrite: boolean,
): Promise<void> => {
  if ((await on(pool, patience, (line) => checked(line, schema, mayWrite))) === CURRENT) return
  await on(pool, { ...patience, statementMilliseconds: PATIENT }, (line) => raise(line, schema))
}

const on = async <A>(pool: PostgresPool, patience: Patience, work: (line: Line) => Promise<A>): Promise<A> => {
  const line = await takeLine(pool, patience)
  try {
    return await work(line)
  } finally {
    line.close()
  }
}

/** The version that is there: 0 for none. Rejects where it cannot be worked with. */
const checked = async (line: Line, schema: string, mayWrite: boolean): Promise<number> => {
  const version = await versionOf(line, schema)
  if (version > CURRENT)
    throw new Error(
      `refund-machine/store/postgres: the schema ${schema} is of version ${version}, and this program knows up to ${CURRENT}: use a newer one`,
    )
  if (version < CURRENT && !mayWrite)
    throw new Error(
      `refund-machine/store/postgres: the schema ${schema} is of version ${version}, and this program needs ${CURRENT}: run what postgresMigrations() gives, or leave migrate on`,
    )
  return version
}

const THERE = `SELECT EXISTS (
  SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relname = 'migrations'
) AS there`

const versionOf = async (line: Line, schema: string): Promise<number> => {
  // Asked of the catalogue's rows: what a session keeps of it may be older than the lock that was waited for.
  const [found] = await line.ask({ text: THERE, name: null }, [schema])
  if (found?.there !== true) return 0
  const text = inSchema(schema, 'SELECT max(version)::text AS version FROM {schema}.migrations')
  const rows: readonly Row[] = await line.ask({ text, name: null })
  return Number(rows[0]?.version ?? 0)
}

/** One at a time, among all processes; who comes later finds it done. */
const raise = async (line: Line, schema: string): Promise<void> => {
  await line.askText('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE')
  try {
    await line.askText('SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0')
    await line.ask({ text: 'SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', name: null }, [
      'refund-machine',
      schema,
    ])
    const version = await checked(line, schema, true)
    for (const one of postgresMigrations(schema)) if (one.version > version) await line.askText(one.sql)
    await line.askText('COMMIT')
  } catch (error) {
    await line.askText('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Asked by every operation: answers at once when it has succeeded before, and tries again when it has not. */
export const readily = (prepare: () => Promise<void>): (() => Promise<void>) => {
  let under: Promise<void> | null = null
  return () => {
    under ??= prepare().catch((error) => {
      under = null
      throw error
    })
    return under
  }
}

/** No such schema, table, column or function. */
const MISSING = /^(?:3F000|42P01|42703|42883)$/

/**
 * What the server said within a transaction of the caller's own, where nothing is migrated: if the schema is missing, what to do.
 * It has the server's code, by which it is known that nothing was written.
 */
export const explained = (error: unknown, schema: string): unknown => {
  const code = refusedBy(error)
  if (code === null || !MISSING.test(code)) return error
  const text = `refund-machine/store/postgres: the schema ${schema} is not there, or older than this program: run what postgresMigrations() gives before the transaction, or use postgresStore once`
  const { severity } = error as { readonly severity: string }
  return Object.assign(new Error(text, { cause: error }), { code, severity })
}
