/** What waited for its time is done: moves by the law, tasks by their handlers. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Refusal } from '../../domain/law/errors.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { DeskError, InvalidInput, LeaseLost, StoreError } from '../errors.js'
import type { ClaimedDue, DueMove, DueTask } from '../rows.js'
import type { Answer } from './answers.js'
import { answered } from './asking.js'
import { invalidCounts, tried } from './handlers.js'
import type { Settings } from './options.js'
import type { Perform } from './perform.js'
import type { Transact } from './transact.js'

/** A task that its handler could not do, or that has no handler; or a move on which a bug threw. It is given out again when its lease ends. */
export interface TaskFailed {
  readonly _tag: 'TaskFailed'
  /** Its name, or the move's command. */
  readonly task: string
  readonly problem: 'noHandler' | 'failed'
  readonly cause: unknown
}

/** Does a task. Answers null when it is done, or the time at which it is to be tried again. */
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
  ({ limit = 100, leaseSeconds = 60, tasks = {} } = {}) =>
  async () => {
    const invalid = invalidCounts({ limit, leaseSeconds })
    if (invalid !== null) return left(invalid)
    const at = clock()
    const fired: Fired[] = []
    const last: { readonly index: number; readonly finish: () => Promise<Fired['result']> }[] = []
    while (fired.length < limit) {
      const claimed = await answered('claimDue', 'no', () => store.claimDue({ at, limit: 1, leaseSeconds }))
      // What was done is told all the same.
      if (isLeft(claimed) && fired.length === 0) return claimed
      if (isLeft(claimed)) break
      const [due] = claimed.right
      // One whose lease ended meanwhile comes again, and is left to the next run.
      if (due === undefined || fired.some((before) => before.due.id === due.id)) break
      const { result, finish } = await fire({ transact, perform, tasks, at }, due)
      if (finish !== undefined) last.push({ index: fired.length, finish })
      fired.push({ due, result })
    }
    for (const { index, finish } of last) {
      const { due } = fired[index] as Fired
      fired[index] = { due, result: await finish() }
    }
    return right(fired)
  }

interface Running {
  readonly transact: Transact
  readonly perform: Perform
  readonly tasks: NonNullable<RunDue['tasks']>
  readonly at: EpochSeconds
}

/** What came of one. With `finish` it is done at the end of the run: it is due again at once, and must not come in this run. */
interface Outcome {
  readonly result: Fired['result']
  readonly finish?: () => Promise<Fired['result']>
}

/** A decision that throws is a bug of its author's, and must not keep the next ones from being done. */
const fire = async (running: Running, due: ClaimedDue): Promise<Outcome> => {
  const { work } = due
  try {
    return work.type === 'move' ? { result: await move(running, due, work) } : await task(running, due, work)
  } catch (cause) {
    return { result: left(failed(work.type === 'move' ? work.command.type : work.name, 'failed', cause)) }
  }
}

const move = ({ perform }: Running, due: ClaimedDue, { charge, refund, dispute, command }: DueMove) =>
  perform({ call: { account: due.account }, charge, refund, dispute, command, compared: {}, done: due })()

const task = async ({ transact, tasks, at }: Running, due: ClaimedDue, work: DueTask): Promise<Outcome> => {
  const handler = Object.hasOwn(tasks, work.name) ? tasks[work.name] : undefined
  if (typeof handler !== 'function') return { result: left(failed(work.name, 'noHandler', null)) }
  const handled = await tried(() => handler(work, due))
  if (isLeft(handled)) return { result: left(failed(work.name, 'failed', handled.left)) }
  // A handler in JavaScript may answer nothing when it is done.
  const again = handled.right ?? null
  const finish = transact<never, null>({
    account: due.account,
    charge: null,
    done: due,
    decide: () => ({ answer: right(null), due: again === null ? [] : [{ at: again, work }] }),
  })
  if (again !== null && !(again > at)) return { result: right(null), finish }
  return { result: await finish() }
}

const failed = (name: string, problem: TaskFailed['problem'], cause: unknown): TaskFailed => ({
  _tag: 'TaskFailed',
  task: name,
  problem,
  cause,
})
