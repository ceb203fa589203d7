/** Turns: every operation waits for its own while a transaction is open, so that nothing of it is read before its end. */
import { type Either, isLeft } from '../../domain/either.js'
import { beginJournal, type Journal, keepWritten, takeBack } from './journal.js'

/** Whether a transaction is open, and who waits for its end: first come, first served. */
export interface Turns {
  busy: boolean
  waiting: (() => void)[]
}

export const createTurns = (): Turns => ({ busy: false, waiting: [] })

/** What is done through a transaction's own store is done only while it is open. */
export interface Session {
  state: 'open' | 'committed' | 'rolledBack'
}

/** Does an operation: at once, or when its turn has come. Each is done in one go, so that nothing comes in between. */
export const inTurn = <A>(turns: Turns, operation: () => A): Promise<A> => {
  if (turns.busy) return waited(turns, operation)
  try {
    return Promise.resolve(operation())
  } catch (thrown) {
    return Promise.reject(thrown)
  }
}

const waited = <A>(turns: Turns, operation: () => A): Promise<A> =>
  new Promise((resolve, reject) => {
    turns.waiting.push(() => {
      try {
        resolve(operation())
      } catch (thrown) {
        reject(thrown)
      }
    })
  })

/** Does the work of a transaction when its turn has come. What it wrote stays if it answers `Right`. */
export const transact = async <E, A>(
  turns: Turns,
  journal: Journal,
  work: (session: Session) => Promise<Either<E, A>>,
): Promise<Either<E, A>> => {
  const session: Session = { state: 'open' }
  await inTurn(turns, () => {
    turns.busy = true
    beginJournal(journal)
  })
  try {
    const result = await work(session)
    session.state = isLeft(result) ? 'rolledBack' : 'committed'
    return result
  } catch (thrown) {
    session.state = 'rolledBack'
    throw thrown
  } finally {
    if (session.state === 'committed') keepWritten(journal)
    else takeBack(journal)
    next(turns)
  }
}

/** Lets those who wait do their operations, until one of them opens a transaction. */
const next = (turns: Turns): void => {
  turns.busy = false
  const { waiting } = turns
  let served = 0
  while (served < waiting.length && !turns.busy) {
    waiting[served]?.()
    served += 1
  }
  waiting.splice(0, served)
}
