/** What is used of the driver, and how it is found. */
import { hasMethods, type Rule, ruleOf } from '../sql/options.js'

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

/** Why a value is no path of a file, or null. SQLite would take some texts for something else. */
export const wrongPath: Rule = (path) => {
  if (typeof path !== 'string' || path === '') return ruleOf('the path of a file', () => false)(path)
  if (path.includes('\0')) return 'expected the path of a file, got one with NUL in it'
  if (/^:memory:/i.test(path)) return 'expected the path of a file, got :memory:, which nobody else could open'
  return /^(?:file:|[a-z][a-z\d+.-]*:\/\/)/i.test(path) ? 'expected the path of a file, got an address' : null
}

/** Why a value is no connection, or null. Others than those two drivers do not tell whether a transaction is open. */
export const wrongDatabase: Rule = ruleOf(
  'a connection of libsql or better-sqlite3',
  (value) =>
    hasMethods(value, 'exec', 'prepare') && 'inTransaction' in (value as object) && 'open' in (value as object),
)
