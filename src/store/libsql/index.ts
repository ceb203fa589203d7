/** Charges in one SQLite file: several processes may use it at once, and it survives each of them. */
import { resolve } from 'node:path'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import { type Connection, connectionOn } from './connection.js'
import { type LibsqlDatabase, loadLibsql } from './driver.js'
import { groupedCommit } from './group.js'
import { closeLine, createLine, doOn } from './line.js'
import { libsqlMigrations, type Migration } from './migrations.js'
import { storeOn } from './store.js'
import { createTransactions, storeWithin } from './transaction.js'

export type { LibsqlDatabase, Migration }
export { libsqlMigrations }

/** Where the file is, and how it is used. */
export interface LibsqlOptions {
  /** Made where there is none; its directory is not. */
  readonly path: string
  /** How long an operation waits while others write, in milliseconds, before it answers `StoreUnavailable`. Default: 5,000. */
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
 * Opening does nothing yet: a file that cannot be used is answered with `StoreUnavailable` by the first operation, and those
 * after it try again. Leases run by the clock of the machine.
 *
 * @since 0.1.0
 * @category store
 */
export const libsqlStore = ({ path, busyMilliseconds = 5000, migrate = true }: LibsqlOptions): LibsqlStore => {
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
 * Made while a transaction is open, it writes nothing where none is: SQLite takes a transaction back by itself where the disk is
 * full, say. Made while none is, each commit stands by itself.
 *
 * A lock that another has is waited for as long as `busyMilliseconds` says, 5,000 by default. To wait for none within the
 * transaction, begin it with `BEGIN IMMEDIATE`. For commits that are on disk, keep `PRAGMA synchronous` at FULL.
 *
 * @since 0.1.0
 * @category store
 */
export const libsqlStoreIn = (
  database: LibsqlDatabase,
  { busyMilliseconds = 5000 }: Pick<LibsqlOptions, 'busyMilliseconds'> = {},
): Store => {
  const connection = statementsOf(database)
  return storeWithin(connection, { state: 'open', isBegun: connection.isInTransaction() }, busyMilliseconds)
}

/** The statements of a connection are prepared once, however many transactions it has. */
const statementsOf = (database: LibsqlDatabase): Connection => {
  const known = CONNECTIONS.get(database)
  if (known !== undefined) return known
  const connection = connectionOn(database, true)
  CONNECTIONS.set(database, connection)
  return connection
}

const CONNECTIONS = new WeakMap<LibsqlDatabase, Connection>()
