/** The parameters of refunds. Source: fact sheet 1, Stripe's OpenAPI document and stripe-node `Refunds.ts`. */
import { datedPageOf, oneCursor, onlyExpand, onlyMetadata, pageOf } from './common.js'
import { endpoint, type Rule } from './endpoint.js'
import { expand } from './expand.js'
import { MetadataParam } from './metadata.js'
import { Amount, CurrencyCode, choice, Flag, Text } from './scalars.js'

/** What may be said of a refund, wherever it is asked for. */
const asked = {
  amount: Amount,
  reason: choice('duplicate', 'fraudulent', 'requested_by_customer'),
  payment_intent: Text,
  refund_application_fee: Flag,
  reverse_transfer: Flag,
  instructions_email: Text,
  metadata: MetadataParam,
} as const

/** From a customer's balance: not for cards. */
const fromBalance = { currency: CurrencyCode, customer: Text, origin: choice('customer_balance') } as const

const namesWhat: Rule<{ readonly charge?: string; readonly payment_intent?: string; readonly origin?: string }> = ({
  charge,
  payment_intent,
  origin,
}) =>
  charge === undefined && payment_intent === undefined && origin === undefined
    ? { _tag: 'NoneOf', params: ['payment_intent', 'charge'] }
    : null

/** `POST /v1/refunds` */
export const CreateRefundParams = endpoint({ charge: Text, ...asked, ...fromBalance, expand: expand('refund') }, '', [
  namesWhat,
])

/** `POST /v1/charges/{charge}/refunds`, which answers the refund. */
export const CreateChargeRefundParams = endpoint({ ...asked, ...fromBalance, expand: expand('refund') })

/** `POST /v1/charges/{charge}/refund`, the older one, which answers the charge. */
export const RefundChargeParams = endpoint({ ...asked, expand: expand('charge') })

/** `GET /v1/refunds` */
export const ListRefundsParams = endpoint({ ...datedPageOf('refund'), charge: Text, payment_intent: Text }, '', [
  oneCursor,
])

/** `GET /v1/charges/{charge}/refunds` */
export const ListChargeRefundsParams = endpoint(pageOf('refund'), '', [oneCursor])

/** `GET /v1/refunds/{refund}` and `GET /v1/charges/{charge}/refunds/{refund}` */
export const RetrieveRefundParams = onlyExpand('refund')

/** `POST /v1/refunds/{refund}` and `POST /v1/charges/{charge}/refunds/{refund}` */
export const UpdateRefundParams = onlyMetadata('refund')

/** `POST /v1/refunds/{refund}/cancel` */
export const CancelRefundParams = onlyExpand('refund')

/** `POST /v1/test_helpers/refunds/{refund}/expire` */
export const ExpireRefundParams = onlyExpand('refund')
