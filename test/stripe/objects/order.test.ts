/** Every field that Stripe always sends is there, and in Stripe's order. */
import { describe, expect, it } from 'vitest'
import { ENDPOINT, EVENT, INTENT, MADE, METHOD, TO_CAPTURE, TRANSFER } from './given.js'

/** `id` and `object` come first, and the others by name: so in every recorded answer. `request` of an event has them so, too. */
const inOrder = (names: readonly string[]): readonly string[] => {
  const first = ['id', 'object'].filter((name) => names.includes(name))
  return [...first, ...names.filter((name) => !first.includes(name)).sort()]
}

const objectsIn = (value: unknown): readonly object[] => {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(objectsIn)
  return Array.isArray(value) ? inner : [value, ...inner]
}

describe('the order', () => {
  it.each(MADE)('of %s is id, object, and then by name', (_, _schema, object) => {
    for (const part of objectsIn(object)) {
      if ('deleted' in part) expect(Object.keys(part)).toEqual(['id', 'object', 'deleted'])
      else expect(Object.keys(part)).toEqual(inOrder(Object.keys(part)))
    }
  })
})

/** Names as recorded. */
const RECORDED: readonly (readonly [name: string, object: object, names: string])[] = [
  [
    'PaymentIntent (SW11)',
    INTENT,
    `id object allowed_payment_method_types amount amount_capturable amount_details amount_received application
    application_fee_amount automatic_payment_methods canceled_at cancellation_reason capture_method client_secret confirmation_method
    created currency customer customer_account description excluded_payment_method_types last_payment_error latest_charge livemode
    managed_payments metadata next_action on_behalf_of payment_method payment_method_configuration_details payment_method_options
    payment_method_types payment_record processing receipt_email review setup_future_usage shared_payment_granted_token shipping source
    statement_descriptor statement_descriptor_suffix status transfer_data transfer_group`,
  ],
  [
    'charge (SW11)',
    TO_CAPTURE,
    `id object amount amount_captured amount_refunded application application_fee application_fee_amount balance_transaction
    billing_details calculated_statement_descriptor captured created currency customer description destination dispute disputed
    failure_balance_transaction failure_code failure_message fraud_details livemode metadata on_behalf_of order outcome paid
    payment_intent payment_method payment_method_details radar_options receipt_email receipt_number receipt_url refunded review shipping
    source source_transfer statement_descriptor statement_descriptor_suffix status transfer_data transfer_group`,
  ],
  [
    'card of a charge captured by hand (SW11)',
    TO_CAPTURE.payment_method_details.type === 'card' ? TO_CAPTURE.payment_method_details.card : {},
    `amount_authorized authorization_code brand capture_before checks country electronic_commerce_indicator exp_month exp_year
    extended_authorization fingerprint funding incremental_authorization installments last4 mandate multicapture network network_token
    network_transaction_id overcapture regulated_status three_d_secure transaction_link_id wallet`,
  ],
  [
    'payment method (SW05)',
    METHOD,
    `id object allow_redisplay billing_details card created customer customer_account livemode metadata shared_payment_granted_token
    type`,
  ],
  [
    'transfer (GUM)',
    TRANSFER,
    `id object amount amount_reversed balance_transaction created currency description destination destination_payment livemode metadata
    reversals reversed source_transaction source_type transfer_group`,
  ],
  ['event', EVENT, 'id object api_version created data livemode pending_webhooks request type'],
  [
    'webhook endpoint',
    ENDPOINT,
    'id object api_version application created description enabled_events livemode metadata secret status url',
  ],
]

describe('the fields', () => {
  it.each(RECORDED)('of a %s are the recorded ones', (_, object, names) => {
    expect(Object.keys(object)).toEqual(names.split(/\s+/))
  })
  it('are never undefined', () => {
    for (const [, , object] of MADE)
      for (const part of objectsIn(object)) expect(Object.values(part)).not.toContain(undefined)
  })
})
