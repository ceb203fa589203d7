/** The face of the law: a charge and a request go in, a new charge or a typed error comes out. */
import { type Either, isLeft, right } from '../either.js'
import { stripe } from '../policies/stripe.js'
import type { Charge } from '../records/charge.js'
import type { Refund } from '../records/refund.js'
import type { Command } from './commands.js'
import { decideRequest } from './decide-request.js'
import type { RefundError } from './errors.js'
import type { Event } from './events.js'
import { bornRefund } from './evolve.js'
import { withRefund } from './evolve-charge.js'
import type { RefundPolicy } from './policy.js'

/** What an accepted refund makes. */
export interface Refunded {
  readonly charge: Charge
  readonly refund: Refund
  /** Empty when the same was asked before. */
  readonly events: readonly Event<'RefundRequested'>[]
}

/** What else `refund` may be told. */
export interface RefundContext {
  /** The refund that already has the request's id; null when there is none. Without it the store's unique key decides. */
  readonly known?: Refund | null
  /** Default: Stripe's. */
  readonly policy?: RefundPolicy
}

/**
 * Refunds a charge, all of it or a part.
 *
 * The amount is in minor units of the charge's currency, or `'remaining'`. The refusals are listed in order of precedence
 * in `docs/errors.md`. Asking the same twice returns the known refund and no events.
 *
 * Source: stripe-node `Refunds.ts`, `create`: an error "when called on an already-refunded charge, or when trying to refund
 * more money than is left on a charge".
 *
 * @example
 * const first = rightOf(refund(captured(1000), requestRefund({ id: re_1, amount: usd(300), currency: usd_, at: now })))
 * first.charge.standing // => usd(300)
 * first.refund.status // => 'requested'
 * const more = refund(first.charge, requestRefund({ id: re_2, amount: usd(800), currency: usd_, at: now }))
 * leftOf(more)._tag // => 'ExceedsRemaining'
 * @since 0.1.0
 * @category law
 */
export const refund = (
  charge: Charge,
  request: Command<'request'>,
  { known = null, policy = stripe }: RefundContext = {},
): Either<RefundError, Refunded> => {
  const decided = decideRequest(request, charge, known, policy)
  if (isLeft(decided)) return decided
  const event = decided.right
  // No event: the request is the known refund's own, asked again.
  if (event === null) return right({ charge, refund: known as Refund, events: [] })
  return right({ charge: withRefund(charge, event), refund: bornRefund(event), events: [event] })
}
