/** The PostgreSQL store: all that the port asks, for many processes on one database. */
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import { asked, pooled } from './access.js'
import type { PostgresClient, PostgresPool } from './client.js'
import { createHot, type Locking } from './hot.js'
import { askOn, type Patience } from './line.js'
import { migrate, readily } from './migrate.js'
import { DEFAULT_SCHEMA, wrongSchema } from './names.js'
import { storeOn } from './operations.js'
import { givenPool, ownPool } from './pool.js'
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
  /**
   * Ends the store's own pool: what is under way is waited for as long as a statement is, and then every connection is cut
   * that the server does not end. The caller's own pool is left as it is.
   */
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
        /** The caller's own pool, of the package pg. Without a listener for its `error` a connection that breaks ends the process. */
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
  const pool = 'pool' in options ? givenPool(options.pool) : ownPool(options, patience)
  const ready = readily(() => migrate(pool, schema, patience, options.migrate ?? true))
  const { ask, take } = pooled(pool, patience, ready)
  const statements = createStatements(schema, prepare)
  const hot = createHot(options.locking ?? 'adaptive', options.hotMilliseconds ?? 2_000)
  const holding = { hot, take, heldMilliseconds: Math.min(options.heldMilliseconds ?? 10_000, LONGEST) }
  return {
    ...storeOn({ statements, ask, inside: false, holding }),
    transaction: (work) => () => transact(take, statements, work),
    close: pool.end,
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

/** Neither timers nor the server count further: without end is as long as they can. */
const LONGEST = 2 ** 31 - 1

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
  const patience = {
    connectMilliseconds: Math.min(connectMilliseconds, LONGEST),
    statementMilliseconds: Math.min(statementMilliseconds, LONGEST),
  }
  return { schema, prepare, patience }
}
