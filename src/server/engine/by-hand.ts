/**
 * By a clock that stands still until it is moved. On its way it stops at the time of everything that is due, in order, and of what
 * follows from that, so each happens at its own time.
 */
import { isLeft } from '../../domain/either.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Driver, DriverOptions } from './driver.js'
import { type Hand, momentAfter, type ServerClock } from './server-clock.js'

export interface ByHandOptions extends DriverOptions {
  readonly clock: ServerClock
  readonly hand: Hand
}

/** One after the other: nobody else is called, and each is told by its own promise. */
const ALONE = (): void => undefined

export const byHand = ({ clock, hand, runtime, step, follow, report }: ByHandOptions): Driver => {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = false

  const inTurn = <A>(work: () => Promise<A>): Promise<A> => {
    const mine = follow(last.then(work, work))
    last = mine.catch(ALONE)
    return mine
  }

  /** Everything up to then. Ends early where the whole state is replaced on the way: its time is another. */
  const doAll = async (until: EpochSeconds): Promise<void> => {
    const at = runtime()
    hand.lookAhead(until)
    try {
      while (runtime() === at && (await step(at, ALONE)));
      if (runtime() !== at) return
      hand.reach(until)
      // What failed on the way waited for its lease, which may have ended by now.
      while (runtime() === at && (await step(at, ALONE)));
    } finally {
      hand.lookAhead(null)
    }
  }

  const doDue = (): void => {
    if (waiting) return
    waiting = true
    inTurn(() => {
      waiting = false
      return doAll(clock.now())
    }).catch(report)
  }

  return {
    start: doDue,
    wake: (at) => {
      if (at <= clock.now()) doDue()
    },
    advance: (seconds) =>
      inTurn(async () => {
        const until = momentAfter(clock.now(), seconds)
        if (isLeft(until)) throw new RangeError(`a clock cannot be advanced by ${String(seconds)} seconds`)
        await doAll(until.right)
        return clock.now()
      }),
    // Nothing begins by itself.
    stop: ALONE,
  }
}
