/** The parameters of charges. Source: Stripe's OpenAPI document and stripe-node `Charges.ts`. */
import { orUnset } from './addresses.js'
import { CaptureTransferData, datedPageOf, oneCursor, onlyExpand } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { hash } from './hashes.js'
import { MetadataParam } from './metadata.js'
import { required, withDefault } from './param.js'
import { ChargeTransferData, descriptors, forPeople, LegacyDestination, PaymentShipping } from './payments.js'
import { Amount, AmountOrNone, ChargeAmount, CurrencyCode, choice, Flag, Text, text, textOrUnset } from './scalars.js'

/** In characters. Source: `maxLength` in Stripe's OpenAPI document. */
const LONGEST_DESCRIPTION = 40_000

/** `POST /v1/charges` */
export const CreateChargeParams = endpoint(
  {
    amount: required(ChargeAmount),
    currency: required(CurrencyCode),
    source: Text,
    card: Text,
    customer: Text,
    capture: withDefault(Flag, true),
    application_fee_amount: AmountOrNone,
    application_fee: AmountOrNone,
    transfer_data: ChargeTransferData,
    destination: LegacyDestination,
    transfer_group: Text,
    on_behalf_of: Text,
    description: text(LONGEST_DESCRIPTION),
    ...forPeople,
    metadata: MetadataParam,
    expand: expand('charge'),
  },
  'radar_options',
)

/** `GET /v1/charges/{charge}` */
export const RetrieveChargeParams = onlyExpand('charge')

/** `POST /v1/charges/{charge}` */
export const UpdateChargeParams = endpoint({
  description: textOrUnset(LONGEST_DESCRIPTION),
  customer: Text,
  transfer_group: Text,
  fraud_details: hash({ user_report: required(choice('', 'fraudulent', 'safe')) }),
  receipt_email: textOrUnset(),
  shipping: orUnset(PaymentShipping),
  metadata: MetadataParam,
  expand: expand('charge'),
})

/** `POST /v1/charges/{charge}/capture` */
export const CaptureChargeParams = endpoint({
  amount: Amount,
  application_fee_amount: AmountOrNone,
  application_fee: AmountOrNone,
  transfer_data: CaptureTransferData,
  transfer_group: Text,
  receipt_email: Text,
  ...descriptors,
  expand: expand('charge'),
})

/** `GET /v1/charges` */
export const ListChargesParams = endpoint(
  { ...datedPageOf('charge'), customer: Text, payment_intent: Text, transfer_group: Text },
  '',
  [oneCursor],
)
