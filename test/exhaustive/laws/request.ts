/**
 * When a refund may be requested, and what it then is. Written from the documents and by plain arithmetic, not from the
 * code: both must agree on every request.
 */
import {
  type Books,
  type Charge,
  type Command,
  type EpochSeconds,
  type Leg,
  type MinorUnits,
  NO_LEGS,
  type Refund,
  type RefundPolicy,
  type Refusal,
} from '../../../src/index.js'
import type { Law } from '../bounds.js'
import { earned } from './charge.js'
import { CHARGE, changedIn, type Fields, same } from './same.js'

/** What of the charge a refund may take now: captured, not standing, and not held where the policy holds. */
const leftOf = ({ captured, standing, disputes }: Charge, policy: RefundPolicy): number => {
  const kept = policy.disputes === 'hold' ? disputes.held + disputes.lost : 0
  return Math.max(0, captured - standing - kept)
}

const BIRTHS: readonly string[] = ['requested', 'pending', 'requires_action', 'succeeded']

type Asking = Pick<Command<'request'>, 'amount' | 'at' | 'born' | 'legs'>

/** Whether the law must accept the request of a fresh id, in the charge's currency. */
export const mayRefund = (charge: Charge, request: Asking, policy: RefundPolicy): boolean => {
  const left = leftOf(charge, policy)
  const amount = request.amount === 'remaining' ? left : request.amount
  if (!BIRTHS.includes(request.born.status)) return false
  if (charge.status !== 'captured' && charge.status !== 'authorized') return false
  if (policy.disputes === 'block' && charge.disputes.blocking > 0) return false
  if (!Number.isInteger(amount) || amount < 1 || amount > left) return false
  if (!takes(charge, amount, request.at, policy)) return false
  return !(request.legs.fee || request.legs.transfer) || mayReturnLegs(charge, request, { amount, left })
}

const takes = (charge: Charge, amount: number, at: EpochSeconds, { window, count, partial }: RefundPolicy): boolean => {
  const start = window?.from === 'capture' ? (charge.capturedAt ?? 0) : charge.createdAt
  if (window !== null && at - start > window.seconds) return false
  if (count !== null) {
    const refunds = count.of === 'made' ? charge.refundsMade : charge.refundsStanding
    if (refunds + (count.withCaptures ? charge.captures : 0) >= count.limit) return false
  }
  return partial || amount === charge.captured
}

const mayReturnLegs = (
  charge: Charge,
  { legs }: Asking,
  { amount, left }: { readonly amount: number; readonly left: number },
): boolean => {
  const { fee, transfer, captured } = charge
  if (legs.transfer && transfer === null) return false
  if (legs.fee && fee === null && !legs.transfer) return false
  if (legs.fee && transfer !== null && !legs.transfer) return false
  const asked = [legs.fee ? fee : null, legs.transfer ? transfer : null].filter((leg) => leg !== null)
  if (asked.some((leg) => leg.returned === leg.total && dueOf(leg, captured, amount) > 0)) return false
  if (charge.status === 'captured' && charge.captures === 1) return true
  return amount === left && asked.every((leg) => leg.returnedDirectly === 0)
}

const dueOf = (leg: Leg, captured: number, amount: number): number =>
  earned(leg, leg.basis + amount, captured) - Math.min(earned(leg, leg.basis, captured), leg.returned)

/** The share of a leg that an acknowledged refund of `amount` brings back. */
export const shareOf = (leg: Leg, captured: number, amount: number): number =>
  Math.min(dueOf(leg, captured, amount), leg.total - leg.returned)

export interface Requested {
  readonly request: Command<'request'>
  readonly policy: RefundPolicy
  readonly before: Books
  readonly after: Books
}

/** What must hold of an accepted request under its policy. */
export const brokenRequest = (law: Law, { request, policy, before, after }: Requested): string | null => {
  const { charge } = before
  const { charge: next, refund } = after
  if (charge === null || next === null || refund === null) return 'a request makes a refund of a charge'
  const left = leftOf(charge, policy)
  if (refund.amount !== (request.amount === 'remaining' ? left : request.amount)) return 'a refund is of what was asked'
  if (leftOf(next, policy) !== left - refund.amount) return 'after a refund of n, n less remains'
  const held = policy.disputes === 'hold' ? next.disputes.held + next.disputes.lost : 0
  if (next.standing + held > next.captured) return 'refunds, held and lost amounts never exceed what was captured'
  if (refund.status !== request.born.status) return 'a refund is born where the request says'
  const again = law.decide(request, after, policy)
  return again._tag === 'Right' && again.right.length === 0 ? null : 'the same request twice equals once'
}

/** Two refunds with the same legs come to what one of their sum does, wherever both are accepted. */
export const brokenSplit = (law: Law, { request, policy, before, after }: Requested): string | null => {
  const whole = after.charge
  if (whole === null || after === before || request.amount === 'remaining' || request.born.status !== 'succeeded')
    return null
  for (let part = 1; part < request.amount; part++) {
    const first = afterAmount(law, request, policy, before, part)
    const both = first === null ? null : afterAmount(law, request, policy, first, request.amount - part)
    const charge = both?.charge ?? null
    if (charge !== null && changedIn(charge, whole, TOTALS) !== null) return 'splitting a refund changes no total'
  }
  return null
}

const afterAmount = (
  law: Law,
  request: Command<'request'>,
  policy: RefundPolicy,
  { charge, dispute }: Books,
  amount: number,
): Books | null => {
  const books = { charge, refund: null, dispute }
  const decided = law.decide({ ...request, amount: amount as MinorUnits }, books, policy)
  return decided._tag === 'Left' ? null : decided.right.reduce(law.evolve, books)
}

const TOTALS: Fields = ['standing', 'unsettled', 'fee', 'transfer']

/** `refund` says what `decide` and `evolve` say; it decides a second time, so decisions are deterministic as well. */
export const brokenFace = (
  law: Law,
  asked: {
    readonly charge: Charge
    readonly known: Refund | null
    readonly command: Command<'request'>
    readonly policy: RefundPolicy
  },
  refusal: Refusal | null,
  after: Books,
): string | null => {
  if (law.refund === null) return null
  const { charge, known, command, policy } = asked
  const said = law.refund(charge, command, { known, policy })
  const agrees =
    said._tag === 'Left'
      ? same(said.left, refusal)
      : after.charge !== null &&
        changedIn(said.right.charge, after.charge, CHARGE) === null &&
        same(said.right.refund, after.refund)
  return agrees ? null : 'refund says what decide and evolve say'
}

/** `refundable` says what a request for all that remains gets. */
export const brokenRefundable = (
  { refundable }: Law,
  charge: Charge,
  policy: RefundPolicy,
  at: EpochSeconds,
): string | null => {
  if (refundable === null) return null
  const said = refundable(charge, policy, at)
  const fits = (amount: Command<'request'>['amount']): boolean =>
    mayRefund(charge, { amount, at, born: { status: 'requested' }, legs: NO_LEGS }, policy)
  const more = said._tag === 'Left' ? 'remaining' : ((said.right + 1) as MinorUnits)
  return fits(more) || (said._tag === 'Right' && !fits(said.right))
    ? 'refundable is what a request without legs may ask, and not one more'
    : null
}
