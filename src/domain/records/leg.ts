/**
 * A leg of a charge: the application fee or the transfer that went out with its captures, and what of it came back.
 *
 * The share rule, with `F(b) = floor((2·total·b + captured) / (2·captured))`: a refund of `a` that asks for the leg returns
 * `min(F(basis + a) − min(F(basis), returned), total − returned)`. `basis` counts the standing, acknowledged refunds that
 * asked for the leg, in the charge's currency; `returned` counts all that went back, in the leg's, and never falls.
 * `docs/decisions/0003-legs.md` has the reasons and the counter-examples to the simpler rules.
 */
import type { Currency } from '../money/currency.js'
import { least, type MinorUnits, minus, plus, proportion, ZERO } from '../money/minor-units.js'

/** Which leg: the application fee, or the transfer to a connected account. */
export type LegName = 'fee' | 'transfer'

/** What went out with the captures, and what came back. */
export interface Leg {
  /** What went out, over all captures, in `currency`. */
  readonly total: MinorUnits
  /** Sum of the standing, acknowledged refunds that asked for this leg, in the charge's currency. */
  readonly basis: MinorUnits
  /** What came back, by refunds or directly. Never falls: a failed refund does not take a returned share away again. */
  readonly returned: MinorUnits
  /** The part of `returned` that came back directly, not by a refund. */
  readonly returnedDirectly: MinorUnits
  /** Often not the charge's: a transfer may be paid out in another currency. */
  readonly currency: Currency
}

/** An amount of a leg: what a capture sends out, or what a refund returns. */
export interface LegAmount {
  readonly amount: MinorUnits
  readonly currency: Currency
}

/** Which legs a refund asks to return. */
export interface LegsAsked {
  readonly fee: boolean
  readonly transfer: boolean
}

/** What a refund returned of each leg; null where the leg was not asked for, is not there, or is not decided yet. */
export interface LegsReturned {
  readonly fee: LegAmount | null
  readonly transfer: LegAmount | null
}

/** No leg is to go back. */
export const NO_LEGS: LegsAsked = { fee: false, transfer: false }
/** No leg went back. */
export const NOTHING_RETURNED: LegsReturned = { fee: null, transfer: null }

/**
 * What of a leg has not come back, in minor units of its currency.
 *
 * @example
 * restOf({ total: usd(100), basis: usd(300), returned: usd(30), returnedDirectly: usd(0), currency: usd_ }) // => usd(70)
 * @since 0.1.0
 * @category leg
 */
export const restOf = (leg: Leg): MinorUnits => minus(leg.total, leg.returned)

/** `F(basis)`: what the standing refunds that asked for the leg come to. */
export const earned = (leg: Leg, captured: MinorUnits): MinorUnits =>
  proportion({ total: leg.total, part: leg.basis, whole: captured })

/** What a refund of `amount` would return if the leg had no end. */
export const dueOf = (leg: Leg, captured: MinorUnits, amount: MinorUnits): MinorUnits =>
  minus(
    proportion({ total: leg.total, part: plus(leg.basis, amount), whole: captured }),
    least(earned(leg, captured), leg.returned),
  )

/** What a refund of `amount` returns of the leg. */
export const shareOf = (leg: Leg, captured: MinorUnits, amount: MinorUnits): LegAmount => ({
  amount: least(dueOf(leg, captured, amount), restOf(leg)),
  currency: leg.currency,
})

/**
 * What came back beyond what the standing refunds come to, in minor units of the leg's currency: after a failed refund, or
 * a direct return. It is owed to whom the leg had been paid. `captured`: the charge's, of which the basis is a part.
 *
 * @example
 * returnedBeyond({ total: usd(100), basis: usd(0), returned: usd(30), returnedDirectly: usd(0), currency: usd_ }, usd(1000)) // => usd(30)
 * @since 0.1.0
 * @category leg
 */
export const returnedBeyond = (leg: Leg, captured: MinorUnits): MinorUnits => minus(leg.returned, earned(leg, captured))

/** The leg after a capture that sends more of it out. */
export const withMore = (leg: Leg | null, more: LegAmount | null): Leg | null => {
  if (more === null) return leg
  if (leg !== null) return { ...leg, total: plus(leg.total, more.amount) }
  return { total: more.amount, basis: ZERO, returned: ZERO, returnedDirectly: ZERO, currency: more.currency }
}

/** The leg after an acknowledged refund of `amount` that returned a share of it. */
export const withShare = (leg: Leg | null, amount: MinorUnits, share: LegAmount | null): Leg | null =>
  leg === null || share === null
    ? leg
    : { ...leg, basis: plus(leg.basis, amount), returned: plus(leg.returned, share.amount) }

/** The leg after a refund of `amount` that counted in it no longer stands: what came back stays back. */
export const withoutBasis = (leg: Leg | null, amount: MinorUnits, share: LegAmount | null): Leg | null =>
  leg === null || share === null ? leg : { ...leg, basis: minus(leg.basis, amount) }

/** The leg after `amount` of it came back directly. */
export const withDirectReturn = (leg: Leg | null, amount: MinorUnits): Leg | null =>
  leg === null
    ? leg
    : { ...leg, returned: plus(leg.returned, amount), returnedDirectly: plus(leg.returnedDirectly, amount) }
