/** What follows from an event of the law: Stripe's objects, the balance, Stripe's events, and what waits. */
import type { Event, EventType } from '../../domain/law/events.js'
import type { Books } from '../../domain/records/books.js'
import type { Work } from '../decision/work.js'
import { chargeCaptured, chargeMoved, chargeReleased } from './charges.js'
import { disputeClosed, disputeEscalated, disputeOpened } from './disputes.js'
import { feeReturned, transferReversed } from './legs.js'
import { refundMoved, refundRequested } from './refunds.js'

type Follows<Type extends EventType> = (work: Work, event: Event<Type>, before: Books) => void

/** An event without a row does not compile. */
const FOLLOWS: { readonly [Type in EventType]: Follows<Type> } = {
  ChargePending: chargeMoved,
  ChargeAuthorized: chargeMoved,
  ChargeFailed: chargeMoved,
  ChargeCaptured: chargeCaptured,
  ChargeReleased: chargeReleased,
  ChargeExpired: chargeReleased,

  RefundRequested: refundRequested,
  RefundAcknowledged: refundMoved,
  RefundRefused: refundMoved,
  RefundSucceeded: refundMoved,
  RefundFailed: refundMoved,
  RefundCanceled: refundMoved,
  RefundActionRequired: refundMoved,
  RefundSubmitted: refundMoved,
  RefundMetadataEdited: refundMoved,

  FeeReturned: feeReturned,
  TransferReversed: transferReversed,

  DisputeOpened: disputeOpened,
  DisputeEscalated: disputeEscalated,
  DisputeClosed: disputeClosed,
}

/** `before`: the books before the event; those of the work are the ones after it. */
export const follow = <Type extends EventType>(work: Work, event: Event<Type>, before: Books): void => {
  const follows = FOLLOWS[event.type] as Follows<Type>
  follows(work, event, before)
}
