/** A charge that is locked from its load to its commit: an open transaction on a connection of its own. */
import { createHash } from 'node:crypto'
import { type Either, left, right } from '../../domain/either.js'
import type { ChargeId } from '../../domain/records/ids.js'
import type { Account } from '../names.js'
import { type Asking, asked, type Holding } from './access.js'
import { type Failure, refusedBy } from './errors.js'
import type { Line } from './line.js'
import type { Statements } from './statements.js'

export interface Held {
  readonly ask: Asking
  readonly commit: () => Promise<Either<Failure, void>>
  /** Takes all back. Never fails: with the connection goes what was done on it. */
  readonly rollback: () => Promise<void>
  /** Gives the lock back, and keeps the connection. */
  readonly pass: () => Promise<void>
}

/**
 * Waits for the charge's lock and takes it. It is a lock of its own and not that of the charge's row: readers of the outbox
 * write into that row, and would have to pass over a charge that is hot all the time.
 */
export const holdCharge = async (
  line: Line,
  { heldMilliseconds }: Holding,
  { schema }: Statements,
  { account, charge }: { readonly account: Account; readonly charge: ChargeId },
): Promise<Either<Failure, Held>> => {
  const lock = [
    'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
    `SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(heldMilliseconds)}`,
    `SELECT pg_advisory_xact_lock(${lockNumber([schema, account, charge])})`,
  ]
  try {
    await line.askText(lock.join('; '))
    return right(heldOn(line))
  } catch (error) {
    await rollBack(line)
    return left({ sent: true, error })
  }
}

/** Two charges that meet in one number only wait for each other. */
const lockNumber = (names: readonly string[]): bigint =>
  createHash('sha256').update(JSON.stringify(names)).digest().readBigInt64BE()

const heldOn = (line: Line): Held => {
  // Of one that breaks while nobody looks the pool is told at once.
  line.onBroken(line.close)
  return {
    ask: (statement, values) => asked(line.ask, statement, values),
    commit: async () => {
      // It broke since the last answer: with it went what was done.
      if (line.isEnded()) return left({ sent: false, error: 'the connection broke' })
      try {
        const { command } = await line.askText('COMMIT')
        line.close()
        // A transaction that had failed is answered so, and not with an error.
        return command === 'ROLLBACK'
          ? left({ sent: false, error: 'the transaction was rolled back' })
          : right(undefined)
      } catch (error) {
        line.close()
        return left({ sent: true, error })
      }
    },
    pass: () => rollBack(line),
    rollback: async () => {
      await rollBack(line)
      line.close()
    },
  }
}

const rollBack = async (line: Line): Promise<void> => {
  try {
    await line.askText('ROLLBACK')
  } catch (error) {
    // The connection is of no use any more, which it knows, unless the server itself refuses.
    if (refusedBy(error) !== null) line.close()
  }
}
