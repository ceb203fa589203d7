/** So much of the package pg as is asked for: whatever has these members will do, such as its Pool and its Client. */

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
}

/** A connection out of a pool. */
export interface PostgresPoolClient extends PostgresClient {
  /** With an error it is ended, and not used again. */
  release(error?: Error | boolean): void
  on(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
}

/** The caller's own pool. */
export interface PostgresPool {
  connect(): Promise<PostgresPoolClient>
}

/** A statement, and the name under which it is prepared; null where it is not. */
export interface Statement {
  readonly text: string
  readonly name: string | null
}

/** Values by their columns, as the database gives them. */
export type Row = Readonly<Record<string, unknown>>
