/** Stripe's charge object, in the shape that API 2026-08-26 answers. Source: docs.stripe.com/api/charges/object, SDK 23.1. */
import * as t from 'io-ts'
import {
  Amount,
  Anything,
  Count,
  CurrencyCode,
  expandable,
  Flag,
  fields,
  IdOfCharge,
  IdOfDispute,
  nullable,
  oneOf,
  orNull,
  Reference,
  ReferenceOrNull,
  Text,
  Texts,
  Time,
} from './codecs.js'
import { WireRefund } from './wire-refund.js'

const wireFee = fields(
  { id: Text, amount: Amount, amount_refunded: Amount, currency: CurrencyCode },
  { refunded: Flag },
)

/** The application fee, expanded. */
export interface WireFee extends t.TypeOf<typeof wireFee> {}
export const WireFee: t.Type<WireFee, WireFee, unknown> = wireFee

const wireTransfer = fields(
  { id: Text, amount: Amount, amount_reversed: Amount, currency: CurrencyCode },
  { reversed: Flag },
)

/** The transfer, expanded. */
export interface WireTransfer extends t.TypeOf<typeof wireTransfer> {}
export const WireTransfer: t.Type<WireTransfer, WireTransfer, unknown> = wireTransfer

const wireDispute = fields(
  { id: IdOfDispute, amount: Amount, currency: CurrencyCode, status: Text },
  { charge: Reference, is_charge_refundable: Flag },
)

/** The dispute, expanded. The field stands in recorded answers, and not in the SDK's type of a charge. */
export interface WireDispute extends t.TypeOf<typeof wireDispute> {}
export const WireDispute: t.Type<WireDispute, WireDispute, unknown> = wireDispute

/** The refunds of a charge: where they were asked for with `expand`, and in any case before API 2022-11-15. Newest first. */
const WireRefundList = fields(
  { data: t.readonlyArray(WireRefund, 'a list of refunds'), has_more: Flag },
  { object: oneOf('list'), total_count: Count, url: Text },
)

const PaymentIntent = fields({ id: Text }, { status: Text, cancellation_reason: nullable(Text) })

const Address = Anything
const BillingDetails = fields(
  {},
  {
    address: nullable(Address),
    email: nullable(Text),
    name: nullable(Text),
    phone: nullable(Text),
    tax_id: nullable(Text),
  },
)

const Availability = fields({ status: Text }, {})

/** The law reads how long and how often the card could be captured. Null is taken where Stripe leaves a field out. */
const Card = fields(
  {},
  {
    amount_authorized: nullable(Amount),
    authorization_code: nullable(Text),
    brand: nullable(Text),
    capture_before: nullable(Time),
    checks: nullable(Anything),
    country: nullable(Text),
    exp_month: nullable(Count),
    exp_year: nullable(Count),
    extended_authorization: nullable(Availability),
    fingerprint: nullable(Text),
    funding: nullable(Text),
    incremental_authorization: nullable(Availability),
    last4: nullable(Text),
    multicapture: nullable(Availability),
    network: nullable(Text),
    network_transaction_id: nullable(Text),
    overcapture: nullable(fields({ maximum_amount_capturable: Amount, status: Text }, {})),
    three_d_secure: nullable(Anything),
    wallet: nullable(Anything),
  },
)

const Outcome = fields(
  {},
  {
    advice_code: nullable(Text),
    network_advice_code: nullable(Text),
    network_decline_code: nullable(Text),
    network_status: nullable(Text),
    reason: nullable(Text),
    risk_level: nullable(Text),
    risk_score: nullable(Count),
    rule: nullable(Reference),
    seller_message: nullable(Text),
    type: nullable(Text),
  },
)

/** What the law reads must be there. */
const REQUIRED = {
  id: IdOfCharge,
  object: oneOf('charge'),
  amount: Amount,
  amount_captured: Amount,
  amount_refunded: Amount,
  captured: Flag,
  created: Time,
  currency: CurrencyCode,
  disputed: Flag,
  paid: Flag,
  refunded: Flag,
  status: oneOf('succeeded', 'pending', 'failed'),
}

/** The rest is checked where it is there. */
const OPTIONAL = {
  application: ReferenceOrNull,
  application_fee: orNull(expandable(WireFee)),
  application_fee_amount: nullable(Amount),
  authorization_code: Text,
  balance_transaction: ReferenceOrNull,
  billing_details: BillingDetails,
  calculated_statement_descriptor: nullable(Text),
  customer: ReferenceOrNull,
  description: nullable(Text),
  dispute: orNull(expandable(WireDispute)),
  failure_balance_transaction: ReferenceOrNull,
  failure_code: nullable(Text),
  failure_message: nullable(Text),
  fraud_details: nullable(fields({}, { stripe_report: Text, user_report: Text })),
  level3: Anything,
  livemode: Flag,
  metadata: Texts,
  on_behalf_of: ReferenceOrNull,
  outcome: nullable(Outcome),
  payment_intent: orNull(expandable(PaymentIntent)),
  payment_method: nullable(Text),
  payment_method_details: nullable(fields({ type: Text }, { card: Card })),
  presentment_details: fields({ presentment_amount: Amount, presentment_currency: Text }, {}),
  radar_options: Anything,
  receipt_email: nullable(Text),
  receipt_number: nullable(Text),
  receipt_url: nullable(Text),
  refunds: nullable(WireRefundList),
  review: ReferenceOrNull,
  shipping: nullable(Anything),
  source: nullable(Anything),
  source_transfer: ReferenceOrNull,
  statement_descriptor: nullable(Text),
  statement_descriptor_suffix: nullable(Text),
  transfer: orNull(expandable(WireTransfer)),
  transfer_data: nullable(fields({ destination: Reference }, { amount: nullable(Amount) })),
  transfer_group: nullable(Text),
}

const wireCharge = fields(REQUIRED, OPTIONAL)

/** A charge as Stripe answers it. Fields that no codec names are kept. */
export interface WireCharge extends t.TypeOf<typeof wireCharge> {}
export const WireCharge: t.Type<WireCharge, WireCharge, unknown> = wireCharge
