/** What follows when a customer's bank takes money back. The handler wrote the dispute's document before it was opened. */
import type { Event } from '../../domain/law/events.js'
import type { Books } from '../../domain/records/books.js'
import type { WireBalanceTransaction } from '../../stripe/objects/balance-transaction.js'
import { newDisputeReversalTransaction, newDisputeTransaction } from '../../stripe/objects/charge-transactions.js'
import type { WireDisputeObject } from '../../stripe/objects/dispute.js'
import { asDecided, asEscalated } from '../../stripe/objects/dispute-moves.js'
import { get, put, type Work } from '../decision/work.js'
import { move } from './money.js'
import { keep, keptOf, tellOf } from './told.js'

type OfDispute = Event<'DisputeOpened' | 'DisputeEscalated' | 'DisputeClosed'>

export const disputeOpened = (work: Work, event: Event<'DisputeOpened'>, before: Books): void => {
  const kept = keptOf(work)
  const made = get(work, 'dispute', event.dispute)
  const opened = event.stage === 'inquiry' ? made : withdrawn(work, event, made)
  put(work, 'dispute', event.dispute, opened)
  keep(work, { ...kept, made: { ...kept.made, dispute: event.dispute } })
  tellOf(work, event, { was: kept, before, beside: { dispute: { before: null, after: opened } } })
}

export const disputeEscalated = (work: Work, event: Event<'DisputeEscalated'>, before: Books): void =>
  moved(work, event, before, (dispute) => asEscalated(dispute, withdrawal(work, event)))

export const disputeClosed = (work: Work, event: Event<'DisputeClosed'>, before: Books): void =>
  moved(work, event, before, (dispute) => {
    const { outcome } = event
    if (outcome === 'inquiry_closed') return asDecided(dispute, { status: 'warning_closed' })
    if (outcome !== 'won' && !(outcome === 'prevented' && event.from === 'open'))
      return asDecided(dispute, { status: outcome })
    const decided = asDecided(dispute, { status: 'won', reversal: reversal(work, event) })
    return { ...decided, status: outcome }
  })

const moved = (
  work: Work,
  event: OfDispute,
  before: Books,
  next: (dispute: WireDisputeObject) => WireDisputeObject,
): void => {
  const kept = keptOf(work)
  const was = get(work, 'dispute', event.dispute)
  const after = next(was)
  put(work, 'dispute', event.dispute, after)
  tellOf(work, event, { was: kept, before, beside: { dispute: { before: was, after } } })
}

const withdrawn = (work: Work, event: OfDispute, dispute: WireDisputeObject): WireDisputeObject => {
  const taken = withdrawal(work, event)
  return { ...dispute, balance_transaction: taken.id, balance_transactions: [taken] }
}

const withdrawal = (work: Work, { amount, charge, currency, dispute }: OfDispute): WireBalanceTransaction =>
  move(work, (id) => newDisputeTransaction({ id, amount, charge, created: work.at, currency, dispute }))

const reversal = (work: Work, { amount, charge, currency, dispute }: OfDispute): WireBalanceTransaction =>
  move(work, (id) => newDisputeReversalTransaction({ id, amount, charge, created: work.at, currency, dispute }))
