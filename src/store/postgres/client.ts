/** So much of the package pg as is asked for: whatever has these members will do, such as its Pool and its Client. */
import { hasMethods, isObject, type Rule, ruleOf } from '../sql/options.js'

/** A statement as a client takes it. */
export interface PostgresQuery {
  text: string
  values?: unknown[]
  /** Under which the server keeps it prepared. */
  name?: string
}

/** What a statement answered; of several in one text, a list of these. */
export interface PostgresResult {
  rows: Readonly<Record<string, unknown>>[]
  command?: string
}

/** A connection of the caller's own. */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<PostgresResult>
  /** `I` while no transaction is open. Newer versions of pg have it. */
  getTransactionStatus?(): unknown
}

/** Whatever tells of its errors. */
export interface ErrorEmitter {
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** A connection out of a pool. */
export interface PostgresPoolClient extends PostgresClient, ErrorEmitter {
  /** With an error it is ended, and not used again. */
  release(error?: Error | boolean): void
  removeListener(event: 'error', listener: (error: Error) => void): unknown
}

/** The caller's own pool. */
export interface PostgresPool {
  connect(): Promise<PostgresPoolClient>
  /** Tells of each new connection before it is given out. */
  on?(event: 'connect', listener: (client: ErrorEmitter) => void): unknown
}

/** A statement, and the name under which it is prepared; null where it is not. */
export interface Statement {
  readonly text: string
  readonly name: string | null
}

/** Values by their columns, as the database gives them. */
export type Row = Readonly<Record<string, unknown>>

/** A pool of pg counts its connections, and a client of it does not; a client knows how texts are escaped, and a pool does not. */
const isPool = (value: unknown): boolean => isObject(value) && 'totalCount' in value && 'idleCount' in value
const isClient = (value: unknown): boolean => hasMethods(value, 'escapeLiteral') || hasMethods(value, 'release')

/** Why a value is no connection, or null. */
export const wrongClient: Rule = (value) => {
  if (isPool(value)) return 'expected a connection, got a pool, which has no transaction: take a client out of it'
  return ruleOf('a connection', (other) => hasMethods(other, 'query'))(value)
}

/** Why a value is no pool, or null. */
export const wrongPool: Rule = (value) =>
  isClient(value)
    ? 'expected a pool, got a connection: postgresStoreIn takes one'
    : ruleOf('a pool', (other) => hasMethods(other, 'connect'))(value)

/**
 * Whether no transaction is open, as the server said with its last answer. False where the driver does not tell: pg does in its
 * newer versions, and not through pg-native.
 */
export const isOutside = (client: PostgresClient): boolean => {
  if (typeof client.getTransactionStatus !== 'function') return false
  try {
    return client.getTransactionStatus() === 'I'
  } catch {
    return false
  }
}
