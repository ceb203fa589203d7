/** A lawful refund, dispute or event, what is changed of it, and the law that is then broken. */
import type { Dispute, Event, Refund } from '../../../src/index.js'
import { captureCharge, requestRefund } from '../../../src/index.js'
import { after, authorizeUsd, captured, dp_1, eventsOf, later, now, re_1, usd, usd_ } from '../../fixtures.js'

const legs = { fee: { amount: usd(10), currency: usd_ }, transfer: { amount: usd(70), currency: usd_ } }
const charge = captured(100, legs)
const request = requestRefund({
  id: re_1,
  amount: usd(40),
  currency: usd_,
  legs: { fee: true, transfer: true },
  at: now,
})
const requested = after({ charge, refund: null, dispute: null }, request)
const refund = requested.refund as Refund
const acknowledge = { type: 'acknowledge', answer: { status: 'succeeded' }, at: later(60) } as const
const succeeded = after(requested, acknowledge).refund as Refund
const share = { amount: usd(4), currency: usd_ }
const open = { type: 'open', id: dp_1, amount: usd(30), currency: usd_, stage: 'inquiry', at: now } as const
const dispute = after({ charge, refund: null, dispute: null }, open).dispute as Dispute

const LARGEST = 999_999_999_999_999

interface OfRefund {
  readonly refund: Refund
  readonly change: object
  readonly says: string
}

const ofRefund = (lawful: Refund, change: object, says: string): OfRefund => ({ refund: lawful, change, says })

export const BROKEN_REFUNDS: readonly OfRefund[] = [
  ofRefund(refund, { amount: -40 }, `amount -40 is no whole number from 0 to ${LARGEST}`),
  ofRefund(refund, { amount: 0 }, 'amount is 0'),
  ofRefund(refund, { amount: 41 }, 'amount 41 is not asked.amount 40'),
  ofRefund(
    refund,
    { asked: { ...refund.asked, amount: 'all' } },
    `asked.amount of type string is no whole number from 0 to ${LARGEST}`,
  ),
  ofRefund(
    succeeded,
    { returned: { ...succeeded.returned, fee: { amount: 0.5, currency: usd_ } } },
    `returned.fee.amount 0.5 is no whole number from 0 to ${LARGEST}`,
  ),
  ofRefund(
    succeeded,
    { asked: { ...refund.asked, legs: { fee: false, transfer: true } } },
    'returned.fee is not null, and asked.legs.fee is false',
  ),
  ofRefund(
    succeeded,
    { asked: { ...refund.asked, legs: { fee: true, transfer: false } } },
    'returned.transfer is not null, and asked.legs.transfer is false',
  ),
  ofRefund(refund, { returned: { fee: share, transfer: null } }, 'returned.fee is not null, and status is requested'),
  ofRefund(
    refund,
    { status: 'refused', returned: { fee: null, transfer: share } },
    'returned.transfer is not null, and status is refused',
  ),
  ofRefund(refund, { movedAt: later(1) }, `movedAt ${later(1)} is not createdAt ${now}, and status is requested`),
]

export const BROKEN_DISPUTES: readonly { readonly dispute: Dispute; readonly change: object; readonly says: string }[] =
  [
    { dispute, change: { amount: 0.5 }, says: `amount 0.5 is no whole number from 0 to ${LARGEST}` },
    { dispute, change: { amount: 0 }, says: 'amount is 0' },
    {
      dispute,
      change: { movedAt: later(1) },
      says: `movedAt ${later(1)} is not createdAt ${now}, and status is inquiry`,
    },
  ]

/** At least one of every type. */
export const EVENTS: readonly Event[] = [
  ...eventsOf([
    { ...authorizeUsd(100), status: 'pending' },
    authorizeUsd(100),
    captureCharge({ amount: usd(60), final: false, ...legs, transfer: { amount: usd(50), currency: usd_ }, at: now }),
    { type: 'returnFee', amount: usd(1), at: now },
    { type: 'reverseTransfer', amount: usd(1), at: now },
    open,
    { type: 'escalate', at: now },
    { type: 'close', outcome: 'lost', at: now },
  ]),
  ...eventsOf(
    [
      { ...request, legs: { fee: false, transfer: false } },
      { type: 'refuse', refusal: 'no', at: now },
    ],
    {
      charge,
      refund: null,
      dispute: null,
    },
  ),
  ...eventsOf(
    [
      acknowledge,
      { type: 'requireAction', expiresAt: null, at: now },
      { type: 'submit', pendingReason: null, at: now },
      { type: 'succeed', at: now },
      { type: 'fail', failureReason: 'declined', at: now },
    ],
    requested,
  ),
  ...eventsOf([
    { ...authorizeUsd(100), status: 'pending' },
    { type: 'decline', failure: 'card_declined', at: now },
  ]),
  ...eventsOf([{ type: 'editMetadata', metadata: {}, at: now }], requested),
  ...eventsOf([authorizeUsd(100), { type: 'release', at: now }]),
  ...eventsOf([authorizeUsd(100), { type: 'expire', at: now }]),
  ...eventsOf([{ type: 'cancel', failureReason: null, at: now }], after(requested, acknowledge)),
]

