/** One of each of Stripe's objects, and each in the states that differ in shape. */

import { DECLINES } from '../../../src/stripe/errors/declines.js'
import { NEWEST_API_VERSION } from '../../../src/stripe/index.js'
import { newAccount } from '../../../src/stripe/objects/account.js'
import { newApplicationFee, newFeeRefund, withFeeRefunds } from '../../../src/stripe/objects/application-fee.js'
import { newBalance } from '../../../src/stripe/objects/balance.js'
import { applicationFee } from '../../../src/stripe/objects/balance-transaction.js'
import { CAPTURE_WINDOW_SECONDS, type CardFacts, newChargedCard } from '../../../src/stripe/objects/card.js'
import { newCharge, newDestinationPayment } from '../../../src/stripe/objects/charge.js'
import {
  newChargeTransaction,
  newDisputeReversalTransaction,
  newDisputeTransaction,
  newRefundFailureTransaction,
  newRefundTransaction,
} from '../../../src/stripe/objects/charge-transactions.js'
import {
  newApplicationFeeRefundTransaction,
  newApplicationFeeTransaction,
  newDestinationTransaction,
  newFeeReturnedTransaction,
  newTransferRefundTransaction,
  newTransferTransaction,
} from '../../../src/stripe/objects/connect-transactions.js'
import { newCustomer } from '../../../src/stripe/objects/customer.js'
import { type GivenDispute, newDispute } from '../../../src/stripe/objects/dispute.js'
import { asDecided, asEscalated, withEvidence } from '../../../src/stripe/objects/dispute-moves.js'
import { newEvent } from '../../../src/stripe/objects/event.js'
import { newDeleted } from '../../../src/stripe/objects/list.js'
import { approvedOutcome, declinedOutcome } from '../../../src/stripe/objects/outcome.js'
import { newPaymentError, newPaymentIntent } from '../../../src/stripe/objects/payment-intent.js'
import { asChecked, newPaymentMethod } from '../../../src/stripe/objects/payment-method.js'
import { newTransfer, newTransferReversal, withReversals } from '../../../src/stripe/objects/transfer.js'
import { newWebhookEndpoint, withoutSecret } from '../../../src/stripe/objects/webhook-endpoint.js'
import { ch_1, ch_2, later, now, usd, usd_ } from '../../fixtures.js'

export const AT = now

export const VISA: CardFacts = {
  brand: 'visa',
  country: 'US',
  expMonth: 9,
  expYear: 2027,
  fingerprint: 'ExampleCard00001',
  funding: 'credit',
  last4: '4242',
}

const approved = {
  amount: usd(1000),
  approved: true,
  authorizationCode: '000001',
  networkTransactionId: '000000000000001',
}

const money = { amount: usd(1000), created: AT, currency: usd_ }

export const CHARGE = newCharge({
  ...money,
  id: ch_1,
  outcome: approvedOutcome(25),
  payment_intent: 'pi_1',
  payment_method: 'pm_1',
  payment_method_details: { card: newChargedCard(VISA, approved), type: 'card' },
})

export const TO_CAPTURE = newCharge({
  ...CHARGE,
  payment_method_details: {
    card: newChargedCard(VISA, {
      ...approved,
      captureBefore: later(CAPTURE_WINDOW_SECONDS),
      multicapture: 'available',
    }),
    type: 'card',
  },
})

export const DECLINED = newCharge({
  ...CHARGE,
  failure_code: 'card_declined',
  failure_message: 'Your card was declined.',
  outcome: declinedOutcome(DECLINES.generic, 25),
  paid: false,
  payment_method_details: { card: newChargedCard(VISA, { ...approved, approved: false }), type: 'card' },
  status: 'failed',
})

export const DESTINATION = newCharge({
  ...CHARGE,
  application_fee: 'fee_1',
  application_fee_amount: usd(30),
  destination: 'acct_1',
  transfer: 'tr_1',
  transfer_data: { amount: null, destination: 'acct_1' },
  transfer_group: 'group_pi_1',
})

