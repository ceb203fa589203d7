/** A policy for backends whose processor leaves them the choice. */
import type { RefundPolicy } from '../law/policy.js'
import { isoCurrencies } from '../money/currency.js'

/**
 * A dispute holds its amount, and the rest stays refundable. Refunds, held and lost amounts together never exceed what was
 * captured, unless a dispute does so by itself. Currencies as in ISO 4217.
 *
 * @since 0.1.0
 * @category policy
 */
export const holding: RefundPolicy = {
  name: 'holding',
  disputes: 'hold',
  window: null,
  count: null,
  partial: true,
  currencies: isoCurrencies,
}
