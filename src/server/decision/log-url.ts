/** Where a request is looked at. */
import type { EpochSeconds } from '../../domain/records/time.js'

/** Where Stripe shows a request to people. Source: recorded errors of 2023 (GUM). */
export const logUrl = (request: string, at: EpochSeconds): string =>
  `https://dashboard.stripe.com/test/logs/${request}?t=${at}`
