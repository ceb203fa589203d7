/**
 * Whether a charge may be refunded: one column of refusals, from cheap to state-dependent, in the order of
 * `PRECEDENCE.request`. `docs/errors.md` prints it, and the precedence test proves it.
 */
import { type Either, left, right } from '../either.js'
import { stepOf } from '../money/currency.js'
import { type MinorUnits, ZERO } from '../money/minor-units.js'
import { type Charge, mayHaveSeveralCaptures } from '../records/charge.js'
import {
  dueOf,
  type Leg,
  type LegAmount,
  type LegsAsked,
  type LegsReturned,
  NOTHING_RETURNED,
  restOf,
  shareOf,
} from '../records/leg.js'
import { type Asked, metadataText, positionOf, type Refund } from '../records/refund.js'
import { type EpochSeconds, secondsAfter } from '../records/time.js'
import {
  currencyMismatch,
  feeRefusals,
  invalidAsked,
  moveNotAllowed,
  notCaptured,
  notSuccessful,
  refundOfAnotherCharge,
  transferRefusals,
} from './checks.js'
import type { Command } from './commands.js'
import type { RefundError, Refusal } from './errors.js'
import type { Event } from './events.js'
import { leads, permits } from './lifecycle.js'
import { chargeLifecycle, refundLifecycle } from './lifecycles.js'
import type { RefundPolicy } from './policy.js'
import { atBest, remaining, unrefunded } from './remaining.js'

/** The event, or null when the known refund is the one asked for: asking twice is asking once. */
export const decideRequest = (
  request: Command<'request'>,
  charge: Charge,
  known: Refund | null,
  policy: RefundPolicy,
): Either<RefundError, Event<'RefundRequested'> | null> => {
  const invalid = invalidAsked(request.amount, stepOf(charge.currency, policy.currencies))
  if (invalid !== null) return left(invalid)
  // A refund with another id says nothing about this request.
  if (known !== null && known.id === request.id) {
    if (!isAskedAgain(known, request)) return left({ _tag: 'RefundIdTaken', refund: known.id })
    const elsewhere = refundOfAnotherCharge(charge, known)
    return elsewhere === null ? right(null) : left(elsewhere)
  }
  // The type allows no other birth; callers in JavaScript exist.
  if (!leads(refundLifecycle, 'absent', 'request', request.born.status))
    return left(moveNotAllowed('refund', 'absent', 'request'))
  const mismatch = currencyMismatch(charge.currency, request.currency)
  if (mismatch !== null) return left(mismatch)
  const closed = chargeRefusal(charge, request.amount, policy)
  if (closed !== null) return left(closed)
  const rest = remaining(charge, policy)
  const amount = request.amount === 'remaining' ? rest : request.amount
  if (amount > rest || amount === 0) return left(exceeds(charge, request.amount, rest, policy))
  const against = policyRefusal(charge, amount, request.at, policy)
  if (against !== null) return left(against)
  const { legs } = request
  const leg = legs.fee || legs.transfer ? legRefusal(charge, amount, rest, legs) : null
  if (leg !== null) return left(leg)

  // From here on the refund succeeds.
  return right({
    type: 'RefundRequested',
    refund: request.id,
    charge: charge.id,
    amount,
    currency: charge.currency,
    asked: askedOf(request),
    metadata: request.metadata,
    position: positionOf(request.born),
    returned: request.born.status === 'requested' ? NOTHING_RETURNED : sharesOf(charge, amount, legs),
    at: request.at,
  })
}

/** What of a request makes it the same when it is asked again. Its time does not, nor where it was to be born. */
const askedOf = (request: Command<'request'>): Asked => ({
  amount: request.amount,
  reason: request.reason,
  legs: request.legs,
  metadata: metadataText(request.metadata),
})

const isAskedAgain = ({ asked, currency }: Refund, request: Command<'request'>): boolean =>
  asked.amount === request.amount &&
  currency === request.currency &&
  asked.reason === request.reason &&
  asked.legs.fee === request.legs.fee &&
  asked.legs.transfer === request.legs.transfer &&
  asked.metadata === metadataText(request.metadata)

type ChargeRefusal = Refusal<
  'ChargeNotSuccessful' | 'ChargeNotCaptured' | 'PartialReleaseOfAuthorization' | 'ChargeDisputed' | 'AlreadyRefunded'
>

/** Why the charge as a whole can't be refunded, whatever the amount; `asked` only tells a part from the whole. */
export const chargeRefusal = (
  charge: Charge,
  asked: MinorUnits | 'remaining',
  policy: RefundPolicy,
): ChargeRefusal | null => {
  if (!permits(chargeLifecycle, charge.status, 'request')) return notSuccessful(charge)
  if (charge.captured === 0) return uncaptured(charge, asked)
  const { disputes } = charge
  if (policy.disputes === 'block') {
    if (disputes.blocking > 0)
      // Winning one dispute frees nothing while another is lost.
      return { _tag: 'ChargeDisputed', charge: charge.id, stage: disputes.lost > 0 ? 'lost' : 'open' }
  } else if (unrefunded(charge) > 0 && remaining(charge, policy) === 0) {
    if (disputes.lost < unrefunded(charge)) return { _tag: 'ChargeDisputed', charge: charge.id, stage: 'open' }
    // Where a refund that is not settled may still give something back, more is asked than is left, and not for ever.
    if (atBest(charge, policy) === 0) return { _tag: 'ChargeDisputed', charge: charge.id, stage: 'lost' }
  }
  if (charge.status === 'captured' && charge.standing === charge.captured)
    return {
      _tag: 'AlreadyRefunded',
      charge: charge.id,
      standing: charge.standing,
      unsettled: charge.unsettled,
      currency: charge.currency,
    }
  return null
}

