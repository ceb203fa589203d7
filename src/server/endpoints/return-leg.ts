/** A fee or a transfer that is asked back by itself, and the parts that went back of one. */
import type { MinorUnits } from '../../domain/money/minor-units.js'
import type { Metadata } from '../../domain/records/refund.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { WireSublist } from '../../stripe/objects/list.js'
import type { KeptCharge } from '../decision/kinds.js'
import { chargeOf, command } from '../decision/law.js'
import { refusedAs } from '../decision/refusals.js'
import { find, get, type Work } from '../decision/work.js'

/** What is asked back: an amount, or all that remains. */
export interface LegAsked {
  readonly type: 'returnFee' | 'reverseTransfer'
  readonly amount: MinorUnits | 'remaining'
  readonly metadata: Metadata
}

/** Asks the law for it, on the charge that it went out with; what Stripe answers where the law refuses. */
export const askedBack = (work: Work, charge: string, { type, amount, metadata }: LegAsked): StripeError | null => {
  const scope = find(work, 'destination', charge, '')?.account ?? ''
  const kept: KeptCharge = get(work, 'charge', charge, scope)
  chargeOf(work, charge)
  work.direct = { scope, metadata }
  const refusal = command(work, { type, amount })
  return refusal === null ? null : refusedAs(work, refusal, kept, amount)
}

/** The list inside the whole, with a part as it now is. Older parts than it shows stand by themselves. */
export const withPart = <Part extends { readonly id: string }>(
  list: WireSublist<Part>,
  part: Part,
): WireSublist<Part> => ({ ...list, data: list.data.map((one) => (one.id === part.id ? part : one)) })
