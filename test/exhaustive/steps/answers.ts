/** Where a step leads, and what it may have read and changed to lead there. */
import { BASIS, COUNTED, STANDING, UNSETTLED } from '../laws/charge.js'
import type { Sums } from '../states/bags.js'
import { type Memo, namesOf, OF_PLACE, PART, recalled, remember } from '../states/reads.js'
import { legNumberOf, type Place } from '../states/world.js'
import { BrokenLaw, type Check, type Evaluated } from './evaluate.js'

/** Instead of a leg's number: the leg stays as it is. */
export const SAME = -1
/** Instead of a kind: the refund stands no more. */
export const GONE = -1

/** How the legs stand after a step. */
export interface Legs {
  readonly fee: number
  readonly transfer: number
}

/** A refund's kind after a step, and the legs. */
export interface Landing extends Legs {
  readonly kind: number
}

/** How many commands were accepted and refused. */
export interface Tally {
  readonly accepted: number
  readonly refused: number
}

export interface Answer<To> extends Tally {
  readonly reads: number
  readonly to: readonly To[]
}

/** Legs that stayed are those of the place. */
export const settledAt = <To extends Legs>(place: Place, to: To): To => ({
  ...to,
  fee: to.fee === SAME ? place.fee : to.fee,
  transfer: to.transfer === SAME ? place.transfer : to.transfer,
})

/** What each kind of step may read without the check keeping more of the state than it does. */
export const READS = {
  request: OF_PLACE | PART.disputes | PART.legs,
  move: OF_PLACE,
  change: OF_PLACE,
  known: PART.sums | PART.disputes | PART.legs,
  dispute: PART.sums | PART.disputes | PART.ever,
} as const

/**
 * One evaluation must stand for all that the check takes it for. Where it does not, the check goes on, since a law that is
 * broken says more; but it fails.
 */
export const noteReads = (check: Check, evaluated: Evaluated, allowed: number): void => {
  const beyond = evaluated.reads & ~allowed
  if (beyond !== 0)
    check.unfit ??= new BrokenLaw(`this check keeps too little: the law reads ${namesOf(beyond)}`, evaluated)
}

/** The legs after a step, once the charge is seen to carry what its refunds then come to: the sums of the laws. */
export const legsAfter = (evaluated: Evaluated, expected: Sums): Legs => {
  const { charge } = evaluated.after
  if (charge === null) throw new BrokenLaw('a charge stays in the books', evaluated)
  const broken =
    (charge.standing !== expected.standing ? STANDING : null) ??
    (charge.unsettled !== expected.unsettled ? UNSETTLED : null) ??
    (charge.refundsStanding !== expected.refunds ? COUNTED : null) ??
    ((charge.fee?.basis ?? 0) !== expected.feeBasis ? BASIS : null) ??
    ((charge.transfer?.basis ?? 0) !== expected.transferBasis ? BASIS : null)
  if (broken !== null) throw new BrokenLaw(broken, evaluated)
  return { fee: legAfter(evaluated, 'fee'), transfer: legAfter(evaluated, 'transfer') }
}

const legAfter = (evaluated: Evaluated, name: 'fee' | 'transfer'): number => {
  const was = evaluated.before.charge?.[name] ?? null
  const leg = evaluated.after.charge?.[name] ?? null
  if (leg === was) return SAME
  if (was !== null && (evaluated.reads & PART[name]) === 0)
    throw new BrokenLaw(`this check keeps too little: the ${name} changes unread`, evaluated)
  return legNumberOf(leg)
}

/** The answer for a place: known from another that the law could not tell apart from it, or asked now. */
export const answerAt = <Found extends { readonly reads: number }>(
  memo: Memo<Found>,
  place: Place,
  ask: () => Found,
): Found => {
  const fee = place.sums.feeBasis * 1000 + place.fee
  const transfer = place.sums.transferBasis * 1000 + place.transfer
  return recalled(memo, fee, transfer) ?? remember(memo, fee, transfer, ask())
}
