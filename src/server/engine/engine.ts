/** Does what is due: as time passes, or as it is moved by hand. Nothing is held here that would be lost with the process. */
import { type Either, isLeft } from '../../domain/either.js'
import type { ClaimedDue } from '../../store/rows.js'
import type { Runtime } from '../decision/run.js'
import type { State } from '../state.js'
import { attempted } from './attempted.js'
import { byHand } from './by-hand.js'
import { byTime } from './by-time.js'
import type { Driver, Step, Stepping } from './driver.js'
import { type Fire, isReference, isReferenceWith } from './handlers.js'
import type { ServerClock } from './server-clock.js'

export interface Engine extends Omit<Driver, 'stop'> {
  /** Takes on nothing more, and resolves when what is under way has ended, or after this long. */
  readonly close: (withinMilliseconds: number) => Promise<void>
}

export interface EngineOptions {
  readonly clock: ServerClock
  readonly state: Pick<State, 'runtime'>
  readonly fire: Fire
  readonly report: (problem: unknown) => void
}

export const createEngine = (options: EngineOptions): Engine => {
  const { clock, state, fire, report } = options
  let closing = false
  const running = new Set<Promise<unknown>>()

  const claim = (runtime: Runtime, limit: number): Promise<Either<unknown, readonly ClaimedDue[]>> =>
    attempted(() => runtime.claimDue({ at: clock.now(), limit, leaseSeconds: LEASE_SECONDS })())

  const told = (due: ClaimedDue, fired: Either<unknown, null>): void => {
    if (isLeft(fired)) report({ due, problem: fired.left })
  }

  const one = async (runtime: Runtime, due: ClaimedDue): Promise<void> =>
    told(due, await attempted(() => fire.one(runtime, due)))

  const oneOrAside = async (runtime: Runtime, due: ClaimedDue, aside: Stepping['aside']): Promise<void> => {
    if (aside !== null && fire.isOutside(due)) aside(() => one(runtime, due))
    else await one(runtime, due)
  }

  /** With all that can be done with it; whatever else came along is done after it, in its order. */
  const reference = async (runtime: Runtime, first: ClaimedDue, aside: Stepping['aside']): Promise<void> => {
    const more = await claim(runtime, MOST_AT_ONCE - 1)
    if (isLeft(more)) report(more.left)
    const others = isLeft(more) ? [] : more.right
    const along = others.filter((due) => isReferenceWith(due, first))
    for (const failed of await fire.references(runtime, [first, ...along])) report(failed)
    if (along.length === others.length) return
    for (const due of others) if (!along.includes(due)) await oneOrAside(runtime, due, aside)
  }

  const step: Step = async (runtime, { begun, aside }) => {
    if (closing) return 'closed'
    // Claimed one at a time, so that each has its lease to itself.
    const claimed = await claim(runtime, 1)
    if (isLeft(claimed)) {
      report(claimed.left)
      return 'failed'
    }
    const [due] = claimed.right
    if (due === undefined) return 'nothing'
    begun(due.at)
    await (isReference(due) ? reference(runtime, due, aside) : oneOrAside(runtime, due, aside))
    return 'did'
  }

  /** A few at a time, so that others are not kept waiting by many. */
  const tidy = async (): Promise<void> => {
    for (let forgotten = MOST_FORGOTTEN; forgotten === MOST_FORGOTTEN && !closing; ) {
      const came = await state.runtime().forgetKeys({ limit: MOST_FORGOTTEN })()
      if (isLeft(came)) report(came.left)
      forgotten = isLeft(came) ? 0 : came.right
    }
  }

  const follow = <A>(work: Promise<A>): Promise<A> => {
    running.add(work)
    const ended = (): void => {
      running.delete(work)
    }
    work.then(ended, ended)
    return work
  }

  const { start, wake, advance, stop } =
    clock.hand === null
      ? byTime({ now: clock.now, runtime: state.runtime, step, follow, tidy, report })
      : byHand({ clock, hand: clock.hand, runtime: state.runtime, step, follow, tidy, report })

  return {
    start,
    wake: (at) => {
      if (!closing) wake(at)
    },
    advance,
    close: async (withinMilliseconds) => {
      closing = true
      stop()
      await within(withinMilliseconds, Promise.allSettled(running))
    },
  }
}

/** How many references are done in one decision. */
const MOST_AT_ONCE = 64

/** How many keys are forgotten at once. */
const MOST_FORGOTTEN = 1_000

/** How long nobody else gets what is being done. */
const LEASE_SECONDS = 60

/** Waits for it, but no longer than this. */
export const within = async (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
