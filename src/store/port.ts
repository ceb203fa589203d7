/**
 * What a store must do. Everything above it, the loop and the promises of the desk, is the same for every store.
 *
 * No operation throws or rejects for what can be expected: a store that is down answers `StoreUnavailable`. The contract
 * suite in `refund-machine/testing` asks all that is said here of any store.
 *
 * A store may also be bound to a transaction that its caller has opened: `load` and `commit` then read and write inside it,
 * nothing is visible before the caller's own commit, and everything is gone after the caller's rollback.
 */

import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { KeyDone, KeyState, KeyUse } from '../domain/idempotency/idempotency.js'
import type { Json } from '../domain/idempotency/json.js'
import type { Event } from '../domain/law/events.js'
import type { Books } from '../domain/records/books.js'
import type { Charge } from '../domain/records/charge.js'
import type { Dispute } from '../domain/records/dispute.js'
import type { ChargeId, DisputeId, RefundId } from '../domain/records/ids.js'
import type { Refund } from '../domain/records/refund.js'
import type { EpochSeconds } from '../domain/records/time.js'
import type { LeaseLost, Moved, StoreError, UnknownCursor } from './errors.js'
import type { Account, IdempotencyKey } from './names.js'
import type { ClaimedDue, ClaimedEvents, Document, Due, RecordKind, Records, StoredDocument } from './rows.js'

/** What a decision needs to see. */
export interface Load {
  readonly account: Account
  /** Null for a decision about documents alone. */
  readonly charge: ChargeId | null
  readonly refund: RefundId | null
  readonly dispute: DisputeId | null
  readonly documents: readonly DocumentName[]
  /** The key to hold while it is decided; null when there is none. */
  readonly key: KeyAsked | null
  /** The desk's time, by which keys lapse and expire. */
  readonly at: EpochSeconds
}

/** A document's name in its account. */
export interface DocumentName {
  readonly kind: string
  readonly id: string
}

/** A key, what it is to be used for, and the terms it is judged by. */
export interface KeyAsked extends KeyUse {
  readonly key: IdempotencyKey
  readonly lifeSeconds: number
  readonly leaseSeconds: number
}

/** What was loaded. The same object is given back exactly once, to `commit` or to `release`: the store may hold locks until then. */
export interface Loaded {
  readonly account: Account
  /** The number of the charge's last event; 0 when there is no such charge. */
  readonly version: number
  /** The charge, refund and dispute that were asked for, also when the refund or dispute is another charge's. */
  readonly books: Books
  /** In the order asked for; null where there is none. */
  readonly documents: readonly (StoredDocument | null)[]
  /**
   * The key as it was before. Where `judgeKey` says `run` of it, the store now holds it as running for this load, and
   * whoever else loads it meanwhile is given that state and waits for nothing (a store bound to the caller's transaction may
   * wait for another transaction that has the key). Null without a key, or when it is new.
   */
  readonly key: KeyState<Json> | null
}

/** What a decision writes: all of it in one transaction, or nothing. */
export interface Write {
  /** The charge afterwards, and the refund and the dispute concerned; null when the law changed nothing. */
  readonly changes: Changes | null
  /** The key's record, kept with the decision; null without a key, or where nothing is to be kept of it. */
  readonly record: KeyDone<Json> | null
  /** New ones, and new versions of those that were loaded. */
  readonly documents: readonly Document[]
  readonly due: readonly Due[]
  /** What was due and is now done, each once. Whatever is not claimed any more by these leases is done by nobody here: `Moved`. */
  readonly done: readonly ClaimedDue[]
}

/** What the law changed. */
export interface Changes {
  readonly charge: Charge
  /** Null when none is concerned. */
  readonly refund: Refund | null
  readonly dispute: Dispute | null
  /** At least one; they take the next numbers of the charge. */
  readonly events: readonly [Event, ...Event[]]
}

