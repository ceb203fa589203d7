/** What is due, done: each task is decided like a request that nobody made, and its row goes in the same commit. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { TaskHandler } from '../../store/desk/due.js'
import { worthRetrying } from '../../store/errors.js'
import type { ClaimedDue, DueTask } from '../../store/rows.js'
import type { State } from '../state.js'
import type { Asked, Rules } from '../work/asked.js'
import { createMinted, type Mint } from '../work/minted.js'
import { type Runtime, run } from '../work/run.js'
import type { ServerClock } from './server-clock.js'
import { TASKS, type TaskData, type TaskDecision } from './tasks.js'

export interface HandlersOptions {
  readonly rules: Rules
  readonly mint: Mint
  readonly clock: ServerClock
  readonly state: Pick<State, 'runtime' | 'use'>
  /** Something waits for its time: the earliest. */
  readonly wake: (at: number) => void
  /** What is no decision, such as the delivery of events, by the names of tasks. None of it may take long. */
  readonly others: Readonly<Record<string, TaskHandler>>
}

/** Does what was claimed from a runtime. Left: what kept it from being done; its lease ends, and it comes again. */
export type Fire = (runtime: Runtime, claimed: ClaimedDue) => Promise<Either<unknown, null>>

const DONE = right(null)

export const createFire = (options: HandlersOptions): Fire => {
  const { clock, state, others } = options

  const decided = async (
    runtime: Runtime,
    claimed: ClaimedDue,
    task: DueTask,
    decide: TaskDecision,
  ): Promise<Either<unknown, null>> => {
    const data = dataOf(task)
    const came = await run(runtime, askedFor(options, data, claimed), (work) => decide(work, data), { done: claimed })
    if ('_tag' in came) return worthRetrying(came) ? finish(runtime, claimed, secondsAfter(clock.now(), 1)) : left(came)
    if (came.due !== null) options.wake(came.due)
    return DONE
  }

  const outside = async (
    runtime: Runtime,
    claimed: ClaimedDue,
    task: DueTask,
    handler: TaskHandler,
  ): Promise<Either<unknown, null>> => {
    const handled = await handler(task, claimed)()
    return isLeft(handled) ? handled : finish(runtime, claimed, handled.right)
  }

  /** Ends what was claimed, or has it come again: a second later at the earliest. */
  const finish = async (
    runtime: Runtime,
    claimed: ClaimedDue,
    again: EpochSeconds | null,
  ): Promise<Either<unknown, null>> => {
    const at = again === null ? null : Math.max(again, secondsAfter(clock.now(), 1))
    const { account, work } = claimed
    return runtime.transact<never, null>({
      account,
      charge: null,
      done: claimed,
      decide: () => ({ answer: DONE, due: at === null ? [] : [{ at: at as EpochSeconds, work }] }),
    })()
  }

  return async (runtime, claimed) => {
    const { work } = claimed
    if (work.type === 'move') return left(`the server plans no moves, and found ${work.command.type}`)
    const decide = Object.hasOwn(TASKS, work.name) ? TASKS[work.name] : undefined
    const other = Object.hasOwn(others, work.name) ? others[work.name] : undefined
    if (decide === undefined && other === undefined) return left(`nothing is known of the task ${work.name}`)
    const fire = async (): Promise<Either<unknown, null>> => {
      // What was claimed in a state that is no more is left: where it still waits, it is found there.
      if (state.runtime() !== runtime) return DONE
      clock.hand?.reach(claimed.at)
      if (decide !== undefined) return decided(runtime, claimed, work, decide)
      return outside(runtime, claimed, work, other as TaskHandler)
    }
    // Only what is decided here holds up a replacement of the state: a receiver may take its time.
    return decide === undefined ? fire() : state.use(fire)
  }
}

/** Nobody asked for it: it happens in the platform's world, or in that of the connected account it is about. */
const askedFor = ({ rules, mint }: HandlersOptions, { scope }: TaskData, { account }: ClaimedDue): Asked => ({
  rules,
  account,
  platform: account,
  scope: typeof scope === 'string' ? scope : '',
  version: rules.version,
  endpoint: 'control',
  request: NOBODY,
  key: null,
  minted: createMinted(mint),
  at: null,
})

const NOBODY: Asked['request'] = { id: null, idempotency_key: null }

const dataOf = ({ data }: DueTask): TaskData =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as TaskData) : {}
