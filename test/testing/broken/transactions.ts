/** Stores whose transactions keep too little, or too much. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left, right } from '../../../src/index.js'
import type { MemoryStore } from '../../../src/store/memory/memory.js'
import type { Store } from '../../../src/store/port.js'
import type { Subject } from '../../../src/testing/index.js'
import { careless, type Flaws, loading } from './tools.js'

type Work<E, A> = (store: Store) => TaskEither<E, A>

/** The work is given a store that is wrong inside of transactions only. */
const inside =
  (broken: (bound: Store) => Partial<Store>) =>
  ({ transaction }: MemoryStore): Subject['transaction'] =>
  (work) =>
    transaction((bound) => work({ ...bound, ...broken(bound) }))

/** Inside, what was loaded once is given again. */
const snapshot = (bound: Store): Partial<Store> => {
  const first = new Map<string, object>()
  return loading(bound, {
    loaded: (one, { charge }) => {
      if (charge === null || one.books.charge === null) return one
      const known = first.get(charge) ?? { version: one.version }
      first.set(charge, known)
      return { ...one, ...known }
    },
  })
}

/** After Moved nothing more is done. */
const spoilt = (bound: Store): Partial<Store> => {
  let isSpoilt = false
  return {
    load: (asked) =>
      isSpoilt
        ? async () => left({ _tag: 'StoreUnavailable', operation: 'load', written: 'no', cause: 'aborted' })
        : bound.load(asked),
    commit: (against, write) => async () => {
      const answer = await bound.commit(against, write)()
      isSpoilt = isSpoilt || isLeft(answer)
      return answer
    },
  }
}

/** Whatever the work answers is committed, or rolled back, and handed on. */
const always =
  (end: 'commit' | 'rollback') =>
  ({ transaction }: MemoryStore): Subject['transaction'] =>
  <E, A>(work: Work<E, A>) =>
  async () => {
    const answers: Either<E, A>[] = []
    const kept = await transaction<string, void>((bound) => async () => {
      answers.push(await work(bound)())
      return end === 'commit' ? right(undefined) : left('rolled back')
    })()
    return answers[0] ?? (kept as never)
  }

const commitsRejected =
  ({ transaction }: MemoryStore): Subject['transaction'] =>
  <E, A>(work: Work<E, A>) =>
  async () => {
    let rejected: unknown
    const answer = await transaction<E, A | undefined>((bound) => async () => {
      try {
        return await work(bound)()
      } catch (error) {
        rejected = error
        return right(undefined)
      }
    })()
    if (rejected !== undefined) throw rejected
    return answer as Either<E, A>
  }

export const transactionFlaws: Flaws = {
  'does not see in a transaction what it wrote': { transaction: inside(snapshot) },
  'commits no transaction': { transaction: always('rollback') },
  'commits a transaction that ends with Left': { transaction: always('commit') },
  'commits a transaction that rejects': { transaction: commitsRejected },
  'has transactions that are none': { transaction: (works) => (work) => work(works) },
  'does nothing more in a transaction after Moved': { transaction: inside(spoilt) },
  'loses what another transaction wrote': {
    transaction: (works) => (work) => work({ ...works, ...careless(works, 'document') }),
  },
}