const uncaptured = (
  charge: Charge,
  asked: MinorUnits | 'remaining',
): Refusal<'ChargeNotCaptured' | 'PartialReleaseOfAuthorization'> => {
  const { id, authorized, currency } = charge
  if (asked === 'remaining' || asked >= authorized) return notCaptured(charge)
  return { _tag: 'PartialReleaseOfAuthorization', charge: id, requested: asked, authorized, currency }
}

/** More is asked than is left, or all that is left is asked and that is nothing. */
export const exceeds = (
  charge: Charge,
  requested: MinorUnits | 'remaining',
  rest: MinorUnits,
  policy: RefundPolicy,
): Refusal<'ExceedsRemaining'> => ({
  _tag: 'ExceedsRemaining',
  charge: charge.id,
  requested,
  remaining: rest,
  charged: charge.captured,
  unsettled: charge.unsettled,
  held: policy.disputes === 'hold' ? charge.disputes.held : ZERO,
  atBest: atBest(charge, policy),
  currency: charge.currency,
})

/** What the processor does not take, whatever is left. */
export const policyRefusal = (
  charge: Charge,
  requested: MinorUnits,
  at: EpochSeconds,
  policy: RefundPolicy,
): Refusal<'WindowClosed' | 'TooManyRefunds' | 'PartialNotAllowed'> | null => {
  const { window, count } = policy
  if (window !== null) {
    const from = window.from === 'capture' ? (charge.capturedAt ?? charge.createdAt) : charge.createdAt
    const closedAt = secondsAfter(from, window.seconds)
    // So written that a time that is no number finds the window closed.
    if (!(at <= closedAt)) return { _tag: 'WindowClosed', charge: charge.id, closedAt, at }
  }
  if (count !== null) {
    const refunds = count.of === 'standing' ? charge.refundsStanding : charge.refundsMade
    const counted = refunds + (count.withCaptures ? charge.captures : 0)
    if (counted >= count.limit) return { _tag: 'TooManyRefunds', charge: charge.id, counted, limit: count.limit }
  }
  if (!policy.partial && requested !== charge.captured)
    return {
      _tag: 'PartialNotAllowed',
      charge: charge.id,
      requested,
      whole: charge.captured,
      currency: charge.currency,
    }
  return null
}

type LegRefusal = Refusal<
  | 'NoApplicationFee'
  | 'NoTransfer'
  | 'FeeNeedsTransferReversal'
  | 'TransferFullyReversed'
  | 'ApplicationFeeFullyRefunded'
  | 'PartialLegRefundUnsupported'
  | 'LegReturnedDirectly'
>

/** Whether the legs asked for can go back with a refund of `amount`. */
const legRefusal = (charge: Charge, amount: MinorUnits, rest: MinorUnits, asked: LegsAsked): LegRefusal | null => {
  const { id, fee, transfer, captured, currency } = charge
  // Recorded at Stripe: a destination charge without a fee takes both flags; the fee's share is then nothing.
  if (asked.fee && fee === null && !(asked.transfer && transfer !== null)) return feeRefusals.none(charge)
  if (asked.transfer && transfer === null) return transferRefusals.none(charge)
  if (asked.fee && transfer !== null && !asked.transfer) return { _tag: 'FeeNeedsTransferReversal', charge: id }
  // By now a transfer that is there is asked for.
  if (transfer !== null && isSpent(transfer, captured, amount)) return transferRefusals.spent(charge, transfer)
  if (asked.fee && fee !== null && isSpent(fee, captured, amount)) return feeRefusals.spent(charge, fee)
  if (!mayHaveSeveralCaptures(charge)) return null
  if (amount < rest)
    return { _tag: 'PartialLegRefundUnsupported', charge: id, requested: amount, remaining: rest, currency }
  if (asked.fee && hasDirectReturn(fee)) return { _tag: 'LegReturnedDirectly', charge: id, leg: 'fee' }
  if (hasDirectReturn(transfer)) return { _tag: 'LegReturnedDirectly', charge: id, leg: 'transfer' }
  return null
}

/** A share is due and nothing is left. Where nothing is due the share is 0, and that is no reason to refuse. */
const isSpent = (leg: Leg, captured: MinorUnits, amount: MinorUnits): boolean =>
  restOf(leg) === 0 && dueOf(leg, captured, amount) > 0

const hasDirectReturn = (leg: Leg | null): boolean => leg !== null && leg.returnedDirectly > 0

/** What an acknowledged refund of `amount` returns of the legs it asked for, where the charge has them. */
export const sharesOf = (charge: Charge, amount: MinorUnits, asked: LegsAsked): LegsReturned =>
  asked.fee || asked.transfer
    ? {
        fee: shareIfAsked(charge.fee, asked.fee, charge.captured, amount),
        transfer: shareIfAsked(charge.transfer, asked.transfer, charge.captured, amount),
      }
    : NOTHING_RETURNED

const shareIfAsked = (leg: Leg | null, asked: boolean, captured: MinorUnits, amount: MinorUnits): LegAmount | null =>
  leg === null || !asked ? null : shareOf(leg, captured, amount)
