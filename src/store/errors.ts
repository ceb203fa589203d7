/** What can go wrong around a decision. The refusals of the law itself are `Refusal`. */
import type { KeyError } from '../domain/idempotency/idempotency.js'
import type { Refusal, RefusalTag } from '../domain/law/errors.js'
import { transient } from '../domain/law/transient.js'
import type { ChargeId, InvalidId } from '../domain/records/ids.js'
import type { InvalidTime } from '../domain/records/time.js'
import type { Account, InvalidName } from './names.js'

/** What is stored, each in rows of its own. */
export type RowKind = 'charge' | 'refund' | 'dispute' | 'event' | 'key' | 'due' | 'document'

/** The store did not answer, or could not do it. Waiting helps; ask again with the same refund id, or the same key. */
export interface StoreUnavailable {
  readonly _tag: 'StoreUnavailable'
  readonly operation: string
  /** `no`: nothing was written. `unknown`: the connection broke while it was, and only asking again tells. */
  readonly written: 'no' | 'unknown'
  /** What the store's driver said, for the log. */
  readonly cause: unknown
}

/** A row that cannot be read, or that breaks a law. It is never mended silently, and nothing is decided on it. */
export interface InvalidRow {
  readonly _tag: 'InvalidRow'
  readonly row: RowKind
  readonly account: string | null
  readonly id: string | null
  /** What is wrong with it: the field and the rule. */
  readonly problems: readonly string[]
}

/** What every operation of a store may answer. */
export type StoreError = StoreUnavailable | InvalidRow

/** Something else was written since it was loaded, so nothing was written now: load it again, and decide again. */
export interface Moved {
  readonly _tag: 'Moved'
  /** What moved, or was taken by another. */
  readonly of: RowKind
}

/** The lease ran out, and another has what was claimed, or has done it. */
export interface LeaseLost {
  readonly _tag: 'LeaseLost'
  readonly of: 'event' | 'due'
  readonly id: string
}

/** There is no such row after or before which to list. */
export interface UnknownCursor {
  readonly _tag: 'UnknownCursor'
  readonly field: 'startingAfter' | 'endingBefore'
  readonly cursor: string
}

/** The charge moved under every attempt. Nothing was written; waiting helps. */
export interface Conflict {
  readonly _tag: 'Conflict'
  readonly account: Account
  readonly charge: ChargeId | null
  readonly attempts: number
}

/** There is no such record in the account. */
export interface NotFound {
  readonly _tag: 'NotFound'
  readonly of: RowKind
  readonly id: string
}

/** How many are to be listed is no whole number from 1 to 100, or both cursors are given. */
export interface InvalidPage {
  readonly _tag: 'InvalidPage'
  readonly field: 'limit' | 'endingBefore'
  readonly value: unknown
}

/** What was given is not of its type, which only JavaScript lets through. It was not written: no store could read it back. */
export interface InvalidInput {
  readonly _tag: 'InvalidInput'
  /** Each with the field: `reason: expected "duplicate" or …, got "bogus"`. */
  readonly problems: readonly string[]
}

/** What may keep any command from being decided, besides its own refusals. */
export type DeskError = InvalidInput | InvalidName | InvalidId | InvalidTime | KeyError | Conflict | StoreError

/**
 * Whether waiting and asking the same again may help.
 *
 * A stored refusal is replayed under its key as long as the key lives: ask under a new one.
 *
 * @example
 * worthRetrying({ _tag: 'StoreUnavailable', operation: 'load', written: 'no', cause: null }) // => true
 * worthRetrying({ _tag: 'NotInBooks', record: 'charge' }) // => false
 * @since 0.1.0
 * @category store
 */
export const worthRetrying = (
  error: Refusal | DeskError | LeaseLost | NotFound | UnknownCursor | InvalidPage,
): boolean => {
  switch (error._tag) {
    case 'StoreUnavailable':
    case 'Conflict':
    case 'KeyInFlight':
      return true
    case 'InvalidInput':
    case 'InvalidName':
    case 'InvalidId':
    case 'InvalidTime':
    case 'InvalidRow':
    case 'KeyReused':
    case 'LeaseLost':
    case 'NotFound':
    case 'UnknownCursor':
    case 'InvalidPage':
      return false
    default:
      return transient(error satisfies Refusal<RefusalTag>)
  }
}
