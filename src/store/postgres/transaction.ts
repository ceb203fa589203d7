/** A transaction of the caller's own, opened for the work that is given. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft } from '../../domain/either.js'
import type { StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import { askedWhile, type Holding } from './access.js'
import { failedRead, failedWrite, unavailable } from './errors.js'
import type { Line } from './line.js'
import { storeOn } from './operations.js'
import type { Statements } from './statements.js'

/** `Right` commits; `Left`, or a rejection, which is passed on, rolls back. */
export const transact = async <E, A>(
  take: Holding['take'],
  statements: Statements,
  work: (store: Store) => TaskEither<E, A>,
): Promise<Either<E | StoreUnavailable, A>> => {
  const taken = await take()
  if (isLeft(taken)) return failedRead('transaction', taken.left)
  const line = taken.right
  try {
    await line.askText('BEGIN')
  } catch (error) {
    line.close()
    return unavailable('transaction', 'no', error)
  }
  let open = true
  const ask = askedWhile(line.ask, () => open)
  try {
    const result = await work(storeOn({ statements, ask, inside: true, holding: null }))()
    open = false
    if (!isLeft(result)) return await committed(line, result)
    await rollBack(line)
    return result
  } catch (thrown) {
    open = false
    await rollBack(line)
    throw thrown
  } finally {
    line.close()
  }
}

const committed = async <A>(line: Line, result: Either<never, A>): Promise<Either<StoreUnavailable, A>> => {
  // What was not answered was said not to be written.
  if (line.isEnded()) return unavailable('transaction', 'no', 'a statement of it was not answered')
  try {
    const { command } = await line.askText('COMMIT')
    // A transaction in which a statement failed is answered so, and not with an error.
    return command === 'ROLLBACK' ? unavailable('transaction', 'no', 'a statement of it had failed') : result
  } catch (error) {
    return failedWrite('transaction', { sent: true, error })
  }
}

const rollBack = async (line: Line): Promise<void> => {
  try {
    await line.askText('ROLLBACK')
  } catch {
    // The connection is ended when it is given back, and with it what was done.
  }
}
