/** How the operations of a store reach the database: each on a connection of the pool, or all on the caller's own. */
import { type Either, left, right } from '../../domain/either.js'
import type { PostgresPool, Row, Statement } from './client.js'
import type { Failure } from './errors.js'
import type { Hot } from './hot.js'
import { type Ask, type Line, type Patience, takeLine } from './line.js'
import type { Statements } from './statements.js'

/** Asks one statement. */
export type Asking = (statement: Statement, values?: readonly unknown[]) => Promise<Either<Failure, readonly Row[]>>

export interface Access {
  readonly statements: Statements
  readonly ask: Asking
  /** Whether all of it is in the caller's own transaction, which an error of a statement ends. */
  readonly inside: boolean
  /** Takes a connection to hold, and says which charges it is held for; null where there is but one connection. */
  readonly holding: Holding | null
}

export interface Holding {
  readonly hot: Hot
  readonly take: () => Promise<Either<Failure, Line>>
  /** How long a held connection may stand idle before the server ends it. */
  readonly heldMilliseconds: number
}

/** Each statement on a connection of its own, committed by itself. `ready` rejects while the schema is not there. */
export const pooled = (
  pool: PostgresPool,
  patience: Patience,
  ready: () => Promise<void>,
): { readonly ask: Asking; readonly take: Holding['take'] } => {
  const take: Holding['take'] = async () => {
    try {
      await ready()
      return right(await takeLine(pool, patience))
    } catch (error) {
      return left({ sent: false, error })
    }
  }
  return {
    take,
    ask: async (statement, values) => {
      const taken = await take()
      if (taken._tag === 'Left') return taken
      const answer = await asked(taken.right.ask, statement, values)
      taken.right.close()
      return answer
    },
  }
}

/** The answer, or why there is none. */
export const asked = async (
  ask: Ask,
  statement: Statement,
  values?: readonly unknown[],
): Promise<Either<Failure, readonly Row[]>> => {
  try {
    return right(await ask(statement, values))
  } catch (error) {
    return left({ sent: true, error })
  }
}

/** Asks while `open` says so; what comes later is not sent. */
export const askedWhile =
  (ask: Ask, open: () => boolean): Asking =>
  async (statement, values) =>
    open() ? asked(ask, statement, values) : left({ sent: false, error: ENDED })

const ENDED = 'the transaction has ended'
