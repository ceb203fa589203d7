/** What the driver's errors mean. */
import type { StoreUnavailable } from '../errors.js'

/** Of the driver's errors: the name of SQLite's result code, such as `SQLITE_BUSY`. */
const codeOf = (error: unknown): string => {
  const code = (error as { readonly code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** Another has the lock. Nothing was done, and waiting helps. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))

/** What a transaction has read is not what stands any more, so that it cannot write: only a new one can. */
export const isOutdated = (error: unknown): boolean => codeOf(error) === 'SQLITE_BUSY_SNAPSHOT'

/**
 * The connection itself is well, so that it is kept: it is not given up for what a file or a statement has come to. The driver
 * closes the file of a connection no sooner than its statements are collected.
 */
export const isWell = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED|CONSTRAINT|FULL|TOOBIG)/.test(codeOf(error))

/** The schema refuses the values. */
export const isRefused = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_CONSTRAINT')

/** The row is there already. */
export const isTaken = (error: unknown): boolean =>
  /^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE)$/.test(codeOf(error)) ||
  (codeOf(error) === 'SQLITE_CONSTRAINT_TRIGGER' && /is taken$/.test(messageOf(error)))

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** COMMIT was sent and failed; what it failed with. */
export class CommitFailed extends Error {
  constructor(cause: unknown) {
    super('COMMIT failed', { cause })
  }
}

/** After these a transaction that was to be committed is gone for certain. After others, such as a failed fsync, it may stand. */
const CERTAIN = /^SQLITE_(BUSY|FULL|READONLY|CONSTRAINT)/

/** The answer to an operation that threw. */
export const unavailableBy = (operation: string, thrown: unknown): StoreUnavailable => {
  if (!(thrown instanceof CommitFailed)) return { _tag: 'StoreUnavailable', operation, written: 'no', cause: thrown }
  const written = CERTAIN.test(codeOf(thrown.cause)) ? 'no' : 'unknown'
  return { _tag: 'StoreUnavailable', operation, written, cause: thrown.cause }
}

/** What was thrown, COMMIT apart. */
export const causeOf = (thrown: unknown): unknown => (thrown instanceof CommitFailed ? thrown.cause : thrown)
