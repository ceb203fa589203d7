/** Disputes that come by themselves: the test card says which. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Refusal } from '../../domain/law/errors.js'
import { refundState } from '../../domain/law/refundable.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import type { Charge } from '../../domain/records/charge.js'
import { type DisputeId, disputeId } from '../../domain/records/ids.js'
import { type CardDispute, cardByNumber } from '../../stripe/cards.js'
import { newDispute } from '../../stripe/objects/dispute.js'
import type { KeptCharge } from '../decision/kinds.js'
import { chargeOf, command, onDispute } from '../decision/law.js'
import { find, later, mint, put, type Work } from '../decision/work.js'
import { customerOf } from './customer.js'
import { labelOf } from './labels.js'

/** The dispute that comes with the capture, and a date for the next one: a decision has one dispute. */
export const disputeAtCapture = (work: Work, charge: string): void =>
  disputeByCard(work, charge, { id: () => mint(work, 'du_'), index: 0 })

/** The dispute that was planned under this id. Nothing but the id says whether it has come already. */
export const disputePlanned = (work: Work, charge: string, { id, index }: { id: string; index: number }): void => {
  if (chargeOf(work, charge) === null) return
  onDispute(work, id)
  if (work.books.dispute === null) disputeByCard(work, charge, { id: () => id, index })
}

/** Which of a card's disputes, and the id that it is to have. */
interface ByCard {
  readonly id: () => string
  readonly index: number
}

/** Opens the dispute number `index` of the charge's card, if it has so many and something of the charge is left to dispute. */
const disputeByCard = (work: Work, id: string, { id: own, index }: ByCard): void => {
  const charge = chargeOf(work, id)
  const kept = find(work, 'charge', id)
  if (charge === null || kept === null) return
  const disputes = disputesOf(kept)
  const dispute = disputes[index]
  // What was fully refunded cannot be disputed any more. Source: docs.stripe.com/refunds.
  if (dispute === undefined || charge.captured === 0 || refundState(charge).state === 'full') return
  const opened = openDispute(work, kept, charge, { ...dispute, amount: charge.captured, id: own() })
  if (isLeft(opened)) throw new Error(`the dispute of ${id} is refused: ${opened.left._tag}`)
  if (index + 1 < disputes.length)
    later(work, work.asked.rules.soon(work.at), 'dispute.open', {
      charge: id,
      dispute: mint(work, 'du_'),
      scope: work.asked.scope,
      index: index + 1,
    })
}

const disputesOf = ({ card }: KeptCharge): readonly CardDispute[] => {
  const behavior = card === null ? null : cardByNumber(card)?.behavior
  return behavior?.does === 'dispute' ? behavior.disputes : []
}

/** What a dispute is about, and its id where it has one already. */
export interface Opening extends Omit<CardDispute, 'networkReasonCode' | 'reason'> {
  readonly id?: string
  readonly amount: MinorUnits
  readonly reason: string
  readonly networkReasonCode?: CardDispute['networkReasonCode']
}

/** Opens a dispute: its id, or why the law has none. */
export const openDispute = (
  work: Work,
  { made }: KeptCharge,
  charge: Charge,
  dispute: Opening,
): Either<Refusal, DisputeId> => {
  const { amount, networkReasonCode } = dispute
  const { currency } = charge
  const { customer, description, payment_intent, payment_method_details: method } = made
  const stage = dispute.inquiry ? 'inquiry' : 'chargeback'
  const id = newDisputeId(work, dispute.id ?? mint(work, 'du_'))
  const payer = customer === null ? null : customerOf(work, customer)
  const object = newDispute({
    id,
    amount,
    brand: method.type === 'card' ? method.card.brand : '',
    charge: charge.id,
    created: work.at,
    currency,
    payment_intent,
    reason: dispute.reason,
    stage,
    evidence: {
      customer_email_address: made.billing_details.email ?? payer?.email ?? null,
      customer_name: made.billing_details.name ?? payer?.name ?? null,
      product_description: description,
    },
    ...(networkReasonCode === undefined ? {} : { network_reason_code: networkReasonCode }),
  })
  const labels = [`charge:${charge.id}`, ...labelOf('payment_intent', payment_intent)]
  put(work, 'dispute', id, object, { labels })
  const refusal = command(work, { type: 'open', id, amount, currency, stage: dispute.inquiry ? 'inquiry' : 'open' })
  return refusal === null ? right(id) : left(refusal)
}

const newDisputeId = (work: Work, text: string): DisputeId => {
  const id = disputeId(text)
  if (isLeft(id)) throw new Error(`${text} can be no id of a dispute`)
  onDispute(work, id.right)
  return id.right
}
