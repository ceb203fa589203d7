/** A pool whose statements are counted, and whose answers may be lost on the way. */
import pg from 'pg'
import type { PostgresPool, PostgresQuery } from '../../../src/store/postgres/index.js'

export interface Watched extends PostgresPool {
  readonly pool: pg.Pool
  /** The texts of the statements that were sent since it was last asked. */
  readonly sent: () => readonly string[]
  /** What happens to the next statement that matches: its connection breaks before it is sent, or before its answer comes. */
  readonly cut: (text: RegExp, when: 'before' | 'after') => void
}

export const watchedPool = (connectionString: string, options: pg.PoolConfig = {}): Watched => {
  const pool = new pg.Pool({ connectionString, max: 4, ...options })
  pool.on('error', () => undefined)
  const sent: string[] = []
  let cutting: { readonly text: RegExp; readonly when: 'before' | 'after' } | null = null
  return {
    pool,
    sent: () => sent.splice(0),
    cut: (text, when) => {
      cutting = { text, when }
    },
    connect: async () => {
      const client = await pool.connect()
      return {
        release: (error) => client.release(error),
        on: (event, listener) => client.on(event, listener),
        removeListener: (event, listener) => client.removeListener(event, listener),
        query: async (query: PostgresQuery) => {
          sent.push(query.text)
          const cut = cutting?.text.test(query.text) ? cutting.when : null
          if (cut === null) return client.query(query)
          cutting = null
          if (cut === 'after') await client.query(query)
          throw new Error(`the connection broke ${cut} the statement`)
        },
      }
    },
  }
}
