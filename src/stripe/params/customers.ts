/** The parameters of customers, payment methods and connected accounts. Source: as for charges. */
import { onlyExpand } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { MetadataParam } from './metadata.js'
import { required } from './param.js'
import { choice, Text, text, textOrUnset } from './scalars.js'

/** `POST /v1/customers` */
export const CreateCustomerParams = endpoint(
  {
    email: textOrUnset(512),
    name: textOrUnset(256),
    description: textOrUnset(),
    phone: textOrUnset(20),
    payment_method: Text,
    source: Text,
    metadata: MetadataParam,
    expand: expand('customer'),
  },
  'address balance business_name cash_balance coupon individual_name invoice_prefix invoice_settings next_invoice_sequence preferred_locales promotion_code shipping tax tax_exempt tax_id_data test_clock validate',
)

/** `GET /v1/customers/{customer}` */
export const RetrieveCustomerParams = onlyExpand('customer')

/** `POST /v1/payment_methods/{payment_method}/attach` */
export const AttachPaymentMethodParams = endpoint(
  { customer: required(Text), expand: expand('payment_method') },
  'customer_account',
)

/** `GET /v1/payment_methods/{payment_method}` */
export const RetrievePaymentMethodParams = onlyExpand('payment_method')

/** `POST /v1/accounts` */
export const CreateAccountParams = endpoint(
  {
    type: choice('custom', 'express', 'standard'),
    country: text(),
    email: Text,
    metadata: MetadataParam,
    expand: expand('account'),
  },
  'account_token bank_account business_profile business_type capabilities company controller default_currency documents external_account groups individual settings tos_acceptance',
)

/** `GET /v1/accounts/{account}` */
export const RetrieveAccountParams = onlyExpand('account')
