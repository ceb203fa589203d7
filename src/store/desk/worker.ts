/** A worker: does what is due, and hands events on, again and again until it is stopped. */
import type { Task } from 'fp-ts/lib/Task.js'
import { isLeft, left } from '../../domain/either.js'
import type { InvalidInput, LeaseLost, StoreError } from '../errors.js'
import type { ClaimedEvents, StoredEvent } from '../rows.js'
import { unavailable } from './asking.js'
import type { RefundDesk } from './desk.js'
import type { Fired, RunDue } from './due.js'
import type { EventHandler } from './outbox.js'

/** What went wrong. The worker goes on: what was not done comes again. */
export type WorkerProblem =
  /** The store did not answer, or a row cannot be read. */
  | { readonly of: 'store'; readonly error: StoreError | InvalidInput }
  /** What was due could not be done, or was refused. */
  | { readonly of: 'due'; readonly fired: Fired }
  /** An event did not arrive. */
  | { readonly of: 'event'; readonly event: StoredEvent; readonly cause: unknown }
  /** Events arrived, and could not be acknowledged: they come again. */
  | { readonly of: 'claim'; readonly claimed: ClaimedEvents; readonly error: StoreError | LeaseLost }

/** What a worker works with. */
export interface WorkerOptions {
  readonly desk: Pick<RefundDesk, 'deliver' | 'runDue'>
  /** Hands an event on. Default: the outbox is left alone. */
  readonly events?: EventHandler
  /** What does tasks, by their names. Moves need nothing. */
  readonly tasks?: NonNullable<RunDue['tasks']>
  /** For how long no other worker gets what this one is doing. Default: 60 seconds. */
  readonly leaseSeconds?: number
  /** How long it rests where there is nothing to do. Default: 1,000. */
  readonly restMilliseconds?: number
  /** How long it rests at most while the store fails: each time twice as long as before. Default: 30,000. */
  readonly longestMilliseconds?: number
  /** Hears of what went wrong. What it throws is passed over. Default: nobody. */
  readonly report?: (problem: WorkerProblem) => void
}

/** A worker that has begun. */
export interface Worker {
  /** Takes on nothing more, and resolves when what is under way has ended: one event at most, and one thing that was due. */
  readonly stop: Task<void>
}

/** What one look found: all there was, more than was done at once, or a store that failed. */
type Look = 'all' | 'failed' | 'more'

/** Events of so many charges are handed on before those that failed are given back. */
const AT_ONCE = 20

/** The longest that a timer waits; one that is to wait longer does not wait at all. */
const LONGEST_TIMER = 2 ** 31 - 1

/** For so many milliseconds at most it goes on without a rest: a store that answers at once would hold up the process. */
const LONGEST_TURN = 20

/** Why an event is not handed on any more. It comes again, to another. */
const STOPPED = new Error('the worker was stopped')

/**
 * Begins to do what is due and, where there is a handler, to hand events on. Each goes its own way, so that a slow receiver of
 * events keeps nothing from being done in time. Have as many workers as you like, in as many processes: each thing is given to one
 * of them, and to another where that one dies.
 *
 * A store that fails is asked again, after a while.
 *
 * @example
 * const desk = createRefundDesk({ store: memoryStore(), clock: manualClock(now), ids: countingIds(), policy: stripe })
 * rightOf(await desk.authorize({ account: rightOf(account('main')), id: ch_1, amount: usd(1000), currency: usd_ })())
 * const heard = await new Promise((hear) => {
 *   const worker = startWorker({ desk, events: ({ id }) => async () => right(worker.stop().then(() => hear(id))) })
 * })
 * heard // => 'ch_1.1'
 * @since 0.1.0
 * @category desk
 */
export const startWorker = (options: WorkerOptions): Worker => {
  const settings = settingsOf(options)
  let stopped = false
  const resting = new Set<() => void>()

  /** Ends early when the worker is stopped, so that no timer keeps the process running. */
  const rest = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        resting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, milliseconds)
      resting.add(wake)
    })

  const repeat = async (look: () => Promise<Look>): Promise<void> => {
    let failures = 0
    let began = performance.now()
    while (!stopped) {
      const found = await look().catch((cause) => failed(settings, unavailable('worker', 'unknown', cause)))
      failures = found === 'failed' ? failures + 1 : 0
      if (stopped || (found === 'more' && performance.now() - began < LONGEST_TURN)) continue
      await rest(found === 'more' ? 0 : restOf(settings, failures))
      began = performance.now()
    }
  }

  const { events } = options
  const untilStopped =
    (handler: EventHandler): EventHandler =>
    (event) =>
      stopped ? async () => left(STOPPED) : handler(event)
  const ended = Promise.all([
    repeat(() => lookForDue(settings)),
    ...(events === undefined ? [] : [repeat(() => lookForEvents(settings, untilStopped(events)))]),
  ])
  return {
    stop: async () => {
      stopped = true
      for (const wake of resting) wake()
      await ended
    },
  }
}

type Settings = Required<Omit<WorkerOptions, 'events'>>

const settingsOf = (options: WorkerOptions): Settings => {
  const settings: Settings = {
    tasks: {},
    leaseSeconds: 60,
    restMilliseconds: 1_000,
    longestMilliseconds: 30_000,
    report: () => undefined,
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    desk: options.desk,
  }
  for (const name of ['leaseSeconds', 'restMilliseconds', 'longestMilliseconds'] as const)
    if (!Number.isSafeInteger(settings[name]) || settings[name] < 1)
      throw new RangeError(`startWorker: ${name} is ${String(settings[name])}, no whole number from 1 on`)
  return { ...settings, report: passingOver(settings.report) }
}

/** Whoever hears of what went wrong does not keep the worker from going on. */
const passingOver =
  (report: Settings['report']): Settings['report'] =>
  (problem) => {
    try {
      report(problem)
    } catch {
      // Said above.
    }
  }

const restOf = ({ restMilliseconds, longestMilliseconds }: Settings, failures: number): number => {
  const longest = Math.max(restMilliseconds, longestMilliseconds)
  return Math.min(LONGEST_TIMER, longest, restMilliseconds * 2 ** Math.max(0, failures - 1))
}

/** One at a time: between two it may be stopped. */
const lookForDue = async (settings: Settings): Promise<Look> => {
  const { desk, tasks, leaseSeconds, report } = settings
  const done = await desk.runDue({ limit: 1, leaseSeconds, tasks })()
  if (isLeft(done)) return failed(settings, done.left)
  for (const fired of done.right) if (isLeft(fired.result)) report({ of: 'due', fired })
  return done.right.length > 0 ? 'more' : 'all'
}

const lookForEvents = async (settings: Settings, handler: EventHandler): Promise<Look> => {
  const { desk, leaseSeconds, report } = settings
  const done = await desk.deliver(handler, { limit: AT_ONCE, leaseSeconds })()
  if (isLeft(done)) return failed(settings, done.left)
  const { delivered, unacknowledged } = done.right
  const missed = done.right.failed.filter(({ cause }) => cause !== STOPPED)
  for (const { event, cause } of missed) report({ of: 'event', event, cause })
  for (const { claimed, error } of unacknowledged) report({ of: 'claim', claimed, error })
  // Those that failed come again at once: a rest lies between two attempts.
  return delivered > 0 && missed.length === 0 && unacknowledged.length === 0 ? 'more' : 'all'
}

const failed = ({ report }: Settings, error: StoreError | InvalidInput): Look => {
  report({ of: 'store', error })
  return 'failed'
}
