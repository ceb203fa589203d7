/** When a webhook is sent again that was not heard. */
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Seconds after each failure: twelve attempts in a little under three days. Source: docs.stripe.com/webhooks, "up to three days". */
export const BACKOFF: readonly number[] = [
  1,
  5,
  30,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  24 * HOUR,
]

/** When it is tried again after so many attempts, the last of which just failed; null when it is given up. */
export const nextAttempt = (failedAt: EpochSeconds, attempts: number): EpochSeconds | null => {
  const wait = BACKOFF[attempts - 1]
  return wait === undefined ? null : secondsAfter(failedAt, wait)
}

export const isGivenUp = (attempts: number): boolean => attempts > BACKOFF.length
