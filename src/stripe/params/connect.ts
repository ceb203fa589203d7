/** The parameters of application fees and transfers, and of what is returned of them. Source: fact sheet 1, and as for charges. */
import { datedPageOf, oneCursor, onlyExpand, onlyMetadata, pageOf } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { MetadataParam } from './metadata.js'
import { Amount, Flag, Text, textOrUnset } from './scalars.js'

/** `GET /v1/application_fees/{fee}` */
export const RetrieveApplicationFeeParams = onlyExpand('application_fee')

/** `GET /v1/application_fees` */
export const ListApplicationFeesParams = endpoint({ ...datedPageOf('application_fee'), charge: Text }, '', [oneCursor])

/** `POST /v1/application_fees/{fee}/refunds`, which answers the fee's refund. */
export const CreateFeeRefundParams = endpoint({ amount: Amount, metadata: MetadataParam, expand: expand('fee_refund') })

/** `POST /v1/application_fees/{fee}/refund`, the older one, which answers the fee. */
export const RefundApplicationFeeParams = endpoint({ amount: Amount, expand: expand('application_fee') }, 'directive')

/** `GET /v1/application_fees/{fee}/refunds/{refund}` */
export const RetrieveFeeRefundParams = onlyExpand('fee_refund')

/** `POST /v1/application_fees/{fee}/refunds/{refund}` */
export const UpdateFeeRefundParams = onlyMetadata('fee_refund')

/** `GET /v1/application_fees/{fee}/refunds` */
export const ListFeeRefundsParams = endpoint(pageOf('fee_refund'), '', [oneCursor])

/** `GET /v1/transfers/{transfer}` */
export const RetrieveTransferParams = onlyExpand('transfer')

/** `POST /v1/transfers/{transfer}` */
export const UpdateTransferParams = endpoint({
  description: textOrUnset(),
  metadata: MetadataParam,
  expand: expand('transfer'),
})

/** `GET /v1/transfers` */
export const ListTransfersParams = endpoint(
  { ...datedPageOf('transfer'), destination: Text, transfer_group: Text },
  '',
  [oneCursor],
)

/** `POST /v1/transfers/{transfer}/reversals` */
export const CreateTransferReversalParams = endpoint({
  amount: Amount,
  description: Text,
  refund_application_fee: Flag,
  metadata: MetadataParam,
  expand: expand('transfer_reversal'),
})

/** `GET /v1/transfers/{transfer}/reversals/{reversal}` */
export const RetrieveTransferReversalParams = onlyExpand('transfer_reversal')

/** `POST /v1/transfers/{transfer}/reversals/{reversal}` */
export const UpdateTransferReversalParams = onlyMetadata('transfer_reversal')

/** `GET /v1/transfers/{transfer}/reversals` */
export const ListTransferReversalsParams = endpoint(pageOf('transfer_reversal'), '', [oneCursor])
