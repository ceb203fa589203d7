/** What of a charge may be refunded now, and how far it is refunded. */
import { type Either, left, right } from '../either.js'
import type { MinorUnits } from '../money/minor-units.js'
import type { Charge } from '../records/charge.js'
import type { EpochSeconds } from '../records/time.js'
import { chargeRefusal, exceeds, policyRefusal } from './decide-request.js'
import type { RefundError } from './errors.js'
import type { RefundPolicy } from './policy.js'
import { remaining } from './remaining.js'

/**
 * What a request for `'remaining'` would get at that moment, in minor units and never 0; or why nothing may be refunded.
 *
 * Law: a request for `'remaining'` without legs succeeds with that amount, and one for more does not. A dispute may leave an
 * amount that is no multiple of the currency's step; then only `'remaining'` gets it.
 *
 * @example
 * refundable(captured(1000), stripe, now) // => right(1000)
 * leftOf(refundable(authorized(1000), stripe, now))._tag // => 'ChargeNotCaptured'
 * @since 0.1.0
 * @category charge
 */
export const refundable = (charge: Charge, policy: RefundPolicy, at: EpochSeconds): Either<RefundError, MinorUnits> => {
  const closed = chargeRefusal(charge, 'remaining', policy)
  if (closed !== null) return left(closed)
  const amount = remaining(charge, policy)
  if (amount === 0) return left(exceeds(charge, 'remaining', amount, policy))
  const against = policyRefusal(charge, amount, at, policy)
  return against === null ? right(amount) : left(against)
}

/** How far a charge is refunded. */
export interface RefundState {
  /** `full` only after the final capture: before it, more may be taken and so be refunded. */
  readonly state: 'none' | 'partial' | 'full'
  /** What of the refunded amount has not succeeded yet, in minor units. */
  readonly unsettled: MinorUnits
}

/**
 * How far a charge is refunded: a function of its amounts, that nobody can set. Stripe's `refunded` is `state === 'full'`.
 *
 * @example
 * refundState(captured(1000)) // => { state: 'none', unsettled: 0 }
 * @since 0.1.0
 * @category charge
 */
export const refundState = (charge: Charge): RefundState => {
  const { standing, unsettled } = charge
  if (standing === 0) return { state: 'none', unsettled }
  return { state: charge.status === 'captured' && standing === charge.captured ? 'full' : 'partial', unsettled }
}
