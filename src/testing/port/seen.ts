/** Everything of an account that a store lets its user read, for comparing before and after. */
import type { Json } from '../../domain/idempotency/json.js'
import type { Account } from '../../store/names.js'
import type { KeyAsked } from '../../store/port.js'
import type { StoredEvent } from '../../store/rows.js'
import { equal } from './expect.js'
import { ACCOUNT, FAR, keyOf } from './given.js'
import type { Hand } from './hand.js'
import type { Bench } from './trial.js'

/** The kinds of documents and the keys that the cases use. */
const KINDS = ['order', 'note']
const KEYS: readonly KeyAsked[] = [keyOf('k_1'), keyOf('k_2')]

/**
 * All but the outbox and what is due, which cannot be read without taking it. No charge is loaded, as a store may lock it
 * for another; the versions stand in the numbers of the events. Keys are held and released.
 */
export const seenBy = async (hand: Hand, account: Account = ACCOUNT, keys = KEYS): Promise<Json> => {
  const seen: unknown[] = []
  for (const of of ['charge', 'refund', 'dispute', 'event'] as const)
    seen.push((await hand.list({ account, of, limit: 100 })).data)
  for (const kind of KINDS) seen.push((await hand.list({ account, of: 'document', kind, limit: 100 })).data)
  for (const key of keys) seen.push(await keySeen(hand, key, account))
  return seen as Json
}

/** What is known of a key. */
export const keySeen = async (hand: Hand, key: KeyAsked, account: Account = ACCOUNT): Promise<unknown> => {
  const loaded = await hand.load({ account, key })
  await hand.release(loaded)
  return loaded.key
}

const byCharge = (events: readonly StoredEvent[]): readonly string[] =>
  events.map(({ account, id }) => `${account} ${id}`).sort()

/** Fails unless the outbox holds every event of the account that is listed. It is claimed, and given back. */
export const nothingIsDelivered = async (hand: Hand, account: Account = ACCOUNT): Promise<void> => {
  const claimed = await hand.claimEvents()
  for (const batch of claimed) await hand.acknowledge(batch, 0)
  const waiting = claimed.flatMap(({ events }) => events).filter((event) => event.account === account)
  const { data } = await hand.list({ account, of: 'event', limit: 100 })
  equal('claimEvents: the events of the account', byCharge(waiting), byCharge(data))
}

/** Fails unless the trial leaves all that can be read as it was, and nothing new in the outbox. */
export const changesNothing = async (
  { other }: Bench,
  what: string,
  trial: () => Promise<void>,
  keys?: readonly KeyAsked[],
): Promise<void> => {
  const before = await seenBy(other, ACCOUNT, keys)
  await trial()
  equal(`everything that can be read after ${what}`, await seenBy(other, ACCOUNT, keys), before)
  await nothingIsDelivered(other)
}

/** Fails unless just these tasks are due and not taken; claims them. */
export const dueIs = async (hand: Hand, names: readonly string[]): Promise<void> => {
  const claimed = await hand.claimDue(FAR)
  equal(
    'claimDue: the tasks',
    claimed.map(({ work }) => (work.type === 'task' ? work.name : work.type)),
    names,
  )
}
