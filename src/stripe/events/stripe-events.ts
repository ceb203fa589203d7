/**
 * Which events Stripe sends when an event of the law happened, and in which order.
 *
 * Recorded are the orders of a refund (`refund.created`, `charge.refunded`), of its reference, of its failure, and of a new
 * dispute. The others are decided; `docs/differences.md` says which. The events of payment intents are not made here.
 */
import type { Event } from '../../domain/law/events.js'
import { type Change, type ToldEvent, telling, toldOnce } from './told-event.js'
import { updatedEvents } from './updated-events.js'

/** What is read of a charge; the event carries it whole. */
export interface ShownCharge {
  readonly object: 'charge'
  readonly amount_captured: number
  readonly status: string
}

/** An event of the law, and the objects that it touched. Of an object that is not told of, no event is made. */
export interface Told {
  readonly event: Event
  /**
   * `before` is null where nobody saw the charge before. So a charge that is captured as it is made is told once, by its
   * ChargeCaptured, and one that is declined at once by its ChargeFailed.
   */
  readonly charge: Change<ShownCharge>
  /** Beside a release or a capture: the refund that versions before 2025-03-31 make of it. Else none is to be told. */
  readonly refund?: Change<{ readonly object: 'refund' }> | undefined
  readonly dispute?: Change<{ readonly object: 'dispute' }> | undefined
  readonly fee?: Change<{ readonly object: 'application_fee' }> | undefined
  readonly transfer?: Change<{ readonly object: 'transfer' }> | undefined
}

/**
 * What Stripe sends. One event of the law may be several of Stripe's, or none.
 *
 * Law: each carries the object as it is after; none is sent twice.
 *
 * @example
 * const [asked] = rightOf(refund(captured(1000), requestRefund({ id: re_1, amount: usd(300), currency: usd_, born: { status: 'succeeded' }, at: now }))).events
 * const was = { object: 'charge', amount_captured: 1000, amount_refunded: 0, status: 'succeeded' }
 * const charge = { before: was, after: { ...was, amount_refunded: 300 } }
 * const events = stripeEvents({ event: asked, charge, refund: { before: null, after: { object: 'refund' } } })
 * events.map(({ type }) => type) // => ['refund.created', 'charge.refunded']
 * events.map(({ previous }) => previous) // => [null, { amount_refunded: 0 }]
 * @since 0.1.0
 * @category event
 */
export const stripeEvents = (told: Told): readonly ToldEvent[] => {
  const { event } = told
  switch (event.type) {
    case 'ChargePending':
      return telling(told.charge, 'charge.pending')
    case 'ChargeAuthorized':
      return telling(told.charge, 'charge.succeeded')
    case 'ChargeFailed':
      return telling(told.charge, 'charge.failed')
    case 'ChargeCaptured':
      return [...captured(event, told), ...releasedByCapture(told), ...legsOut(told)]
    case 'ChargeReleased':
      return releasedAsRefund(told)
    case 'ChargeExpired':
      return [...telling(told.charge, 'charge.expired'), ...releasedAsRefund(told)]

    case 'RefundRequested':
      return event.position.status === 'requested' ? [] : refunded(told)
    case 'RefundAcknowledged':
      return refunded(told)
    // Ours alone: Stripe answered with an error, and knows of no refund.
    case 'RefundRefused':
      return []
    case 'RefundFailed':
      return telling(told.refund, 'refund.failed', 'charge.refund.updated')
    case 'RefundSucceeded':
    case 'RefundCanceled':
    case 'RefundActionRequired':
    case 'RefundSubmitted':
      return telling(told.refund, 'refund.updated', 'charge.refund.updated')
    case 'RefundMetadataEdited':
      return told.refund === undefined ? [] : updatedEvents(told.refund)

    case 'FeeReturned':
      return telling(told.fee, 'application_fee.refunded')
    case 'TransferReversed':
      return telling(told.transfer, 'transfer.reversed')

    case 'DisputeOpened':
      return event.stage === 'inquiry'
        ? telling(told.dispute, 'charge.dispute.created')
        : telling(told.dispute, 'charge.dispute.created', 'charge.dispute.funds_withdrawn')
    case 'DisputeEscalated':
      return telling(told.dispute, 'charge.dispute.updated', 'charge.dispute.funds_withdrawn')
    case 'DisputeClosed':
      return event.from === 'open' && event.outcome === 'won'
        ? telling(told.dispute, 'charge.dispute.closed', 'charge.dispute.funds_reinstated')
        : telling(told.dispute, 'charge.dispute.closed')
  }
}

/** Source: docs.stripe.com/payments/multicapture: `charge.updated` at each capture, `charge.captured` at the final one. */
const captured = ({ final }: Event<'ChargeCaptured'>, { charge }: Told): readonly ToldEvent[] => {
  const { before } = charge
  if (before === null || before.status !== 'succeeded') return telling(charge, 'charge.succeeded')
  if (!final) return telling(charge, 'charge.updated')
  return before.amount_captured > 0
    ? telling(charge, 'charge.updated', 'charge.captured')
    : telling(charge, 'charge.captured')
}

const releasedByCapture = ({ refund }: Told): readonly ToldEvent[] => telling(refund, 'charge.refund.updated')

/**
 * Source: docs.stripe.com/changelog/basil/2025-03-31, of the versions before; `charge.expired` was and is sent. Since then a release
 * by itself is not told.
 */
const releasedAsRefund = ({ charge, refund }: Told): readonly ToldEvent[] =>
  refund === undefined ? [] : [...telling(charge, 'charge.refunded'), ...telling(refund, 'charge.refund.updated')]

/** A leg that grows with a later capture is not told: there is no type for it. */
const legsOut = ({ fee, transfer }: Told): readonly ToldEvent[] => [
  ...(transfer?.before === null ? telling(transfer, 'transfer.created') : []),
  ...(fee?.before === null ? telling(fee, 'application_fee.created') : []),
]

/** Put together one by one: hardly any refund has a transfer or a fee. */
const refunded = ({ charge, refund, transfer, fee }: Told): readonly ToldEvent[] => {
  const events: ToldEvent[] = []
  if (refund !== undefined) events.push(toldOnce(refund, 'refund.created'))
  events.push(toldOnce(charge, 'charge.refunded'))
  if (transfer !== undefined) events.push(toldOnce(transfer, 'transfer.reversed'))
  if (fee !== undefined) events.push(toldOnce(fee, 'application_fee.refunded'))
  return events
}
