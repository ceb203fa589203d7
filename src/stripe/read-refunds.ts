/** What the expanded list of refunds says beyond `amount_refunded`. */
import { least, type MinorUnits, plus, ZERO } from '../domain/money/minor-units.js'
import { assumed, type BesideCharge, type Reading, said } from './beside-charge.js'
import { releasesCounted, standingOf } from './read-figures.js'
import type { ApiVersion } from './version.js'
import type { WireCharge } from './wire-charge.js'
import type { WireRefund } from './wire-refund.js'

type Counts = Pick<BesideCharge, 'unsettled' | 'refundsStanding' | 'refundsMade'>

const isOut = ({ status }: WireRefund): boolean => status === 'failed' || status === 'canceled'
const isUnsettled = ({ status }: WireRefund): boolean => status === 'pending' || status === 'requires_action'

const sum = (refunds: readonly WireRefund[]): MinorUnits =>
  refunds.reduce((total, { amount }) => plus(total, amount), ZERO)

/** What the listed refunds that stand come to. */
export const listedStanding = (wire: WireCharge): MinorUnits =>
  sum((wire.refunds?.data ?? []).filter((refund) => !isOut(refund)))

/** Without the list: one refund made all that is refunded, and it has succeeded. */
export const readRefunds = (wire: WireCharge, version: ApiVersion): Reading<Counts> => {
  const { refunds } = wire
  if (refunds === null || refunds === undefined) {
    const count = standingOf(wire, version) > 0 ? 1 : 0
    return assumed({ unsettled: ZERO, refundsStanding: count, refundsMade: count })
  }
  const made = (refunds.total_count ?? refunds.data.length) - (releasesCounted(wire, version) > 0 ? 1 : 0)
  const counts = {
    // A pending release is none of the refunds that stand.
    unsettled: least(sum(refunds.data.filter(isUnsettled)), standingOf(wire, version)),
    refundsStanding: Math.max(0, made - refunds.data.filter(isOut).length),
    refundsMade: Math.max(0, made),
  }
  // The list holds the newest ten; older ones are taken as settled.
  return refunds.has_more ? assumed(counts) : said(counts)
}
