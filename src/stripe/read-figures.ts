/** The amounts of a charge, as the law counts them. */
import { type MinorUnits, minus, ZERO } from '../domain/money/minor-units.js'
import { type ApiVersion, countsReleases } from './version.js'
import type { WireCharge } from './wire-charge.js'

/** What was taken. A charge that is pending or failed has taken nothing, whatever its `amount_captured` announces. */
export const capturedOf = (wire: WireCharge): MinorUnits => (wire.status === 'succeeded' ? wire.amount_captured : ZERO)

/** What of `amount_refunded` is a release and no refund: nothing since API 2025-03-31. */
export const releasesCounted = (wire: WireCharge, version: ApiVersion): MinorUnits => {
  const isOver = wire.status === 'succeeded' && (wire.captured || wire.refunded)
  return isOver && countsReleases(version) ? minus(wire.amount, wire.amount_captured) : ZERO
}

/** The refunds that stand. */
export const standingOf = (wire: WireCharge, version: ApiVersion): MinorUnits =>
  minus(wire.amount_refunded, releasesCounted(wire, version))
