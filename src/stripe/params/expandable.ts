/**
 * Which members of Stripe's objects are references that can be expanded.
 *
 * Source: `x-expansionResources` of Stripe's OpenAPI document 2024-04-10, and the types of the official SDK 23.1 for what came later.
 */

/** The objects whose members are known here. */
export type ExpandableObject = keyof typeof EXPANDABLE

/** What a reference leads to: an object known here; `list:` a list of them; `hash:` members; `other`: an object that is not known. */
export type Target = string

const names = (text: string): readonly string[] => text.split(' ')

export const EXPANDABLE = {
  refund: {
    references: {
      balance_transaction: 'balance_transaction',
      charge: 'charge',
      customer: 'customer',
      failure_balance_transaction: 'balance_transaction',
      payment_intent: 'payment_intent',
      payment_method: 'payment_method',
      source_transfer_reversal: 'transfer_reversal',
      transfer_reversal: 'transfer_reversal',
    },
    plain: names(
      'id object amount created currency customer_account description destination_details failure_reason instructions_email metadata next_action pending_reason presentment_details reason receipt_number status',
    ),
  },
  charge: {
    references: {
      application: 'other',
      application_fee: 'application_fee',
      balance_transaction: 'balance_transaction',
      customer: 'customer',
      dispute: 'dispute',
      failure_balance_transaction: 'balance_transaction',
      invoice: 'other',
      on_behalf_of: 'account',
      payment_intent: 'payment_intent',
      refunds: 'list:refund',
      review: 'other',
      source_transfer: 'transfer',
      transfer: 'transfer',
      transfer_data: 'hash:transfer_data',
    },
    plain: names(
      'id object amount amount_captured amount_refunded application_fee_amount authorization_code billing_details calculated_statement_descriptor captured created currency description destination disputed failure_code failure_message fraud_details level3 livemode metadata order outcome paid payment_method payment_method_details presentment_details radar_options receipt_email receipt_number receipt_url refunded shipping source statement_descriptor statement_descriptor_suffix status transfer_group',
    ),
  },
  transfer_data: { references: { destination: 'account' }, plain: names('amount') },
  payment_intent: {
    references: {
      application: 'other',
      // Of old versions alone: see `expandGone`.
      charges: 'list:charge',
      customer: 'customer',
      invoice: 'other',
      latest_charge: 'charge',
      on_behalf_of: 'account',
      payment_method: 'payment_method',
      payment_record: 'other',
      review: 'other',
      source: 'other',
      transfer_data: 'hash:transfer_data',
    },
    plain: names(
      'id object allowed_payment_method_types amount amount_capturable amount_details amount_received application_fee_amount automatic_payment_methods canceled_at cancellation_reason capture_method client_secret confirmation_method created currency customer_account description excluded_payment_method_types hooks last_payment_error livemode managed_payments metadata next_action payment_details payment_method_configuration_details payment_method_options payment_method_types presentment_details processing receipt_email setup_future_usage shipping statement_descriptor statement_descriptor_suffix status transfer_group',
    ),
  },
  payment_method: {
    references: { customer: 'customer' },
    plain: names(
      'id object allow_redisplay billing_details card created customer_account link livemode metadata radar_options type',
    ),
  },
  customer: {
    references: {
      default_source: 'other',
      invoice_settings: 'hash:invoice_settings',
      sources: 'other',
      subscriptions: 'other',
      tax_ids: 'other',
      test_clock: 'other',
    },
    plain: names(
      'id object address balance business_name cash_balance created currency customer_account delinquent description discount email individual_name invoice_credit_balance invoice_prefix livemode metadata name next_invoice_sequence phone preferred_locales shipping tax tax_exempt',
    ),
  },
  token: {
    references: {},
    plain: names('id object bank_account card client_ip created livemode type used'),
  },
  invoice_settings: {
    references: { default_payment_method: 'payment_method' },
    plain: names('custom_fields footer rendering_options'),
  },
  account: {
    references: {},
    plain: names(
      'id object business_profile business_type capabilities charges_enabled company controller country created default_currency details_submitted email external_accounts future_requirements groups individual metadata payouts_enabled requirements settings tos_acceptance type',
    ),
  },
  dispute: {
    references: { charge: 'charge', payment_intent: 'payment_intent' },
    plain: names(
      'id object amount balance_transactions created currency enhanced_eligibility_types evidence evidence_details intended_submission_method is_charge_refundable livemode metadata network_reason_code payment_method_details reason status',
    ),
  },
  balance: {
    references: {},
    plain: names(
      'object available connect_reserved instant_available issuing livemode pending refund_and_dispute_prefunding',
    ),
  },
  balance_transaction: {
    references: { source: 'other' },
    plain: names(
      'id object amount available_on balance_type created currency description exchange_rate fee fee_details net reporting_category status type',
    ),
  },
  application_fee: {
    references: {
      account: 'account',
      application: 'other',
      balance_transaction: 'balance_transaction',
      charge: 'charge',
      originating_transaction: 'charge',
      refunds: 'list:fee_refund',
    },
    plain: names('id object amount amount_refunded created currency fee_source livemode refunded'),
  },
  fee_refund: {
    references: { balance_transaction: 'balance_transaction', fee: 'application_fee' },
    plain: names('id object amount created currency metadata'),
  },
  transfer: {
    references: {
      balance_transaction: 'balance_transaction',
      destination: 'account',
      destination_payment: 'charge',
      reversals: 'list:transfer_reversal',
      source_transaction: 'charge',
    },
    plain: names(
      'id object amount amount_reversed created currency description livemode metadata reversed source_type transfer_group',
    ),
  },
  transfer_reversal: {
    references: {
      balance_transaction: 'balance_transaction',
      destination_payment_refund: 'refund',
      source_refund: 'refund',
      transfer: 'transfer',
    },
    plain: names('id object amount created currency metadata'),
  },
  event: {
    references: {},
    plain: names('id object account api_version context created data livemode pending_webhooks request type'),
  },
  webhook_endpoint: {
    references: {},
    plain: names(
      'id object api_version application created description enabled_events livemode metadata secret status url',
    ),
  },
} as const satisfies Record<
  string,
  { readonly references: Readonly<Record<string, Target>>; readonly plain: readonly string[] }
>
