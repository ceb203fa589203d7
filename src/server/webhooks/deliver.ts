/**
 * Delivers events to the endpoints that wait for them: at least once, signed, in order as far as they are heard, and again later
 * where they are not.
 *
 * The row that waits stays until the endpoint has heard, so that nothing is lost with the process. Whoever does what is due is not
 * held up by a receiver that takes its time: the row comes again later and finds what became of it.
 */
import { isLeft, left, right } from '../../domain/either.js'
import { secondsAfter } from '../../domain/records/time.js'
import type { TaskHandler } from '../../store/desk/due.js'
import type { Runtime } from '../work/run.js'
import { type Attempted, type AttemptOptions, attempt, CLOSING } from './attempt.js'
import { createLanes } from './lanes.js'
import { laneName, type Sending, sendingName, sendingOf } from './sending.js'

export interface WebhooksOptions extends Omit<AttemptOptions, 'runtime'> {
  /** As it is now. */
  readonly runtime: () => Runtime
  /**
   * How long a task waits for a receiver before it leaves it to itself. Default: 250. `Infinity` where time waits too: on a clock
   * that is moved by hand.
   */
  readonly patienceMilliseconds?: number
}

export interface Webhooks {
  /** Does the due task `webhook`. */
  readonly task: TaskHandler
  /** When nothing is being sent. */
  readonly idle: () => Promise<void>
  /** Leaves off what is being sent; it stays in the store. */
  readonly close: () => Promise<void>
}

const PATIENCE_MILLISECONDS = 250
/** After so many seconds a task comes again to see what became of what it left. */
const LOOK_AGAIN_SECONDS = 10

export const createWebhooks = (options: WebhooksOptions): Webhooks => {
  const { clock, patienceMilliseconds: patience = PATIENCE_MILLISECONDS } = options
  const lanes = createLanes()
  const closing = new AbortController()
  const underWay = new WeakMap<Runtime, Map<string, Promise<Attempted>>>()

  const send = async (runtime: Runtime, sending: Sending): Promise<Attempted> => {
    try {
      return await attempt({ ...options, runtime }, sending, closing.signal)
    } catch (bug) {
      return left(bug)
    }
  }

  const tell = async (runtime: Runtime, sending: Sending): Promise<Attempted> => {
    const [name, lane] = [sendingName(sending), laneName(sending)]
    /** What is being sent, or was, and whose task has not come again yet. */
    const under = underWay.get(runtime) ?? new Map<string, Promise<Attempted>>()
    underWay.set(runtime, under)
    const patienceLeft = patience - lanes.busyFor(lane)
    const sent = under.get(name) ?? lanes.enter(lane, () => send(runtime, sending))
    under.set(name, sent)
    const outcome = await within(sent, patienceLeft)
    if (outcome === null) return right(secondsAfter(clock(), LOOK_AGAIN_SECONDS))
    under.delete(name)
    // What the server left off as it closed waits for the next one.
    return isLeft(outcome) && outcome.left === CLOSING ? right(clock()) : outcome
  }

  return {
    task: (work, claimed) => async () => {
      const sending = sendingOf(claimed.account, work.data)
      // A row of another making stands for nothing that could be sent.
      return sending === null ? right(null) : tell(options.runtime(), sending)
    },
    idle: lanes.empty,
    close: async () => {
      closing.abort()
      await lanes.empty()
    },
  }
}

/** What comes of it, if it comes so soon; else null. */
const within = async <A>(outcome: Promise<A>, milliseconds: number): Promise<A | null> => {
  if (milliseconds === Number.POSITIVE_INFINITY) return outcome
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, milliseconds), null)
  })
  try {
    return await Promise.race([outcome, late])
  } finally {
    clearTimeout(timer)
  }
}
