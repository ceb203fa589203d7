/** What is left of a charge, in minor units of its currency. */
import { type MinorUnits, minus, plus, ZERO } from '../money/minor-units.js'
import type { Charge } from '../records/charge.js'
import type { RefundPolicy } from './policy.js'

/**
 * `captured − standing`, in minor units: what no standing refund has taken. Stripe's "unrefunded amount". Never negative.
 *
 * @example
 * unrefunded(captured(1000)) // => usd(1000)
 * @since 0.1.0
 * @category charge
 */
export const unrefunded = (charge: Charge): MinorUnits => minus(charge.captured, charge.standing)

/**
 * What disputes keep from being refunded, in minor units: the open and lost amounts where the policy holds them, 0 where
 * it blocks instead.
 *
 * @example
 * keptByDisputes(captured(1000), holding) // => usd(0)
 * @since 0.1.0
 * @category charge
 */
export const keptByDisputes = (charge: Charge, policy: RefundPolicy): MinorUnits =>
  policy.disputes === 'hold' ? plus(charge.disputes.held, charge.disputes.lost) : ZERO

/**
 * `captured − standing − kept by disputes`, floored at 0, since a dispute may exceed what is left.
 *
 * Law: after an accepted refund of `n` it is less by exactly `n`.
 *
 * @example
 * remaining(captured(1000), stripe) // => usd(1000)
 * @since 0.1.0
 * @category charge
 */
export const remaining = (charge: Charge, policy: RefundPolicy): MinorUnits =>
  minus(unrefunded(charge), keptByDisputes(charge, policy))

/** What `remaining` would be if every refund that is not settled failed and every open dispute were won. */
export const atBest = (charge: Charge, policy: RefundPolicy): MinorUnits =>
  minus(plus(unrefunded(charge), charge.unsettled), policy.disputes === 'hold' ? charge.disputes.lost : ZERO)
