/** A store that stops: each operation before it takes effect, and again before its answer is heard. */
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left } from '../../domain/either.js'
import type { StoreUnavailable } from '../../store/errors.js'
import type { Loaded, Store } from '../../store/port.js'

/** Where an operation stands still. */
export interface Stop {
  /** Whose store it is, such as `A`. */
  readonly process: string
  /** Which of its callers, where that matters. */
  readonly caller?: number
  readonly operation: keyof Store | 'sleep' | 'start'
  /** `before` it takes effect, or `after` it did and before its answer is heard. */
  readonly when: 'before' | 'after'
}

/** `go`: it goes on. `fail`: the store answers that it is down; `after` the effect, that answer hides it. */
export type Fate = 'go' | 'fail'

/** Says what happens at a stop. One that never answers is the crash of the process: nothing there ever goes on. */
export type Ask = (stop: Stop) => Promise<Fate>

/**
 * What becomes of what was loaded where a load or a commit is made to fail. `left`: nobody gives it back, as when a process
 * is cut off. `givenBack`: as a store does that locks, and whose broken connections free what they held.
 */
export type Lost = 'left' | 'givenBack'

/** The store of one process, with a stop on both sides of each effect. */
export const stoppingStore = (store: Store, process: string, ask: Ask, lost: Lost = 'left'): Store => {
  const stopped =
    (operation: keyof Store, written: StoreUnavailable['written']) =>
    <E, A>(
      task: TaskEither<E, A>,
      giveBack: (answer?: Either<E, A>) => Promise<void> = nothing,
    ): TaskEither<E | StoreUnavailable, A> =>
    async () => {
      if ((await ask({ process, operation, when: 'before' })) === 'fail') {
        await giveBack()
        return left(down(operation, 'no'))
      }
      const answer = await task()
      if ((await ask({ process, operation, when: 'after' })) === 'go') return answer
      await giveBack(answer)
      return left(down(operation, written))
    }

  const unload = (loaded: Loaded): Promise<void> => (lost === 'left' ? nothing() : store.release(loaded)())

  const released =
    (task: Task<void>): Task<void> =>
    async () => {
      const isLost = (await ask({ process, operation: 'release', when: 'before' })) === 'fail' && lost === 'left'
      if (isLost) return
      await task()
      await ask({ process, operation: 'release', when: 'after' })
    }

  return {
    load: (asked) =>
      stopped('load', 'no')(store.load(asked), async (answer) => {
        if (answer !== undefined && !isLeft(answer)) await unload(answer.right)
      }),
    commit: (against, write) =>
      stopped('commit', 'unknown')(store.commit(against, write), async (answer) => {
        // Once it was asked to write, the store has it back.
        if (answer === undefined) await unload(against)
      }),
    release: (loaded) => released(store.release(loaded)),
    find: (asked) => stopped('find', 'no')(store.find(asked)),
    list: (asked) => stopped('list', 'no')(store.list(asked)),
    claimEvents: (claim) => stopped('claimEvents', 'no')(store.claimEvents(claim)),
    acknowledgeEvents: (...asked) => stopped('acknowledgeEvents', 'unknown')(store.acknowledgeEvents(...asked)),
    claimDue: (claim) => stopped('claimDue', 'no')(store.claimDue(claim)),
    forgetKeys: (old) => stopped('forgetKeys', 'unknown')(store.forgetKeys(old)),
  }
}

const nothing = async (): Promise<void> => undefined

const down = (operation: string, written: StoreUnavailable['written']): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation,
  written,
  cause: 'made to fail by the test',
})

/** The answer of a process that has crashed. */
export const never = (): Promise<never> => new Promise(() => undefined)

/** The name of a stop: `A commit after`. */
export const stopName = ({ process, caller, operation, when }: Stop): string =>
  [process, ...(caller === undefined ? [] : [`caller ${caller}`]), operation, when].join(' ')
