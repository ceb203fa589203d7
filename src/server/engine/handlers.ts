/** The tasks as the desk's worker calls them: each decided like a request that nobody made. */
import { left, right } from '../../domain/either.js'
import { secondsAfter } from '../../domain/records/time.js'
import { type ClaimedDue, type DueTask, type TaskHandler, worthRetrying } from '../../store/index.js'
import type { State } from '../state.js'
import type { Asked, Rules } from '../work/asked.js'
import { createMinted, type Mint } from '../work/minted.js'
import { type Runtime, run } from '../work/run.js'
import type { ServerClock } from './server-clock.js'
import { TASKS, type TaskData, type TaskDecision } from './tasks.js'

/** What the desk's worker calls, by the names of tasks. */
export type Handlers = Readonly<Record<string, TaskHandler>>

export interface HandlersOptions {
  readonly rules: Rules
  readonly mint: Mint
  readonly clock: ServerClock
  readonly state: Pick<State, 'runtime' | 'use'>
  /** Something waits for its time: the earliest. */
  readonly wake: (at: number) => void
  /** What is no decision, such as the delivery of events, by the names of tasks. None of it may take long. */
  readonly others: Handlers
}

/** What was claimed in a state that is no more is left: where it still waits, it is found there. */
export const REPLACED = 'the state was replaced meanwhile'

/** Handlers for what was claimed from this runtime. `begun`: something was found to be due. */
export type HandlersOf = (runtime: Runtime, begun: () => void) => Handlers

export const createHandlers = (options: HandlersOptions): HandlersOf => {
  const { clock, state, others } = options

  /** Begins it at its own time, also on a clock that is moved by hand. */
  const isThere = (runtime: Runtime, { at }: ClaimedDue): boolean => {
    if (state.runtime() !== runtime) return false
    clock.hand?.reach(at)
    return true
  }

  const decided =
    (runtime: Runtime, decide: TaskDecision): TaskHandler =>
    (task, claimed) =>
    () =>
      state.use(async () => {
        if (!isThere(runtime, claimed)) return left(REPLACED)
        const came = await run(runtime, askedFor(options, task, claimed), (work) => decide(work, dataOf(task)))
        // Nothing was written, and waiting helps.
        if ('_tag' in came) return worthRetrying(came) ? right(secondsAfter(clock.now(), 1)) : left(came)
        if (came.due !== null) options.wake(came.due)
        return right(null)
      })

  const outside =
    (runtime: Runtime, handler: TaskHandler): TaskHandler =>
    (task, claimed) =>
    async () =>
      isThere(runtime, claimed) ? handler(task, claimed)() : left(REPLACED)

  return (runtime, begun) => {
    const all = [
      ...Object.entries(TASKS).map(([name, decide]) => [name, decided(runtime, decide)] as const),
      ...Object.entries(others).map(([name, handler]) => [name, outside(runtime, handler)] as const),
    ]
    const told = all.map(([name, handler]) => [name, telling(handler, begun)] as const)
    return Object.fromEntries(told)
  }
}

const telling =
  (handler: TaskHandler, begun: () => void): TaskHandler =>
  (task, claimed) => {
    begun()
    return handler(task, claimed)
  }

/** Nobody asked for it: it happens in the platform's world, or in that of the connected account it is about. */
const askedFor = ({ rules, mint }: HandlersOptions, task: DueTask, { account }: ClaimedDue): Asked => {
  const { scope } = dataOf(task)
  return {
    rules,
    account,
    platform: account,
    scope: typeof scope === 'string' ? scope : '',
    version: rules.version,
    endpoint: 'control',
    request: { id: null, idempotency_key: null },
    key: null,
    minted: createMinted(mint),
    at: null,
  }
}

const dataOf = ({ data }: DueTask): TaskData =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as TaskData) : {}