export const DESTINATION_PAYMENT = newDestinationPayment({
  ...money,
  id: ch_2,
  application: 'ca_1',
  source_transfer: 'tr_1',
})

export const METHOD = newPaymentMethod({ id: 'pm_1', card: VISA, created: AT })

export const INTENT = newPaymentIntent({ ...money, id: 'pi_1', client_secret: 'pi_1_secret_1' })

export const INTENT_DECLINED = newPaymentIntent({
  ...INTENT,
  last_payment_error: newPaymentError(DECLINES.generic, { charge: 'ch_1', payment_method: asChecked(METHOD) }),
  latest_charge: 'ch_1',
})

const INTENT_PAID = newPaymentIntent({
  ...INTENT,
  amount_received: 1000,
  automatic_payment_methods: { allow_redirects: 'never', enabled: true },
  latest_charge: 'ch_1',
  payment_method: 'pm_1',
  status: 'succeeded',
  transfer_data: { destination: 'acct_1' },
})

const moving = { ...money, id: 'txn_1' }
const disputed = { ...moving, charge: 'ch_1', dispute: 'du_1' }
const refunded = { ...moving, chargeDescription: 'Order 7', refund: 're_1' }

export const TRANSACTIONS = {
  charge: newChargeTransaction({ ...moving, charge: 'ch_1', description: 'Order 7' }),
  payment: newChargeTransaction({ ...moving, charge: 'py_1', description: null, bypassesPending: true }),
  refund: newRefundTransaction(refunded),
  'payment refund': newRefundTransaction({ ...refunded, refund: 'pyr_1' }),
  'failed refund': newRefundFailureTransaction(refunded),
  'failed payment refund': newRefundFailureTransaction({ ...refunded, refund: 'pyr_1' }),
  dispute: newDisputeTransaction(disputed),
  'dispute won': newDisputeReversalTransaction({ ...disputed, id: 'txn_2' }),
  'application fee': newApplicationFeeTransaction({
    ...moving,
    account: 'acct_1',
    application: 'Example Shop',
    email: 'owner@example.com',
    fee: 'fee_1',
  }),
  'application fee refund': newApplicationFeeRefundTransaction({ ...moving, feeRefund: 'fr_1' }),
  transfer: newTransferTransaction({ ...moving, transfer: 'tr_1' }),
  'transfer reversal': newTransferRefundTransaction({ ...moving, reversal: 'trr_1' }),
  'destination payment': newDestinationTransaction({
    ...moving,
    applicationFee: applicationFee(30, 'usd', { id: 'ca_1', name: 'Example Shop' }),
    payment: 'py_1',
  }),
  'fee returned': newFeeReturnedTransaction({ ...moving, feeRefund: 'fr_1' }),
}

export const ASKED: GivenDispute = {
  id: 'du_1',
  amount: 1000,
  brand: 'visa',
  charge: 'ch_1',
  created: AT,
  currency: 'usd',
  payment_intent: 'pi_1',
  reason: 'fraudulent',
  stage: 'chargeback',
  withdrawal: TRANSACTIONS.dispute,
}

export const INQUIRY: GivenDispute = (({ withdrawal: _, ...asked }: GivenDispute) => ({
  ...asked,
  stage: 'inquiry' as const,
}))(ASKED)

const inquiry = newDispute(INQUIRY)
export const DISPUTES = {
  dispute: newDispute(ASKED),
  'dispute under review': withEvidence(newDispute(ASKED), { uncategorized_text: 'winning_evidence' }),
  'dispute won': asDecided(newDispute(ASKED), { status: 'won', reversal: TRANSACTIONS['dispute won'] }),
  'dispute lost': asDecided(newDispute(ASKED), { status: 'lost' }),
  inquiry,
  'inquiry escalated': asEscalated(inquiry, TRANSACTIONS.dispute),
}

