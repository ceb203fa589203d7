/** A refund of a card that nothing is wrong with, as nearly all are. */
import type { WireRefund } from './wire-refund.js'

/** What it says, in the order in which Stripe answers it and `encodeRefund` writes it. */
const USUAL: readonly (keyof WireRefund)[] = [
  'id',
  'object',
  'amount',
  'balance_transaction',
  'charge',
  'created',
  'currency',
  'customer',
  'customer_account',
  'destination_details',
  'metadata',
  'payment_intent',
  'payment_method',
  'reason',
  'receipt_number',
  'source_transfer_reversal',
  'status',
  'transfer_reversal',
]

/** Name by name: a list of them would be made for each refund that gets its reference. */
const isUsual = (refund: WireRefund): boolean => {
  let place = 0
  for (const name in refund) {
    if (name !== USUAL[place]) return false
    place += 1
  }
  return place === USUAL.length
}

/** The refund with other details of where it went. Of a usual one each member is named: a spread takes twice the memory. */
export const withDestination = (
  refund: WireRefund,
  destination_details: NonNullable<WireRefund['destination_details']>,
): WireRefund => {
  if (!isUsual(refund)) return { ...refund, destination_details }
  const { id, object, amount, balance_transaction, charge, created, currency, customer, customer_account } = refund
  const { metadata, payment_intent, payment_method, reason, receipt_number } = refund
  const { source_transfer_reversal, status, transfer_reversal } = refund
  const usual: { readonly [Name in keyof WireRefund]: WireRefund[Name] | undefined } = {
    id,
    object,
    amount,
    balance_transaction,
    charge,
    created,
    currency,
    customer,
    customer_account,
    destination_details,
    metadata,
    payment_intent,
    payment_method,
    reason,
    receipt_number,
    source_transfer_reversal,
    status,
    transfer_reversal,
  }
  return usual as WireRefund
}
