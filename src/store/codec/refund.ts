/** Refunds, as they are written. */
import type * as t from 'io-ts'
import { brokenByRefund } from '../../domain/law/invariants.js'
import type * as records from '../../domain/records/refund.js'
import {
  Amount,
  AmountAsked,
  CurrencyCode,
  IdOfCharge,
  IdOfRefund,
  MetadataAsGiven,
  MetadataText,
  Text,
  Time,
} from './fields.js'
import { LegsAsked, LegsReturned } from './leg.js'
import { exactly, lawful, nullable, oneOf, type RecordShape, tagged } from './shapes.js'

export const Reason = oneOf('duplicate', 'fraudulent', 'requested_by_customer')

export const Pending = oneOf('processing', 'insufficient_funds', 'charge_pending')

export const Failure = oneOf(
  'lost_or_stolen_card',
  'expired_or_canceled_card',
  'charge_for_pending_refund_disputed',
  'insufficient_funds',
  'declined',
  'merchant_request',
  'unknown',
)

const NONE = {}
const OF_PENDING = { pendingReason: nullable(Pending) }
const OF_REQUIRES_ACTION = { expiresAt: nullable(Time) }
const OF_REFUSED = { refusal: Text }
const OF_FAILED = { failureReason: Failure }
const OF_CANCELED = { failureReason: nullable(Failure) }

const position = <const Status extends string, Own extends t.Props>(status: Status, own: Own) =>
  exactly({ status: oneOf(status), ...own })

export const AsRequested: RecordShape<records.AsRequested> = position('requested', NONE)
export const AsPending: RecordShape<records.AsPending> = position('pending', OF_PENDING)
export const AsRequiresAction: RecordShape<records.AsRequiresAction> = position('requires_action', OF_REQUIRES_ACTION)
export const AsSucceeded: RecordShape<records.AsSucceeded> = position('succeeded', NONE)
export const AsRefused: RecordShape<records.AsRefused> = position('refused', OF_REFUSED)
export const AsFailed: RecordShape<records.AsFailed> = position('failed', OF_FAILED)
export const AsCanceled: RecordShape<records.AsCanceled> = position('canceled', OF_CANCELED)

const ACKNOWLEDGED = { pending: AsPending, requires_action: AsRequiresAction, succeeded: AsSucceeded }
export const Acknowledged: RecordShape<records.Acknowledged> = tagged('status', ACKNOWLEDGED)
export const Born: RecordShape<records.Born> = tagged('status', { requested: AsRequested, ...ACKNOWLEDGED })

export const Asked: RecordShape<records.Asked> = exactly({
  amount: AmountAsked,
  reason: nullable(Reason),
  legs: LegsAsked,
  metadata: MetadataText,
})

/** In the order in which the law makes them. */
const standing = <const Status extends string, Own extends t.Props>(status: Status, own: Own) =>
  exactly({
    id: IdOfRefund,
    charge: IdOfCharge,
    amount: Amount,
    currency: CurrencyCode,
    asked: Asked,
    metadata: MetadataAsGiven,
    returned: LegsReturned,
    createdAt: Time,
    movedAt: Time,
    status: oneOf(status),
    ...own,
  })

const anyRefund: RecordShape<records.Refund> = tagged('status', {
  requested: standing('requested', NONE),
  refused: standing('refused', OF_REFUSED),
  pending: standing('pending', OF_PENDING),
  requires_action: standing('requires_action', OF_REQUIRES_ACTION),
  succeeded: standing('succeeded', NONE),
  failed: standing('failed', OF_FAILED),
  canceled: standing('canceled', OF_CANCELED),
})

/** A lawful refund. */
export type Refund = records.Refund
export const Refund: RecordShape<Refund> = lawful(anyRefund, brokenByRefund)
