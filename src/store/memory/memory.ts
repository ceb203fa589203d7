/** The memory store: all that the port asks, for one process and as long as it runs. */
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { type Clock, systemClock } from '../clock.js'
import type { InvalidRow, StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import { commit, load, release } from './commit.js'
import { claimDue } from './due.js'
import { forgetKeys } from './keys.js'
import { findRecord, listRecords } from './list.js'
import { acknowledgeEvents, claimEvents } from './outbox.js'
import { restoreInto, type SavedRow, savedRows } from './snapshot.js'
import { createWorld, type World } from './tables.js'
import { createTurns, inTurn, type Session, transact } from './transaction.js'

/** A store in memory, and the caller's own transactions on it. */
export interface MemoryStore extends Store {
  /**
   * Does `work` on a store of its own, and keeps all or nothing of what was written through it: `Right` commits; `Left`, or
   * a rejection, which is passed on, rolls back. Everyone else waits meanwhile, in order, and sees nothing of it before.
   *
   * The work must not wait for the outer store, which waits for it. Its store answers `StoreUnavailable` after the end.
   */
  readonly transaction: <E, A>(work: (store: Store) => TaskEither<E, A>) => TaskEither<E | StoreUnavailable, A>
  /** Everything that is kept, as plain JSON. Leases and keys under way are not among it: they end with their process. */
  readonly save: Task<readonly SavedRow[]>
}

/** What a memory store begins with. */
export interface MemoryOptions {
  /** By which leases on events and on what is due run. Default: the machine's. */
  readonly clock?: Clock
}

/** How the operations of a store are done: in turn, or in a transaction. */
type Doing = <E, A>(operation: keyof Store, act: () => Either<E, A>) => Promise<Either<E | StoreUnavailable, A>>

/**
 * A store in memory: for tests, simulators, and whatever may be lost with its process. Nothing is copied: the charges,
 * refunds, disputes, events and bodies of documents that it gives out are those that were put in, and must not be changed.
 *
 * @example
 * const store = memoryStore({ clock: manualClock(now) })
 * await store.find({ account: rightOf(account('acct_1')), of: 'charge', id: 'ch_1' })() // => right(null)
 * await store.transaction(() => async () => left('rolled back'))() // => left('rolled back')
 * @since 0.1.0
 * @category store
 */
export const memoryStore = ({ clock = systemClock }: MemoryOptions = {}): MemoryStore => storeOf(createWorld(clock))

/**
 * A store with the rows that another one saved. Each is read with suspicion: one that breaks a law, or that does not fit the
 * others, is refused with its id.
 *
 * @example
 * const store = memoryStore()
 * const desk = createRefundDesk({ store, clock: manualClock(now), ids: countingIds(), policy: stripe })
 * rightOf(await desk.authorize({ account: rightOf(account('a')), id: ch_1, amount: usd(100), currency: usd_ })())
 * const saved = await store.save()
 * saved.map(({ kind }) => kind) // => ['charge', 'event']
 * const again = rightOf(restoreMemoryStore(JSON.parse(JSON.stringify(saved))))
 * await again.save() // => saved
 * leftOf(restoreMemoryStore(saved.slice(0, 1))).problems // => ['version is 1, and 0 of its events are there']
 * @since 0.1.0
 * @category store
 */
export const restoreMemoryStore = (
  saved: readonly SavedRow[],
  { clock = systemClock }: MemoryOptions = {},
): Either<InvalidRow, MemoryStore> => {
  const world = createWorld(clock)
  const restored = restoreInto(world, saved)
  return isLeft(restored) ? restored : right(storeOf(world))
}

const storeOf = (world: World): MemoryStore => {
  const turns = createTurns()
  const doing: Doing = (_, act) => inTurn(turns, act)
  return {
    ...storeOn(world, doing, () => true),
    save: () => inTurn(turns, () => savedRows(world)),
    transaction: (work) => () =>
      transact(turns, world.journal, (session) =>
        work(storeOn(world, inSession(session), () => session.state !== 'rolledBack'))(),
      ),
  }
}

const inSession =
  (session: Session): Doing =>
  async (operation, act) =>
    session.state === 'open' ? act() : left({ _tag: 'StoreUnavailable', operation, written: 'no', cause: ENDED })

const ENDED = 'the transaction has ended'

/** `stands`: whether what was read through this store is, or became, what everyone reads. */
const storeOn = (world: World, doing: Doing, stands: () => boolean): Store => ({
  load: (asked) => () => doing('load', () => right(load(world, asked, stands))),
  commit: (against, write) => () => doing('commit', () => commit(world, against, write)),
  release: (loaded) => async () => {
    await doing('release', () => right(release(world, loaded)))
  },
  find: (asked) => () => doing('find', () => right(findRecord(world, asked))),
  list: (asked) => () => doing('list', () => listRecords(world, asked)),
  claimEvents: (claim) => () => doing('claimEvents', () => right(claimEvents(world, claim))),
  acknowledgeEvents: (claimed, upTo, keepSeconds) => () =>
    doing('acknowledgeEvents', () => acknowledgeEvents(world, claimed, upTo, keepSeconds ?? null)),
  claimDue: (claim) => () => doing('claimDue', () => right(claimDue(world, claim))),
  forgetKeys: (old) => () => doing('forgetKeys', () => right(forgetKeys(world, old))),
})
