/** The PostgreSQL store: all that the port asks, for many processes on one database. */
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import { asked, pooled } from './access.js'
import type { PostgresClient, PostgresPool } from './client.js'
import { createHot, type Locking } from './hot.js'
import { askOn, type Patience } from './line.js'
import { loadPg, type OwnPool } from './load-pg.js'
import { migrate, readily } from './migrate.js'
import { DEFAULT_SCHEMA, wrongSchema } from './names.js'
import { storeOn } from './operations.js'
import { createStatements } from './statements.js'
import { transact } from './transaction.js'

/** A store in PostgreSQL, and the caller's own transactions on it. */
export interface PostgresStore extends Store {
  /**
   * Does `work` on a store that is bound to one transaction, and keeps all or nothing of what was written through it:
   * `Right` commits; `Left`, or a rejection, which is passed on, rolls back. Its store answers `StoreUnavailable` after
   * the end. It is no retry: where the transaction failed as a whole, `StoreUnavailable` says so.
   */
  readonly transaction: <E, A>(work: (store: Store) => TaskEither<E, A>) => TaskEither<E | StoreUnavailable, A>
  /** Ends the store's own pool. The caller's own pool is left as it is. */
  readonly close: Task<void>
}

/** What a store in PostgreSQL begins with. */
export type PostgresOptions = PostgresSettings &
  (
    | {
        /** Such as `postgres://user@host/database`. The store makes a pool, and `close` ends it. */
        readonly connectionString: string
        /** How many connections the pool has at most. Default: 10. */
        readonly connections?: number
      }
    | {
        /** The caller's own pool, of the package pg. */
        readonly pool: PostgresPool
      }
  )

/** How a store in PostgreSQL works. Times are in milliseconds. */
export interface PostgresSettings {
  /** The schema in which everything stands. Default: `refund_machine`. */
  readonly schema?: string
  /** Whether the store makes and raises its schema at first use. Default: true. */
  readonly migrate?: boolean
  /** Whether statements are prepared under names; not through a proxy that shares connections. Default: true. */
  readonly prepare?: boolean
  /** Which charges are locked as they are loaded. Default: `adaptive`, those at which processes met lately. */
  readonly locking?: Locking
  /** How long a charge is locked after processes met at it. Default: 2,000. */
  readonly hotMilliseconds?: number
  /** How long a connection is waited for. Default: 5,000. */
  readonly connectMilliseconds?: number
  /** How long a statement is waited for, and its locks. Default: 10,000. */
  readonly statementMilliseconds?: number
  /** How long a lock is held at most for someone who does nothing. Default: 10,000. */
  readonly heldMilliseconds?: number
}

/**
 * A store in PostgreSQL 14 or later. Nothing is opened before it is first used, and a database that is down is
 * `StoreUnavailable` until it is there again.
 *
 * Throws where the schema's name is none.
 *
 * @since 0.1.0
 * @category store
 */
export const postgresStore = (options: PostgresOptions): PostgresStore => {
  const { schema, patience, prepare } = settled(options)
  const pool = 'pool' in options ? given(options.pool) : made(options, patience)
  const ready = readily(() => migrate(pool, schema, patience, options.migrate ?? true))
  const { ask, take } = pooled(pool, patience, ready)
  const statements = createStatements(schema, prepare)
  const hot = createHot(options.locking ?? 'adaptive', options.hotMilliseconds ?? 2_000)
  const holding = { hot, take, heldMilliseconds: options.heldMilliseconds ?? 10_000 }
  return {
    ...storeOn({ statements, ask, inside: false, holding }),
    transaction: (work) => () => transact(take, statements, work),
    close: () => pool.end(),
  }
}

/**
 * A store bound to the transaction that the caller has opened on a connection: what is written through it is seen by others
 * after the caller's own commit, and gone after a rollback. A commit that answers `Moved` leaves the transaction as it was;
 * after `StoreUnavailable` only a rollback is left. The schema must be there.
 *
 * Throws where the schema's name is none.
 *
 * @since 0.1.0
 * @category store
 */
export const postgresStoreIn = (
  client: PostgresClient,
  options: Pick<PostgresSettings, 'schema' | 'prepare' | 'statementMilliseconds'> = {},
): Store => {
  const { schema, patience, prepare } = settled(options)
  const ask = askOn(client, patience)
  return storeOn({
    statements: createStatements(schema, prepare),
    ask: (statement, values) => asked(ask, statement, values),
    inside: true,
    holding: null,
  })
}

interface Settled {
  readonly schema: string
  readonly patience: Patience
  readonly prepare: boolean
}

const settled = ({
  schema = DEFAULT_SCHEMA,
  prepare = true,
  connectMilliseconds = 5_000,
  statementMilliseconds = 10_000,
}: PostgresSettings): Settled => {
  const wrong = wrongSchema(schema)
  if (wrong !== null) throw new TypeError(`refund-machine/store/postgres: ${wrong}`)
  return { schema, prepare, patience: { connectMilliseconds, statementMilliseconds } }
}

/** A pool that may have to be made first. */
interface Pool extends PostgresPool {
  readonly end: Task<void>
}

const given = (pool: PostgresPool): Pool => ({ connect: () => pool.connect(), end: async () => undefined })

const made = (
  { connectionString, connections = 10 }: { readonly connectionString: string; readonly connections?: number },
  { connectMilliseconds, statementMilliseconds }: Patience,
): Pool => {
  let pool: Promise<OwnPool> | null = null
  let ended = false
  const open = async (): Promise<OwnPool> => {
    const { Pool } = await loadPg()
    const opened = new Pool({
      connectionString,
      max: connections,
      connectionTimeoutMillis: connectMilliseconds,
      // The server gives up a little before the store does, and its word leaves no doubt.
      statement_timeout: Math.ceil(statementMilliseconds * 0.9),
      lock_timeout: Math.ceil(statementMilliseconds * 0.8),
      application_name: 'refund-machine',
    })
    // A connection that breaks while nobody uses it is replaced when one is needed.
    opened.on('error', () => undefined)
    return opened
  }
  const opened = (): Promise<OwnPool> => {
    pool ??= open().catch((error) => {
      pool = null
      throw error
    })
    return pool
  }
  return {
    connect: async () => {
      if (ended) throw new Error('the store was closed')
      return (await opened()).connect()
    },
    end: async () => {
      if (ended) return
      ended = true
      await (await pool)?.end()
    },
  }
}
