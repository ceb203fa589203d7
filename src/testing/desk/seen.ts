/** Everything that can be read of a store, for comparing before and after. */
import type { Json } from '../../domain/idempotency/json.js'
import type { Store } from '../../store/port.js'
import { equal } from '../port/expect.js'
import { ACCOUNT, FAR, LONG } from '../port/given.js'
import { handOf } from '../port/hand.js'

/** The kinds of documents that the cases use. */
const KINDS = ['order', 'counter']

/** All lists, and the outbox, which is claimed and given back. */
export const seenOf = async (store: Store): Promise<Json> => {
  const hand = handOf(store)
  const seen: unknown[] = []
  for (const of of ['charge', 'refund', 'dispute', 'event'] as const)
    seen.push((await hand.list({ account: ACCOUNT, of, limit: 100 })).data)
  for (const kind of KINDS) seen.push((await hand.list({ account: ACCOUNT, of: 'document', kind, limit: 100 })).data)
  const claimed = await hand.claimEvents(100, LONG)
  for (const batch of claimed) await hand.acknowledge(batch, 0)
  seen.push(claimed.flatMap(({ events }) => events.map(({ id }) => id)).sort())
  return seen as Json
}

/** Fails unless nothing that can be read changes, and nothing new is due. What is due already counts as taken. */
export const writesNothing = async (store: Store, what: string, work: () => Promise<void>): Promise<void> => {
  await handOf(store).claimDue(FAR)
  const before = await seenOf(store)
  await work()
  equal(`everything that can be read after ${what}`, await seenOf(store), before)
  equal(
    `what is due after ${what}`,
    (await handOf(store).claimDue(FAR)).map(({ work }) => work),
    [],
  )
}
