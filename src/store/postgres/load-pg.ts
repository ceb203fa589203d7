/** The driver, an optional peer: asked for only where a store makes its own pool. */
import type { ErrorEmitter, PostgresPool } from './client.js'

/** A pool of our own. */
export interface OwnPool extends PostgresPool {
  end(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'connect', listener: (client: OwnClient) => void): unknown
}

/** One of its connections. */
export interface OwnClient extends ErrorEmitter {
  once(event: 'end', listener: () => void): unknown
  readonly connection?: { readonly stream?: { destroy(): unknown } }
}

/** So much of the package as is asked for. */
export interface Pg {
  readonly Pool: new (options: {
    connectionString: string
    max: number
    connectionTimeoutMillis: number
    statement_timeout: number
    lock_timeout: number
    application_name: string
    options: string
  }) => OwnPool
}

/** Rejects with one sentence that names it where it is not installed. */
export const loadPg = async (load: () => Promise<{ readonly default: Pg }> = () => import('pg')): Promise<Pg> => {
  try {
    return (await load()).default
  } catch (cause) {
    if (!isMissing(cause)) throw cause
    throw new Error('refund-machine/store/postgres needs the package pg: npm install pg', { cause })
  }
}

/** The package itself, not something that it needs in turn. */
const isMissing = (cause: unknown): boolean => {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown }
  return (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && /['"]pg['"]/.test(String(message))
}
