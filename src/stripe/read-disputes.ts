/** What the disputes of a charge come to. Stripe's charge names at most one. */
import { type MinorUnits, ZERO } from '../domain/money/minor-units.js'
import type { ChargeDisputes } from '../domain/records/charge.js'
import { assumed, type Reading, said } from './beside-charge.js'
import { capturedOf } from './read-figures.js'
import { isExpanded } from './read-legs.js'
import type { WireCharge, WireDispute } from './wire-charge.js'

const NONE: ChargeDisputes = { blocking: 0, held: ZERO, lost: ZERO, ever: 0 }
const OVER: ChargeDisputes = { ...NONE, ever: 1 }

/** A dispute of which nothing is known is taken as open and of all that was captured: a refund too few beats one too many. */
export const readDisputes = (wire: WireCharge): Reading<ChargeDisputes> => {
  const { dispute, disputed } = wire
  if (isExpanded(dispute)) return said(ofDispute(dispute))
  if (disputed) return assumed(open(capturedOf(wire)))
  return typeof dispute === 'string' ? assumed(OVER) : said(NONE)
}

const open = (held: MinorUnits): ChargeDisputes => ({ ...OVER, blocking: 1, held })

/**
 * Whether the dispute keeps the charge from being refunded: its status says so, and `is_charge_refundable: false` of any
 * status. Where the two contradict each other it does: a refund too few can be asked again.
 */
export const blocks = ({ status, is_charge_refundable: isRefundable }: WireDispute): boolean =>
  isRefundable === false || !isHarmless(status)

const isHarmless = (status: string): boolean =>
  status === 'won' || status === 'prevented' || status.startsWith('warning_')

const ofDispute = (dispute: WireDispute): ChargeDisputes => {
  if (!blocks(dispute)) return OVER
  return dispute.status === 'lost' ? { ...OVER, blocking: 1, lost: dispute.amount } : open(dispute.amount)
}
