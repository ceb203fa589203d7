/** What a store keeps. Each is plain JSON as it is, apart from what stands in `codec/`, which reads it back with suspicion. */
import type { Json } from '../domain/idempotency/json.js'
import type { Command, CommandType } from '../domain/law/commands.js'
import type { Event } from '../domain/law/events.js'
import type { Charge } from '../domain/records/charge.js'
import type { Dispute } from '../domain/records/dispute.js'
import type { ChargeId, DisputeId, RefundId } from '../domain/records/ids.js'
import type { Refund } from '../domain/records/refund.js'
import type { EpochSeconds } from '../domain/records/time.js'
import type { Account } from './names.js'

/** An event with its place in the history of its charge. */
export interface StoredEvent {
  /** Derived, so that it is the same wherever it is read: `ch_1.3`. Unique in the account. */
  readonly id: string
  readonly account: Account
  readonly charge: ChargeId
  /** 1 for the first event of the charge, without gaps. The version of a charge is the number of its last event. */
  readonly number: number
  readonly event: Event
}

/**
 * The id of a charge's event, by its number.
 *
 * @example
 * eventId(ch_1, 3) // => 'ch_1.3'
 * @since 0.1.0
 * @category store
 */
export const eventId = (charge: ChargeId, number: number): string => `${charge}.${number}`

/** A row of the caller's own that is written in the same commit as a decision, such as what belongs to a charge elsewhere. */
export interface Document {
  readonly kind: string
  /** Unique in account and kind. */
  readonly id: string
  /** In listings the newest stand first. Never changes. */
  readonly createdAt: EpochSeconds
  /** What it can be listed by, such as `customer:cus_1`. */
  readonly labels: readonly string[]
  readonly body: Json
}

/** A document as it was loaded. Version 1 is the first. */
export interface StoredDocument {
  readonly version: number
  readonly document: Document
}

/** A command whose time is not fixed yet. */
export type Undated<Type extends CommandType = CommandType> = Type extends CommandType
  ? Omit<Command<Type>, 'at'>
  : never

/** A command to be decided later. Firing it twice is harmless: what no longer applies is refused. */
export interface DueMove {
  readonly type: 'move'
  readonly charge: ChargeId
  readonly refund: RefundId | null
  readonly dispute: DisputeId | null
  readonly command: Undated
}

/** Work of the caller's own, such as a message to be sent. */
export interface DueTask {
  readonly type: 'task'
  readonly name: string
  readonly data: Json
}

/** What waits for its time. */
export interface Due {
  readonly at: EpochSeconds
  readonly work: DueMove | DueTask
}

/** What waits, as it was claimed. */
export interface ClaimedDue extends Due {
  readonly account: Account
  readonly id: string
  /** How often it was claimed since it was written, this time included: more than once after a crash, or a failure of the store. */
  readonly attempts: number
  /** Proves the claim. */
  readonly lease: string
}

/** Events of one charge, in order, that have not been acknowledged yet. No other reader gets them while the lease lasts. */
export interface ClaimedEvents {
  readonly account: Account
  readonly charge: ChargeId
  readonly events: readonly StoredEvent[]
  /** Proves the claim. */
  readonly lease: string
}

/** What can be found by its id, and listed. */
export interface Records {
  charge: Charge
  refund: Refund
  dispute: Dispute
  event: StoredEvent
  document: StoredDocument
}
/** The name of what can be found and listed. */
export type RecordKind = keyof Records