/** A span of time, by its ends: greater than, greater or equal, less than, less or equal. */
export interface Created {
  readonly gt?: EpochSeconds
  readonly gte?: EpochSeconds
  readonly lt?: EpochSeconds
  readonly lte?: EpochSeconds
}

/**
 * What to list, newest first: by creation (of an event: its `at`), and among those created in the same second the one that
 * was first written later. A cursor is the id of any record of that kind in the account, also of one that the filters leave
 * out: it is a place in the order.
 */
export interface List<Of extends RecordKind = RecordKind> {
  readonly account: Account
  readonly of: Of
  /** At most so many. At least 1. */
  readonly limit: number
  /** Only older ones than this id. Of events: the event's id. */
  readonly startingAfter?: string
  /** Only newer ones than this id, those next to it. Not together with `startingAfter`. */
  readonly endingBefore?: string
  readonly created?: Created
  /** Only those of this charge. Not for charges and documents. */
  readonly charge?: ChargeId
  /** For documents, and then always given. */
  readonly kind?: string
  /** Only documents with this label. */
  readonly label?: string
}

/** A part of a listing. */
export interface Page<Row> {
  readonly data: readonly Row[]
  /** Whether there are more in the direction asked for. */
  readonly more: boolean
}

/** What is to be found. */
export interface Find<Of extends RecordKind = RecordKind> {
  readonly account: Account
  readonly of: Of
  readonly id: string
  /** For documents, and then always given. */
  readonly kind?: string
}

/** How many to claim at most, and for how long nobody else gets them. The lease runs by the store's own clock. */
export interface Claim {
  readonly limit: number
  readonly leaseSeconds: number
}

/** Where charges live. */
export interface Store {
  readonly load: (asked: Load) => TaskEither<StoreError, Loaded>
  /**
   * Writes, unless something moved since `against` was loaded, whether or not it is written now: the charge's version; a
   * document's; the id of a refund, dispute or document that was asked for and free, and is taken; the key, where this load
   * held it; or the lease on what was due. Then nothing is written, and the key is given back as `release` does.
   */
  readonly commit: (against: Loaded, write: Write) => TaskEither<StoreError | Moved, void>
  /**
   * Nothing is to be written. The key, where this load held it, is then as it was before, an answer that has expired included.
   * Never fails: what cannot be given back lapses.
   */
  readonly release: (loaded: Loaded) => Task<void>

  /** The record with this id, or null. */
  readonly find: <Of extends RecordKind>(asked: Find<Of>) => TaskEither<StoreError, Records[Of] | null>
  readonly list: <Of extends RecordKind>(asked: List<Of>) => TaskEither<StoreError | UnknownCursor, Page<Records[Of]>>

  /**
   * The outbox: events not acknowledged yet, of `limit` charges at most, the one first that has waited longest. The events
   * of a charge come in order and without gaps, and go to one reader at a time.
   */
  readonly claimEvents: (claim: Claim) => TaskEither<StoreError, readonly ClaimedEvents[]>
  /**
   * Those up to the number `upTo` were delivered, and are not given out again. This ends the lease, unless `keepSeconds` says
   * that the reader goes on with what it has, for so many seconds from now. `upTo` 0 acknowledges nothing.
   */
  readonly acknowledgeEvents: (
    claimed: ClaimedEvents,
    upTo: number,
    keepSeconds?: number,
  ) => TaskEither<StoreError | LeaseLost, void>

  /**
   * What is due at `at`, in order of its time. What is not done before its lease ends is given out again, as if it had been
   * due when the lease ended: what fails again and again does not keep the others waiting.
   */
  readonly claimDue: (claim: Claim & { readonly at: EpochSeconds }) => TaskEither<StoreError, readonly ClaimedDue[]>

  /** Removes `limit` keys at most that were answered, or whose run lapsed, at `before` or earlier; how many. */
  readonly forgetKeys: (old: {
    readonly before: EpochSeconds
    readonly limit: number
  }) => TaskEither<StoreError, number>
}
