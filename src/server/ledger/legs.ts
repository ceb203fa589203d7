/** What follows when an application fee or a transfer goes back. */
import type { Event } from '../../domain/law/events.js'
import type { LegAmount, LegsReturned } from '../../domain/records/leg.js'
import { stripeEvents } from '../../stripe/events/stripe-events.js'
import type { Change } from '../../stripe/events/told-event.js'
import { newFeeRefund, type WireApplicationFee, type WireFeeRefund } from '../../stripe/objects/application-fee.js'
import {
  newApplicationFeeRefundTransaction,
  newTransferRefundTransaction,
} from '../../stripe/objects/connect-transactions.js'
import { prepended } from '../../stripe/objects/list.js'
import { newTransferReversal, type WireReversal, type WireTransferObject } from '../../stripe/objects/transfer.js'
import type { KeptCharge } from '../decision/kinds.js'
import { get, mint, put, type Work } from '../decision/work.js'
import { PLATFORM } from './application.js'
import { feeReturnedTo, refundDestinationPayment } from './destination.js'
import { move } from './money.js'
import { tell } from './tell.js'
import type { Beside } from './told.js'
import { keptOf } from './told.js'

export interface LegsBack {
  readonly told: Pick<Beside, 'fee' | 'transfer'>
  readonly reversal: string | null
}

const NOTHING: LegsBack = { told: {}, reversal: null }

/** The refund that returns something, and whether it moves the charge's money now. */
export interface Returning {
  readonly refund: string
  readonly moves: boolean
}

/**
 * What a refund returns. A share of nothing makes no object. The connected account gets the fee's share with the refund of the payment
 * that it was taken of: of a transfer's here, of its own charge by the refund itself. Where neither moves now it comes by itself: the
 * platform gives it at once, and the refund may never move.
 */
export const returnLegs = (
  work: Work,
  returned: LegsReturned,
  { refund, moves }: Returning,
  { made }: KeptCharge,
): LegsBack => {
  if (returned.fee === null && returned.transfer === null) return NOTHING
  const feeShare = shareOf(returned.fee)
  const share = shareOf(returned.transfer)
  const fee = feeShare === null || made.application_fee === null ? null : feeBack(work, made.application_fee, feeShare)
  const transfer =
    share === null || made.transfer === undefined
      ? null
      : transferBack(work, made.transfer, share, { source: refund, fee: feeShare })
  const withRefund = made.transfer === undefined ? moves : transfer !== null
  if (fee !== null && feeShare !== null && !withRefund)
    feeReturnedTo(work, fee.change.after.account, feeShare, fee.made.id)
  return {
    told: { ...(fee === null ? {} : { fee: fee.change }), ...(transfer === null ? {} : { transfer: transfer.change }) },
    reversal: transfer?.made.id ?? null,
  }
}

const shareOf = (returned: LegAmount | null): LegAmount | null => (returned?.amount === 0 ? null : returned)

interface Back<Whole extends object, Part> {
  readonly change: Change<Whole>
  readonly made: Part
}

/** A part of the fee, out of the platform's balance. */
const feeBack = (work: Work, id: string, { amount, currency }: LegAmount): Back<WireApplicationFee, WireFeeRefund> => {
  const before = get(work, 'application_fee', id, PLATFORM)
  const feeRefund = mint(work, 'fr_')
  const movement = move(
    work,
    (txn) => newApplicationFeeRefundTransaction({ id: txn, amount, created: work.at, currency, feeRefund }),
    PLATFORM,
  )
  const made = newFeeRefund({
    id: feeRefund,
    amount,
    balance_transaction: movement.id,
    created: work.at,
    currency,
    fee: id,
    metadata: work.direct?.metadata ?? {},
  })
  put(work, 'fee_refund', feeRefund, made, { labels: [`fee:${id}`], scope: PLATFORM })
  const amount_refunded = before.amount_refunded + amount
  const after: WireApplicationFee = {
    ...before,
    amount_refunded,
    refunded: amount_refunded === before.amount,
    refunds: prepended(before.refunds, made),
  }
  put(work, 'application_fee', id, after, { scope: PLATFORM })
  return { change: { before, after }, made }
}

interface With {
  /** The refund that asked for it. */
  readonly source: string | null
  /** What of the fee goes back with it. */
  readonly fee: LegAmount | null
}

/** A part of the transfer, back from the connected account. */
const transferBack = (
  work: Work,
  id: string,
  part: LegAmount,
  { source, fee }: With,
): Back<WireTransferObject, WireReversal> => {
  const { amount, currency } = part
  const before = get(work, 'transfer', id, PLATFORM)
  const reversal = mint(work, 'trr_')
  const movement = move(
    work,
    (txn) => newTransferRefundTransaction({ id: txn, amount, created: work.at, currency, reversal }),
    PLATFORM,
  )
  const made = newTransferReversal({
    id: reversal,
    amount,
    balance_transaction: movement.id,
    created: work.at,
    currency,
    destination_payment_refund: refundDestinationPayment(work, before, { part, fee, reversal }),
    metadata: work.direct?.metadata ?? {},
    source_refund: source,
    transfer: id,
  })
  put(work, 'transfer_reversal', reversal, made, { labels: [`transfer:${id}`], scope: PLATFORM })
  const amount_reversed = before.amount_reversed + amount
  const after: WireTransferObject = {
    ...before,
    amount_reversed,
    reversals: prepended(before.reversals, made),
    reversed: amount_reversed === before.amount,
  }
  put(work, 'transfer', id, after, { scope: PLATFORM })
  return { change: { before, after }, made }
}

/** A fee that goes back directly. The handler finds what was made as the newest of the fee's refunds. */
export const feeReturned = (work: Work, event: Event<'FeeReturned'>): void => {
  const { made } = keptOf(work)
  if (made.application_fee === null) return
  const fee = feeBack(work, made.application_fee, event.leg)
  feeReturnedTo(work, fee.change.after.account, event.leg, fee.made.id)
  tell(work, stripeEvents({ event, charge: UNSEEN, fee: fee.change }), null, PLATFORM)
}

/** A transfer that comes back directly. */
export const transferReversed = (work: Work, event: Event<'TransferReversed'>): void => {
  const { made } = keptOf(work)
  if (made.transfer === undefined) return
  const { change } = transferBack(work, made.transfer, event.leg, { source: null, fee: null })
  tell(work, stripeEvents({ event, charge: UNSEEN, transfer: change }), null, PLATFORM)
}

/** The events of a leg that goes back directly say nothing of the charge. */
const UNSEEN = { before: null, after: { object: 'charge', amount_captured: 0, status: 'succeeded' } } as const
