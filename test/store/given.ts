/** Short words for what happens around a desk: several processes, a processor with a log, and stores that fail. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, holding, isLeft, left, type RefundId } from '../../src/index.js'
import {
  account,
  createRefundDesk,
  type DeskOptions,
  idempotencyKey,
  type MemoryStore,
  manualClock,
  memoryStore,
  type RefundAsked,
  type RefundDesk,
  randomIds,
  type Store,
  type StoreUnavailable,
} from '../../src/store/index.js'
import { ch_1, now, re_1, rightOf, usd, usd_ } from '../fixtures.js'

export const shop = rightOf(account('shop'))
export const key = (name: string) => rightOf(idempotencyKey(name))

/** A desk as a process of its own has it. It does not wait between its attempts. */
export const deskOf = (store: Store, options: Partial<DeskOptions> = {}): RefundDesk =>
  createRefundDesk({
    store,
    clock: manualClock(now),
    ids: randomIds,
    policy: holding,
    sleep: () => async () => undefined,
    ...options,
  })

/** A store in memory in which charge `ch_1` has so many US cents captured. */
export const paid = async (amount: number): Promise<MemoryStore> => {
  const store = memoryStore({ clock: manualClock(now) })
  const desk = deskOf(store)
  rightOf(await desk.authorize({ account: shop, id: ch_1, amount: usd(amount), currency: usd_ })())
  rightOf(await desk.capture({ account: shop, charge: ch_1, amount: 'remaining' })())
  return store
}

/** A request for so much of `ch_1`. */
export const back = (
  amount: number | 'remaining',
  id: RefundId = re_1,
  parts: Partial<RefundAsked> = {},
): RefundAsked => ({
  account: shop,
  charge: ch_1,
  id,
  amount: amount === 'remaining' ? amount : usd(amount),
  currency: usd_,
  ...parts,
})

/** The same without an id: the desk mints one. */
export const minted = (amount: number, parts: Partial<RefundAsked> = {}): RefundAsked => {
  const { id: _, ...asked } = back(amount)
  return { ...asked, ...parts }
}

export const together = <A>(...tasks: readonly (() => Promise<A>)[]): Promise<A[]> =>
  Promise.all(tasks.map((task) => task()))

/** `accepted`, `repeated`, or the tag of what was answered instead. */
export const word = (answer: Either<{ readonly _tag: string }, { readonly repeated: boolean }>): string =>
  isLeft(answer) ? answer.left._tag : answer.right.repeated ? 'repeated' : 'accepted'

/** What a caller may read of `ch_1`, apart from its outbox and what is due. */
export const seen = async (store: Store) => {
  const desk = deskOf(store)
  const charge = rightOf(await desk.retrieve({ account: shop, of: 'charge', id: ch_1 })())
  const { data: refunds } = rightOf(await desk.list({ account: shop, of: 'refund', charge: ch_1, limit: 100 })())
  const { data } = rightOf(await desk.list({ account: shop, of: 'event', charge: ch_1, limit: 100 })())
  const events = data.toReversed()
  const problems = rightOf(await desk.audit({ account: shop, charge: ch_1 })())
  return { charge, refunds, events, told: events.map(({ event }) => event.type), problems }
}

/** How a processor takes a call. `lost`: it takes the refund, and its answer does not arrive. */
export type Word = 'yes' | 'no' | 'lost'

/** A processor that knows its keys: the same key is the same refund. Its log is the truth about money. */
export const processor = (...script: Word[]) => {
  const log: { readonly key: string; readonly amount: number }[] = []
  const taken = new Map<string, number>()
  const call = async (asked: { readonly key: string; readonly amount: number }): Promise<'yes' | 'no' | 'timeout'> => {
    log.push(asked)
    const says = script.shift() ?? 'yes'
    if (says === 'no') return 'no'
    taken.set(asked.key, asked.amount)
    return says === 'lost' ? 'timeout' : 'yes'
  }
  return { call, log, sent: (): number => [...taken.values()].reduce((sum, amount) => sum + amount, 0) }
}
export type Processor = ReturnType<typeof processor>

/** A backend as `docs/embedding.md` has it: reserve, call, and tell the desk what the processor said. */
export const backend = (desk: RefundDesk, { call }: Processor) => {
  return async (asked: RefundAsked) => {
    const reserved = await desk.refund(asked)()
    if (isLeft(reserved)) return reserved
    const { id: refund, amount } = reserved.right.refund
    const now_ = await desk.retrieve({ account: shop, of: 'refund', id: refund })()
    if (isLeft(now_) || now_.right.status !== 'requested') return reserved
    const says = await call({ key: refund, amount })
    if (says === 'timeout') return reserved
    if (says === 'no') return desk.refuse({ account: shop, refund, refusal: 'declined' })()
    return desk.acknowledge({ account: shop, refund, answer: { status: 'succeeded' } })()
  }
}

const unavailable = (operation: string, written: StoreUnavailable['written']): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation,
  written,
  cause: 'pulled',
})
const never =
  <E, A>(): TaskEither<E, A> =>
  () =>
    new Promise(() => undefined)

type Commit = Store['commit']
const withCommit = (store: Store, commit: Commit): Store => ({ ...store, commit })

/** Stores as seen by a caller to whom something happens at its commit. */
export const failing = {
  down: (store: Store): Store => ({ ...store, load: () => async () => left(unavailable('load', 'no')) }),
  diesBefore: (store: Store): Store => withCommit(store, () => never()),
  diesAfter: (store: Store): Store =>
    withCommit(store, (...asked) => async () => {
      await store.commit(...asked)()
      return never<never, void>()()
    }),
  losesAnswer: (store: Store): Store =>
    withCommit(store, (...asked) => async () => {
      await store.commit(...asked)()
      return left(unavailable('commit', 'unknown'))
    }),
  losesWrite: (store: Store): Store => withCommit(store, () => async () => left(unavailable('commit', 'unknown'))),
  alwaysMoved: (store: Store): Store =>
    withCommit(store, (loaded) => async () => {
      await store.release(loaded)()
      return left({ _tag: 'Moved', of: 'charge' })
    }),
}

/** Starts a call of a process that dies over it, and gives it time to die. */
export const abandoned = async (call: () => Promise<unknown>): Promise<void> => {
  const dead = call()
  await Promise.race([dead, new Promise((wake) => setTimeout(wake, 5))])
}
