/** What desks that are wrong on purpose are made of. */
import { isLeft } from '../../src/domain/either.js'
import { evolve } from '../../src/domain/law/evolve.js'
import { createRefundDesk, type RefundDesk } from '../../src/store/desk/desk.js'
import type { DeskOptions } from '../../src/store/desk/options.js'
import type { Load, Loaded, Store, Write } from '../../src/store/port.js'

export type Make = (options: DeskOptions) => RefundDesk

/** A desk whose loop does otherwise what the store is asked for. */
export const loop =
  (change: (store: Store) => Partial<Store>): Make =>
  (options) =>
    createRefundDesk({ ...options, store: { ...options.store, ...change(options.store) } })

/** A desk with some methods of its own. */
export const methods =
  (change: (desk: RefundDesk, options: DeskOptions) => Partial<RefundDesk>): Make =>
  (options) => {
    const desk = createRefundDesk(options)
    return { ...desk, ...change(desk, options) }
  }

/** What was loaded, by what it was asked with: the wrong loops load the same again. */
const remembering = (store: Store): { load: Store['load']; askedOf: (loaded: Loaded) => Load } => {
  const asked = new WeakMap<Loaded, Load>()
  return {
    load: (what) => async () => {
      const loaded = await store.load(what)()
      if (!isLeft(loaded)) asked.set(loaded.right, what)
      return loaded
    },
    askedOf: (loaded) => {
      const load = asked.get(loaded)
      if (load === undefined) throw new Error('committed what was not loaded')
      return load
    },
  }
}

const TRIES = 20

/** Writes again, after a load, what could not be written; `mend` fits it to what is there now. */
export const insisting = (mend: (write: Write, loaded: Loaded) => Write): Make =>
  loop((store) => {
    const { load, askedOf } = remembering(store)
    const insist =
      (against: Loaded, write: Write, tries: number): ReturnType<Store['commit']> =>
      async () => {
        const written = await store.commit(against, write)()
        if (!isLeft(written) || written.left._tag !== 'Moved' || written.left.of !== 'charge' || tries === 0)
          return written
        const again = await load(askedOf(against))()
        return isLeft(again) ? again : insist(again.right, mend(write, again.right), tries - 1)()
      }
    const commit: Store['commit'] = (against, write) => insist(against, write, TRIES)
    return { load, commit }
  })

/** The decision of before, counted on top of what is there now. */
export const refolded = (write: Write, { books }: Loaded): Write => {
  if (write.changes === null || books.charge === null) return write
  const { charge } = write.changes.events.reduce(evolve, books)
  return charge === null ? write : { ...write, changes: { ...write.changes, charge } }
}

export const NOTHING: Write = { changes: null, record: null, documents: [], due: [], done: [] }

/** Two commits where there is to be one. */
export const inTwo = (first: (write: Write) => Write, second: (write: Write) => Write): Make =>
  loop((store) => {
    const { load, askedOf } = remembering(store)
    const isEmpty = (write: Write): boolean =>
      write.changes === null &&
      write.record === null &&
      write.documents.length + write.due.length === 0 &&
      write.done === null
    const commit: Store['commit'] = (against, write) => async () => {
      if (isEmpty(second(write)) || isEmpty(first(write))) return store.commit(against, write)()
      const written = await store.commit(against, first(write))()
      if (isLeft(written)) return written
      const again = await load(askedOf(against))()
      return isLeft(again) ? again : store.commit(again.right, second(write))()
    }
    return { load, commit }
  })
