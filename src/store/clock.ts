/** Where the desk gets its time from. */

import { isLeft } from '../domain/either.js'
import { type EpochSeconds, epochSeconds } from '../domain/records/time.js'

/** The time now, in whole seconds since 1970-01-01 UTC. */
export type Clock = () => EpochSeconds

/** A clock that moves only when it is told to: for tests, simulators, and a server that is stepped by hand. */
export interface ManualClock extends Clock {
  /** Forward by whole seconds, and the time afterwards. Never backward. */
  readonly advance: (seconds: number) => EpochSeconds
}

/**
 * The machine's clock.
 *
 * @example
 * systemClock() > now // => true
 * @since 0.1.0
 * @category store
 */
export const systemClock: Clock = () => {
  const time = epochSeconds(Math.floor(Date.now() / 1000))
  if (isLeft(time)) throw new RangeError(`the machine's clock stands at ${String(time.left.value)} seconds`)
  return time.right
}

/**
 * A clock that stands at `start` until it is advanced.
 *
 * @example
 * const clock = manualClock(now)
 * clock.advance(60) // => later(60)
 * clock() // => later(60)
 * @since 0.1.0
 * @category store
 */
export const manualClock = (start: EpochSeconds): ManualClock => {
  let time = start
  const advance = (seconds: number): EpochSeconds => {
    const next = epochSeconds(time + seconds)
    if (isLeft(next) || next.right < time)
      throw new RangeError(`a manual clock cannot be advanced by ${seconds} seconds`)
    time = next.right
    return time
  }
  return Object.assign(() => time, { advance })
}
