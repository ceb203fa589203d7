/** What waited for its time is done: moves by the law, tasks by their handlers. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Refusal } from '../../domain/law/errors.js'
import { type EpochSeconds, epochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { DeskError, InvalidInput, LeaseLost, StoreError } from '../errors.js'
import type { ClaimedDue, DueMove, DueTask } from '../rows.js'
import type { Answer } from './answers.js'
import { answered } from './asking.js'
import { invalidCounts, tried } from './handlers.js'
import type { Settings } from './options.js'
import type { Perform } from './perform.js'
import type { Transact, UnitError } from './transact.js'

/** A task that its handler could not do, or that has no handler; or a move on which a bug threw. It is given out again when its lease ends. */
export interface TaskFailed {
  readonly _tag: 'TaskFailed'
  /** Its name, or the move's command. */
  readonly task: string
  readonly problem: 'noHandler' | 'failed'
  readonly cause: unknown
}

/** Does a task. Answers null when it is done, or the time at which it is to be tried again: a second later at the earliest. */
export type TaskHandler = (task: DueTask, claimed: ClaimedDue) => TaskEither<unknown, EpochSeconds | null>

/** What became of one that was due. */
export interface Fired {
  readonly due: ClaimedDue
  /**
   * What the law answered to a move, refusals included: one that waiting may overcome is tried again when its lease ends, any
   * other means that the move no longer applied. Null for a task that was done.
   */
  readonly result: Either<Refusal | DeskError | LeaseLost | TaskFailed, Answer | null>
}

/** How much is done at once, and by whom. */
export interface RunDue {
  /** At most so many. Default: 100. */
  readonly limit?: number
  /** For how long no other worker gets the one that is being done. Default: 60 seconds. */
  readonly leaseSeconds?: number
  /** By the names of tasks. */
  readonly tasks?: Readonly<Record<string, TaskHandler>>
}

/**
 * Does what is due, one after the other, in order of its time. Each is claimed when it is begun, so that its lease is all its
 * own. After a crash it is done again.
 */
export type RunDueWork = (how?: RunDue) => TaskEither<StoreError | InvalidInput, readonly Fired[]>

export const createRunDue =
  ({ store, clock }: Settings, transact: Transact, perform: Perform): RunDueWork =>
  (how) =>
  async () => {
    const { limit = 100, leaseSeconds = 60, tasks = {} } = how ?? {}
    const invalid = invalidCounts({ limit, leaseSeconds })
    if (invalid !== null) return left(invalid)
    const at = clock()
    const fired: Fired[] = []
    const seen = new Set<string>()
    while (fired.length < limit) {
      const claimed = await answered('claimDue', 'no', () => store.claimDue({ at, limit: 1, leaseSeconds }))
      // What was done is told all the same.
      if (isLeft(claimed) && fired.length === 0) return claimed
      if (isLeft(claimed)) break
      const [due] = claimed.right
      // One whose lease ended meanwhile comes again, and is left to the next run.
      if (due === undefined || seen.has(due.id)) break
      seen.add(due.id)
      fired.push({ due, result: await fire({ transact, perform, tasks, at }, due) })
    }
    return right(fired)
  }

interface Running {
  readonly transact: Transact
  readonly perform: Perform
  readonly tasks: NonNullable<RunDue['tasks']>
  readonly at: EpochSeconds
}

/** A decision that throws is a bug of its author's, and must not keep the next ones from being done. */
const fire = async (running: Running, due: ClaimedDue): Promise<Fired['result']> => {
  const { work } = due
  try {
    return work.type === 'move' ? await move(running, due, work) : await task(running, due, work)
  } catch (cause) {
    return left(failed(work.type === 'move' ? work.command.type : work.name, 'failed', cause))
  }
}

const move = ({ perform }: Running, due: ClaimedDue, { charge, refund, dispute, command }: DueMove) =>
  perform({ call: { account: due.account }, charge, refund, dispute, command, compared: {}, done: due })()

const task = async (
  { transact, tasks, at }: Running,
  due: ClaimedDue,
  work: DueTask,
): Promise<Either<UnitError | TaskFailed, null>> => {
  const handler = Object.hasOwn(tasks, work.name) ? tasks[work.name] : undefined
  if (typeof handler !== 'function') return left(failed(work.name, 'noHandler', null))
  const handled = await tried(() => handler(work, due))
  if (isLeft(handled)) return left(failed(work.name, 'failed', handled.left))
  // A handler in JavaScript may answer nothing when it is done.
  const again = handled.right === null || handled.right === undefined ? null : epochSeconds(handled.right, 'again')
  if (again !== null && isLeft(again)) return left(failed(work.name, 'failed', again.left))
  return transact<never, null>({
    account: due.account,
    charge: null,
    done: [due],
    // At the earliest a second later: it must not come again in this very run.
    decide: () => ({
      answer: right(null),
      due: again === null ? [] : [{ at: latest(again.right, secondsAfter(at, 1)), work }],
    }),
  })()
}

const latest = (one: EpochSeconds, other: EpochSeconds): EpochSeconds => (one > other ? one : other)

const failed = (name: string, problem: TaskFailed['problem'], cause: unknown): TaskFailed => ({
  _tag: 'TaskFailed',
  task: name,
  problem,
  cause,
})
