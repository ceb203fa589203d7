/** What is due, done: each task is decided like a request that nobody made, and its row goes in the same commit. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { TaskHandler } from '../../store/desk/due.js'
import { worthRetrying } from '../../store/errors.js'
import type { ClaimedDue, DueTask } from '../../store/rows.js'
import type { Asked, Rules } from '../decision/asked.js'
import { createMinted, type Mint } from '../decision/minted.js'
import { type RunError, type Runtime, run } from '../decision/run.js'
import type { State } from '../state.js'
import { attempted } from './attempted.js'
import type { ServerClock } from './server-clock.js'
import { REFERENCE, referenceNeeds, references, TASKS, type TaskData, type TaskDecision } from './tasks.js'

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
export interface Fire {
  /** Whether it waits for somebody outside, and not for the store alone. */
  readonly isOutside: (claimed: ClaimedDue) => boolean
  readonly one: (runtime: Runtime, claimed: ClaimedDue) => Promise<Either<unknown, null>>
  /** Those that `isReference` says of, all of one account, scope and time. */
  readonly references: (runtime: Runtime, claimed: readonly [ClaimedDue, ...ClaimedDue[]]) => Promise<readonly Failed[]>
}

/** What could not be done, and why. */
export interface Failed {
  readonly due: ClaimedDue
  readonly problem: unknown
}

/** The task of which there are as many as refunds: they are done together. */
export const isReference = ({ work }: ClaimedDue): boolean => work.type === 'task' && work.name === REFERENCE

/** Whether it is a reference that can be done together with this one. */
export const isReferenceWith = (due: ClaimedDue, first: ClaimedDue): boolean =>
  isReference(due) && due.account === first.account && due.at === first.at && scopeOf(due) === scopeOf(first)

const scopeOf = ({ work }: ClaimedDue): unknown => (work.type === 'task' ? dataOf(work).scope : undefined)

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
    const came = await run(runtime, askedFor(options, data, claimed), (work) => decide(work, data), {
      done: [claimed],
    })
    if ('_tag' in came) return mayRetry(came) ? finish(runtime, [claimed], secondsAfter(clock.now(), 1)) : left(came)
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
    if (isLeft(handled)) return handled
    // Written where it is seen: not while the state is being replaced, nor where it was, as it waits there again.
    return state.use(async () => (state.runtime() === runtime ? finish(runtime, [claimed], handled.right) : DONE))
  }

  /** Ends what was claimed, all of one account, or has it come again: a second later at the earliest. */
  const finish = async (
    runtime: Runtime,
    claimed: readonly [ClaimedDue, ...ClaimedDue[]],
    again: EpochSeconds | null,
  ): Promise<Either<unknown, null>> => {
    const soonest = secondsAfter(clock.now(), 1)
    const at = again === null || again > soonest ? again : soonest
    const [{ account }] = claimed
    return runtime.transact<never, null>({
      account,
      charge: null,
      done: claimed,
      decide: () => ({ answer: DONE, due: at === null ? [] : claimed.map(({ work }) => ({ at, work })) }),
    })()
  }

  /** All in one commit. */
  const together = async (
    runtime: Runtime,
    claimed: readonly [ClaimedDue, ...ClaimedDue[]],
  ): Promise<Either<unknown, null>> => {
    const [first] = claimed
    const all = claimed.map(({ work }) => dataOf(work as DueTask))
    const came = await run(
      runtime,
      askedFor(options, dataOf(first.work as DueTask), first),
      (work) => references(work, all),
      { done: claimed, guess: referenceNeeds(all) },
    )
    if ('_tag' in came) {
      if (came._tag === 'LeaseLost') return left(came)
      return mayRetry(came) ? finish(runtime, claimed, secondsAfter(clock.now(), 1)) : left(came)
    }
    if (came.due !== null) options.wake(came.due)
    return DONE
  }

  /** Where one of several cannot be done, the others are. */
  const oneByOne = async (runtime: Runtime, claimed: readonly ClaimedDue[]): Promise<readonly Failed[]> => {
    const failed: Failed[] = []
    for (const due of claimed) {
      const came = await attempted(() => together(runtime, [due]))
      if (isLeft(came)) failed.push({ due, problem: came.left })
    }
    return failed
  }

  /** What was claimed in a state that is no more is left: where it still waits, it is found there. */
  const isThere = (runtime: Runtime, { at }: ClaimedDue): boolean => {
    if (state.runtime() !== runtime) return false
    clock.hand?.reach(at)
    return true
  }

  return {
    isOutside: ({ work }) => work.type === 'task' && Object.hasOwn(others, work.name),
    one: async (runtime, claimed) => {
      const { work } = claimed
      if (work.type === 'move') return left(`the server plans no moves, and found ${work.command.type}`)
      const decide = Object.hasOwn(TASKS, work.name) ? TASKS[work.name] : undefined
      if (decide !== undefined)
        // A replacement of the state waits for what is decided; for a receiver, which may take its time, it does not.
        return state.use(async () => (isThere(runtime, claimed) ? decided(runtime, claimed, work, decide) : DONE))
      const other = Object.hasOwn(others, work.name) ? others[work.name] : undefined
      if (other === undefined) return left(`nothing is known of the task ${work.name}`)
      return isThere(runtime, claimed) ? outside(runtime, claimed, work, other) : DONE
    },
    references: (runtime, claimed) =>
      state.use(async () => {
        const [first] = claimed
        if (!isThere(runtime, first)) return []
        const came = await attempted(() => together(runtime, claimed))
        if (!isLeft(came)) return []
        // A store that is down would be waited for with each of them.
        return claimed.length > 1 && !isDown(came.left)
          ? oneByOne(runtime, claimed)
          : [{ due: first, problem: came.left }]
      }),
  }
}

const isDown = (problem: unknown): boolean =>
  (problem as { readonly _tag?: unknown } | null | undefined)?._tag === 'StoreUnavailable'

/** Without a key no key is held. */
const mayRetry = (error: RunError): boolean => error._tag !== 'KeyHeld' && worthRetrying(error)

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
