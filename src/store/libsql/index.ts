/** Charges in one SQLite file: several processes may use it at once, and it survives each of them. */
import { resolve } from 'node:path'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import {
  checkOption,
  checkOptions,
  LONGEST_MILLISECONDS,
  type Rules,
  trueOrFalse,
  wholeNumber,
} from '../sql/options.js'
import { type Connection, connectionOn } from './connection.js'
import { type LibsqlDatabase, loadLibsql, wrongDatabase, wrongPath } from './driver.js'
import { groupedCommit } from './group.js'
import { closeLine, createLine, doOn } from './line.js'
import { explained } from './migrate.js'
import { libsqlMigrations, type Migration } from './migrations.js'
import { storeOn } from './store.js'
import { createTransactions, storeWithin } from './transaction.js'

export type { LibsqlDatabase, Migration }
export { libsqlMigrations }

/** Where the file is, and how it is used. */
export interface LibsqlOptions {
  /** Made where there is none; its directory is not. A path, no address, and no `:memory:`. */
  readonly path: string
  /**
   * How long an operation waits while others write, in whole milliseconds up to 2^31 - 1, before it answers `StoreUnavailable`.
   * Default: 5,000.
   */
  readonly busyMilliseconds?: number
  /** Whether missing migrations run at first use. `false` for those who run them themselves. Default: true. */
  readonly migrate?: boolean
}

/** A store in a file, and the caller's own transactions on it. */
export interface LibsqlStore extends Store {
  /**
   * Does `work` on a store of its own, and keeps all or nothing of what was written through it: `Right` commits; `Left`, or
   * a rejection, which is passed on, rolls back. Others read meanwhile, and see nothing of it before; whoever writes waits.
   *
   * The work must not wait for what the outer store writes, which waits for it. Its store answers `StoreUnavailable` after
   * the end.
   */
  readonly transaction: <E, A>(work: (store: Store) => TaskEither<E, A>) => TaskEither<E | StoreUnavailable, A>
  /** Ends it, when an open transaction has ended. Every operation answers `StoreUnavailable` afterwards. */
  readonly close: () => Promise<void>
}

/**
 * A store in one SQLite file, through the package `libsql`: in WAL mode, with every commit on disk (`synchronous=FULL`)
 * before it is answered. Several processes may use the file at once.
 *
 * Throws a `TypeError` where an option is wrong or unknown. Opening does nothing yet: a file that cannot be used is answered
 * with `StoreUnavailable` by the first operation, and those after it try again. Leases run by the clock of the machine.
 *
 * @since 0.1.0
 * @category store
 */
export const libsqlStore = (options: LibsqlOptions): LibsqlStore => {
  checkOptions('libsqlStore', options, RULES, ['path'])
  const { path, busyMilliseconds = 5000, migrate = true } = options
  // Whole, so that the driver takes its beginning for no scheme.
  const line = createLine({ path: resolve(path), busyMilliseconds, migrate, load: loadLibsql })
  const transactions = createTransactions(line)
  const store = storeOn(
    (operation, needs, act) => doOn(line, { operation, needs }, act),
    groupedCommit(line),
    () => true,
  )
  return {
    ...store,
    transaction: transactions.transaction,
    close: async () => {
      line.isClosed = true
      await transactions.close()
      closeLine(line)
    },
  }
}

/**
 * A store within the transaction that the caller has open on a connection of the packages `libsql` or `better-sqlite3`, to a
 * file that a store has migrated. What is written stands or falls with the caller's own COMMIT or ROLLBACK.
 *
 * Make it after your BEGIN: it then writes nothing where no transaction is open, as SQLite takes one back by itself where the disk
 * is full, say. A store that is made while no transaction is open commits each write by itself, at once.
 *
 * A lock that another has is waited for as long as `busyMilliseconds` says, 5,000 by default. To wait for none within the
 * transaction, begin it with `BEGIN IMMEDIATE`. For commits that are on disk, keep `PRAGMA synchronous` at FULL.
 *
 * Throws a `TypeError` where an option is wrong or unknown, or the connection is none.
 *
 * @since 0.1.0
 * @category store
 */
export const libsqlStoreIn = (
  database: LibsqlDatabase,
  options: Pick<LibsqlOptions, 'busyMilliseconds'> = {},
): Store => {
  checkOption('libsqlStoreIn: database', database, wrongDatabase)
  checkOptions('libsqlStoreIn', options, RULES_INSIDE)
  const { busyMilliseconds = 5000 } = options
  const connection = statementsOf(database)
  return storeWithin(connection, { state: 'open', isBegun: connection.isInTransaction() }, busyMilliseconds)
}

/** The statements of a connection are prepared once, however many transactions it has. */
const statementsOf = (database: LibsqlDatabase): Connection => {
  const known = CONNECTIONS.get(database)
  if (known !== undefined) return known
  const connection = explained(connectionOn(database, true))
  CONNECTIONS.set(database, connection)
  return connection
}

const CONNECTIONS = new WeakMap<LibsqlDatabase, Connection>()

const RULES_INSIDE: Rules<'busyMilliseconds'> = { busyMilliseconds: wholeNumber(0, LONGEST_MILLISECONDS) }

const RULES: Rules<keyof LibsqlOptions> = { path: wrongPath, ...RULES_INSIDE, migrate: trueOrFalse }
