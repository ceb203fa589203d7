/** The application fee and the transfer, from the expanded objects or from the amounts that were asked for. */
import type { Currency } from '../domain/money/currency.js'
import { least, type MinorUnits, ZERO } from '../domain/money/minor-units.js'
import { earned, type Leg } from '../domain/records/leg.js'
import { assumed, type Reading, said } from './beside-charge.js'
import { capturedOf, standingOf } from './read-figures.js'
import type { ApiVersion } from './version.js'
import type { WireCharge } from './wire-charge.js'
import { type InvalidWire, invalidWire } from './wire-error.js'

interface Amounts {
  readonly total: MinorUnits
  readonly returned: MinorUnits
  readonly currency: Currency
}

/** The fee that was taken. Before a capture nothing was. */
export const readFee = (wire: WireCharge, version: ApiVersion): Reading<Leg | null> => {
  const { application_fee: fee, application_fee_amount: asked } = wire
  const captured = capturedOf(wire)
  if (captured === 0) return said(null)
  if (isExpanded(fee))
    return expandedLeg(wire, version, { total: fee.amount, returned: fee.amount_refunded, currency: fee.currency })
  // Capped by the capture. Source: SDK, `PaymentIntentCaptureParams.application_fee_amount`.
  return unexpandedLeg(wire, least(asked ?? ZERO, captured))
}

/** The transfer that went out: the whole of what was captured unless an amount was named. */
export const readTransfer = (wire: WireCharge, version: ApiVersion): Reading<Leg | null> => {
  const { transfer, transfer_data: asked } = wire
  const captured = capturedOf(wire)
  if (captured === 0) return said(null)
  if (isExpanded(transfer)) {
    const { amount: total, amount_reversed: returned, currency } = transfer
    return expandedLeg(wire, version, { total, returned, currency })
  }
  if (asked === null || asked === undefined) return said(null)
  // Capped by the capture. Source: SDK, `PaymentIntentCreateParams.TransferData.amount`.
  return unexpandedLeg(wire, least(asked.amount ?? captured, captured))
}

export const isExpanded = <Expanded extends object>(
  reference: Expanded | string | null | undefined,
): reference is Expanded => typeof reference === 'object' && reference !== null

/**
 * How much of `returned` came back by refunds is not on the wire. Where it is just what the standing refunds come to, they
 * all asked for the leg; else it is taken as returned directly.
 */
const expandedLeg = (wire: WireCharge, version: ApiVersion, amounts: Amounts): Reading<Leg | null> => {
  if (amounts.total === 0) return said(null)
  const leg = { ...amounts, basis: standingOf(wire, version), returnedDirectly: ZERO }
  if (earned(leg, capturedOf(wire)) === amounts.returned) return said(leg)
  return assumed({ ...leg, basis: ZERO, returnedDirectly: amounts.returned })
}

/** The amounts asked for are in the charge's currency. That nothing came back yet is assumed. */
const unexpandedLeg = (wire: WireCharge, total: MinorUnits): Reading<Leg | null> =>
  total === 0
    ? said(null)
    : assumed({ total, basis: ZERO, returned: ZERO, returnedDirectly: ZERO, currency: wire.currency })

/** A leg of which there is nothing but an id: how much it is can't be guessed. */
export const unknownLegs = (
  wire: WireCharge,
  given: { readonly fee: boolean; readonly transfer: boolean },
): readonly InvalidWire[] => {
  if (capturedOf(wire) === 0) return []
  const { application_fee: fee, application_fee_amount: feeAmount, transfer, transfer_data: data } = wire
  const hasNoFee = typeof fee === 'string' && (feeAmount === null || feeAmount === undefined)
  const hasNoTransfer = typeof transfer === 'string' && (data === null || data === undefined)
  return [
    ...(hasNoFee && !given.fee ? [unknown('application_fee', 'application_fee_amount', fee)] : []),
    ...(hasNoTransfer && !given.transfer ? [unknown('transfer', 'transfer_data', transfer)] : []),
  ]
}

const unknown = (field: string, other: string, id: string): InvalidWire =>
  invalidWire(`charge.${field}`, `the object itself (expand[]=${field}), or an amount in charge.${other}`, id)
