/** A worker: does what is due, and hands events on, again and again until it is stopped. */
import type { Task } from 'fp-ts/lib/Task.js'
import { type Either, isLeft } from '../../domain/either.js'
import type { InvalidInput, LeaseLost, StoreError } from '../errors.js'
import type { ClaimedEvents, StoredEvent } from '../rows.js'
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
  /** Hears of what went wrong. Default: nobody. */
  readonly report?: (problem: WorkerProblem) => void
}

/** A worker that has begun. */
export interface Worker {
  /** Takes on nothing more, and resolves when what is under way has ended. */
  readonly stop: Task<void>
}

/** What one look found: all there was, more than was done at once, or a store that failed. */
type Look = 'all' | 'failed' | 'more'

/** So much is done between two looks at whether it was stopped. */
const AT_ONCE = 20

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
    while (!stopped) {
      const found = await look()
      failures = found === 'failed' ? failures + 1 : 0
      if (stopped || found === 'more') continue
      await rest(restOf(settings, failures))
    }
  }

  const { events } = options
  const ended = Promise.all([
    repeat(() => lookForDue(settings)),
    ...(events === undefined ? [] : [repeat(() => lookForEvents(settings, events))]),
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
  return settings
}

const restOf = ({ restMilliseconds, longestMilliseconds }: Settings, failures: number): number =>
  failures === 0 ? restMilliseconds : Math.min(longestMilliseconds, restMilliseconds * 2 ** (failures - 1))

const lookForDue = async ({ desk, tasks, leaseSeconds, report }: Settings): Promise<Look> => {
  const done = await desk.runDue({ limit: AT_ONCE, leaseSeconds, tasks })()
  if (isLeft(done)) return failed(report, done)
  for (const fired of done.right) if (isLeft(fired.result)) report({ of: 'due', fired })
  return done.right.length === AT_ONCE ? 'more' : 'all'
}

const lookForEvents = async ({ desk, leaseSeconds, report }: Settings, handler: EventHandler): Promise<Look> => {
  const done = await desk.deliver(handler, { limit: AT_ONCE, leaseSeconds })()
  if (isLeft(done)) return failed(report, done)
  const { delivered, failed: missed, unacknowledged } = done.right
  for (const { event, cause } of missed) report({ of: 'event', event, cause })
  for (const { claimed, error } of unacknowledged) report({ of: 'claim', claimed, error })
  // Those that failed come again at once: a rest lies between two attempts.
  return delivered > 0 && missed.length === 0 && unacknowledged.length === 0 ? 'more' : 'all'
}

const failed = (
  report: (problem: WorkerProblem) => void,
  { left: error }: Extract<Either<StoreError | InvalidInput, unknown>, { readonly _tag: 'Left' }>,
): Look => {
  report({ of: 'store', error })
  return 'failed'
}
