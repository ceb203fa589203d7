/** Events are handed on, in order per charge, at least once. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { isLeft, left, right } from '../../domain/either.js'
import type { Clock } from '../clock.js'
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

/** What is held of a charge when its batch ends, up to where it was handed on. */
interface Held {
  readonly claimed: ClaimedEvents
  readonly upTo: number
  readonly failed: boolean
}

export const createDeliver = ({ store, clock }: Settings): DeliverEvents => {
  /** Null when it is done; otherwise what kept it from being done. */
  const acknowledge = async (
    claimed: ClaimedEvents,
    upTo: number,
    keepSeconds?: number,
  ): Promise<StoreError | LeaseLost | null> => {
    const ask = () =>
      keepSeconds === undefined
        ? store.acknowledgeEvents(claimed, upTo)
        : store.acknowledgeEvents(claimed, upTo, keepSeconds)
    const done = await answered('acknowledgeEvents', 'unknown', ask)
    return isLeft(done) ? done.left : null
  }

  const giveBack = async (report: Report, { claimed, upTo }: Held): Promise<void> => {
    const error = await acknowledge(claimed, upTo)
    if (error !== null) report.unacknowledged.push({ claimed, error })
  }

  /**
   * One event after the other; what arrived is acknowledged on the way, once a second at most, so that each event has a lease of
   * its own. Answers what is still held at the end: null for nothing, as its lease is lost.
   */
  const handOn = async (
    handler: EventHandler,
    claimed: ClaimedEvents,
    leaseSeconds: number,
    report: Report,
  ): Promise<Held | null> => {
    const passed = stopwatch(clock)
    let held: Held = { claimed, upTo: 0, failed: false }
    for (const event of claimed.events) {
      if (passed() >= 1) {
        const error = await acknowledge(claimed, held.upTo, leaseSeconds)
        if (error?._tag === 'LeaseLost') {
          report.unacknowledged.push({ claimed, error })
          return null
        }
      }
      const handed = await tried(() => handler(event))
      if (isLeft(handed)) {
        report.failed.push({ event, cause: handed.left })
        await acknowledge(claimed, held.upTo, leaseSeconds)
        return { ...held, failed: true }
      }
      held = { ...held, upTo: event.number }
      report.delivered += 1
    }
    return held
  }

  return (handler, how) => async () => {
    const { limit = 100, leaseSeconds = 60 } = how ?? {}
    const invalid = typeof handler === 'function' ? invalidCounts({ limit, leaseSeconds }) : invalidInput(NO_HANDLER)
    if (invalid !== null) return left(invalid)
    const report: Report = { delivered: 0, failed: [], unacknowledged: [] }
    const stuck = new Map<string, Held>()
    for (let charges = 0; charges < limit; charges += 1) {
      const claimed = await answered('claimEvents', 'no', () => store.claimEvents({ limit: 1, leaseSeconds }))
      if (isLeft(claimed) && charges === 0) return claimed
      const batch = isLeft(claimed) ? undefined : claimed.right[0]
      if (batch === undefined) break
      const name = JSON.stringify([batch.account, batch.charge])
      if (stuck.has(name)) {
        // Its lease ended, and its handler failed in this very call: the next call tries again.
        stuck.set(name, { claimed: batch, upTo: 0, failed: true })
        break
      }
      const held = await handOn(handler, batch, leaseSeconds, report)
      if (held?.failed) stuck.set(name, held)
      else if (held !== null) await giveBack(report, held)
    }
    // Given back at the end, so that a charge whose handler fails does not come again in this very call.
    for (const held of stuck.values()) await giveBack(report, held)
    return right(report)
  }
}

/** Seconds since it last told of one or more, by the desk's clock or the machine's, whichever ran further: the lease runs by the store's. */
const stopwatch = (clock: Clock): (() => number) => {
  let [told, ran] = [clock(), performance.now()]
  return () => {
    const [nowTold, nowRan] = [clock(), performance.now()]
    const passed = Math.max(nowTold - told, (nowRan - ran) / 1000)
    if (passed >= 1) [told, ran] = [nowTold, nowRan]
    return passed
  }
}

const NO_HANDLER = 'handler: expected a function'
