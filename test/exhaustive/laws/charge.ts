/** What must hold of a charge by itself, and of a charge with all its refunds and disputes. Each returns the law broken. */
import { type Charge, type Dispute, isStanding, isUnsettled, type Leg, type Refund } from '../../../src/index.js'

/** `F(basis)` of the share rule, by plain arithmetic. */
export const earned = (leg: Leg, basis: number, captured: number): number =>
  captured === 0 ? 0 : Math.floor((2 * leg.total * basis + captured) / (2 * captured))

export const brokenCharge = (charge: Charge): string | null => {
  const { status, authorized, captured, released, standing, unsettled, refundsStanding, refundsMade, disputes } = charge
  const amounts = [authorized, captured, released, standing, unsettled, disputes.held, disputes.lost]
  if (!amounts.every((amount) => Number.isInteger(amount) && amount >= 0)) return 'no amount is ever negative'
  if (standing > captured) return 'standing refunds are at most what was captured'
  if (unsettled > standing) return 'what is unsettled stands'
  if (captured + released > authorized) return 'captured and released are at most what was authorised'
  if ((captured === 0) !== (charge.captures === 0)) return 'something is captured exactly when there is a capture'
  if (status === 'captured' && (captured === 0 || captured + released !== authorized))
    return 'a captured charge has captured or released all'
  if (status !== 'captured' && status !== 'authorized' && captured > 0) return 'a charge is captured or it is not'
  if (refundsStanding > refundsMade || (refundsStanding === 0) !== (standing === 0)) return 'refunds are counted'
  return brokenLeg(charge, charge.fee) ?? brokenLeg(charge, charge.transfer)
}

const brokenLeg = (charge: Charge, leg: Leg | null): string | null => {
  if (leg === null) return null
  const { total, basis, returned, returnedDirectly } = leg
  if (!(0 <= returned && returned <= total)) return 'returned is from 0 to the total of the leg'
  if (!(0 <= returnedDirectly && returnedDirectly <= returned)) return 'what was returned directly was returned'
  if (!(0 <= basis && basis <= charge.standing)) return 'the basis of a leg is part of what stands'
  if (basis === charge.captured && returned !== total) return 'all refunded with the leg means all of the leg returned'
  if (charge.captures === 1 && returned < earned(leg, basis, charge.captured))
    return 'returned is at least what the standing refunds come to'
  return null
}

export const brokenSums = (charge: Charge, refunds: readonly Refund[], disputes: readonly Dispute[]): string | null => {
  const standing = refunds.filter(({ status }) => isStanding(status))
  const sum = (records: readonly { readonly amount: number }[]): number =>
    records.reduce((all, { amount }) => all + amount, 0)
  if (charge.standing !== sum(standing)) return STANDING
  if (charge.unsettled !== sum(refunds.filter(({ status }) => isUnsettled(status)))) return UNSETTLED
  if (charge.refundsStanding !== standing.length || charge.refundsMade !== refunds.length) return COUNTED
  for (const name of ['fee', 'transfer'] as const)
    if ((charge[name]?.basis ?? 0) !== sum(standing.filter(({ returned }) => returned[name] !== null))) return BASIS
  const open = disputes.filter(({ status }) => status === 'open')
  const lost = disputes.filter(({ status }) => status === 'lost')
  const { blocking, held, lost: lostAmount, ever } = charge.disputes
  if (held !== sum(open) || lostAmount !== sum(lost)) return DISPUTED
  if (blocking !== open.length + lost.length || ever !== disputes.length) return DISPUTED
  return null
}

export const STANDING = 'standing is the sum of the refunds that stand'
export const UNSETTLED = 'unsettled is the sum of the refunds that stand and have not succeeded'
export const COUNTED = 'refundsStanding and refundsMade count the refunds'
export const BASIS = 'the basis of a leg is the sum of the standing refunds that count in it'
export const DISPUTED = 'disputes are summed: held the open ones, lost the lost ones, blocking and ever their number'
