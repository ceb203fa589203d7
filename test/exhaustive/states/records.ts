/** The refunds, disputes and commands of small worlds. */
import {
  type Books,
  type Command,
  type Dispute,
  type DisputeStatus,
  holding,
  type LegAmount,
  type LegsAsked,
  type MinorUnits,
  type Refund,
  type RefundPolicy,
  type RefundPosition,
} from '../../../src/index.js'
import { ch_1, ch_2, dp_1, dp_2, re_1, usd_ } from '../../fixtures.js'
import { CREATED, NOW, units } from '../bounds.js'
import { FEE, type Kind, kindNumber, STATUSES, TRANSFER } from './bags.js'
import { PART, watched } from './reads.js'

/** Frozen through and through, so that a mutation throws. */
export const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}

export const legsAsked = (legs: number): LegsAsked =>
  Object.freeze({ fee: (legs & FEE) !== 0, transfer: (legs & TRANSFER) !== 0 })

/** Where a request can be born. */
export const BORN = STATUSES.map((status): Command<'request'>['born'] => {
  if (status === 'pending') return { status, pendingReason: null }
  return status === 'requires_action' ? { status, expiresAt: null } : { status }
})

/** Nowhere that a request can be born, though its type says so: callers in JavaScript exist. */
export const NO_BIRTH = frozen({ status: 'failed', failureReason: 'unknown' }) as unknown as Command<'request'>['born']

/** Where a refund stands no more. */
export const DEAD: readonly RefundPosition[] = [
  { status: 'failed', failureReason: 'unknown' },
  { status: 'canceled', failureReason: null },
  { status: 'refused', refusal: 'insufficient_balance' },
]

/** How much a refund brought back is not kept: after it is acknowledged, nothing may read it. */
const SHARE: LegAmount = watched({ amount: units(0), currency: usd_ }, PART.unkept)

/** A refund of the kind; `position` where it stands no more. */
export const refundOf = ({ amount, status, legs }: Kind, position?: RefundPosition): Refund => {
  const asked = legsAsked(legs)
  const counts = status !== 'requested'
  return Object.freeze({
    id: re_1,
    charge: ch_1,
    amount: units(amount),
    currency: usd_,
    asked: Object.freeze({ amount: units(amount), reason: null, legs: asked, metadata: '' }),
    metadata: {},
    returned: Object.freeze({
      fee: counts && asked.fee ? SHARE : null,
      transfer: counts && asked.transfer ? SHARE : null,
    }),
    createdAt: NOW,
    movedAt: NOW,
    ...(position ?? (BORN[STATUSES.indexOf(status)] as RefundPosition)),
  })
}

/** The number of the refund's kind; null when it stands no more. */
export const kindNumberOf = ({ amount, status, asked, returned }: Refund): number | null => {
  if (status === 'failed' || status === 'canceled' || status === 'refused') return null
  const fee = status === 'requested' ? asked.legs.fee : returned.fee !== null
  const transfer = status === 'requested' ? asked.legs.transfer : returned.transfer !== null
  return kindNumber({ amount, status, legs: (fee ? FEE : 0) + (transfer ? TRANSFER : 0) })
}

export const disputeAt = (amount: number, status: DisputeStatus): Dispute =>
  Object.freeze({ id: dp_1, charge: ch_1, amount: units(amount), currency: usd_, status, createdAt: NOW, movedAt: NOW })

/** What is no amount, though its type says so: callers in JavaScript exist. */
const NO_AMOUNTS: readonly MinorUnits[] = [-1 as MinorUnits, 0.5 as MinorUnits]

/** Every amount in range, one more, and what is no amount at all. */
const numbersUpTo = (largest: number): readonly MinorUnits[] => [
  ...Array.from({ length: largest + 2 }, (_, amount) => units(amount)),
  ...NO_AMOUNTS,
]

export const amountsUpTo = (largest: number): readonly (MinorUnits | 'remaining')[] => [
  ...numbersUpTo(largest),
  'remaining',
]

