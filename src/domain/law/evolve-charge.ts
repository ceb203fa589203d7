/** What an event does to its charge. Exhaustive, and it never refuses: what happened, happened. */
import { minus, plus, ZERO } from '../money/minor-units.js'
import type { Charge } from '../records/charge.js'
import { withDirectReturn, withMore, withoutBasis, withShare } from '../records/leg.js'
import { isStanding, isUnsettled } from '../records/refund.js'
import type { Event, RefundMoved } from './events.js'

/** The charge after an event of its own; `evolve` sees to it that it is. */
export const evolveCharge = (charge: Charge | null, event: Event): Charge | null => {
  const after = evolved(charge, event)
  // `withRefund` writes it in one shape itself.
  const isInShape = after === charge || event.type === 'RefundRequested'
  return after === null || isInShape ? after : inOneShape(after, after)
}

const evolved = (charge: Charge | null, event: Event): Charge | null => {
  if (event.type === 'ChargePending' || event.type === 'ChargeAuthorized') return authorized(charge, event)
  if (charge === null) return charge
  if (event.type === 'RefundRequested') return withRefund(charge, event)
  if ('position' in event) return withMove(charge, event)
  if ('dispute' in event) return { ...charge, disputes: disputesAfter(charge.disputes, event) }
  switch (event.type) {
    case 'ChargeFailed':
      return { ...charge, status: 'failed', failure: event.failure }
    case 'ChargeCaptured':
      return captured(charge, event)
    case 'ChargeReleased':
      return closed(charge, event, 'released')
    case 'ChargeExpired':
      return closed(charge, event, 'expired')
    case 'RefundMetadataEdited':
      return charge
    case 'FeeReturned':
      return { ...charge, fee: withDirectReturn(charge.fee, event.leg.amount) }
    case 'TransferReversed':
      return { ...charge, transfer: withDirectReturn(charge.transfer, event.leg.amount) }
  }
}

const authorized = (charge: Charge | null, event: Event<'ChargePending' | 'ChargeAuthorized'>): Charge => {
  const status = event.type === 'ChargePending' ? 'pending' : 'authorized'
  if (charge !== null) return { ...charge, status }
  return {
    id: event.charge,
    status,
    currency: event.currency,
    authorized: event.amount,
    captured: ZERO,
    captures: 0,
    released: ZERO,
    standing: ZERO,
    unsettled: ZERO,
    refundsStanding: 0,
    refundsMade: 0,
    fee: null,
    transfer: null,
    disputes: { blocking: 0, held: ZERO, lost: ZERO, ever: 0 },
    createdAt: event.at,
    capturedAt: null,
  }
}

const captured = (charge: Charge, event: Event<'ChargeCaptured'>): Charge => ({
  ...charge,
  status: event.final ? 'captured' : 'authorized',
  captured: plus(charge.captured, event.amount),
  captures: charge.captures + (event.amount > 0 ? 1 : 0),
  released: plus(charge.released, event.released),
  fee: withMore(charge.fee, event.fee),
  transfer: withMore(charge.transfer, event.transfer),
  capturedAt: event.amount > 0 ? event.at : charge.capturedAt,
})

/** What was still capturable is given up. With something captured, the charge is a captured one. */
const closed = (
  charge: Charge,
  event: Event<'ChargeReleased' | 'ChargeExpired'>,
  uncaptured: 'released' | 'expired',
): Charge => ({
  ...charge,
  status: charge.captured > 0 ? 'captured' : uncaptured,
  released: plus(charge.released, event.amount),
})

/** The charge after a refund was requested of it. */
export const withRefund = (charge: Charge, { amount, position, returned }: Event<'RefundRequested'>): Charge =>
  inOneShape(charge, {
    standing: plus(charge.standing, amount),
    unsettled: position.status === 'succeeded' ? charge.unsettled : plus(charge.unsettled, amount),
    refundsStanding: charge.refundsStanding + 1,
    refundsMade: charge.refundsMade + 1,
    fee: withShare(charge.fee, amount, returned.fee),
    transfer: withShare(charge.transfer, amount, returned.transfer),
  })

const withMove = (charge: Charge, event: RefundMoved): Charge => {
  const { amount, returned, from, position } = event
  const unsettledBefore = isUnsettled(from) ? minus(charge.unsettled, amount) : charge.unsettled
  const unsettled = isUnsettled(position.status) ? plus(unsettledBefore, amount) : unsettledBefore
  if (!isStanding(position.status))
    return {
      ...charge,
      unsettled,
      standing: minus(charge.standing, amount),
      refundsStanding: charge.refundsStanding - 1,
      fee: withoutBasis(charge.fee, amount, returned.fee),
      transfer: withoutBasis(charge.transfer, amount, returned.transfer),
    }
  if (event.type !== 'RefundAcknowledged') return { ...charge, unsettled }
  return {
    ...charge,
    unsettled,
    fee: withShare(charge.fee, amount, returned.fee),
    transfer: withShare(charge.transfer, amount, returned.transfer),
  }
}

type Tallies = Pick<Charge, 'standing' | 'unsettled' | 'refundsStanding' | 'refundsMade' | 'fee' | 'transfer'>

/**
 * The charge with what its refunds come to, written out field by field. V8 gives what each spread makes a hidden class of
 * its own, and where records of more than four meet, it copies them twenty times as slowly and reads them one field after
 * the other. So every charge leaves here in one shape: the fields in this order.
 */
const inOneShape = (charge: Charge, tallies: Tallies): Charge => {
  const { standing, unsettled, refundsStanding, refundsMade, fee, transfer } = tallies
  if (charge.status === 'failed') return { ...charge, ...tallies }
  return {
    id: charge.id,
    status: charge.status,
    currency: charge.currency,
    authorized: charge.authorized,
    captured: charge.captured,
    captures: charge.captures,
    released: charge.released,
    standing,
    unsettled,
    refundsStanding,
    refundsMade,
    fee,
    transfer,
    disputes: charge.disputes,
    createdAt: charge.createdAt,
    capturedAt: charge.capturedAt,
  }
}

/** Inquiries take nothing: only open and lost disputes count. */
const disputesAfter = (
  disputes: Charge['disputes'],
  event: Event<'DisputeOpened' | 'DisputeEscalated' | 'DisputeClosed'>,
): Charge['disputes'] => {
  const { blocking, held, lost } = disputes
  const { amount } = event
  if (event.type === 'DisputeClosed') {
    if (event.from === 'inquiry') return disputes
    const rest = minus(held, amount)
    if (event.outcome === 'lost') return { ...disputes, held: rest, lost: plus(lost, amount) }
    return { ...disputes, held: rest, blocking: blocking - 1 }
  }
  const ever = disputes.ever + (event.type === 'DisputeOpened' ? 1 : 0)
  if (event.type === 'DisputeOpened' && event.stage === 'inquiry') return { ...disputes, ever }
  return { blocking: blocking + 1, held: plus(held, amount), lost, ever }
}
