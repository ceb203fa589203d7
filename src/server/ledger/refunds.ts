/** What follows when money goes back, and when it comes back from there. */
import type { Event, RefundMoved } from '../../domain/law/events.js'
import type { Books } from '../../domain/records/books.js'
import type { Charge } from '../../domain/records/charge.js'
import type { LegAmount } from '../../domain/records/leg.js'
import type { Refund } from '../../domain/records/refund.js'
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import { type CardBehavior, cardByNumber } from '../../stripe/cards.js'
import { type EncodeRefundOptions, encodeRefund, type WireableRefund } from '../../stripe/encode-refund.js'
import { previousOf, type ToldEvent } from '../../stripe/events/told-event.js'
import { updatedFrom } from '../../stripe/events/updated-events.js'
import type { WireFields } from '../../stripe/objects/changed-attributes.js'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import { newRefundFailureTransaction, newRefundTransaction } from '../../stripe/objects/charge-transactions.js'
import { DAY_SECONDS } from '../../stripe/objects/pieces.js'
import { withDestination } from '../../stripe/usual-refund.js'
import { NEWEST_API_VERSION } from '../../stripe/version.js'
import type { WireRefund } from '../../stripe/wire-refund.js'
import type { KeptCharge } from '../decision/kinds.js'
import { get, later, put, type Work } from '../decision/work.js'
import { ownFee } from './application.js'
import { returnLegs } from './legs.js'
import { move } from './money.js'
import { keep, keptOf, tellOf } from './told.js'

/** How long a customer has to act on a refund. UNKNOWN at Stripe. */
const SECONDS_TO_ACT = 30 * DAY_SECONDS

/** Until when a customer can act on a refund that requires it now. */
export const toActBy = (at: EpochSeconds): EpochSeconds => secondsAfter(at, SECONDS_TO_ACT)

/** Where a refund that requires action is written to, unless the request says: the customer's address is not known here. */
const SOMEONE = 'customer@example.com'

export const refundRequested = (work: Work, event: Event<'RefundRequested'>, before: Books): void => {
  const kept = keptOf(work)
  const refund = work.books.refund as WireableRefund
  const moves = movesMoney(refund)
  const legs = returnLegs(work, event.returned, { refund: refund.id, moves }, kept)
  const after = encodeRefund(refund, encoding(work, kept.made), {
    balanceTransaction: moves ? moneyOut(work, kept.made, refund, refund.returned.fee) : undefined,
    transferReversal: legs.reversal ?? undefined,
    instructionsEmail: refund.status === 'requires_action' ? (work.email ?? SOMEONE) : undefined,
  })
  put(work, 'refund', refund.id, after, { labels: refundLabels(kept.made) })
  wait(work, kept, refund)
  if (event.asked.reason === 'fraudulent') reportFraud(work)
  const { fee, transfer } = legs.told
  tellOf(work, event, { was: kept, before, beside: { refund: { before: null, after }, fee, transfer } })
}

/** REPORTED: the reason of a refund is the merchant's report about the charge. */
const reportFraud = (work: Work): void => {
  const kept = keptOf(work)
  const fraud_details = { ...kept.made.fraud_details, user_report: 'fraudulent' }
  keep(work, { ...kept, made: { ...kept.made, fraud_details } })
}

export const refundMoved = (work: Work, event: RefundMoved | Event<'RefundMetadataEdited'>, before: Books): void => {
  const kept = keptOf(work)
  const was = get(work, 'refund', event.refund)
  const refund = work.books.refund as WireableRefund
  const after = encodeRefund(refund, encoding(work, kept.made), {
    before: { refund: before.refund as Refund, wire: was },
    ...moved(work, kept.made, refund, was),
  })
  const shown = refund.status === 'succeeded' && was.status === 'pending' ? withReference(after) : after
  put(work, 'refund', refund.id, shown)
  if (refund.status !== was.status && refund.status !== 'succeeded') wait(work, kept, refund)
  tellOf(work, event, { was: kept, before, beside: { refund: { before: was, after: shown } } })
}

/** The codec takes a charge as it was decoded; of ours it reads the object only. */
const encoding = (work: Work, made: WireNewCharge): Parameters<typeof encodeRefund>[1] => ({
  charge: work.books.charge as Charge,
  wire: made,
  version: NEWEST_API_VERSION,
  assumed: [],
})

/** A refund that waits for the balance, or for the customer, has moved nothing yet. */
const movesMoney = (refund: Refund): boolean =>
  refund.status === 'succeeded' || (refund.status === 'pending' && refund.pendingReason !== 'insufficient_funds')

