/** The parameters of disputes. Source: as for charges. */
import { datedPageOf, oneCursor, onlyExpand } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { hash } from './hashes.js'
import { MetadataParam } from './metadata.js'
import { withDefault } from './param.js'
import { Flag, Text, textOrUnset } from './scalars.js'

/** One piece of evidence. Source: the `maxLength` of each in Stripe's OpenAPI document; files have none. */
const Piece = textOrUnset()
const LongPiece = textOrUnset(20_000)

/** What a merchant says. Files are named by their ids, which are not looked up. */
const Evidence = hash(
  {
    access_activity_log: LongPiece,
    billing_address: Piece,
    cancellation_policy: Piece,
    cancellation_policy_disclosure: LongPiece,
    cancellation_rebuttal: LongPiece,
    customer_communication: Piece,
    customer_email_address: Piece,
    customer_name: Piece,
    customer_purchase_ip: Piece,
    customer_signature: Piece,
    duplicate_charge_documentation: Piece,
    duplicate_charge_explanation: LongPiece,
    duplicate_charge_id: Piece,
    product_description: LongPiece,
    receipt: Piece,
    refund_policy: Piece,
    refund_policy_disclosure: LongPiece,
    refund_refusal_explanation: LongPiece,
    service_date: Piece,
    service_documentation: Piece,
    shipping_address: Piece,
    shipping_carrier: Piece,
    shipping_date: Piece,
    shipping_documentation: Piece,
    shipping_tracking_number: Piece,
    uncategorized_file: Piece,
    uncategorized_text: LongPiece,
  },
  ['appeal', 'enhanced_evidence'],
)

/** `GET /v1/disputes/{dispute}` */
export const RetrieveDisputeParams = onlyExpand('dispute')

/** `POST /v1/disputes/{dispute}`. Evidence is submitted unless `submit` is false. */
export const UpdateDisputeParams = endpoint(
  { evidence: Evidence, submit: withDefault(Flag, true), metadata: MetadataParam, expand: expand('dispute') },
  'intended_submission_method',
)

/** `POST /v1/disputes/{dispute}/close` */
export const CloseDisputeParams = onlyExpand('dispute')

/** `GET /v1/disputes` */
export const ListDisputesParams = endpoint({ ...datedPageOf('dispute'), charge: Text, payment_intent: Text }, '', [
  oneCursor,
])