/** A request of a fresh refund; whether the legs are read is noted. */
export const requestOf = (
  amount: MinorUnits | 'remaining',
  legs: number,
  born: Command<'request'>['born'],
  at: Command['at'],
): Command<'request'> =>
  watched<Command<'request'>>(
    {
      type: 'request',
      id: re_1,
      amount,
      currency: usd_,
      reason: null,
      legs: legsAsked(legs),
      metadata: {},
      born,
      at,
    },
    0,
    { legs: PART.legs },
  )

/** Every move of a refund. */
export const MOVES: readonly Command[] = frozen([
  ...BORN.flatMap((answer): readonly Command[] =>
    answer.status === 'requested' ? [] : [{ type: 'acknowledge', answer, at: NOW }],
  ),
  { type: 'refuse', refusal: 'insufficient_balance', at: NOW },
  { type: 'succeed', at: NOW },
  { type: 'fail', failureReason: 'unknown', at: NOW },
  { type: 'cancel', failureReason: null, at: NOW },
  { type: 'requireAction', expiresAt: null, at: NOW },
  { type: 'submit', pendingReason: null, at: NOW },
  { type: 'editMetadata', metadata: { order: '1' }, at: NOW },
])

/** The commands about one dispute. */
export const DISPUTE_MOVES: readonly Command[] = frozen([
  { type: 'escalate', at: NOW },
  ...(['won', 'lost', 'inquiry_closed', 'prevented'] as const).map(
    (outcome): Command => ({ type: 'close', outcome, at: NOW }),
  ),
])

export const openings = (largest: number): readonly Command<'open'>[] =>
  frozen(
    numbersUpTo(largest).flatMap((amount) =>
      (['inquiry', 'open'] as const).map(
        (stage): Command<'open'> => ({ type: 'open', id: dp_2, amount, currency: usd_, stage, at: NOW }),
      ),
    ),
  )

const authorizations = (largest: number): readonly Command[] =>
  [ch_1, ch_2].flatMap((id) =>
    numbersUpTo(largest).flatMap((amount) =>
      (['pending', 'authorized'] as const).map(
        (status): Command => ({ type: 'authorize', id, amount, currency: usd_, status, at: CREATED }),
      ),
    ),
  )

/** Of a leg null is nothing, and 0 as well. What is no amount comes with one leg at a time. */
const legPairs = (largest: number): readonly (readonly [fee: LegAmount | null, transfer: LegAmount | null])[] => {
  const leg = (amount: MinorUnits): LegAmount => ({ amount, currency: usd_ })
  const valid = [null, ...Array.from({ length: largest + 2 }, (_, amount) => leg(units(amount)))]
  const invalid = NO_AMOUNTS.map(leg)
  return [
    ...valid.flatMap((fee) => valid.map((transfer) => [fee, transfer] as const)),
    ...invalid.flatMap((part) => [[part, null] as const, [null, part] as const]),
  ]
}

const captures = (largest: number): readonly Command[] =>
  amountsUpTo(largest).flatMap((amount) =>
    [false, true].flatMap((final) =>
      legPairs(largest).map(
        ([fee, transfer]): Command => ({
          type: 'capture',
          amount,
          final,
          fee,
          transfer,
          // Only the postings use it.
          processorFee: final ? units(1) : null,
          at: NOW,
        }),
      ),
    ),
  )

/** What may happen to a charge as a whole, its legs included. */
export const chargeCommands = (largest: number): readonly Command[] =>
  frozen([
    ...authorizations(largest),
    ...captures(largest),
    { type: 'release', at: NOW },
    { type: 'expire', at: NOW },
    { type: 'decline', failure: 'card_declined', at: NOW },
    ...amountsUpTo(largest).flatMap((amount): readonly Command[] => [
      { type: 'returnFee', amount, at: NOW },
      { type: 'reverseTransfer', amount, at: NOW },
    ]),
  ])

/** Records that a command is not about: reading them is noted. */
export const BESIDE: Books = {
  charge: null,
  refund: watched(refundOf({ amount: 1, status: 'succeeded', legs: 0 }), PART.beside),
  dispute: watched(disputeAt(1, 'open'), PART.beside),
}

/** The policy of commands that may not read it, but for the steps of its currencies. */
export const UNREAD: RefundPolicy = watched({ ...holding }, PART.unkept, { currencies: 0 })
