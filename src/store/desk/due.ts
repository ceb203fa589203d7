/** What waited for its time is done: moves by the law, tasks by their handlers. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Refusal } from '../../domain/law/errors.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { DeskError, LeaseLost, StoreError } from '../errors.js'
import type { ClaimedDue, DueMove, DueTask } from '../rows.js'
import { answered } from './answered.js'
import type { Answer } from './answers.js'
import type { Perform } from './command.js'
import type { Settings } from './options.js'
import type { Transact, UnitError } from './transact.js'

/** A task that its handler could not do, or that has no handler. It is given out again when its lease ends. */
export interface TaskFailed {
  readonly _tag: 'TaskFailed'
  readonly task: string
  readonly problem: 'noHandler' | 'failed'
  readonly cause: unknown
}

/** Does a task. Answers null when it is done, or the time at which it is to be tried again. */
export type TaskHandler = (task: DueTask, claimed: ClaimedDue) => TaskEither<unknown, EpochSeconds | null>

/** What became of one that was due. */
export interface Fired {
  readonly due: ClaimedDue
  /** What the law answered to a move, refusals included: a refusal means that it no longer applied. Null for a task that was done. */
  readonly result: Either<Refusal | DeskError | LeaseLost | TaskFailed, Answer | null>
}

/** How much is done at once, and by whom. */
export interface RunDue {
  /** At most so many. Default: 100. */
  readonly limit?: number
  /** For how long no other worker gets them. Default: 60 seconds. */
  readonly leaseSeconds?: number
  /** By the names of tasks. */
  readonly tasks?: Readonly<Record<string, TaskHandler>>
}

/** Does what is due, in order of its time. Never more than once at a time; after a crash again. */
export type RunDueWork = (how?: RunDue) => TaskEither<StoreError, readonly Fired[]>

export const createRunDue =
  ({ store, clock }: Settings, transact: Transact, perform: Perform): RunDueWork =>
  ({ limit = 100, leaseSeconds = 60, tasks = {} } = {}) =>
  async () => {
    const claimed = await answered('claimDue', 'no', () => store.claimDue({ at: clock(), limit, leaseSeconds }))
    if (isLeft(claimed)) return claimed
    const fired: Fired[] = []
    for (const due of claimed.right) {
      const work = due.work.type === 'move' ? move(perform, due, due.work) : task(transact, due, due.work, tasks)
      fired.push({ due, result: await work() })
    }
    return right(fired)
  }

const move = (perform: Perform, due: ClaimedDue, { charge, refund, dispute, command }: DueMove) =>
  perform({ call: { account: due.account }, charge, refund, dispute, command, compared: {}, done: due })

const task =
  (
    transact: Transact,
    due: ClaimedDue,
    work: DueTask,
    tasks: NonNullable<RunDue['tasks']>,
  ): TaskEither<UnitError | TaskFailed, null> =>
  async () => {
    const handler = Object.hasOwn(tasks, work.name) ? tasks[work.name] : undefined
    if (handler === undefined) return left(failed(work, 'noHandler', null))
    const handled = await tried(handler(work, due))
    if (isLeft(handled)) return left(failed(work, 'failed', handled.left))
    const again = handled.right === null ? [] : [{ at: handled.right, work }]
    return transact<never, null>({
      account: due.account,
      charge: null,
      done: due,
      decide: () => ({ answer: right(null), due: again }),
    })()
  }

const failed = (work: DueTask, problem: TaskFailed['problem'], cause: unknown): TaskFailed => ({
  _tag: 'TaskFailed',
  task: work.name,
  problem,
  cause,
})

/** A handler that rejects has failed like one that answers so: the next ones are tried all the same. */
export const tried = async <A>(handled: TaskEither<unknown, A>): Promise<Either<unknown, A>> => {
  try {
    return await handled()
  } catch (cause) {
    return left(cause)
  }
}