/** `fee`: the share of the application fee that comes with it. */
const moneyOut = (
  work: Work,
  made: WireNewCharge,
  { amount, currency, id: refund }: Refund,
  fee: LegAmount | null,
): string =>
  move(work, (id) =>
    newRefundTransaction({
      id,
      amount,
      chargeDescription: made.description,
      created: work.at,
      currency,
      refund,
      applicationFee: ownFee(work, made, fee, -1).applicationFee,
    }),
  ).id

const moneyBack = (work: Work, made: WireNewCharge, { amount, currency, id: refund }: Refund): string =>
  move(work, (id) =>
    newRefundFailureTransaction({
      id,
      amount,
      chargeDescription: made.description,
      created: work.at,
      currency,
      refund,
    }),
  ).id

/** What the balance sees of a move. */
const moved = (work: Work, made: WireNewCharge, refund: Refund, was: WireRefund): EncodeRefundOptions => {
  const isOut = was.balance_transaction !== null && was.balance_transaction !== undefined
  const isOver = refund.status === 'failed' || refund.status === 'canceled'
  if (isOver && isOut && was.failure_balance_transaction === undefined)
    return { failureBalanceTransaction: moneyBack(work, made, refund) }
  // What of a fee goes back with one that moves only now came when it was asked for.
  return !isOut && movesMoney(refund) ? { balanceTransaction: moneyOut(work, made, refund, null) } : {}
}

const LABELS = new WeakMap<WireNewCharge, readonly string[]>()

/** One list for all refunds of a charge. */
const refundLabels = (made: WireNewCharge): readonly string[] => {
  const known = LABELS.get(made)
  if (known !== undefined) return known
  const labels = [`charge:${made.id}`]
  LABELS.set(made, labels)
  return labels
}

/** What the test card has in store for a refund, after its time. */
const wait = (work: Work, kept: KeptCharge, refund: Refund): void => {
  const does: CardBehavior['does'] | null = kept.card === null ? null : (cardByNumber(kept.card)?.behavior.does ?? null)
  const { soon } = work.asked.rules
  const data = { charge: refund.charge, refund: refund.id, scope: work.asked.scope }
  // What waits for the balance waits for whoever fills it.
  if (refund.status === 'pending' && refund.pendingReason !== 'insufficient_funds')
    later(work, soon(work.at), 'refund.succeed', data)
  if (refund.status === 'requires_action' && refund.expiresAt !== null)
    later(work, refund.expiresAt, 'refund.expire', data)
  if (refund.status !== 'succeeded' || kept.card === null) return
  later(work, soon(work.at), 'refund.reference', data)
  if (does === 'refundFail') later(work, soon(soon(work.at)), 'refund.fail', data)
}

/** The refund with the number by which the customer's bank finds it. Sixteen digits as recorded, made from the refund's id. */
export const withReference = (refund: WireRefund): WireRefund => {
  const { destination_details: details } = refund
  const { reference, reference_type, type } = details?.card ?? NO_CARD
  if (details === undefined || reference !== undefined || reference_type === undefined || type === undefined)
    return refund
  const card = { reference: referenceOf(refund.id), reference_status: 'available', reference_type, type }
  return withDestination(refund, { card, type: details.type })
}

const NO_CARD: NonNullable<WireRefund['destination_details']>['card'] & object = {}

/** What events say of a refund before it had its reference: one for all that were born alike, as nearly all are. */
const WITHOUT = new WeakMap<object, WireFields | null>()

/** The events of a refund that has its reference now. */
export const referenceTold = (before: WireRefund, after: WireRefund): readonly ToldEvent[] => {
  const born = before.destination_details ?? NO_CARD
  let previous = WITHOUT.get(born)
  if (previous === undefined) {
    previous = previousOf({ before, after })
    WITHOUT.set(born, previous)
  }
  return updatedFrom(previous, after)
}

/** Fifteen digits from two sums over the id, of 32 bits each. */
const referenceOf = (id: string): string => {
  let [high, low] = [7, 11]
  for (let place = 0; place < id.length; place += 1) {
    const code = id.charCodeAt(place)
    high = (Math.imul(high, 31) + code) | 0
    low = (Math.imul(low, 37) + code) | 0
  }
  const digits = ((high >>> 0) % 10_000_000) * 100_000_000 + ((low >>> 0) % 100_000_000)
  // As one number, which a double holds exactly: a text of several pieces would be kept in pieces.
  return String(5_000_000_000_000_000 + digits)
}
