/** What an event does to the books. */
import type { Books } from '../records/books.js'
import type { Dispute } from '../records/dispute.js'
import type { Refund } from '../records/refund.js'
import type { Event, RefundMoved } from './events.js'
import { evolveCharge } from './evolve-charge.js'

/**
 * The books after an event. It never refuses, and leaves records that the event is not about as they are, so that
 * `events.reduce(evolve, books)` follows a whole history, or that of one charge, one refund or one dispute alone. Events of
 * another charge change nothing; the birth of another refund or dispute of the same charge takes the former's place.
 *
 * @example
 * const { charge, refund: asked, events } = rightOf(refund(captured(1000), requestRefund({ id: re_1, amount: usd(300), currency: usd_, at: now })))
 * events.reduce(evolve, { charge: captured(1000), refund: null, dispute: null }) // => { charge, refund: asked, dispute: null }
 * @since 0.1.0
 * @category law
 */
export const evolve = (books: Books, event: Event): Books =>
  books.charge !== null && books.charge.id !== event.charge
    ? books
    : {
        charge: evolveCharge(books.charge, event),
        refund: evolveRefund(books.refund, event),
        dispute: evolveDispute(books.dispute, event),
      }

/** A refund is born by its request and moved by its own events. */
export const evolveRefund = (refund: Refund | null, event: Event): Refund | null => {
  if (event.type === 'RefundRequested') return bornRefund(event)
  if (!('refund' in event) || refund === null || refund.id !== event.refund) return refund
  if (event.type === 'RefundMetadataEdited') return { ...refund, metadata: event.metadata }
  return moved(refund, event)
}

/** The refund that a request makes. */
export const bornRefund = (event: Event<'RefundRequested'>): Refund => ({
  id: event.refund,
  charge: event.charge,
  amount: event.amount,
  currency: event.currency,
  asked: event.asked,
  metadata: event.metadata,
  returned: event.returned,
  createdAt: event.at,
  movedAt: event.at,
  ...event.position,
})

/** The refund's facts at its new position, without what belonged to where it stood before. */
const moved = (refund: Refund, event: RefundMoved): Refund => ({
  id: refund.id,
  charge: refund.charge,
  amount: refund.amount,
  currency: refund.currency,
  asked: refund.asked,
  metadata: refund.metadata,
  returned: event.returned,
  createdAt: refund.createdAt,
  movedAt: event.at,
  ...event.position,
})

const evolveDispute = (dispute: Dispute | null, event: Event): Dispute | null => {
  if (event.type === 'DisputeOpened')
    return {
      id: event.dispute,
      charge: event.charge,
      amount: event.amount,
      currency: event.currency,
      status: event.stage,
      createdAt: event.at,
      movedAt: event.at,
    }
  if (event.type !== 'DisputeEscalated' && event.type !== 'DisputeClosed') return dispute
  if (dispute === null || dispute.id !== event.dispute) return dispute
  return { ...dispute, status: event.type === 'DisputeEscalated' ? 'open' : event.outcome, movedAt: event.at }
}
