/**
 * What is in a balance: the sums of all its transactions, kept in the process beside the store, so that a request reads only the
 * latest of them.
 *
 * A transaction may come into the store after others that are newer were read: a commit takes its time, and another process may write
 * it. So those of the last two minutes before the newest that was read are read again, and none counts twice, by its id. Whatever
 * this process writes is told to it as well: what happens by itself happens at its own time, however late it is done.
 */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { StoreError, UnknownCursor } from '../../store/errors.js'
import type { Account } from '../../store/names.js'
import type { List, Store } from '../../store/port.js'
import type { Document } from '../../store/rows.js'
import type { BalanceIn } from '../../stripe/objects/balance.js'
import type { WireBalanceTransaction } from '../../stripe/objects/balance-transaction.js'

/** By currency and by the second from which it is available: how much. */
export type Holdings = ReadonlyMap<string, ReadonlyMap<number, number>>

/** What was counted of one balance so far. */
interface Counted {
  readonly sums: Map<string, Map<number, number>>
  readonly ids: Set<string>
  /** The newest that was found when all before it had been read; null where all is still to be read. */
  read: Place | null
  /** No transaction was created later: what was available then is available. */
  newest: number
}

interface Place {
  readonly id: string
  readonly createdAt: EpochSeconds
}

/** By account and kind, for each store: one that was loaded anew is another. */
const COUNTED = new WeakMap<Store, Map<string, Counted>>()

const STRIDE = 100

/** How much older a transaction may be than what is in the store already when it comes there. No commit takes nearly as long. */
const OVERLAP_SECONDS = 120

/** The holdings by the transactions of this kind, the newest included. */
export const readHoldings = async (
  store: Store,
  account: Account,
  kind: string,
): Promise<Either<StoreError, Holdings>> => {
  const counted = countedOf(store, account, kind)
  const failed = await readLatest(store, account, kind, counted)
  if (failed === null) return right(settled(counted))
  if (failed._tag !== 'UnknownCursor') return left(failed)
  // What was read is not there any more: another state was put into the store.
  COUNTED.get(store)?.delete(nameOf(account, kind))
  return readHoldings(store, account, kind)
}

/** Why nothing was written, or nobody knows whether it was: then all balances of the account are read anew. The reason. */
export const failedWrite = <Failure extends { readonly _tag: string; readonly written?: 'no' | 'unknown' }>(
  store: Store,
  account: Account,
  failure: Failure,
): Failure => {
  if (failure.written === 'unknown') forgetCounted(store, account)
  return failure
}

/** All balances of the account are read anew. */
export const forgetCounted = (store: Store, account: Account): void => {
  const balances = COUNTED.get(store)
  if (balances === undefined) return
  for (const name of balances.keys()) if (name.startsWith(nameOf(account, ''))) balances.delete(name)
}

/** These documents were written. */
export const countWritten = (store: Store, account: Account, written: readonly Document[]): void => {
  const balances = COUNTED.get(store)
  if (balances === undefined) return
  for (const document of written) {
    const counted = balances.get(nameOf(account, document.kind))
    if (counted !== undefined) count(counted, document)
  }
}

/** How much of it is available at a moment, and how much is not yet; by the names of currencies. */
export const balancesAt = (holdings: Holdings, at: number): readonly BalanceIn[] =>
  [...holdings]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, sums]) => {
      let available = 0
      let pending = 0
      for (const [from, amount] of sums) {
        if (from <= at) available += amount
        else pending += amount
      }
      return { currency, available, pending }
    })

const nameOf = (account: Account, kind: string): string => `${account}\0${kind}`

const countedOf = (store: Store, account: Account, kind: string): Counted => {
  const balances = COUNTED.get(store) ?? new Map<string, Counted>()
  COUNTED.set(store, balances)
  const name = nameOf(account, kind)
  const counted = balances.get(name) ?? { sums: new Map(), ids: new Set(), read: null, newest: 0 }
  balances.set(name, counted)
  return counted
}

const count = (counted: Counted, { id, body, createdAt }: Document): void => {
  const { ids, sums } = counted
  if (ids.has(id)) return
  ids.add(id)
  counted.newest = Math.max(counted.newest, createdAt)
  const { available_on, currency, net } = body as unknown as WireBalanceTransaction
  const byTime = sums.get(currency) ?? new Map<number, number>()
  sums.set(currency, byTime)
  byTime.set(available_on, (byTime.get(available_on) ?? 0) + net)
}

type Failed = StoreError | UnknownCursor

/** From the newest on backward: to what may still have come among those that were read, or all of them. */
const readLatest = async (store: Store, account: Account, kind: string, counted: Counted): Promise<Failed | null> => {
  const { read } = counted
  const since = read === null ? {} : { created: { gte: secondsAfter(read.createdAt, -OVERLAP_SECONDS) } }
  let first: Place | null = null
  let found = read === null
  let next: List<'document'> = { account, of: 'document', kind, limit: STRIDE, ...since }
  for (;;) {
    const listed = await store.list(next)()
    if (isLeft(listed)) return listed.left
    for (const { document } of listed.right.data) {
      first ??= document
      found ||= document.id === read?.id
      count(counted, document)
    }
    const last = listed.right.data.at(-1)
    if (!listed.right.more || last === undefined) break
    next = { ...next, startingAfter: last.document.id }
  }
  if (read !== null && !found) return { _tag: 'UnknownCursor', field: 'endingBefore', cursor: read.id }
  if (first !== null) counted.read = { id: first.id, createdAt: first.createdAt }
  return null
}

/** The holdings as they are, with all that is surely available in one sum. */
const settled = ({ sums, newest }: Counted): Holdings =>
  new Map([...sums].map(([currency, byTime]) => [currency, mergedUpTo(newest, byTime)]))

const mergedUpTo = (newest: number, byTime: Map<number, number>): ReadonlyMap<number, number> => {
  for (const [from, amount] of byTime) {
    if (from === 0 || from > newest) continue
    byTime.delete(from)
    byTime.set(0, (byTime.get(0) ?? 0) + amount)
  }
  return new Map(byTime)
}
