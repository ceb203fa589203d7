/** The one clock of a server: for its desk, its store, and what takes its time. */
import { type Either, isLeft } from '../../domain/either.js'
import { type EpochSeconds, epochSeconds, type InvalidTime, secondsAfter } from '../../domain/records/time.js'
import { type Clock, systemClock } from '../../store/clock.js'

/** What moves a clock that is stepped by hand. */
export interface Hand {
  /** Forward to this moment; one that has passed is let be. */
  readonly reach: (at: EpochSeconds) => void
  /** To this moment, also backward: the whole state is another one. */
  readonly set: (at: EpochSeconds) => void
  /** Up to when what is due is looked for, while time is on its way there; null for the present. */
  readonly lookAhead: (until: EpochSeconds | null) => void
}

export interface ServerClock {
  readonly now: Clock
  /** When something happens that takes its time, begun at this moment: never earlier than its time after. */
  readonly soon: (at: EpochSeconds) => EpochSeconds
  /** Up to when things are due: the present, but while a clock is moved by hand. */
  readonly horizon: Clock
  /** Null for the machine's clock, which nobody moves. */
  readonly hand: Hand | null
}

/**
 * The machine's clock. A clock of whole seconds says 5 from 5.0 to 5.9, so what takes 1 s and begins at 5.9 happens at 7 and not
 * at 6: rounded up from the real time.
 */
export const machineClock = (
  delaySeconds: number,
  now: Clock = systemClock,
  milliseconds: () => number = Date.now,
): ServerClock => ({
  now,
  soon: (at) => {
    if (delaySeconds === 0) return at
    const earliest = Math.ceil(milliseconds() / 1000 + delaySeconds)
    return secondsAfter(at, Math.max(delaySeconds, earliest - at))
  },
  horizon: now,
  hand: null,
})

/** A clock that stands still until it is moved. */
export const handClock = (delaySeconds: number, start: EpochSeconds): ServerClock => {
  let time = start
  let ahead: EpochSeconds | null = null
  return {
    now: () => time,
    soon: (at) => secondsAfter(at, delaySeconds),
    horizon: () => (ahead !== null && ahead > time ? ahead : time),
    hand: {
      reach: (at) => {
        if (at > time) time = at
      },
      set: (at) => {
        time = at
      },
      lookAhead: (until) => {
        ahead = until
      },
    },
  }
}

/** The moment so many seconds after now; refused where it would lie after the year 9999, or is none. */
export const momentAfter = (now: EpochSeconds, seconds: number): Either<InvalidTime, EpochSeconds> => {
  const until = epochSeconds(now + seconds, 'seconds')
  return isLeft(until) || until.right >= now ? until : epochSeconds(-1, 'seconds')
}
