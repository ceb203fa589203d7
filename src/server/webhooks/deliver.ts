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
import { type Attempted, type AttemptOptions, attempt, CLOSING } from './attempt.js'
import { createLanes } from './lanes.js'
import { laneName, type Sending, sendingName, sendingOf } from './sending.js'

export interface WebhooksOptions extends AttemptOptions {
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

/** What is sent in one state. */
interface SentIn {
  /** What its lanes are called by. */
  readonly lanes: string
  /** What is being sent, or was, and whose task has not come again yet. */
  readonly underWay: Map<string, Promise<Attempted>>
}

const PATIENCE_MILLISECONDS = 250
/** After so many seconds a task comes again to see what became of what it left. */
const LOOK_AGAIN_SECONDS = 10

export const createWebhooks = (options: WebhooksOptions): Webhooks => {
  const { clock, state, patienceMilliseconds: patience = PATIENCE_MILLISECONDS } = options
  const lanes = createLanes()
  const closing = new AbortController()
  let states = 0
  /** By the state that was loaded: in another one the same is sent by itself, in a lane of its own. */
  const sentIn = new WeakMap<object, SentIn>()

  const sentHere = (loaded: object): SentIn => {
    const known = sentIn.get(loaded)
    if (known !== undefined) return known
    states += 1
    const fresh: SentIn = { lanes: String(states), underWay: new Map() }
    sentIn.set(loaded, fresh)
    return fresh
  }

  /** What waited for its turn in a state that is no more is not sent. */
  const send = async (loaded: object, sending: Sending): Promise<Attempted> => {
    if (state.loaded() !== loaded) return right(null)
    try {
      return await attempt(options, sending, closing.signal)
    } catch (bug) {
      return left(bug)
    }
  }

  const tell = async (sending: Sending): Promise<Attempted> => {
    const loaded = state.loaded()
    const { lanes: which, underWay: under } = sentHere(loaded)
    const [name, lane] = [sendingName(sending), `${which}\0${laneName(sending)}`]
    const patienceLeft = patience - lanes.busyFor(lane)
    const sent = under.get(name) ?? begin(under, name, () => lanes.enter(lane, () => send(loaded, sending)))
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
      return sending === null ? right(null) : tell(sending)
    },
    idle: lanes.empty,
    close: async () => {
      closing.abort()
      await lanes.empty()
    },
  }
}

/** Where nothing is left to do nothing is kept: what waits no more is not sent again, and its task may never come. */
const begin = (under: SentIn['underWay'], name: string, act: () => Promise<Attempted>): Promise<Attempted> => {
  const sent = act().then((outcome) => {
    if (!isLeft(outcome) && outcome.right === null) under.delete(name)
    return outcome
  })
  under.set(name, sent)
  return sent
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
