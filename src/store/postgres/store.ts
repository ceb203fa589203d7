/** The PostgreSQL store: all that the port asks, for many processes on one database. */
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { isLeft, left } from '../../domain/either.js'
import type { StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import {
  checkOption,
  checkOptions,
  LONGEST_MILLISECONDS,
  oneOf,
  type Rule,
  type Rules,
  trueOrFalse,
  wholeNumber,
} from '../sql/options.js'
import { type Asking, asked, pooled } from './access.js'
import { isOutside, type PostgresClient, type PostgresPool, type Statement, wrongClient, wrongPool } from './client.js'
import { createHot, type Locking } from './hot.js'
import { type Ask, askOn, type Patience } from './line.js'
import { explained, migrate, readily } from './migrate.js'
import { DEFAULT_SCHEMA, wrongSchema } from './names.js'
import { storeOn } from './operations.js'
import { type EndingPool, givenPool, ownPool, wrongAddress } from './pool.js'
import { createStatements, type Statements } from './statements.js'
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

/** What a store in PostgreSQL begins with: a pool of its own or the caller's, and how it works. */
export type PostgresOptions = PostgresSettings & (OfOwnPool | OfGivenPool)

interface OfOwnPool {
  /** Such as `postgres://user@host/database`. The store makes a pool, and `close` ends it. */
  readonly connectionString: string
  /** How many connections the pool has at most. Default: 10. */
  readonly connections?: number
}

interface OfGivenPool {
  /** The caller's own pool, of the package pg. Without a listener for its `error` a connection that breaks ends the process. */
  readonly pool: PostgresPool
}

/** How a store in PostgreSQL works. Times are whole milliseconds from 1 to 2^31 - 1. */
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
 * Throws a `TypeError` where an option is wrong or unknown.
 *
 * @since 0.1.0
 * @category store
 */
export const postgresStore = (options: PostgresOptions): PostgresStore => {
  checkOptions('postgresStore', options, RULES)
  const { schema, patience, prepare } = settled(options)
  const pool = poolOf(options, patience)
  const ready = readily(() => migrate(pool, schema, patience, options.migrate ?? true))
  const { ask, take } = pooled(pool, patience, ready)
  const statements = createStatements(schema, prepare)
  const hot = createHot(options.locking ?? 'adaptive', options.hotMilliseconds ?? 2_000)
  const holding = { hot, take, heldMilliseconds: Math.min(options.heldMilliseconds ?? 10_000, LONGEST_MILLISECONDS) }
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
 * While no transaction is open, it writes nothing and answers `StoreUnavailable`. That is known of a client of pg that has
 * `getTransactionStatus`; on others each write then stands by itself.
 *
 * Throws a `TypeError` where an option is wrong or unknown, or the connection is none; a pool is none.
 *
 * @since 0.1.0
 * @category store
 */
export const postgresStoreIn = (
  client: PostgresClient,
  options: Pick<PostgresSettings, 'schema' | 'prepare' | 'statementMilliseconds'> = {},
): Store => {
  checkOption('postgresStoreIn: client', client, wrongClient)
  checkOptions('postgresStoreIn', options, RULES_INSIDE)
  const { schema, patience, prepare } = settled(options)
  const statements = createStatements(schema, prepare)
  const ask = askOn(client, patience)
  return storeOn({ statements, ask: askingWithin(client, ask, statements), inside: true, holding: null })
}

/** Writes are sent only while a transaction is open; and where the schema is missing, errors say what to do. */
const askingWithin = (client: PostgresClient, ask: Ask, statements: Statements): Asking => {
  const isWrite = (statement: Statement): boolean => WRITES.some((name) => statements[name] === statement)
  return async (statement, values) => {
    // Their BEGIN may be on its way: who is answered behind it knows.
    if (isWrite(statement) && isOutside(client)) {
      const behind = await asked(ask, NOTHING)
      if (isLeft(behind)) return left({ ...behind.left, sent: false })
      if (isOutside(client)) return left({ sent: false, error: new Error(NO_TRANSACTION) })
    }
    const answer = await asked(ask, statement, values)
    return isLeft(answer) ? left({ ...answer.left, error: explained(answer.left.error, statements.schema) }) : answer
  }
}

const WRITES = [
  'loadWithKey',
  'holdKey',
  'giveBackKey',
  'commit',
  'claimEvents',
  'acknowledge',
  'claimDue',
  'forgetKeys',
] as const satisfies (keyof Statements)[]
const NOTHING: Statement = { text: 'SELECT 1', name: null }
const NO_TRANSACTION =
  'refund-machine/store/postgres: no transaction is open on the connection: send BEGIN before the store writes'

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
  const patience = {
    connectMilliseconds: Math.min(connectMilliseconds, LONGEST_MILLISECONDS),
    statementMilliseconds: Math.min(statementMilliseconds, LONGEST_MILLISECONDS),
  }
  return { schema, prepare, patience }
}

/** The pool that the store works with. Throws where none is named, or two. */
const poolOf = (options: Partial<OfOwnPool & OfGivenPool>, patience: Patience): EndingPool => {
  const { pool, connectionString, connections = 10 } = options
  if (pool === undefined) {
    if (connectionString === undefined)
      throw new TypeError('postgresStore: expected connectionString or pool, got neither')
    return ownPool({ connectionString, connections }, patience)
  }
  if (connectionString !== undefined) throw new TypeError('postgresStore: expected connectionString or pool, got both')
  if (options.connections !== undefined)
    throw new TypeError('postgresStore: connections: a pool of your own has its own number')
  return givenPool(pool)
}

const COUNTED = wholeNumber(1, LONGEST_MILLISECONDS)
/** Without end is as long as timers and the server count. */
const milliseconds: Rule = (value) => (value === Number.POSITIVE_INFINITY ? null : COUNTED(value))

const RULES_INSIDE: Rules<'schema' | 'prepare' | 'statementMilliseconds'> = {
  schema: wrongSchema,
  prepare: trueOrFalse,
  statementMilliseconds: milliseconds,
}

const RULES: Rules<keyof (OfOwnPool & OfGivenPool & PostgresSettings)> = {
  connectionString: wrongAddress,
  connections: wholeNumber(1),
  pool: wrongPool,
  ...RULES_INSIDE,
  migrate: trueOrFalse,
  locking: oneOf(['adaptive', 'always', 'never'] satisfies Locking[]),
  hotMilliseconds: milliseconds,
  connectMilliseconds: milliseconds,
  heldMilliseconds: milliseconds,
}
