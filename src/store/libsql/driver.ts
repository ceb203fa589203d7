/** What is used of the driver, and how it is found. */

/** What a statement takes. */
export type Value = string | number | null

/** A statement of the driver's. */
export interface LibsqlStatement {
  readonly run: (values: Value[]) => { readonly changes: number }
  readonly get: (values: Value[]) => unknown
  readonly all: (values: Value[]) => unknown[]
}

/** So much of a connection as is used: `Database` of the packages `libsql` and `better-sqlite3` fits. */
export interface LibsqlDatabase {
  /** Gives a statement: `run`, `get` and `all` take a list of values. */
  readonly prepare: (sql: string) => object
  readonly exec: (sql: string) => unknown
  /** Not to be asked of a connection that is closed: the driver ends the process. */
  readonly inTransaction: boolean
  readonly open: boolean
}

/** A connection of our own. */
export interface OwnDatabase extends LibsqlDatabase {
  readonly close: () => unknown
}

/** Opens a file. Throws what the driver throws. */
export type OpenDatabase = (path: string) => OwnDatabase

interface Driver {
  readonly default: new (path: string) => OwnDatabase
}

/** Rejects with one sentence that names the package where it is not installed. */
export const loadLibsql = async (load: () => Promise<unknown> = () => import('libsql')): Promise<OpenDatabase> => {
  try {
    const { default: Database } = (await load()) as Driver
    return (path) => new Database(path)
  } catch (cause) {
    if (!isMissing(cause)) throw cause
    throw new Error('refund-machine/store/libsql needs the package libsql: npm install libsql', { cause })
  }
}

/** The driver itself, not something that it needs in turn. */
const isMissing = (cause: unknown): boolean => {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown }
  return (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && /['"]libsql['"]/.test(String(message))
}
