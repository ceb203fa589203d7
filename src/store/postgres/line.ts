/** A connection in use: one statement at a time, each with a time after which it is not waited for any more. */
import type {
  PostgresClient,
  PostgresPool,
  PostgresPoolClient,
  PostgresQuery,
  PostgresResult,
  Row,
  Statement,
} from './client.js'
import { isStale, refusedBy, TIMED_OUT } from './errors.js'

/** How long things may take, in milliseconds. */
export interface Patience {
  /** For a connection, from a pool or anew. */
  readonly connectMilliseconds: number
  /** For one statement, lock waits included. */
  readonly statementMilliseconds: number
}

/** Asks one statement. Rejects with what the driver says. */
export type Ask = (statement: Statement, values?: readonly unknown[]) => Promise<readonly Row[]>

/** A connection of the pool, until it is given back. */
export interface Line {
  readonly ask: Ask
  /** Several statements without values in one text, in one round trip; the answer of the last one. */
  readonly askText: (text: string) => Promise<PostgresResult>
  /** Gives it back, after which nothing is sent. One that failed otherwise than by the server's word is ended. */
  readonly close: () => void
  /** Whether something that was sent was not answered, or it is given back: nothing more is sent then. */
  readonly isEnded: () => boolean
  /** Called at once when it breaks while nothing is asked. */
  readonly onBroken: (broken: () => void) => void
}

/** Rejects when the answer takes longer. What comes later is handed to `late`. */
const within = <A>(milliseconds: number, pending: Promise<A>, late?: (value: A) => void): Promise<A> =>
  new Promise((resolve, reject) => {
    let ended = false
    const timer = setTimeout(() => {
      ended = true
      reject(new Error(`${TIMED_OUT}: ${milliseconds} ms`))
    }, milliseconds)
    pending.then(
      (value) => {
        clearTimeout(timer)
        if (ended) late?.(value)
        else resolve(value)
      },
      (error) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })

const queryOf = ({ text, name }: Statement, values: readonly unknown[]): PostgresQuery =>
  name === null ? { text, values: [...values] } : { text, name, values: [...values] }

/** Statements on the caller's own connection, one after the other. */
export const askOn = (client: PostgresClient, { statementMilliseconds }: Patience): Ask => {
  let last: Promise<unknown> = Promise.resolve()
  return (statement, values = []) => {
    const mine = last.then(() => within(statementMilliseconds, client.query(queryOf(statement, values))))
    last = mine.catch(() => undefined)
    return mine.then(({ rows }) => rows)
  }
}

/** A connection out of the pool. */
export const takeLine = async (pool: PostgresPool, patience: Patience): Promise<Line> => {
  const client = await within(patience.connectMilliseconds, pool.connect(), (late) => late.release())
  return lineOf(client, patience)
}

const lineOf = (client: PostgresPoolClient, { statementMilliseconds }: Patience): Line => {
  let broken: Error | null = null
  /** Of no use to who comes next. */
  let stale: Error | null = null
  let closed = false
  let told: (() => void) | null = null
  const onError = (error: Error): void => {
    broken = error
    told?.()
  }
  // Without a listener the end of a connection would end the process.
  client.on('error', onError)
  const watched = async (query: PostgresQuery): Promise<PostgresResult> => {
    // It may be another's by now; and behind what was not answered it would wait, and be done with it.
    if (closed || broken !== null) throw broken ?? new Error('the connection was given back')
    try {
      return await within(statementMilliseconds, client.query(query))
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error))
      if (refusedBy(error) === null) broken = cause
      else if (isStale(error)) stale = cause
      throw error
    }
  }
  return {
    ask: async (statement, values = []) => (await watched(queryOf(statement, values))).rows,
    askText: async (text) => {
      const answer: unknown = await watched({ text })
      return (Array.isArray(answer) ? answer[answer.length - 1] : answer) as PostgresResult
    },
    close: () => {
      if (closed) return
      closed = true
      client.removeListener('error', onError)
      client.release(broken ?? stale ?? undefined)
    },
    isEnded: () => closed || broken !== null,
    onBroken: (listener) => {
      told = listener
    },
  }
}
