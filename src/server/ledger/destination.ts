/** The payment that a transfer makes on the connected account, as that account sees it. */
import { type MinorUnits, plus, ZERO } from '../../domain/money/minor-units.js'
import { chargeId, refundId } from '../../domain/records/ids.js'
import type { LegAmount } from '../../domain/records/leg.js'
import { newDestinationPayment, type WireNewCharge } from '../../stripe/objects/charge.js'
import { newRefundTransaction } from '../../stripe/objects/charge-transactions.js'
import { newDestinationTransaction, newFeeReturnedTransaction } from '../../stripe/objects/connect-transactions.js'
import type { WireTransferObject } from '../../stripe/objects/transfer.js'
import type { WireRefund } from '../../stripe/wire-refund.js'
import { connected } from '../decision/accounts.js'
import type { KeptCharge, Scope } from '../decision/kinds.js'
import { get, mint, put, type Work } from '../decision/work.js'
import { applicationOf, feeWithin, PLATFORM } from './application.js'
import { move } from './money.js'

/** What a capture pays there. */
export interface Paid {
  readonly part: LegAmount
  /** What of it is the platform's, under which id. */
  readonly fee: { readonly id: string; readonly part: LegAmount } | null
  /** What the transfer is to say, and the payment. */
  readonly says: NonNullable<KeptCharge['says']>
}

/** A new payment for a new transfer; its id. */
export const payDestination = (
  work: Work,
  { account, transfer }: { readonly account: Scope; readonly transfer: string },
  { part, fee, says: { payment_data: says = {} } }: Paid,
): string => {
  connected(work, account)
  const id = chargeId(mint(work, 'py_'))
  if (id._tag === 'Left') throw new Error('minted an id that is none')
  const payment = newDestinationPayment({
    id: id.right,
    amount: part.amount,
    application: applicationOf(work).id,
    created: work.at,
    currency: part.currency,
    source_transfer: transfer,
  })
  const made: WireNewCharge = {
    ...(payment as WireNewCharge),
    description: says.description ?? null,
    metadata: says.metadata ?? {},
    application_fee: fee?.id ?? null,
    application_fee_amount: fee?.part.amount ?? null,
    balance_transaction: paid(work, account, id.right, { part, fee }),
  }
  put(work, 'charge', id.right, { made, releases: [], card: null, settlesLater: false }, { scope: account })
  belongs(work, id.right, account)
  return id.right
}

/** The payment of a transfer that a later capture makes larger. */
export const payMore = (
  work: Work,
  { destination: account, destination_payment: id }: WireTransferObject,
  { part, fee }: Paid,
): void => {
  const { made, ...kept } = get(work, 'charge', id, account)
  const amount = plus(made.amount, part.amount)
  const grown: WireNewCharge = {
    ...made,
    amount,
    amount_captured: amount,
    application_fee: fee?.id ?? made.application_fee,
    application_fee_amount: fee === null ? made.application_fee_amount : taken(made, fee.part),
    balance_transaction: paid(work, account, id, { part, fee }),
    refunded: made.amount_refunded === amount,
  }
  put(work, 'charge', id, { ...kept, made: grown }, { scope: account })
}

const taken = ({ application_fee_amount: before }: WireNewCharge, { amount }: LegAmount): MinorUnits =>
  plus(before ?? ZERO, amount)

/** The movement there; its id. */
const paid = (work: Work, account: Scope, payment: string, { part, fee }: Omit<Paid, 'says'>): string => {
  const { id } = move(
    work,
    (txn) =>
      newDestinationTransaction({
        id: txn,
        amount: part.amount,
        created: work.at,
        currency: part.currency,
        payment,
        ...feeWithin(work, fee?.part ?? null, 1),
      }),
    account,
  )
  belongs(work, id, account)
  return id
}

/** What comes back of a transfer, and what of the platform's fee goes back with it. */
export interface TakenBack {
  readonly part: LegAmount
  readonly fee: LegAmount | null
  readonly reversal: string
}

/** What is taken back of the payment when its transfer is reversed: the id of its refund. */
export const refundDestinationPayment = (
  work: Work,
  { destination: account, destination_payment: payment }: WireTransferObject,
  { part: { amount, currency }, fee, reversal }: TakenBack,
): string => {
  const id = refundId(mint(work, 'pyr_'))
  if (id._tag === 'Left') throw new Error('minted an id that is none')
  const kept = get(work, 'charge', payment, account)
  const { id: movement } = move(
    work,
    (txn) =>
      newRefundTransaction({
        id: txn,
        amount,
        chargeDescription: kept.made.description,
        created: work.at,
        currency,
        refund: id.right,
        ...feeWithin(work, fee, -1),
      }),
    account,
  )
  belongs(work, movement, account)
  const refund: WireRefund = {
    id: id.right,
    object: 'refund',
    amount,
    balance_transaction: movement,
    charge: payment,
    created: work.at,
    currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: reversal,
    status: 'succeeded',
    transfer_reversal: null,
  }
  put(work, 'refund', id.right, refund, { labels: [`charge:${payment}`], scope: account })
  belongs(work, id.right, account)
  const amount_refunded = plus(kept.made.amount_refunded, amount)
  const made = { ...kept.made, amount_refunded, refunded: amount_refunded === kept.made.amount }
  put(work, 'charge', payment, { ...kept, made }, { scope: account })
  return id.right
}

/** A part of the fee, back in the balance of the account that had paid it, where no refund of its payment brings it. */
export const feeReturnedTo = (work: Work, account: Scope, { amount, currency }: LegAmount, feeRefund: string): void => {
  if (account === work.asked.platform) return
  const { id } = move(
    work,
    (txn) => newFeeReturnedTransaction({ id: txn, amount, created: work.at, currency, feeRefund }),
    account,
  )
  belongs(work, id, account)
}

/** Lets the platform find what stands with a connected account. */
const belongs = (work: Work, id: string, account: Scope): void =>
  put(work, 'destination', id, { account }, { scope: PLATFORM })