interface OfEvent {
  readonly event: Event
  readonly change: object
  readonly says: string
}

const of = (type: Event['type'], change: object, says: string): OfEvent => {
  const event = EVENTS.find((happened) => happened.type === type)
  if (event === undefined) throw new Error(`no ${type} among the events`)
  return { event, change, says }
}

export const BROKEN_EVENTS: readonly OfEvent[] = [
  of('ChargePending', { amount: 0 }, 'amount is 0'),
  of('ChargeAuthorized', { amount: 0 }, 'amount is 0'),
  of('ChargeCaptured', { amount: 0 }, 'amount is 0, and final is false'),
  of('ChargeCaptured', { released: 1 }, 'released 1 is not 0, and final is false'),
  of(
    'ChargeCaptured',
    { final: true, released: LARGEST },
    `amount 60 and released ${LARGEST} are more than ${LARGEST}`,
  ),
  of('ChargeCaptured', { payer: 'merchant' }, 'transfer is not null, and payer is merchant'),
  of('ChargeCaptured', { fee: { ...share, amount: 0 } }, 'fee.amount is 0'),
  of('ChargeCaptured', { amount: 0, final: true }, 'fee is not null, and amount is 0'),
  of(
    'ChargeCaptured',
    { transfer: { ...share, amount: 61 } },
    'transfer.amount 61 is more than amount 60, in the same currency',
  ),
  of('FeeReturned', { leg: { ...share, amount: 0 } }, 'leg.amount is 0'),
  of('TransferReversed', { leg: { ...share, amount: 0 } }, 'leg.amount is 0'),
  of('DisputeOpened', { amount: 0 }, 'amount is 0'),
  of('DisputeEscalated', { amount: 0 }, 'amount is 0'),
  of('DisputeClosed', { amount: 0 }, 'amount is 0'),
  of('DisputeClosed', { from: 'inquiry' }, 'no dispute moves from inquiry to lost'),
  of('DisputeClosed', { outcome: 'inquiry_closed' }, 'no dispute moves from open to inquiry_closed'),
  of('RefundRequested', { amount: 41 }, 'amount 41 is not asked.amount 40'),
  of(
    'RefundRequested',
    { returned: { fee: share, transfer: null } },
    'returned.fee is not null, and status is requested',
  ),
  of('RefundAcknowledged', { amount: 0 }, 'amount is 0'),
  of('RefundAcknowledged', { from: 'pending' }, 'no refund moves from pending to succeeded by acknowledge'),
  of('RefundRefused', { from: 'pending' }, 'no refund moves from pending to refused by refuse'),
  of('RefundRefused', { returned: { fee: share, transfer: null } }, 'returned.fee is not null'),
  of('RefundRefused', { returned: { fee: null, transfer: share } }, 'returned.transfer is not null'),
  of('RefundActionRequired', { from: 'failed' }, 'no refund moves from failed to requires_action by requireAction'),
  of('RefundSubmitted', { from: 'succeeded' }, 'no refund moves from succeeded to pending by submit'),
  of('RefundSucceeded', { from: 'requires_action' }, 'no refund moves from requires_action to succeeded by succeed'),
  of('RefundFailed', { from: 'requested' }, 'no refund moves from requested to failed by fail'),
  of('RefundCanceled', { from: 'canceled' }, 'no refund moves from canceled to canceled by cancel'),
]

/** What is as far as a refund, a dispute or an event may go. */
export const LAWFUL_REFUNDS: readonly Refund[] = [
  { ...succeeded, createdAt: later(60), movedAt: now },
  { ...refund, asked: { ...refund.asked, amount: 'remaining' } },
]
export const LAWFUL_DISPUTES: readonly Dispute[] = [{ ...dispute, status: 'open', movedAt: later(1) }]
export const LAWFUL_EVENTS: readonly Event[] = [
  of('ChargeCaptured', { final: true, released: LARGEST - 60 }, ''),
  of('ChargeCaptured', { transfer: { ...share, amount: 60 } }, ''),
  of('ChargeCaptured', { amount: 0, final: true, fee: null, transfer: null }, ''),
].map(({ event, change }) => ({ ...event, ...change }) as Event)
