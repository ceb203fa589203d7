/** Events are handed on, in order per charge, at least once. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { isLeft, right } from '../../domain/either.js'
import type { LeaseLost, StoreError } from '../errors.js'
import type { Store } from '../port.js'
import type { ClaimedEvents, StoredEvent } from '../rows.js'
import { answered } from './answered.js'
import { tried } from './due.js'

/** Hands an event on. Right: it arrived. An event may come again after a crash: its `id` tells. */
export type EventHandler = (event: StoredEvent) => TaskEither<unknown, unknown>

/** How much is handed on at once. */
export interface Deliver {
  /** Of so many charges at most. Default: 100. */
  readonly limit?: number
  /** For how long no other worker gets the events of these charges. Default: 60 seconds. */
  readonly leaseSeconds?: number
}

/** What became of the events that were claimed. */
export interface Delivered {
  readonly delivered: number
  /** Those that did not arrive, with the reason. They and the later ones of their charges are given out again. */
  readonly failed: readonly { readonly event: StoredEvent; readonly cause: unknown }[]
  /** Those that arrived and could not be acknowledged: they will come again. */
  readonly unacknowledged: readonly { readonly claimed: ClaimedEvents; readonly error: StoreError | LeaseLost }[]
}

/** Hands on what is in the outbox. */
export type DeliverEvents = (handler: EventHandler, how?: Deliver) => TaskEither<StoreError, Delivered>

export const createDeliver =
  (store: Store): DeliverEvents =>
  (handler, { limit = 100, leaseSeconds = 60 } = {}) =>
  async () => {
    const claimed = await answered('claimEvents', 'no', () => store.claimEvents({ limit, leaseSeconds }))
    if (isLeft(claimed)) return claimed
    let delivered = 0
    const failed: { event: StoredEvent; cause: unknown }[] = []
    const unacknowledged: { claimed: ClaimedEvents; error: StoreError | LeaseLost }[] = []
    for (const batch of claimed.right) {
      let upTo = 0
      for (const event of batch.events) {
        const handed = await tried(handler(event))
        if (isLeft(handed)) {
          failed.push({ event, cause: handed.left })
          break
        }
        upTo = event.number
        delivered += 1
      }
      const done = await answered('acknowledgeEvents', 'unknown', () => store.acknowledgeEvents(batch, upTo))
      if (isLeft(done)) unacknowledged.push({ claimed: batch, error: done.left })
    }
    return right({ delivered, failed, unacknowledged })
  }
