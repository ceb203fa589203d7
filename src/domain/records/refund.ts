/** A refund: what was asked, what was decided, and where it stands. */
import type { Currency } from '../money/currency.js'
import type { MinorUnits } from '../money/minor-units.js'
import type { ChargeId, RefundId } from './ids.js'
import type { LegsAsked, LegsReturned } from './leg.js'
import type { EpochSeconds } from './time.js'

/** Why, as the merchant says. Source: stripe-node `Refunds.ts`, `RefundCreateParams.Reason`. */
export type RefundReason = 'duplicate' | 'fraudulent' | 'requested_by_customer'

/** Why a refund failed, as the bank says. Source: docs.stripe.com/refunds. */
export type FailureReason =
  | 'lost_or_stolen_card'
  | 'expired_or_canceled_card'
  | 'charge_for_pending_refund_disputed'
  | 'insufficient_funds'
  | 'declined'
  | 'merchant_request'
  | 'unknown'

/** What a pending refund waits for. Source: docs.stripe.com changelog 2025-04-30.basil, `pending_reason`. */
export type PendingReason = 'processing' | 'insufficient_funds' | 'charge_pending'

/** Opaque to the law; kept, compared and handed back as it is. */
export type Metadata = Readonly<Record<string, string>>

/** What was asked, word for word; never changes. Asking the same again is the same refund. */
export interface Asked {
  readonly amount: MinorUnits | 'remaining'
  readonly reason: RefundReason | null
  readonly legs: LegsAsked
  /** A canonical text of the metadata as asked: equal exactly when the metadata were. */
  readonly metadata: string
}

/** Reserved in our books; the processor has not answered. Ends by its word (acknowledge or refuse), never by time alone. */
export interface AsRequested {
  readonly status: 'requested'
}
/** The processor said no, or was never asked. It does not stand. */
export interface AsRefused {
  readonly status: 'refused'
  /** The processor's own reason, such as `insufficient_balance`. */
  readonly refusal: string
}
/** On its way, or waiting for `pendingReason`. */
export interface AsPending {
  readonly status: 'pending'
  readonly pendingReason: PendingReason | null
}
/** The customer must act, such as name a bank account, before `expiresAt`. */
export interface AsRequiresAction {
  readonly status: 'requires_action'
  readonly expiresAt: EpochSeconds | null
}
/** Sent to the customer's bank. It may still come back and fail. */
export interface AsSucceeded {
  readonly status: 'succeeded'
}
/** The money came back. It does not stand, and its charge is refundable again. */
export interface AsFailed {
  readonly status: 'failed'
  readonly failureReason: FailureReason
}
/** Called back before it arrived. It does not stand. */
export interface AsCanceled {
  readonly status: 'canceled'
  readonly failureReason: FailureReason | null
}

/** Where a processor's answer puts a refund. */
export type Acknowledged = AsPending | AsRequiresAction | AsSucceeded
/** Where a refund can be born. */
export type Born = AsRequested | Acknowledged
/** Where a refund stands, with what belongs to standing there. */
export type RefundPosition = Born | AsRefused | AsFailed | AsCanceled

/** What a refund is, wherever it stands. */
export interface RefundFacts {
  readonly id: RefundId
  readonly charge: ChargeId
  /** What was decided, in minor units of the charge's currency. Fixed at birth. */
  readonly amount: MinorUnits
  readonly currency: Currency
  readonly asked: Asked
  readonly metadata: Metadata
  /** What this refund returned of the legs; decided when it is acknowledged. */
  readonly returned: LegsReturned
  readonly createdAt: EpochSeconds
  /** When it came to stand where it stands. */
  readonly movedAt: EpochSeconds
}

/** A refund: its facts, and where it stands. */
export type Refund = RefundFacts & RefundPosition
/** The name of where a refund stands. */
export type RefundStatus = Refund['status']

/**
 * Where a birth or an answer puts a refund, and nothing else that the value may carry: a whole refund is a value of this
 * type as well, and its id and amount must not become another's.
 */
export const positionOf = <Position extends Born>(position: Position): Position =>
  (position.status === 'pending'
    ? { status: position.status, pendingReason: position.pendingReason }
    : position.status === 'requires_action'
      ? { status: position.status, expiresAt: position.expiresAt }
      : position.status === 'succeeded'
        ? SUCCEEDED
        : { status: position.status }) as Position

/** One for all refunds, as nearly all are born so: the event of each keeps it. */
const SUCCEEDED: AsSucceeded = { status: 'succeeded' }

/**
 * Whether a refund uses up what its charge has left. The one predicate for it.
 *
 * @example
 * isStanding('pending') // => true
 * isStanding('failed') // => false
 * @since 0.1.0
 * @category refund
 */
export const isStanding = (status: RefundStatus): boolean => status === 'succeeded' || isUnsettled(status)

/**
 * Whether a refund stands and has not succeeded yet.
 *
 * @example
 * isUnsettled('requires_action') // => true
 * isUnsettled('succeeded') // => false
 * @since 0.1.0
 * @category refund
 */
export const isUnsettled = (status: RefundStatus): boolean =>
  status === 'requested' || status === 'pending' || status === 'requires_action'

/**
 * The canonical text of metadata: keys in code-unit order. Two metadata have the same text exactly when they are equal.
 *
 * @example
 * metadataText({ b: '2', a: '1' }) // => '[["a","1"],["b","2"]]'
 * metadataText({}) // => ''
 * @since 0.1.0
 * @category refund
 */
export const metadataText = (metadata: Metadata): string => {
  const keys = Object.keys(metadata)
  return keys.length === 0 ? '' : JSON.stringify(keys.sort().map((key) => [key, metadata[key]]))
}
