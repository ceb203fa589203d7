/** From Stripe's refund to the law's. */
import * as E from 'fp-ts/lib/Either.js'
import { flow } from 'fp-ts/lib/function.js'
import { absurd, type Either } from '../domain/either.js'
import { type ChargeId, chargeId } from '../domain/records/ids.js'
import { NO_LEGS, NOTHING_RETURNED } from '../domain/records/leg.js'
import {
  type FailureReason,
  metadataText,
  type PendingReason,
  type Refund,
  type RefundPosition,
  type RefundReason,
} from '../domain/records/refund.js'
import type { BesideRefund } from './beside-refund.js'
import { idOf } from './codecs.js'
import { isExpanded } from './read-legs.js'
import { shapeOf, unless } from './shape.js'
import { type InvalidWire, invalidWire, type WireError } from './wire-error.js'
import { WireRefund } from './wire-refund.js'

/** A refund of Stripe's as the law sees it. */
export interface DecodedRefund {
  readonly refund: Refund
  /** The very object that was decoded. */
  readonly wire: WireRefund
}

/** How to read a refund. */
export interface DecodeRefundOptions {
  /** What is known beside the object. It goes before what the object says. */
  readonly beside?: Partial<BesideRefund>
}

/**
 * Reads a refund as Stripe answers it.
 *
 * What Stripe made itself when an authorisation ran out (`expired_uncaptured_charge`, before API 2025-03-31) is a release
 * and refused here.
 *
 * @example
 * const json = { id: 're_1', object: 'refund', amount: 300, charge: 'ch_1', created: 1760000000, currency: 'usd', status: 'pending' }
 * rightOf(decodeRefund(json)).refund.status // => 'pending'
 * leftOf(decodeRefund({ ...json, status: 'lost' }))[0].path // => 'refund.status'
 * @since 0.1.0
 * @category refund
 */
export const decodeRefund = (
  json: unknown,
  { beside = {} }: DecodeRefundOptions = {},
): Either<WireError, DecodedRefund> => decode(beside)(json)

const decode = (beside: Partial<BesideRefund>): ((json: unknown) => Either<WireError, DecodedRefund>) =>
  flow(shapeOf(WireRefund, 'refund'), E.chain(unless(faults)), E.map(read(beside)))

const REASONS: readonly RefundReason[] = ['duplicate', 'fraudulent', 'requested_by_customer']
const PENDING_REASONS: readonly PendingReason[] = ['processing', 'insufficient_funds', 'charge_pending']
const FAILURE_REASONS: readonly FailureReason[] = [
  'lost_or_stolen_card',
  'expired_or_canceled_card',
  'charge_for_pending_refund_disputed',
  'insufficient_funds',
  'declined',
  'merchant_request',
  'unknown',
]
const STATUSES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const

const among = <Word extends string>(words: readonly Word[], text: string | null | undefined): Word | null =>
  words.find((word) => word === text) ?? null

const listed = (words: readonly string[]): string => words.map((word) => JSON.stringify(word)).join(', ')

const faults = ({ amount, charge, reason, status }: WireRefund): readonly InvalidWire[] => [
  ...(amount === 0 ? [invalidWire('refund.amount', 'at least 1', amount)] : []),
  ...(chargeOf(charge) === null ? [invalidWire('refund.charge', 'the charge that is refunded', charge)] : []),
  ...(reason && among(REASONS, reason) === null
    ? [invalidWire('refund.reason', `${listed(REASONS)} or null`, reason)]
    : []),
  ...(among(STATUSES, status) === null ? [invalidWire('refund.status', listed(STATUSES), status)] : []),
]

const chargeOf = (charge: WireRefund['charge']): ChargeId | null => {
  const id = chargeId(idOf(charge) ?? '')
  return id._tag === 'Left' ? null : id.right
}

const read =
  (beside: Partial<BesideRefund>) =>
  (wire: WireRefund): DecodedRefund => ({ refund: refundFrom(wire, beside), wire })

const refundFrom = (wire: WireRefund, beside: Partial<BesideRefund>): Refund => {
  const metadata = wire.metadata ?? {}
  const isReversed = isExpanded(wire.transfer_reversal) || typeof wire.transfer_reversal === 'string'
  return {
    id: wire.id,
    charge: chargeOf(wire.charge) ?? absurd(wire as never),
    amount: wire.amount,
    currency: wire.currency,
    metadata,
    asked: beside.asked ?? {
      amount: wire.amount,
      reason: among(REASONS, wire.reason),
      legs: { ...NO_LEGS, transfer: isReversed },
      metadata: metadataText(metadata),
    },
    returned: beside.returned ?? returnedOf(wire),
    createdAt: wire.created,
    movedAt: beside.movedAt ?? wire.created,
    ...positionOf(wire, beside),
  }
}

const returnedOf = ({ transfer_reversal: reversal }: WireRefund): Refund['returned'] =>
  isExpanded(reversal)
    ? { fee: null, transfer: { amount: reversal.amount, currency: reversal.currency } }
    : NOTHING_RETURNED

/** A reason that the law does not know is kept on the wire, and is unknown to the law. */
const positionOf = (wire: WireRefund, beside: Partial<BesideRefund>): RefundPosition => {
  const failureReason =
    wire.failure_reason === undefined ? null : (among(FAILURE_REASONS, wire.failure_reason) ?? 'unknown')
  switch (among(STATUSES, wire.status)) {
    case 'requires_action':
      return {
        status: 'requires_action',
        expiresAt: beside.expiresAt ?? wire.next_action?.display_details?.expires_at ?? null,
      }
    case 'succeeded':
      return { status: 'succeeded' }
    case 'failed':
      return { status: 'failed', failureReason: failureReason ?? 'unknown' }
    case 'canceled':
      return { status: 'canceled', failureReason }
    case 'pending':
    case null:
      return { status: 'pending', pendingReason: among(PENDING_REASONS, wire.pending_reason) }
  }
}
