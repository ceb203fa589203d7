/** The parameters of customers. Source: as for charges. */
import { MAX_MINOR_UNITS } from '../../domain/money/minor-units.js'
import { Address, orUnset, Shipping } from './addresses.js'
import { datedPageOf, oneCursor, onlyExpand } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { hash, list } from './hashes.js'
import { MetadataParam } from './metadata.js'
import { choice, integer, Text, text, textOrUnset } from './scalars.js'

/** What may be said of a customer, now or later. */
const said = {
  email: textOrUnset(512),
  name: textOrUnset(256),
  description: textOrUnset(),
  phone: textOrUnset(20),
  address: orUnset(Address),
  shipping: orUnset(Shipping),
  balance: integer({ least: -MAX_MINOR_UNITS, most: MAX_MINOR_UNITS }),
  preferred_locales: list(Text),
  tax_exempt: choice('', 'exempt', 'none', 'reverse'),
  source: Text,
  invoice_settings: hash({ default_payment_method: textOrUnset() }, ['custom_fields', 'footer', 'rendering_options']),
  metadata: MetadataParam,
  expand: expand('customer'),
} as const

/** `POST /v1/customers` */
export const CreateCustomerParams = endpoint(
  { ...said, payment_method: Text, test_clock: Text },
  'business_name cash_balance coupon individual_name invoice_prefix next_invoice_sequence promotion_code tax tax_id_data validate',
)

/** `GET /v1/customers/{customer}` */
export const RetrieveCustomerParams = onlyExpand('customer')

/** `POST /v1/customers/{customer}` */
export const UpdateCustomerParams = endpoint(
  { ...said, default_source: text(500) },
  'bank_account business_name card cash_balance coupon default_alipay_account default_bank_account default_card individual_name invoice_prefix next_invoice_sequence promotion_code tax validate',
)

/** `DELETE /v1/customers/{customer}` */
export const DeleteCustomerParams = endpoint({})

/** `GET /v1/customers` */
export const ListCustomersParams = endpoint({ ...datedPageOf('customer'), email: text(512) }, 'test_clock', [oneCursor])
