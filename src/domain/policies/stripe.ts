/** How Stripe refunds cards. Each figure's source stands in `docs/differences.md`. */
import type { RefundPolicy } from '../law/policy.js'
import { stripeCurrencies } from './stripe-currencies.js'

/**
 * Stripe: any number of partial refunds, no window for cards, and a dispute that is open or lost blocks the charge.
 *
 * @since 0.1.0
 * @category policy
 */
export const stripe: RefundPolicy = {
  name: 'stripe',
  disputes: 'block',
  window: null,
  count: null,
  partial: true,
  currencies: stripeCurrencies,
}
