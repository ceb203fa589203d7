/**
 * What is in a balance: the sums of all its transactions, kept in the process beside the store, so that a request reads only those
 * that came since the last one.
 *
 * Whatever this process writes is told to it as well, as a transaction may be written under an earlier time than others that were
 * counted: what happens by itself happens at its own time, however late it is done. None counts twice, so the ids are kept.
 */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { StoreError, UnknownCursor } from '../../store/errors.js'
import type { Account } from '../../store/names.js'
import type { Store } from '../../store/port.js'
import type { Document } from '../../store/rows.js'
import type { BalanceIn } from '../../stripe/objects/balance.js'
import type { WireBalanceTransaction } from '../../stripe/objects/balance-transaction.js'

/** By currency and by the second from which it is available: how much. */
export type Holdings = ReadonlyMap<string, ReadonlyMap<number, number>>

/** What was counted of one balance so far. */
interface Counted {
  readonly sums: Map<string, Map<number, number>>
  readonly ids: Set<string>
  /** The newest that was read, in the order of listings. */
  cursor: string | null
  /** No transaction was created later: what was available then is available. */
  newest: number
}

/** By account and kind, for each store: one that was loaded anew is another. */
const COUNTED = new WeakMap<Store, Map<string, Counted>>()

const STRIDE = 100

/** The holdings by the transactions of this kind, the newest included. */
export const readHoldings = async (
  store: Store,
  account: Account,
  kind: string,
): Promise<Either<StoreError, Holdings>> => {
  const counted = countedOf(store, account, kind)
  const failed = counted.cursor === null ? await readAll(store, account, kind, counted) : null
  const newer = failed ?? (await readNewer(store, account, kind, counted))
  if (newer === null) return right(settled(counted))
  if (newer._tag !== 'UnknownCursor') return left(newer)
  // What was read is not there any more: another state was put into the store.
  COUNTED.get(store)?.delete(nameOf(account, kind))
  return readHoldings(store, account, kind)
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
  const counted = balances.get(name) ?? { sums: new Map(), ids: new Set(), cursor: null, newest: 0 }
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

/** All of them, from the newest on backward; those that come meanwhile are newer than the cursor. */
const readAll = async (store: Store, account: Account, kind: string, counted: Counted): Promise<Failed | null> => {
  let first: string | null = null
  let after: string | null = null
  for (;;) {
    const next: { readonly startingAfter?: string } = after === null ? {} : { startingAfter: after }
    const listed = await store.list({ account, of: 'document', kind, limit: STRIDE, ...next })()
    if (isLeft(listed)) return listed.left
    const documents = listed.right.data.map(({ document }) => document)
    for (const document of documents) count(counted, document)
    first ??= documents[0]?.id ?? null
    after = documents.at(-1)?.id ?? null
    if (!listed.right.more || after === null) break
  }
  counted.cursor ??= first
  return null
}

const readNewer = async (store: Store, account: Account, kind: string, counted: Counted): Promise<Failed | null> => {
  let cursor = counted.cursor
  while (cursor !== null) {
    const listed = await store.list({ account, of: 'document', kind, limit: STRIDE, endingBefore: cursor })()
    if (isLeft(listed)) return listed.left
    for (const { document } of listed.right.data) count(counted, document)
    cursor = listed.right.data[0]?.document.id ?? cursor
    counted.cursor = cursor
    if (!listed.right.more) break
  }
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
