/** The parameters of PaymentIntents. Source: Stripe's OpenAPI document and stripe-node `PaymentIntents.ts`. */
import { orUnset } from './addresses.js'
import { CaptureTransferData, datedPageOf, oneCursor } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { hash, list } from './hashes.js'
import { MetadataParam } from './metadata.js'
import { required, withDefault } from './param.js'
import { descriptors, forPeople, IntentTransferData, IntentTransferUpdate, PaymentShipping } from './payments.js'
import { AmountOrNone, CurrencyCode, choice, Flag, PaymentAmount, Text, text, textOrUnset } from './scalars.js'

/** In characters. Source: `maxLength` in Stripe's OpenAPI document. */
const LONGEST_DESCRIPTION = 1_000

/** Payment methods that are no cards. */
const OTHER_METHODS =
  'acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bacs_debit bancontact billie bizum blik boleto cashapp crypto custom customer_balance eps fpx giropay grabpay ideal interac_present kakao_pay klarna konbini kr_card link mb_way mobilepay multibanco naver_pay nz_bank_account oxxo p24 pay_by_bank payco paynow paypal paypay payto pix promptpay revolut_pay samsung_pay satispay scalapay sepa_debit sequra sofort sunbit swish twint upi us_bank_account wechat_pay zip'.split(
    ' ',
  )

const CaptureMethod = choice('automatic', 'automatic_async', 'manual')

/** Of a card's options the ones that decide how it is captured. */
const CardOptions = hash(
  {
    capture_method: choice('', 'manual'),
    request_multicapture: choice('if_available', 'never'),
    request_overcapture: choice('if_available', 'never'),
  },
  [
    'cvc_token',
    'installments',
    'mandate_options',
    'moto',
    'network',
    'request_decremental_authorization',
    'request_extended_authorization',
    'setup_credential_usage',
    'stored_credential_usage',
    'request_incremental_authorization',
    'request_partial_authorization',
    'request_three_d_secure',
    'require_cvc_recollection',
    'setup_future_usage',
    'statement_descriptor_suffix_kana',
    'statement_descriptor_suffix_kanji',
    'statement_details',
    'three_d_secure',
  ],
)

/** A payment method made on the way, from a card's token. */
const MethodData = hash({ type: required(choice('card')), card: hash({ token: required(Text) }) }, [
  'allow_redisplay',
  'billing_details',
  'metadata',
  'radar_options',
  ...OTHER_METHODS,
])

/** What creating and confirming have in common. */
const confirming = {
  payment_method: Text,
  payment_method_data: MethodData,
  payment_method_types: list(Text),
  payment_method_options: hash({ card: CardOptions }, ['card_present', ...OTHER_METHODS]),
  capture_method: CaptureMethod,
} as const

/** What may be said anew, and unset. */
const saidAgain = {
  receipt_email: textOrUnset(),
  shipping: orUnset(PaymentShipping),
  setup_future_usage: choice('', 'off_session', 'on_session'),
} as const

/** `POST /v1/payment_intents` */
export const CreatePaymentIntentParams = endpoint(
  {
    amount: required(PaymentAmount),
    currency: required(CurrencyCode),
    ...confirming,
    confirm: withDefault(Flag, false),
    automatic_payment_methods: hash({ enabled: required(Flag), allow_redirects: choice('always', 'never') }),
    customer: Text,
    application_fee_amount: AmountOrNone,
    transfer_data: IntentTransferData,
    transfer_group: Text,
    on_behalf_of: Text,
    description: text(LONGEST_DESCRIPTION),
    ...forPeople,
    setup_future_usage: choice('off_session', 'on_session'),
    metadata: MetadataParam,
    expand: expand('payment_intent'),
  },
  'allowed_payment_method_types amount_details confirmation_method confirmation_token customer_account error_on_requires_action excluded_payment_method_types hooks mandate mandate_data off_session payment_details payment_method_configuration radar_options return_url use_stripe_sdk',
)

/** `GET /v1/payment_intents/{intent}` */
export const RetrievePaymentIntentParams = endpoint({ expand: expand('payment_intent') }, 'client_secret')

/** `POST /v1/payment_intents/{intent}` */
export const UpdatePaymentIntentParams = endpoint(
  {
    amount: PaymentAmount,
    currency: CurrencyCode,
    ...confirming,
    customer: Text,
    application_fee_amount: AmountOrNone,
    transfer_data: IntentTransferUpdate,
    transfer_group: textOrUnset(),
    description: textOrUnset(LONGEST_DESCRIPTION),
    ...saidAgain,
    ...descriptors,
    metadata: MetadataParam,
    expand: expand('payment_intent'),
  },
  'allowed_payment_method_types amount_details customer_account excluded_payment_method_types hooks payment_details payment_method_configuration',
)

/** `POST /v1/payment_intents/{intent}/confirm` */
export const ConfirmPaymentIntentParams = endpoint(
  { ...confirming, ...saidAgain, expand: expand('payment_intent') },
  'allowed_payment_method_types amount_details amount_to_confirm client_secret confirmation_token error_on_requires_action excluded_payment_method_types hooks mandate mandate_data off_session payment_details radar_options return_url use_stripe_sdk',
)

/** `POST /v1/payment_intents/{intent}/capture` */
export const CapturePaymentIntentParams = endpoint(
  {
    amount_to_capture: AmountOrNone,
    application_fee_amount: AmountOrNone,
    final_capture: withDefault(Flag, true),
    transfer_data: CaptureTransferData,
    ...descriptors,
    metadata: MetadataParam,
    expand: expand('payment_intent'),
  },
  'amount_details hooks payment_details',
)

/** `POST /v1/payment_intents/{intent}/cancel` */
export const CancelPaymentIntentParams = endpoint({
  cancellation_reason: choice('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'),
  expand: expand('payment_intent'),
})

/** `GET /v1/payment_intents` */
export const ListPaymentIntentsParams = endpoint(
  { ...datedPageOf('payment_intent'), customer: Text },
  'customer_account',
  [oneCursor],
)
