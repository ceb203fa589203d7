/** Every endpoint. */
import { CONTROL_ROUTES } from './control/routes.js'
import type { Route } from './decision/route.js'
import { ACCOUNT_ROUTES } from './endpoints/accounts.js'
import { APPLICATION_FEE_ROUTES } from './endpoints/application-fees.js'
import { BALANCE_ROUTES } from './endpoints/balance.js'
import { CHARGE_ROUTES } from './endpoints/charges.js'
import { CUSTOMER_ROUTES } from './endpoints/customers.js'
import { DISPUTE_ROUTES } from './endpoints/disputes.js'
import { EVENT_ROUTES } from './endpoints/events.js'
import { PAYMENT_INTENT_ROUTES } from './endpoints/payment-intents.js'
import { PAYMENT_METHOD_ROUTES } from './endpoints/payment-methods.js'
import { REFUND_ROUTES } from './endpoints/refunds.js'
import { TOKEN_ROUTES } from './endpoints/tokens.js'
import { TRANSFER_ROUTES } from './endpoints/transfers.js'
import { WEBHOOK_ENDPOINT_ROUTES } from './endpoints/webhook-endpoints.js'

export const ROUTES: readonly Route[] = [
  ...REFUND_ROUTES,
  ...CHARGE_ROUTES,
  ...PAYMENT_INTENT_ROUTES,
  ...PAYMENT_METHOD_ROUTES,
  ...TOKEN_ROUTES,
  ...CUSTOMER_ROUTES,
  ...ACCOUNT_ROUTES,
  ...DISPUTE_ROUTES,
  ...BALANCE_ROUTES,
  ...APPLICATION_FEE_ROUTES,
  ...TRANSFER_ROUTES,
  ...EVENT_ROUTES,
  ...WEBHOOK_ENDPOINT_ROUTES,
  ...CONTROL_ROUTES,
]