const CUSTOMER = newCustomer({ id: 'cus_1', created: AT, invoice_prefix: 'ABCD1234', email: 'customer@example.com' })

const REVERSAL = newTransferReversal({
  id: 'trr_1',
  amount: 367,
  balance_transaction: 'txn_2',
  created: AT,
  currency: 'usd',
  destination_payment_refund: 'pyr_1',
  source_refund: 're_1',
  transfer: 'tr_1',
})

export const TRANSFER = newTransfer({
  id: 'tr_1',
  amount: 880,
  balance_transaction: 'txn_1',
  created: AT,
  currency: 'usd',
  destination: 'acct_1',
  destination_payment: 'py_1',
  source_transaction: 'ch_1',
  transfer_group: 'group_pi_1',
})

export const FEE = newApplicationFee({
  id: 'fee_1',
  account: 'acct_1',
  amount: 30,
  application: 'ca_1',
  balance_transaction: 'txn_1',
  charge: 'py_1',
  created: AT,
  currency: 'usd',
  originating_transaction: 'ch_1',
})

const FEE_REFUND = newFeeRefund({
  id: 'fr_1',
  amount: 15,
  balance_transaction: 'txn_2',
  created: AT,
  currency: 'usd',
  fee: 'fee_1',
})

export const EVENT = newEvent({
  id: 'evt_1',
  type: 'charge.captured',
  created: AT,
  object: { ...CHARGE, captured: true },
  before: CHARGE,
  api_version: NEWEST_API_VERSION,
  pending_webhooks: 1,
  request: { id: 'req_1', idempotency_key: 'key-1' },
})

export const ENDPOINT = newWebhookEndpoint({
  id: 'we_1',
  created: AT,
  enabled_events: ['charge.refunded'],
  secret: 'whsec_1',
  url: 'http://127.0.0.1:3000/hook',
})

/** Each with the name of its schema. */
export const MADE: readonly (readonly [name: string, schema: string, object: object])[] = [
  ['charge', 'charge', CHARGE],
  ['charge to capture', 'charge', TO_CAPTURE],
  ['declined charge', 'charge', DECLINED],
  ['destination charge', 'charge', DESTINATION],
  ['destination payment', 'charge', DESTINATION_PAYMENT],
  ['PaymentIntent', 'payment_intent', INTENT],
  ['declined PaymentIntent', 'payment_intent', INTENT_DECLINED],
  ['paid PaymentIntent', 'payment_intent', INTENT_PAID],
  ['payment method', 'payment_method', METHOD],
  ['customer', 'customer', CUSTOMER],
  ['account', 'account', newAccount({ id: 'acct_1', country: 'US', created: AT, default_currency: 'usd' })],
  ...Object.entries(DISPUTES).map(([name, dispute]) => [name, 'dispute', dispute] as const),
  ...Object.entries(TRANSACTIONS).map(
    ([name, moved]) => [`transaction: ${name}`, 'balance_transaction', moved] as const,
  ),
  ['balance', 'balance', newBalance([{ currency: 'usd', available: -300, pending: 941 }])],
  ['application fee', 'application_fee', FEE],
  ['refunded application fee', 'application_fee', withFeeRefunds(FEE, { returned: 15, refunds: [FEE_REFUND] })],
  ['fee refund', 'fee_refund', FEE_REFUND],
  ['transfer', 'transfer', TRANSFER],
  ['reversed transfer', 'transfer', withReversals(TRANSFER, [REVERSAL])],
  ['transfer reversal', 'transfer_reversal', REVERSAL],
  ['event', 'event', EVENT],
  ['webhook endpoint', 'webhook_endpoint', ENDPOINT],
  ['webhook endpoint without secret', 'webhook_endpoint', withoutSecret(ENDPOINT)],
  ['deleted customer', 'deleted_customer', newDeleted('customer', 'cus_1')],
  ['deleted webhook endpoint', 'deleted_webhook_endpoint', newDeleted('webhook_endpoint', 'we_1')],
]
