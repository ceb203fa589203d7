/** The caller's own transactions: on a connection of their own, one after the other in a process. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import { type Connection, commit, rollBack } from './connection.js'
import { causeOf, isBusy, isOutdated, unavailableBy } from './errors.js'
import { commitWithin } from './group.js'
import { type Act, CLOSED, createLine, doOn, type Floor, freed, hangUp, type Line, pause } from './line.js'
import { type Doing, storeOn } from './store.js'
import { encoded } from './write.js'

/** Whether a transaction is open, and what became of it. */
export interface Session {
  state: 'open' | 'committed' | 'rolledBack'
  /** Nothing is done outside of the transaction that was begun, also where SQLite has rolled it back by itself. */
  readonly isBegun: boolean
}

const ENDED = new Error('the transaction has ended')
const GONE = new Error('the transaction was rolled back by an error')

/** A store within a transaction that is open on the connection. What is busy is tried again until the time is over. */
export const storeWithin = (connection: Connection, session: Session, busyMilliseconds: number): Store => {
  const doing: Doing = async (operation, _, act) => {
    const deadline = performance.now() + busyMilliseconds
    for (let attempt = 0; ; attempt += 1) {
      const isOpen = session.state === 'open' && (!session.isBegun || connection.isInTransaction())
      if (!isOpen) return left(unavailableBy(operation, ENDED))
      try {
        return act(connection, attempt)
      } catch (thrown) {
        const cause = causeOf(thrown)
        if (!isBusy(cause) || isOutdated(cause) || performance.now() >= deadline)
          return left(unavailableBy(operation, thrown))
        await pause()
      }
    }
  }
  const commitNow: Store['commit'] = (against, write) => () =>
    doing('commit', 'nothing', () => commitWithin(connection, encoded(against, write)))
  return storeOn(doing, commitNow, () => session.state !== 'rolledBack')
}

/** The caller's own transactions. */
export interface Transactions {
  readonly transaction: <E, A>(work: (store: Store) => TaskEither<E, A>) => TaskEither<E | StoreUnavailable, A>
  /** When the one that is open has ended. */
  readonly close: () => Promise<void>
}

/** Does transactions beside what the line does, one at a time. */
export const createTransactions = (line: Line): Transactions => {
  // A line of its own: nothing of a transaction is seen through the other before it ends.
  const own = createLine(line.opening)
  return {
    transaction: (work) => async () => {
      const deadline = performance.now() + line.opening.busyMilliseconds
      // Another may have taken it between being free and hearing of it.
      do {
        const late = await taken(line, deadline)
        if (late !== null) return left(late)
      } while (line.floor.taken !== null)
      const leave = takeFloor(line.floor)
      try {
        const begun = await doOn(own, { operation: 'transaction', needs: 'nothing' }, BEGIN)
        return isLeft(begun) ? begun : await through(own, begun.right, work)
      } finally {
        leave()
      }
    },
    close: async () => {
      while (line.floor.taken !== null) await line.floor.taken
      own.isClosed = true
      hangUp(own)
    },
  }
}

const BEGIN: Act<never, Connection> = (connection) => {
  connection.exec('BEGIN IMMEDIATE')
  return right(connection)
}

/** Why the floor is not free. */
const taken = async (line: Line, deadline: number): Promise<StoreUnavailable | null> => {
  try {
    await freed(line.floor, deadline)
    return line.isClosed ? unavailableBy('transaction', CLOSED) : null
  } catch (thrown) {
    return unavailableBy('transaction', thrown)
  }
}

/** Does the work, and ends the transaction as it answers. */
const through = async <E, A>(
  own: Line,
  connection: Connection,
  work: (store: Store) => TaskEither<E, A>,
): Promise<Either<E | StoreUnavailable, A>> => {
  const session: Session = { state: 'open', isBegun: true }
  const end = (state: 'committed' | 'rolledBack', how: (connection: Connection) => void): unknown => {
    session.state = state
    try {
      how(connection)
      return null
    } catch (thrown) {
      session.state = 'rolledBack'
      hangUp(own)
      return thrown
    }
  }
  try {
    const answer = await work(storeWithin(within(connection), session, own.opening.busyMilliseconds))()
    if (isLeft(answer)) return answer
    // SQLite has rolled back by itself where the disk was full, say.
    const thrown = connection.isInTransaction() ? end('committed', commit) : GONE
    return thrown === null ? answer : left(unavailableBy('transaction', thrown))
  } finally {
    if (session.state === 'open') end('rolledBack', rollBack)
  }
}

/** The same connection, with its statements. */
const within = (connection: Connection): Connection => ({ ...connection, isWithin: true })

const takeFloor = (floor: Floor): (() => void) => {
  let leave = (): void => undefined
  floor.taken = new Promise((resolve) => {
    leave = () => {
      floor.taken = null
      resolve()
    }
  })
  return () => leave()
}
