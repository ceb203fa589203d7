/**
 * By a clock that stands still until it is moved. On its way it stops at the time of everything that is due, in order, and of what
 * follows from that, so each happens at its own time. Within a second all moves come first, and then whoever outside is to hear of
 * them is told, at the same time: the clock waits for them all.
 */
import { isLeft } from '../../domain/either.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Driver, DriverOptions, Stepped } from './driver.js'
import { type Hand, momentAfter, type ServerClock } from './server-clock.js'

export interface ByHandOptions extends DriverOptions {
  readonly clock: ServerClock
  readonly hand: Hand
}

const ALONE = (): void => undefined

/** How it ended. `replaced`: the whole state was, and its time is another. */
type Ended = Exclude<Stepped, 'did'> | 'replaced'

export const byHand = ({ clock, hand, runtime, step, follow, tidy, report }: ByHandOptions): Driver => {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = false

  const inTurn = <A>(work: () => Promise<A>): Promise<A> => {
    const mine = follow(last.then(work, work))
    last = mine.catch(ALONE)
    return mine
  }

  /** Everything up to then. */
  const doAll = async (until: EpochSeconds): Promise<Ended> => {
    const at = runtime()
    const outside: (() => Promise<void>)[] = []
    const aside = (act: () => Promise<void>): void => {
      outside.push(act)
    }

    /** Everything up to now, and what follows from it. */
    const doPresent = async (): Promise<Ended> => {
      for (;;) {
        const stepped = await step(at, { begun: ALONE, aside })
        if (runtime() !== at) return 'replaced'
        if (stepped === 'did') continue
        if (stepped === 'closed' || outside.length === 0) return stepped
        await Promise.all(outside.splice(0).map((act) => act()))
        if (runtime() !== at) return 'replaced'
        if (stepped === 'failed') return stepped
      }
    }

    /** The first that is due on the way. The clock stands at its time before it is done. */
    const doNext = async (): Promise<Stepped> => {
      hand.lookAhead(until)
      try {
        return await step(at, {
          begun: (time) => {
            hand.lookAhead(null)
            if (runtime() === at) hand.reach(time)
          },
          aside,
        })
      } finally {
        hand.lookAhead(null)
      }
    }

    for (;;) {
      const present = await doPresent()
      if (present !== 'nothing') return present
      const next = await doNext()
      if (runtime() !== at) return 'replaced'
      if (next === 'did') continue
      if (next !== 'nothing' || clock.now() >= until) return next
      // What failed on the way waited for its lease, which may have ended by then.
      hand.reach(until)
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
        const ended = await doAll(until.right)
        if (ended === 'closed') throw new Error('the server was closed before all was done')
        if (ended === 'failed') throw new Error('the store did not say what is due')
        await tidy()
        return clock.now()
      }),
    // Nothing begins by itself.
    stop: ALONE,
  }
}
