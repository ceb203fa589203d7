/** What PostgreSQL and its driver say, in words of the port. */
import type { Left } from '../../domain/either.js'
import type { Moved, StoreUnavailable } from '../errors.js'

/** That the driver did not answer in time. */
export const TIMED_OUT = 'PostgreSQL did not answer in time'

/**
 * The code of an error by which the server took back a statement and went on: five letters and digits. Null of anything
 * else, such as a connection that broke, or a server that ended it: then nobody knows.
 */
export const refusedBy = (error: unknown): string | null => {
  const { code, severity } = (error ?? {}) as { readonly code?: unknown; readonly severity?: unknown }
  const isCode = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
  return isCode && typeof severity === 'string' && severity !== 'FATAL' && severity !== 'PANIC' ? code : null
}

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

/** A read, or a write of nothing that counts. */
export const failedRead = (operation: string, { error }: Failure): Left<StoreUnavailable> =>
  unavailable(operation, 'no', error)

/** A write that is committed on its own: where it was sent and the server said nothing, nobody knows. */
export const failedWrite = (operation: string, { sent, error }: Failure): Left<StoreUnavailable> =>
  unavailable(operation, sent && refusedBy(error) === null ? 'unknown' : 'no', error)

export const moved = (of: Moved['of']): Left<Moved> => ({ _tag: 'Left', left: { _tag: 'Moved', of } })
