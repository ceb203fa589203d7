/** What PostgreSQL and its driver say, in words of the port. */
import type { Left } from '../../domain/either.js'
import type { Moved, StoreUnavailable } from '../errors.js'

/** That the driver did not answer in time. */
export const TIMED_OUT = 'PostgreSQL did not answer in time'

/** Codes of errors that end a connection, in whatever language the server calls them FATAL. */
const ENDING = /^(?:08|57P0|25P03|25P04)/

/**
 * The code of an error by which the server took back a statement and went on: five letters and digits. Null of anything
 * else, such as a connection that broke, or a server that ended it: then nobody knows.
 */
export const refusedBy = (error: unknown): string | null => {
  const { code, severity } = (error ?? {}) as { readonly code?: unknown; readonly severity?: unknown }
  const isCode = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
  if (isCode && ENDING.test(code)) return null
  return isCode && typeof severity === 'string' && severity !== 'FATAL' && severity !== 'PANIC' ? code : null
}

/**
 * What the next one on the same connection would hear as well, though the database may be well: it was made read-only, as a
 * server is from which another took over; or prepared statements are gone, are there already, or have other columns now.
 */
const STALE = new Set(['25006', '26000', '42P05', '0A000'])

export const isStale = (error: unknown): boolean => STALE.has(refusedBy(error) ?? '')

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'

/** Whether all was taken back and another attempt, in a new transaction, may succeed. */
export const isOvertaken = (error: unknown): boolean => {
  const code = refusedBy(error)
  return code === SERIALIZATION_FAILURE || code === DEADLOCK
}

export const unavailable = (
  operation: string,
  written: StoreUnavailable['written'],
  cause: unknown,
): Left<StoreUnavailable> => ({ _tag: 'Left', left: { _tag: 'StoreUnavailable', operation, written, cause } })

/** Why a statement has no answer: `sent` is false where it never came as far as the server. */
export interface Failure {
  readonly sent: boolean
  readonly error: unknown
}

/** Whether the connection broke over a statement, so that another may tell soon; not where the server is silent. */
export const isCut = ({ sent, error }: Failure): boolean =>
  sent && refusedBy(error) === null && !(error instanceof Error && error.message.startsWith(TIMED_OUT))

/** A read, or a write of nothing that counts. */
export const failedRead = (operation: string, { error }: Failure): Left<StoreUnavailable> =>
  unavailable(operation, 'no', error)

/** A write that is committed on its own: where it was sent and the server said nothing, nobody knows. */
export const failedWrite = (operation: string, { sent, error }: Failure): Left<StoreUnavailable> =>
  unavailable(operation, sent && refusedBy(error) === null ? 'unknown' : 'no', error)

export const moved = (of: Moved['of']): Left<Moved> => ({ _tag: 'Left', left: { _tag: 'Moved', of } })
