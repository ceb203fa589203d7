/** A card is charged: the charge is written down, and held, captured or declined in the same decision. */
import { type Either, left, right } from '../../domain/either.js'
import { type ChargeId, chargeId } from '../../domain/records/ids.js'
import { cardByNumber, type TestCard } from '../../stripe/cards.js'
import type { Decline } from '../../stripe/errors/declines.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import { newCharge, type WireNewCharge } from '../../stripe/objects/charge.js'
import { asChecked } from '../../stripe/objects/payment-method.js'
import type { KeptCharge, KeptMethod } from '../decision/kinds.js'
import { chargeOf, command } from '../decision/law.js'
import { refusedAs } from '../decision/refusals.js'
import { get, later, mint, put, type Work } from '../decision/work.js'
import { applicationOf, PLATFORM } from '../ledger/application.js'
import { amountRefusal } from './amount.js'
import { capture } from './capture.js'
import { captureBefore, chargedCard, declineOf, outcomeOf } from './charged-card.js'
import { chargeLabels } from './labels.js'
import { written } from './methods.js'
import type { Onward } from './parties.js'
import type { Payment } from './payment.js'
import type { TransferSays } from './transfer-says.js'

/** What came of it. The charge is there in either case. */
export interface Paid {
  readonly charge: ChargeId
  readonly decline: Decline | null
  /** As the bank left it. */
  readonly method: KeptMethod
}

/** Charges the card. A refusal means that the bank was not asked: nothing of it is to be written. */
export const pay = (work: Work, payment: Payment): Either<StripeError, Paid> => {
  const tooMuch = amountRefusal(work, payment.amount, payment.currency, payment.method)
  if (tooMuch !== null) return left(tooMuch)
  const card = cardByNumber(payment.method.card) as TestCard
  const decline = declineOf(card)
  const charge = newChargeId(work)
  const {
    settlesLater,
    onward: { says },
  } = payment
  const made = chargeMade(work, payment, card, charge)
  const kept: KeptCharge = { made, releases: [], card: card.number, settlesLater }
  put(work, 'charge', charge, isSilent(says) ? kept : { ...kept, says }, { labels: chargeLabels(made) })
  const refused = decline === null ? approve(work, payment, charge) : reject(work, payment, charge, decline)
  if (refused !== null) return left(refused)
  return right({ charge, decline, method: methodAfter(work, payment, decline) })
}

const isSilent = (says: TransferSays): boolean => Object.keys(says).length === 0

const newChargeId = (work: Work): ChargeId => {
  const id = chargeId(mint(work, 'ch_'))
  if (id._tag === 'Left') throw new Error('minted an id that is none')
  chargeOf(work, id.right)
  return id.right
}

const chargeMade = (work: Work, payment: Payment, card: TestCard, id: ChargeId): WireNewCharge => {
  const { amount, currency, customer, description, forPeople, intent, metadata, method, onward } = payment
  const decline = declineOf(card)
  const { says: _, ...further } = onward
  return newCharge({
    id,
    amount,
    created: work.at,
    currency,
    outcome: outcomeOf(card, id),
    payment_method_details: { card: chargedCard(payment, card, { id, at: work.at }), type: 'card' },
    // Of a connected account's own charge: the one in whose name it is made.
    application: work.asked.scope === PLATFORM ? null : applicationOf(work).id,
    billing_details: method.method.billing_details,
    customer,
    description,
    metadata,
    payment_intent: intent,
    payment_method: method.method.id,
    ...forPeople,
    ...further,
    destination: further.transfer_data?.destination ?? null,
    transfer_group: groupOf(onward, intent ?? id),
    ...(decline === null
      ? { receipt_url: `https://pay.stripe.com/receipts/payment/${id}` }
      : { failure_code: decline.code, failure_message: decline.message }),
  })
}

/** A destination charge is of a group of its own, where no other is named. `id`: whose. */
export const groupOf = ({ transfer_data, transfer_group }: Onward, id: string): string | null =>
  transfer_group ?? (transfer_data === null ? null : `group_${id}`)

const approve = (work: Work, { amount, currency, hold }: Payment, id: ChargeId): StripeError | null => {
  // What is captured at once is told of once, when it was.
  if (hold === null) work.hushed = id
  const refusal = command(work, { type: 'authorize', id, amount, currency, status: 'authorized' })
  if (refusal !== null) return refusedAs(work, refusal, get(work, 'charge', id), amount)
  if (hold === null) return capture(work, id, { amount: 'remaining', final: true, fee: null, transfer: null })
  later(work, captureBefore(work.at), 'charge.expire', { charge: id, scope: work.asked.scope })
  return null
}

const reject = (work: Work, { amount, currency }: Payment, id: ChargeId, { code }: Decline): StripeError | null => {
  work.hushed = id
  const refusal =
    command(work, { type: 'authorize', id, amount, currency, status: 'pending' }) ??
    command(work, { type: 'decline', failure: code })
  return refusal === null ? null : refusedAs(work, refusal, get(work, 'charge', id), amount)
}

/**
 * The bank was asked about the card. A method that is nobody's pays once: REPORTED, in the words of its refusal. One that is kept for
 * later payments becomes the customer's, or still can be. Source: the SDK's comments on `setup_future_usage`.
 */
const methodAfter = (work: Work, { method: kept, saving }: Payment, decline: Decline | null): KeptMethod => {
  const method = asChecked(kept.method, decline?.code === 'incorrect_cvc' ? 'fail' : 'pass')
  if (decline !== null) return written(work, { ...kept, method, spent: false })
  const customer = method.customer ?? saving?.customer ?? null
  return written(work, { ...kept, method: { ...method, customer }, spent: customer === null && saving === null })
}
