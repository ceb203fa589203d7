/** Where money moves. A posting takes from one account and gives to another, so it cannot create any. */
import type { Event, FeePayer, RefundMoved } from '../domain/law/events.js'
import type { Currency } from '../domain/money/currency.js'
import type { MinorUnits } from '../domain/money/minor-units.js'
import type { LegAmount } from '../domain/records/leg.js'

/**
 * The named accounts. `conversion` stands for the exchange into a leg's own currency: the law knows what was paid out in
 * that currency, and not at which rate.
 */
export type Account =
  | 'customer'
  | 'merchant_balance'
  | 'processor_fees'
  | 'platform_fees'
  | 'connected_account'
  | 'dispute_hold'
  | 'conversion'

/** `amount` in minor units of `currency`, always positive. An account holds each currency apart. */
export interface Posting {
  readonly from: Account
  readonly to: Account
  readonly amount: MinorUnits
  readonly currency: Currency
}

/**
 * The postings of an event. Failed and canceled refunds come back to the merchant; the legs they returned stay returned.
 * A requested refund moves nothing before the processor takes it on.
 *
 * Law: summed over a history, the sum over all accounts is 0 in each currency, and what the customer, the connected account,
 * the platform and the disputes have follows from the charge, its refunds and its disputes.
 *
 * @example
 * const { events } = rightOf(refund(captured(1000), requestRefund({ id: re_1, amount: usd(300), currency: usd_, born: { status: 'succeeded' }, at: now })))
 * events.flatMap(postings) // => [{ from: 'merchant_balance', to: 'customer', amount: 300, currency: 'usd' }]
 * @since 0.1.0
 * @category postings
 */
export const postings = (event: Event): readonly Posting[] => {
  switch (event.type) {
    case 'ChargeCaptured':
      return ofCapture(event)
    case 'RefundRequested':
      return event.position.status === 'requested' ? [] : ofRefund(event)
    case 'RefundAcknowledged':
      return ofRefund(event)
    case 'RefundFailed':
    case 'RefundCanceled':
      return [posting('customer', 'merchant_balance', event)]
    case 'FeeReturned':
      return ofLeg(event.leg, 'platform_fees', payerAccount(event.payer), event.currency)
    case 'TransferReversed':
      return ofLeg(event.leg, 'connected_account', 'merchant_balance', event.currency)
    case 'DisputeOpened':
      return event.stage === 'inquiry' ? [] : [posting('merchant_balance', 'dispute_hold', event)]
    case 'DisputeEscalated':
      return [posting('merchant_balance', 'dispute_hold', event)]
    case 'DisputeClosed':
      if (event.from === 'inquiry') return []
      return [posting('dispute_hold', event.outcome === 'lost' ? 'customer' : 'merchant_balance', event)]
    case 'ChargePending':
    case 'ChargeAuthorized':
    case 'ChargeFailed':
    case 'ChargeReleased':
    case 'ChargeExpired':
    case 'RefundRefused':
    case 'RefundSucceeded':
    case 'RefundActionRequired':
    case 'RefundSubmitted':
    case 'RefundMetadataEdited':
      return []
  }
}

type Amount = { readonly amount: MinorUnits; readonly currency: Currency }

const posting = (from: Account, to: Account, { amount, currency }: Amount): Posting => ({ from, to, amount, currency })

const ofCapture = (event: Event<'ChargeCaptured'>): readonly Posting[] => {
  const { amount, currency, processorFee, fee, transfer } = event
  return [
    ...(amount > 0 ? [posting('customer', 'merchant_balance', event)] : []),
    ...(processorFee !== null && processorFee > 0
      ? [posting('merchant_balance', 'processor_fees', { amount: processorFee, currency })]
      : []),
    ...(transfer === null ? [] : ofLeg(transfer, 'merchant_balance', 'connected_account', currency)),
    ...(fee === null ? [] : ofLeg(fee, payerAccount(event.payer), 'platform_fees', currency)),
  ]
}

/** The money that goes back to the customer, and the legs' shares that come back for it. */
const ofRefund = (event: Event<'RefundRequested'> | RefundMoved): readonly Posting[] => {
  const { fee, transfer } = event.returned
  const payer = payerAccount(transfer === null ? 'merchant' : 'connected_account')
  return [
    posting('merchant_balance', 'customer', event),
    ...(transfer === null ? [] : ofLeg(transfer, 'connected_account', 'merchant_balance', event.currency)),
    ...(fee === null ? [] : ofLeg(fee, 'platform_fees', payer, event.currency)),
  ]
}

/** The fee was taken off the transfer where there is one, and off the merchant's balance where there is none. */
const payerAccount = (payer: FeePayer): Account => (payer === 'merchant' ? 'merchant_balance' : 'connected_account')

/** A leg in another currency than the charge's does not touch the merchant's balance in that currency, but the exchange. */
const ofLeg = (leg: LegAmount, from: Account, to: Account, charged: Currency): readonly Posting[] => {
  if (leg.amount === 0) return []
  const through = (account: Account): Account =>
    account === 'merchant_balance' && leg.currency !== charged ? 'conversion' : account
  return [posting(through(from), through(to), leg)]
}
