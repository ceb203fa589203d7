/** Stripe's charge, new. Its figures are the law's: `encodeCharge` writes them as the charge goes on. */

import type { Currency } from '../../domain/money/currency.js'
import { type MinorUnits, ZERO } from '../../domain/money/minor-units.js'
import type { ChargeId } from '../../domain/records/ids.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { WireChargedCard } from './card.js'
import type { WireOutcome } from './outcome.js'
import {
  type Given,
  newBillingDetails,
  type Unsaid,
  type WireBillingDetails,
  type WireMetadata,
  type WireShipping,
} from './pieces.js'

/** What was paid with. `stripe_account` is the payment that a transfer makes on the connected account. */
export type WireChargeMethod =
  | { readonly card: WireChargedCard; readonly type: 'card' }
  | { readonly stripe_account: Readonly<Record<never, never>>; readonly type: 'stripe_account' }

/** A charge with every field that Stripe sends. It is a `WireCharge`, so `decodeCharge` reads it. */
export interface WireNewCharge {
  readonly id: ChargeId
  readonly object: 'charge'
  readonly amount: MinorUnits
  readonly amount_captured: MinorUnits
  readonly amount_refunded: MinorUnits
  readonly application: string | null
  readonly application_fee: string | null
  readonly application_fee_amount: MinorUnits | null
  readonly balance_transaction: string | null
  readonly billing_details: WireBillingDetails
  readonly calculated_statement_descriptor: string | null
  readonly captured: boolean
  readonly created: EpochSeconds
  readonly currency: Currency
  readonly customer: string | null
  readonly description: string | null
  readonly destination: string | null
  readonly dispute: string | null
  readonly disputed: boolean
  readonly failure_balance_transaction: string | null
  readonly failure_code: string | null
  readonly failure_message: string | null
  readonly fraud_details: { readonly stripe_report?: string; readonly user_report?: string }
  readonly livemode: boolean
  readonly metadata: WireMetadata
  readonly on_behalf_of: string | null
  readonly order: null
  readonly outcome: WireOutcome | null
  readonly paid: boolean
  readonly payment_intent: string | null
  readonly payment_method: string | null
  readonly payment_method_details: WireChargeMethod
  readonly radar_options: Readonly<Record<never, never>>
  readonly receipt_email: string | null
  readonly receipt_number: string | null
  readonly receipt_url: string | null
  readonly refunded: boolean
  readonly review: string | null
  readonly shipping: WireShipping | null
  readonly source: null
  readonly source_transfer: string | null
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly status: 'failed' | 'pending' | 'succeeded'
  /** Of a destination charge only. */
  readonly transfer?: string
  readonly transfer_data: { readonly amount: MinorUnits | null; readonly destination: string } | null
  readonly transfer_group: string | null
}

type Told = 'id' | 'amount' | 'created' | 'currency' | 'outcome' | 'payment_method_details'

/** What is told of a new charge. */
export type GivenCharge = Given<WireNewCharge, Told>

/**
 * A charge that is authorised and not captured, unless more is given. Source: recorded charges of 2026-08-26.
 *
 * `destination`, `dispute` and `order` stand in recorded charges, and not in the SDK's type.
 *
 * @example
 * const paidWith = { card: { last4: '4242' }, type: 'card' }
 * const made = newCharge({ id: ch_1, amount: usd(1000), created: now, currency: usd_, outcome: null, payment_method_details: paidWith })
 * made.captured // => false
 * decodeCharge(made)._tag // => 'Right'
 * @since 0.1.0
 * @category charge
 */
export const newCharge = ({
  transfer,
  transfer_data = null,
  transfer_group = null,
  ...given
}: GivenCharge): WireNewCharge => ({
  ...UNSAID,
  ...given,
  ...(transfer === undefined ? {} : { transfer }),
  transfer_data,
  transfer_group,
})

const UNSAID: Unsaid<Omit<WireNewCharge, 'transfer' | 'transfer_data' | 'transfer_group'>, Told> = {
  id: undefined,
  object: 'charge',
  amount: undefined,
  amount_captured: ZERO,
  amount_refunded: ZERO,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: newBillingDetails(),
  calculated_statement_descriptor: 'Stripe',
  captured: false,
  created: undefined,
  currency: undefined,
  customer: null,
  description: null,
  destination: null,
  dispute: null,
  disputed: false,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  fraud_details: {},
  livemode: false,
  metadata: {},
  on_behalf_of: null,
  order: null,
  outcome: undefined,
  paid: true,
  payment_intent: null,
  payment_method: null,
  payment_method_details: undefined,
  radar_options: {},
  receipt_email: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'succeeded',
}

/** What is told of the payment that a transfer makes on the connected account. */
export interface GivenDestinationPayment {
  readonly id: ChargeId
  readonly amount: MinorUnits
  readonly application: string
  readonly created: EpochSeconds
  readonly currency: Currency
  readonly source_transfer: string
}

/**
 * The payment (`py_…`) that a transfer makes on the connected account. Source: one recorded on 2026-09-27. There `source` is the
 * platform's account; here it is null, as the SDK's type has no place for an account.
 *
 * @example
 * const payment = { id: ch_1, amount: usd(880), application: 'ca_1', created: now, currency: usd_, source_transfer: 'tr_1' }
 * newDestinationPayment(payment).payment_method_details // => { stripe_account: {}, type: 'stripe_account' }
 * @since 0.1.0
 * @category charge
 */
export const newDestinationPayment = (given: GivenDestinationPayment): Omit<WireNewCharge, 'radar_options'> => {
  const { radar_options: _, ...payment } = newCharge({
    ...given,
    amount_captured: given.amount,
    calculated_statement_descriptor: null,
    captured: true,
    outcome: null,
    payment_method_details: { stripe_account: {}, type: 'stripe_account' },
  })
  return payment
}
