/** The levers that are pulled within an account: decided like any other request. */
import type { Route } from '../decision/route.js'
import { CONTROL_BALANCE_ROUTES } from './balance.js'
import { CONTROL_CHARGE_ROUTES } from './charges.js'
import { CONTROL_DISPUTE_ROUTES } from './disputes.js'
import { CONTROL_FAILURE_ROUTES } from './failure-routes.js'
import { CONTROL_REFUND_ROUTES } from './refunds.js'

export const CONTROL_ROUTES: readonly Route[] = [
  ...CONTROL_CHARGE_ROUTES,
  ...CONTROL_DISPUTE_ROUTES,
  ...CONTROL_BALANCE_ROUTES,
  ...CONTROL_REFUND_ROUTES,
  ...CONTROL_FAILURE_ROUTES,
]
