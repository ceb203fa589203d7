/** Ways to break a store: what goes in or comes out of another one is changed. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, right } from '../../../src/index.js'
import type { RowKind } from '../../../src/store/errors.js'
import type { MemoryStore } from '../../../src/store/memory/memory.js'
import type { Load, Loaded, Store, Write } from '../../../src/store/port.js'
import type { Subject } from '../../../src/testing/index.js'

/** How a store is wrong. What it does not name is as in the store that works. */
export interface Flaw {
  readonly store?: (works: Store) => Partial<Store>
  readonly transaction?: (works: MemoryStore) => Subject['transaction']
}
/** Flaws by what such a store does. */
export type Flaws = Readonly<Record<string, Flaw>>

/** What an operation gives, changed. */
export const mapped =
  <E, A, B>(task: TaskEither<E, A>, change: (value: A) => B | Promise<B>): TaskEither<E, B> =>
  async () => {
    const answer = await task()
    return isLeft(answer) ? answer : right(await change(answer.right))
  }

/** What a task of the store that works gives. */
export const rightly = async <E, A>(task: TaskEither<E, A>): Promise<A> => {
  const answer = await task()
  if (isLeft(answer)) throw new Error(`the store that works answered ${JSON.stringify(answer.left)}`)
  return answer.right
}

/** Changes what is asked of `load` and what it gives. */
export const loading = (
  works: Store,
  change: { asked?: (asked: Load) => Load; loaded?: (loaded: Loaded, asked: Load) => Loaded | Promise<Loaded> },
): Pick<Store, 'load' | 'commit' | 'release'> => {
  const inner = new WeakMap<Loaded, Loaded>()
  const known = (loaded: Loaded): Loaded => inner.get(loaded) ?? loaded
  return {
    load: (asked) =>
      mapped(works.load(change.asked?.(asked) ?? asked), async (loaded) => {
        const shown = { ...((await change.loaded?.(loaded, asked)) ?? loaded) }
        inner.set(shown, loaded)
        return shown
      }),
    commit: (against, write) => works.commit(known(against), write),
    release: (loaded) => works.release(known(loaded)),
  }
}

/** Changes what is written. */
export const writing = (
  works: Store,
  change: (write: Write, against: Loaded) => Write | Promise<Write>,
): Pick<Store, 'commit'> => ({
  commit: (against, write) => async () => works.commit(against, await change(write, against))(),
})

/** What was asked for, by what was loaded. */
export const remembering = (works: Store): { readonly load: Store['load']; readonly asked: WeakMap<Loaded, Load> } => {
  const asked = new WeakMap<Loaded, Load>()
  const load: Store['load'] = (question) =>
    mapped(works.load(question), (loaded) => {
      asked.set(loaded, question)
      return loaded
    })
  return { load, asked }
}

/** When `of` moved, something is done about it, and the answer is another. */
export const whenMoved = (
  works: Store,
  of: readonly RowKind[],
  then: (asked: Load, write: Write) => Promise<Either<unknown, unknown> | undefined>,
): Pick<Store, 'load' | 'commit'> => {
  const { load, asked } = remembering(works)
  return {
    load,
    commit: (against, write) => async () => {
      const answer = await works.commit(against, write)()
      const question = asked.get(against)
      if (!isLeft(answer) || answer.left._tag !== 'Moved' || !of.includes(answer.left.of) || question === undefined)
        return answer
      return ((await then(question, write)) as typeof answer | undefined) ?? answer
    },
  }
}

/** Writes all the same when `of` moved: on what now stands, and without what cannot be written. */
export const careless = (works: Store, of: RowKind, less: (write: Write) => Write = (write) => write): Partial<Store> =>
  whenMoved(works, [of], async (asked, write) => {
    const names = write.documents.map(({ kind, id }) => ({ kind, id }))
    const all = { ...asked, documents: of === 'document' ? [...asked.documents, ...names] : asked.documents }
    const again = await rightly(works.load(of === 'key' ? { ...all, key: null } : all))
    return works.commit(again, less(write))()
  })
