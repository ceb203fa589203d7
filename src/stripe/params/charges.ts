/** The parameters of charges. Source: Stripe's OpenAPI document and stripe-node `Charges.ts`. */
import { CaptureTransferData, datedPageOf, oneCursor, onlyExpand, TransferData } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { MetadataParam } from './metadata.js'
import { required, withDefault } from './param.js'
import { Amount, AmountOrNone, ChargeAmount, CurrencyCode, Flag, Text, text, textOrUnset } from './scalars.js'

/** In characters. Source: `maxLength` in Stripe's OpenAPI document. */
const LONGEST_DESCRIPTION = 40_000

/** `POST /v1/charges` */
export const CreateChargeParams = endpoint(
  {
    amount: required(ChargeAmount),
    currency: required(CurrencyCode),
    source: Text,
    customer: Text,
    capture: withDefault(Flag, true),
    application_fee_amount: AmountOrNone,
    transfer_data: TransferData,
    transfer_group: Text,
    on_behalf_of: Text,
    description: text(LONGEST_DESCRIPTION),
    metadata: MetadataParam,
    expand: expand('charge'),
  },
  'application_fee card destination radar_options receipt_email shipping statement_descriptor statement_descriptor_suffix',
)

/** `GET /v1/charges/{charge}` */
export const RetrieveChargeParams = onlyExpand('charge')

/** `POST /v1/charges/{charge}` */
export const UpdateChargeParams = endpoint(
  {
    description: textOrUnset(LONGEST_DESCRIPTION),
    customer: Text,
    transfer_group: Text,
    metadata: MetadataParam,
    expand: expand('charge'),
  },
  'fraud_details receipt_email shipping',
)

/** `POST /v1/charges/{charge}/capture` */
export const CaptureChargeParams = endpoint(
  {
    amount: Amount,
    application_fee_amount: AmountOrNone,
    transfer_data: CaptureTransferData,
    transfer_group: Text,
    expand: expand('charge'),
  },
  'application_fee receipt_email statement_descriptor statement_descriptor_suffix',
)

/** `GET /v1/charges` */
export const ListChargesParams = endpoint(
  { ...datedPageOf('charge'), customer: Text, payment_intent: Text, transfer_group: Text },
  '',
  [oneCursor],
)
