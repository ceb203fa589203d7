/** Requests as they stand on the wire, and every endpoint by its path. */
import { parseQuery } from '../../../src/server/form/parse.js'
import * as account from '../../../src/stripe/params/account.js'
import * as accounts from '../../../src/stripe/params/accounts.js'
import * as charges from '../../../src/stripe/params/charges.js'
import * as connect from '../../../src/stripe/params/connect.js'
import * as customers from '../../../src/stripe/params/customers.js'
import * as disputes from '../../../src/stripe/params/disputes.js'
import { type Decoded, decodeParams, type Endpoint } from '../../../src/stripe/params/endpoint.js'
import type { ParamError } from '../../../src/stripe/params/errors.js'
import * as intents from '../../../src/stripe/params/payment-intents.js'
import * as methods from '../../../src/stripe/params/payment-methods.js'
import * as refunds from '../../../src/stripe/params/refunds.js'
import * as tokens from '../../../src/stripe/params/tokens.js'
import { leftOf, rightOf } from '../../fixtures.js'

/** What a request says, as sent in a query or a body. */
export const said = <Params>(of: Endpoint<Params>, query: string): Decoded<Params> =>
  rightOf(decodeParams(of, rightOf(parseQuery(query))))

export const refusal = <Params>(of: Endpoint<Params>, query: string): ParamError =>
  leftOf(decodeParams(of, rightOf(parseQuery(query))))

/** By the paths of Stripe's OpenAPI document. */
export const ENDPOINTS = {
  'post /v1/refunds': refunds.CreateRefundParams,
  'get /v1/refunds': refunds.ListRefundsParams,
  'get /v1/refunds/{refund}': refunds.RetrieveRefundParams,
  'post /v1/refunds/{refund}': refunds.UpdateRefundParams,
  'post /v1/refunds/{refund}/cancel': refunds.CancelRefundParams,
  'post /v1/test_helpers/refunds/{refund}/expire': refunds.ExpireRefundParams,
  'post /v1/charges/{charge}/refund': refunds.RefundChargeParams,
  'post /v1/charges/{charge}/refunds': refunds.CreateChargeRefundParams,
  'get /v1/charges/{charge}/refunds': refunds.ListChargeRefundsParams,
  'get /v1/charges/{charge}/refunds/{refund}': refunds.RetrieveRefundParams,
  'post /v1/charges/{charge}/refunds/{refund}': refunds.UpdateRefundParams,
  'post /v1/charges': charges.CreateChargeParams,
  'get /v1/charges': charges.ListChargesParams,
  'get /v1/charges/{charge}': charges.RetrieveChargeParams,
  'post /v1/charges/{charge}': charges.UpdateChargeParams,
  'post /v1/charges/{charge}/capture': charges.CaptureChargeParams,
  'post /v1/payment_intents': intents.CreatePaymentIntentParams,
  'get /v1/payment_intents': intents.ListPaymentIntentsParams,
  'get /v1/payment_intents/{intent}': intents.RetrievePaymentIntentParams,
  'post /v1/payment_intents/{intent}': intents.UpdatePaymentIntentParams,
  'post /v1/payment_intents/{intent}/confirm': intents.ConfirmPaymentIntentParams,
  'post /v1/payment_intents/{intent}/capture': intents.CapturePaymentIntentParams,
  'post /v1/payment_intents/{intent}/cancel': intents.CancelPaymentIntentParams,
  'post /v1/customers': customers.CreateCustomerParams,
  'get /v1/customers': customers.ListCustomersParams,
  'get /v1/customers/{customer}': customers.RetrieveCustomerParams,
  'post /v1/customers/{customer}': customers.UpdateCustomerParams,
  'get /v1/customers/{customer}/payment_methods': methods.ListCustomerMethodsParams,
  'get /v1/customers/{customer}/payment_methods/{payment_method}': methods.RetrievePaymentMethodParams,
  'post /v1/payment_methods': methods.CreatePaymentMethodParams,
  'get /v1/payment_methods': methods.ListPaymentMethodsParams,
  'get /v1/payment_methods/{payment_method}': methods.RetrievePaymentMethodParams,
  'post /v1/payment_methods/{payment_method}': methods.UpdatePaymentMethodParams,
  'post /v1/payment_methods/{payment_method}/attach': methods.AttachPaymentMethodParams,
  'post /v1/payment_methods/{payment_method}/detach': methods.DetachPaymentMethodParams,
  'post /v1/tokens': tokens.CreateTokenParams,
  'get /v1/tokens/{token}': tokens.RetrieveTokenParams,
  'post /v1/accounts': accounts.CreateAccountParams,
  'get /v1/accounts': accounts.ListAccountsParams,
  'get /v1/accounts/{account}': accounts.RetrieveAccountParams,
  'get /v1/account': accounts.RetrieveAccountParams,
  'post /v1/accounts/{account}': accounts.UpdateAccountParams,
  'get /v1/disputes': disputes.ListDisputesParams,
  'get /v1/disputes/{dispute}': disputes.RetrieveDisputeParams,
  'post /v1/disputes/{dispute}': disputes.UpdateDisputeParams,
  'post /v1/disputes/{dispute}/close': disputes.CloseDisputeParams,
  'get /v1/application_fees': connect.ListApplicationFeesParams,
  'get /v1/application_fees/{id}': connect.RetrieveApplicationFeeParams,
  'post /v1/application_fees/{id}/refund': connect.RefundApplicationFeeParams,
  'post /v1/application_fees/{id}/refunds': connect.CreateFeeRefundParams,
  'get /v1/application_fees/{id}/refunds': connect.ListFeeRefundsParams,
  'get /v1/application_fees/{fee}/refunds/{id}': connect.RetrieveFeeRefundParams,
  'post /v1/application_fees/{fee}/refunds/{id}': connect.UpdateFeeRefundParams,
  'get /v1/transfers': connect.ListTransfersParams,
  'get /v1/transfers/{transfer}': connect.RetrieveTransferParams,
  'post /v1/transfers/{transfer}': connect.UpdateTransferParams,
  'post /v1/transfers/{id}/reversals': connect.CreateTransferReversalParams,
  'get /v1/transfers/{id}/reversals': connect.ListTransferReversalsParams,
  'get /v1/transfers/{transfer}/reversals/{id}': connect.RetrieveTransferReversalParams,
  'post /v1/transfers/{transfer}/reversals/{id}': connect.UpdateTransferReversalParams,
  'get /v1/balance': account.RetrieveBalanceParams,
  'get /v1/balance/history': account.ListBalanceTransactionsParams,
  'get /v1/balance/history/{id}': account.RetrieveBalanceTransactionParams,
  'get /v1/balance_transactions': account.ListBalanceTransactionsParams,
  'get /v1/balance_transactions/{id}': account.RetrieveBalanceTransactionParams,
  'get /v1/events': account.ListEventsParams,
  'get /v1/events/{id}': account.RetrieveEventParams,
  'post /v1/webhook_endpoints': account.CreateWebhookEndpointParams,
  'get /v1/webhook_endpoints': account.ListWebhookEndpointsParams,
  'get /v1/webhook_endpoints/{webhook_endpoint}': account.RetrieveWebhookEndpointParams,
  'post /v1/webhook_endpoints/{webhook_endpoint}': account.UpdateWebhookEndpointParams,
} as const

/** Every endpoint, its params of any type. */
export const everyEndpoint: readonly (readonly [string, Endpoint<never>])[] = Object.entries(ENDPOINTS).map(
  ([path, of]) => [path, of as unknown as Endpoint<never>] as const,
)
