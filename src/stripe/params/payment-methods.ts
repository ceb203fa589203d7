/** The parameters of payment methods, which are cards. Source: as for charges, and the official SDK's types for newer methods. */
import { BillingDetails } from './addresses.js'
import { oneCursor, onlyExpand, pageOf } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { hash } from './hashes.js'
import { MetadataParam } from './metadata.js'
import { choice, Text } from './scalars.js'
import { cardWritten, ExpiryPart } from './tokens.js'

const Redisplay = choice('always', 'limited', 'unspecified')

/** A card by what is written on it, or by a token. */
const MethodCard = hash({ ...cardWritten, token: Text }, ['networks'])

/** `POST /v1/payment_methods` */
export const CreatePaymentMethodParams = endpoint(
  {
    type: choice('card'),
    card: MethodCard,
    allow_redisplay: Redisplay,
    billing_details: BillingDetails,
    customer: Text,
    payment_method: Text,
    metadata: MetadataParam,
    expand: expand('payment_method'),
  },
  'acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bacs_debit bancontact billie bizum blik boleto cashapp crypto custom customer_balance eps fpx giropay grabpay ideal interac_present kakao_pay klarna konbini kr_card link mb_way mobilepay multibanco naver_pay nz_bank_account oxxo p24 pay_by_bank payco paynow paypal paypay payto pix promptpay radar_options revolut_pay samsung_pay satispay scalapay sepa_debit sequra sofort sunbit swish twint upi us_bank_account wechat_pay zip',
)

/** `GET /v1/payment_methods/{payment_method}` and `GET /v1/customers/{customer}/payment_methods/{payment_method}` */
export const RetrievePaymentMethodParams = onlyExpand('payment_method')

/** `POST /v1/payment_methods/{payment_method}` */
export const UpdatePaymentMethodParams = endpoint(
  {
    allow_redisplay: Redisplay,
    billing_details: BillingDetails,
    card: hash({ exp_month: ExpiryPart, exp_year: ExpiryPart }, ['networks']),
    metadata: MetadataParam,
    expand: expand('payment_method'),
  },
  'link us_bank_account',
)

/** `GET /v1/payment_methods`. Of which kind: one that no card is, is none that anybody has. */
export const ListPaymentMethodsParams = endpoint(
  { ...pageOf('payment_method'), customer: Text, type: Text, allow_redisplay: Redisplay },
  'customer_account',
  [oneCursor],
)

/** `GET /v1/customers/{customer}/payment_methods` */
export const ListCustomerMethodsParams = endpoint(
  { ...pageOf('payment_method'), type: Text, allow_redisplay: Redisplay },
  '',
  [oneCursor],
)

/** `POST /v1/payment_methods/{payment_method}/attach` */
export const AttachPaymentMethodParams = endpoint(
  { customer: Text, expand: expand('payment_method') },
  'customer_account',
)

/** `POST /v1/payment_methods/{payment_method}/detach` */
export const DetachPaymentMethodParams = onlyExpand('payment_method')
