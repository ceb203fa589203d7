/** A connection: its statements, prepared once, and what is done with it in one go. */
import { type Either, isLeft } from '../../domain/either.js'
import { type KeptCharges, keptCharges } from './charges.js'
import type { LibsqlDatabase, LibsqlStatement, Value } from './driver.js'
import { CommitFailed } from './errors.js'

/** A connection. Everything is done at once, and throws what the driver throws. */
export interface Connection {
  /** Whether everything is done within a transaction that is begun and ended elsewhere. */
  readonly isWithin: boolean
  readonly isInTransaction: () => boolean
  readonly exec: (sql: string) => void
  /** How many rows it wrote, triggers apart. */
  readonly run: (sql: string, values: Value[]) => number
  readonly one: <Row>(sql: string, values: Value[]) => Row | undefined
  readonly all: <Row>(sql: string, values: Value[]) => readonly Row[]
  readonly charges: KeptCharges
}

export const connectionOn = (database: LibsqlDatabase, isWithin: boolean): Connection => {
  const statements = new Map<string, LibsqlStatement>()
  const prepared = (sql: string): LibsqlStatement => {
    // The driver would go on with the statements of a connection that was closed.
    if (!database.open) throw new Error('the connection is closed')
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = database.prepare(sql) as LibsqlStatement
    statements.set(sql, statement)
    return statement
  }
  return {
    isWithin,
    isInTransaction: () => database.open && database.inTransaction,
    exec: (sql) => void database.exec(sql),
    run: (sql, values) => prepared(sql).run(values).changes,
    one: <Row>(sql: string, values: Value[]) => prepared(sql).get(values) as Row | undefined,
    all: <Row>(sql: string, values: Value[]) => prepared(sql).all(values) as Row[],
    charges: keptCharges(),
  }
}

/**
 * How a transaction begins: `read` sees one state, and may still come to write; `write` has the one lock for writing from the
 * start. The lax ones are for what need not survive the machine: their commits wait for no fsync.
 */
export type Kind = 'read' | 'write' | 'laxRead' | 'laxWrite'

const BEGIN: { readonly [Of in Kind]: string } = {
  read: 'BEGIN',
  write: 'BEGIN IMMEDIATE',
  laxRead: 'PRAGMA synchronous=NORMAL; BEGIN',
  laxWrite: 'PRAGMA synchronous=NORMAL; BEGIN IMMEDIATE',
}
const FULL = 'PRAGMA synchronous=FULL'

/** All of it; or nothing, where it answers `Left` or throws. Within a transaction of another it is a part of that. */
export const atomically = <E, A>(connection: Connection, kind: Kind, work: () => Either<E, A>): Either<E, A> => {
  if (connection.isWithin)
    return saved(connection, () => {
      if (kind === 'write' || kind === 'laxWrite') lock(connection)
      return work()
    })
  const isLax = kind === 'laxRead' || kind === 'laxWrite'
  try {
    connection.exec(BEGIN[kind])
    return committed(connection, work)
  } finally {
    if (isLax) connection.exec(FULL)
  }
}

/**
 * Takes the lock for writing, in a transaction that does not have it yet. Prepared statements write only after that: the driver
 * leaves one that was refused as busy in progress, and then no savepoint can be ended.
 */
export const lock = (connection: Connection): void => connection.exec('delete from rm_migrations where false')

const committed = <E, A>(connection: Connection, work: () => Either<E, A>): Either<E, A> => {
  let result: Either<E, A>
  try {
    result = work()
  } catch (thrown) {
    rollBack(connection)
    throw thrown
  }
  if (isLeft(result)) rollBack(connection)
  else commit(connection)
  return result
}

/** Ends a transaction. Throws `CommitFailed` where that is not certain to have been done. */
export const commit = (connection: Connection): void => end(connection, 'COMMIT')

const end = (connection: Connection, sql: 'COMMIT' | 'RELEASE refund_machine'): void => {
  try {
    connection.exec(sql)
  } catch (thrown) {
    try {
      rollBack(connection)
    } catch {
      // What is to be told is that it may have been written.
    }
    throw new CommitFailed(thrown)
  }
}

/** SQLite has rolled back by itself after some errors. */
export const rollBack = (connection: Connection): void => {
  if (connection.isInTransaction()) connection.exec('ROLLBACK')
}

/**
 * A part of a transaction: where it answers `Left` or throws, that part alone is taken back. Where none is open it is one by
 * itself, and ends as one.
 */
export const saved = <E, A>(connection: Connection, work: () => Either<E, A>): Either<E, A> => {
  const isPart = isOpen(connection)
  connection.exec('SAVEPOINT refund_machine')
  let result: Either<E, A>
  try {
    result = work()
  } catch (thrown) {
    undo(connection, isPart)
    throw thrown
  }
  if (isLeft(result)) undo(connection, isPart)
  else if (isPart) connection.exec('RELEASE refund_machine')
  else end(connection, 'RELEASE refund_machine')
  return result
}

/** Whether a transaction is open. Parts are written in no other place, but for what is done on a connection of the caller's own. */
export const isOpen = (connection: Connection): boolean => !connection.isWithin || connection.isInTransaction()

const undo = (connection: Connection, isPart: boolean): void => {
  if (!isPart) rollBack(connection)
  else if (connection.isInTransaction()) connection.exec('ROLLBACK TO refund_machine; RELEASE refund_machine')
}
