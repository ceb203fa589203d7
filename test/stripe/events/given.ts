/** Charges, refunds, disputes and legs, before and after, and short ways to tell of them. */
import type { Event, EventType } from '../../../src/index.js'
import { stripeEvents, type Told } from '../../../src/stripe/events/stripe-events.js'
import { newFeeRefund, withFeeRefunds } from '../../../src/stripe/objects/application-fee.js'
import { newTransferReversal, withReversals } from '../../../src/stripe/objects/transfer.js'
import { usd } from '../../fixtures.js'
import { CHARGE, DISPUTES, FEE, TRANSFER } from '../objects/given.js'

type Without<T> = T extends unknown ? Omit<T, 'at' | 'charge' | 'currency'> : never
/** An event with what is read of it; the rest makes no difference. */
export const happened = (event: Partial<Without<Event>> & { readonly type: EventType }): Event =>
  event as unknown as Event

export const PAID = { ...CHARGE, amount_captured: usd(1000), captured: true }
export const PENDING = { ...CHARGE, status: 'pending' as const, paid: false }
export const PARTLY = { ...CHARGE, amount_captured: usd(300) }
export const partly = { ...PAID, amount_refunded: usd(500) }
export const fully = { ...PAID, amount_refunded: usd(1000), refunded: true }
export const REFUND = { id: 're_1', object: 'refund' as const, metadata: {}, status: 'succeeded' }
export const FAILED = {
  ...REFUND,
  failure_balance_transaction: 'txn_2',
  failure_reason: 'expired_or_canceled_card',
  status: 'failed',
}
export const RELEASE = { ...REFUND, reason: 'expired_uncaptured_charge' }
export const EDITED = { ...REFUND, metadata: { order: '7' } }
export const MORE_FEE = { ...FEE, amount: 40 }
export const REST_RELEASED = { ...PAID, amount_refunded: usd(700) }
export const still = { before: PAID, after: PAID }
export const made = { before: null, after: REFUND }
export const moved = { before: { ...REFUND, status: 'pending' }, after: REFUND }
export const born = { type: 'RefundRequested', position: { status: 'succeeded' } } as const
const feeBack = newFeeRefund({
  id: 'fr_1',
  amount: 15,
  balance_transaction: null,
  created: 2,
  currency: 'usd',
  fee: 'fee_1',
})
export const fee = { before: FEE, after: withFeeRefunds(FEE, { returned: 15, refunds: [feeBack] }) }
const sentBack = newTransferReversal({
  id: 'trr_1',
  amount: 440,
  balance_transaction: null,
  created: 2,
  currency: 'usd',
  destination_payment_refund: null,
  source_refund: 're_1',
  transfer: 'tr_1',
})
export const transfer = { before: TRANSFER, after: withReversals(TRANSFER, [sentBack]) }
export const capture = (final: boolean) => happened({ type: 'ChargeCaptured', final })
export const disputed = { before: null, after: DISPUTES.dispute }

export type Objects = Partial<Omit<Told, 'event'>>
const told = (event: Event, objects: Objects): Told => ({ event, charge: still, ...objects })
export const typesOf = (event: Event, objects: Objects): readonly string[] =>
  stripeEvents(told(event, objects)).map(({ type }) => type)
export const previousOf = (event: Event, objects: Objects): readonly unknown[] =>
  stripeEvents(told(event, objects)).map(({ previous }) => previous)
