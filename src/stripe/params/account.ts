/** The parameters of what tells an account what happened: balance transactions, events, webhook endpoints. Source: as for charges. */
import { datedPageOf, oneCursor, onlyExpand, pageOf } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { list } from './hashes.js'
import { MetadataParam } from './metadata.js'
import { required } from './param.js'
import { CurrencyCode, Flag, Text, textOrUnset } from './scalars.js'

/** `GET /v1/balance` */
export const RetrieveBalanceParams = onlyExpand('balance')

/** `GET /v1/balance_transactions/{id}` */
export const RetrieveBalanceTransactionParams = onlyExpand('balance_transaction')

/** `GET /v1/balance_transactions` */
export const ListBalanceTransactionsParams = endpoint(
  { ...datedPageOf('balance_transaction'), currency: CurrencyCode, source: Text, type: Text },
  'payout',
  [oneCursor],
)

/** `GET /v1/events/{id}` */
export const RetrieveEventParams = onlyExpand('event')

/** `GET /v1/events` */
export const ListEventsParams = endpoint(
  { ...datedPageOf('event'), type: Text, types: list(Text), delivery_success: Flag },
  '',
  [oneCursor],
)

/** `POST /v1/webhook_endpoints` */
export const CreateWebhookEndpointParams = endpoint({
  enabled_events: required(list(Text)),
  url: required(Text),
  api_version: Text,
  connect: Flag,
  description: textOrUnset(),
  metadata: MetadataParam,
  expand: expand('webhook_endpoint'),
})

/** `GET /v1/webhook_endpoints/{webhook_endpoint}` */
export const RetrieveWebhookEndpointParams = onlyExpand('webhook_endpoint')

/** `POST /v1/webhook_endpoints/{webhook_endpoint}` */
export const UpdateWebhookEndpointParams = endpoint({
  enabled_events: list(Text),
  url: Text,
  disabled: Flag,
  description: textOrUnset(),
  metadata: MetadataParam,
  expand: expand('webhook_endpoint'),
})

/** `DELETE /v1/webhook_endpoints/{webhook_endpoint}` */
export const DeleteWebhookEndpointParams = endpoint({})

/** `GET /v1/webhook_endpoints` */
export const ListWebhookEndpointsParams = endpoint(pageOf('webhook_endpoint'), '', [oneCursor])
