/**
 * The line to a file: opened when it is first needed, and again after it broke. The driver blocks the process while it waits
 * for a lock, so it does not wait: that is done here, with everything else going on. Whoever waits does so together, so that
 * the lock is asked for by one of them and not by all.
 */
import { type Either, left } from '../../domain/either.js'
import type { StoreUnavailable } from '../errors.js'
import { type Connection, connectionOn } from './connection.js'
import type { LibsqlDatabase, OpenDatabase, OwnDatabase } from './driver.js'
import { causeOf, isBusy, isOutdated, isWell, unavailableBy } from './errors.js'
import { migrate, requireVersion } from './migrate.js'

const LONGEST_PAUSE_MILLISECONDS = 25
const LONGEST_TIMER = 2 ** 31 - 1

/** How a file is opened and waited for. */
export interface Opening {
  readonly path: string
  readonly busyMilliseconds: number
  readonly migrate: boolean
  readonly load: () => Promise<OpenDatabase>
}

/** Whether there is room to write in this process: a transaction of the caller's own has it for itself. */
export interface Floor {
  /** Ends with the transaction; null while there is none. */
  taken: Promise<void> | null
}

/** A line to a file. */
export interface Line {
  readonly opening: Opening
  readonly floor: Floor
  connection: Connection | null
  database: OwnDatabase | null
  driver: OpenDatabase | null
  /** Ends when the lock is asked for again; null while nobody waits for it. */
  pausing: Promise<void> | null
  isClosed: boolean
}

export const createLine = (opening: Opening, floor: Floor = { taken: null }): Line => ({
  opening,
  floor,
  connection: null,
  database: null,
  driver: null,
  pausing: null,
  isClosed: false,
})

/** What is done in one go, and how often it was tried before. It may be done again where it threw. */
export type Act<E, A> = (connection: Connection, attempt: number) => Either<E, A>

/** An operation, and whether it needs the floor. */
export interface Operation {
  readonly operation: string
  readonly needs: 'nothing' | 'floor'
}

/** Does it as soon as nobody else has the lock, and within the time for that. Where nothing is to be waited for, at once. */
export const doOn = <E, A>(line: Line, doing: Operation, act: Act<E, A>): Promise<Either<E | StoreUnavailable, A>> => {
  const { connection, floor } = line
  if (connection === null || (doing.needs === 'floor' && floor.taken !== null)) return doLater(line, doing, act, null)
  try {
    return Promise.resolve(act(connection, 0))
  } catch (thrown) {
    return doLater(line, doing, act, { thrown })
  }
}

/** `first`: what the first attempt has thrown; null where there was none. */
const doLater = async <E, A>(
  line: Line,
  { operation, needs }: Operation,
  act: Act<E, A>,
  first: { readonly thrown: unknown } | null,
): Promise<Either<E | StoreUnavailable, A>> => {
  const deadline = performance.now() + line.opening.busyMilliseconds
  for (let attempt = 0; ; attempt += 1) {
    try {
      if (first !== null && attempt === 0) throw first.thrown
      while (needs === 'floor' && line.floor.taken !== null) await freed(line.floor, deadline)
      // Another that waited as well may have found the lock taken just now.
      while (attempt > 0 && line.pausing !== null && performance.now() < deadline) await line.pausing
      // Another may have ended it again before this one goes on.
      while (line.connection === null) await opened(line)
      return act(line.connection, attempt)
    } catch (thrown) {
      const cause = causeOf(thrown)
      if (!isBusy(cause) || performance.now() >= deadline || line.isClosed) {
        if (!isWell(cause)) hangUp(line)
        return left(unavailableBy(operation, thrown))
      }
      await (isOutdated(cause) ? turn() : paused(line))
    }
  }
}

/** Of how the store's own waiting ends when its time is over. */
class Busy extends Error {
  readonly code = 'SQLITE_BUSY'
}

/** When no transaction of the caller's own has the floor. Throws when the time is over. */
export const freed = async (floor: Floor, deadline: number): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Busy('a transaction of this process did not end in time')
    // A timer that is to wait for longer than it can does not wait at all.
    timer = setTimeout(reject, Math.min(LONGEST_TIMER, Math.max(0, deadline - performance.now())), error)
  })
  try {
    await Promise.race([floor.taken, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A random while: those who met do not meet again at once. */
export const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 1 + Math.random() * LONGEST_PAUSE_MILLISECONDS)
  })

/** One pause for all who wait for the lock. */
const paused = (line: Line): Promise<void> => {
  line.pausing ??= pause().then(() => {
    line.pausing = null
  })
  return line.pausing
}

/** Lets everything else that is ready go on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const CLOSED = new Error('the store is closed')

/** The connection. Throws where there is none. */
export const opened = async (line: Line): Promise<Connection> => {
  line.driver ??= await line.opening.load()
  // Another may have opened it meanwhile.
  if (line.isClosed) throw CLOSED
  if (line.connection !== null) return line.connection
  const database = line.driver(line.opening.path)
  try {
    const connection = prepared(database)
    if (line.opening.migrate) migrate(connection)
    else requireVersion(connection)
    line.database = database
    line.connection = connection
    return connection
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

const prepared = (database: LibsqlDatabase): Connection => {
  const connection = connectionOn(database, false)
  connection.exec('PRAGMA busy_timeout=0')
  connection.exec('PRAGMA journal_mode=WAL')
  const [mode] = connection.all<{ journal_mode: string }>('PRAGMA journal_mode', [])
  if (mode?.journal_mode !== 'wal') throw new Error(`the database cannot be kept in WAL mode: ${mode?.journal_mode}`)
  connection.exec('PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536')
  return connection
}

/** Ends the connection. The next that needs one opens another. */
export const hangUp = (line: Line): void => {
  const { database } = line
  line.connection = null
  line.database = null
  try {
    database?.close()
  } catch {
    // It is not used any more, whatever it says.
  }
}

/** Ends it for good. What was written is then in the one file, as far as nobody else reads it. */
export const closeLine = (line: Line): void => {
  line.isClosed = true
  try {
    line.connection?.all('PRAGMA wal_checkpoint(TRUNCATE)', [])
  } catch {
    // The next to open the file finds what was written beside it.
  }
  hangUp(line)
}
