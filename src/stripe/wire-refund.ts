/** Stripe's refund object, in the shape that API 2026-08-26 answers. Source: docs.stripe.com/api/refunds/object, SDK 23.1. */
import type * as t from 'io-ts'
import {
  Amount,
  Anything,
  CurrencyCode,
  expandable,
  fields,
  IdOfRefund,
  nullable,
  oneOf,
  orNull,
  Reference,
  ReferenceOrNull,
  Text,
  Texts,
  Time,
} from './codecs.js'

const NextAction = fields({ type: Text }, { display_details: fields({ expires_at: Time }, { email_sent: Anything }) })

const DestinationDetails = fields(
  { type: Text },
  { card: fields({}, { reference: Text, reference_status: Text, reference_type: Text, type: Text }) },
)

/** The reversal of the transfer, expanded. */
const WireTransferReversal = fields({ id: Text, amount: Amount, currency: CurrencyCode }, {})

const wireRefund = fields(
  {
    id: IdOfRefund,
    object: oneOf('refund'),
    amount: Amount,
    charge: nullable(Reference),
    created: Time,
    currency: CurrencyCode,
    status: nullable(Text),
  },
  {
    balance_transaction: ReferenceOrNull,
    customer: ReferenceOrNull,
    customer_account: nullable(Text),
    description: Text,
    destination_details: DestinationDetails,
    failure_balance_transaction: Reference,
    failure_reason: Text,
    instructions_email: Text,
    metadata: nullable(Texts),
    next_action: NextAction,
    payment_intent: ReferenceOrNull,
    payment_method: ReferenceOrNull,
    pending_reason: Text,
    presentment_details: fields({ presentment_amount: Amount, presentment_currency: Text }, {}),
    reason: nullable(Text),
    receipt_number: nullable(Text),
    source_transfer_reversal: ReferenceOrNull,
    transfer_reversal: orNull(expandable(WireTransferReversal)),
  },
)

/**
 * What the law reads must be there; the rest is checked where it is there. Fields that Stripe leaves out when they have no
 * value are never null.
 */
export interface WireRefund extends t.TypeOf<typeof wireRefund> {}
export const WireRefund: t.Type<WireRefund, WireRefund, unknown> = wireRefund
