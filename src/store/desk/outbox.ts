/** Events are handed on, in order per charge, at least once. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { isLeft, left, right } from '../../domain/either.js'
import { invalidInput } from '../codec/input.js'
import type { InvalidInput, LeaseLost, StoreError } from '../errors.js'
import type { ClaimedEvents, StoredEvent } from '../rows.js'
import { answered } from './asking.js'
import { invalidCounts, tried } from './handlers.js'
import type { Settings } from './options.js'

/** Hands an event on. Right: it arrived. An event may come again after a crash: its `id` tells. */
export type EventHandler = (event: StoredEvent) => TaskEither<unknown, unknown>

/** How much is handed on at once. */
export interface Deliver {
  /** Of so many charges at most. Default: 100. */
  readonly limit?: number
  /** For how long no other worker gets the events of the charge that is being handed on. Default: 60 seconds. */
  readonly leaseSeconds?: number
}

/** What became of the events that were claimed. */
export interface Delivered {
  readonly delivered: number
  /** Those that did not arrive, with the reason. They and the later ones of their charges are given out again. */
  readonly failed: readonly { readonly event: StoredEvent; readonly cause: unknown }[]
  /** Charges of which events arrived that could not be acknowledged: they will come again. */
  readonly unacknowledged: readonly { readonly claimed: ClaimedEvents; readonly error: StoreError | LeaseLost }[]
}

/** Hands on what is in the outbox. */
export type DeliverEvents = (handler: EventHandler, how?: Deliver) => TaskEither<StoreError | InvalidInput, Delivered>

interface Report {
  delivered: number
  readonly failed: { event: StoredEvent; cause: unknown }[]
  readonly unacknowledged: { claimed: ClaimedEvents; error: StoreError | LeaseLost }[]
}

/** What is held of a charge when its batch ends: up to where it was handed on; null when the lease is lost. */
type Held = { readonly claimed: ClaimedEvents; readonly upTo: number } | null

export const createDeliver = ({ store, clock }: Settings): DeliverEvents => {
  const acknowledge = async (
    report: Report,
    claimed: ClaimedEvents,
    upTo: number,
    keepSeconds?: number,
  ): Promise<boolean> => {
    const ask = () =>
      keepSeconds === undefined
        ? store.acknowledgeEvents(claimed, upTo)
        : store.acknowledgeEvents(claimed, upTo, keepSeconds)
    const done = await answered('acknowledgeEvents', 'unknown', ask)
    if (isLeft(done)) report.unacknowledged.push({ claimed, error: done.left })
    return !isLeft(done)
  }

  /** One event after the other. What arrived is acknowledged now and then, so that a slow handler does not outlast its lease. */
  const handOn = async (
    handler: EventHandler,
    claimed: ClaimedEvents,
    leaseSeconds: number,
    report: Report,
  ): Promise<Held> => {
    let upTo = 0
    let since = clock()
    for (const event of claimed.events) {
      if (clock() - since >= leaseSeconds / 4) {
        since = clock()
        if (!(await acknowledge(report, claimed, upTo, leaseSeconds))) return null
      }
      const handed = await tried(() => handler(event))
      if (isLeft(handed)) {
        report.failed.push({ event, cause: handed.left })
        return { claimed, upTo }
      }
      upTo = event.number
      report.delivered += 1
    }
    await acknowledge(report, claimed, upTo)
    return null
  }

  return (handler, { limit = 100, leaseSeconds = 60 } = {}) =>
    async () => {
      const invalid = typeof handler === 'function' ? invalidCounts({ limit, leaseSeconds }) : invalidInput(NO_HANDLER)
      if (invalid !== null) return left(invalid)
      const report: Report = { delivered: 0, failed: [], unacknowledged: [] }
      const stuck: NonNullable<Held>[] = []
      for (let charges = 0; charges < limit; charges += 1) {
        const claimed = await answered('claimEvents', 'no', () => store.claimEvents({ limit: 1, leaseSeconds }))
        if (isLeft(claimed) && charges === 0) return claimed
        const batch = isLeft(claimed) ? undefined : claimed.right[0]
        if (batch === undefined) break
        const held = await handOn(handler, batch, leaseSeconds, report)
        if (held !== null) stuck.push(held)
      }
      // Given back at the end, so that a charge whose handler fails does not come again in this very call.
      for (const { claimed, upTo } of stuck) await acknowledge(report, claimed, upTo)
      return right(report)
    }
}

const NO_HANDLER = 'handler: expected a function'
