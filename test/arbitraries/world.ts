/** One charge with its many refunds and disputes, driven by `decide` and `evolve`. Everything in it is deep-frozen. */
import {
  type Books,
  type Charge,
  type Command,
  type Dispute,
  type DisputeId,
  decide,
  type Either,
  type Event,
  evolve,
  type Refund,
  type RefundId,
  type RefundPolicy,
  type Refusal,
} from '../../src/index.js'
import { disputeNumber, frozen, OTHER, refundNumber, START, USD, units } from './values.js'

export interface World {
  readonly charge: Charge | null
  readonly refunds: ReadonlyMap<RefundId, Refund>
  readonly disputes: ReadonlyMap<DisputeId, Dispute>
}

/** A command, and which of the records it is about. */
export interface Asked {
  readonly command: Command
  readonly refund: RefundId | null
  readonly dispute: DisputeId | null
}

export interface Step extends Asked {
  readonly policy: RefundPolicy
  readonly before: World
  /** The records given to the decision, and what `evolve` makes of them. */
  readonly books: Books
  readonly outcome: Books
  readonly result: Either<Refusal, readonly Event[]>
  readonly after: World
}

/** A refund and a dispute of another charge, within reach of commands that go astray. */
export const STRAY_REFUND: Refund = frozen({
  id: refundNumber(0),
  charge: OTHER,
  amount: units(5),
  currency: USD,
  asked: { amount: units(5), reason: null, legs: { fee: false, transfer: false }, metadata: '' },
  metadata: {},
  returned: { fee: null, transfer: null },
  status: 'pending',
  pendingReason: null,
  createdAt: START,
  movedAt: START,
})

export const STRAY_DISPUTE: Dispute = frozen({
  id: disputeNumber(0),
  charge: OTHER,
  amount: units(5),
  currency: USD,
  status: 'open',
  createdAt: START,
  movedAt: START,
})

export const EMPTY_WORLD: World = {
  charge: null,
  refunds: new Map([[STRAY_REFUND.id, STRAY_REFUND]]),
  disputes: new Map([[STRAY_DISPUTE.id, STRAY_DISPUTE]]),
}

/** The refunds of the charge itself. */
export const refundsOf = (world: World): readonly Refund[] =>
  [...world.refunds.values()].filter(({ charge }) => charge === world.charge?.id)

export const disputesOf = (world: World): readonly Dispute[] =>
  [...world.disputes.values()].filter(({ charge }) => charge === world.charge?.id)

export const booksFor = (world: World, { refund, dispute }: Pick<Asked, 'refund' | 'dispute'>): Books =>
  frozen({
    charge: world.charge,
    refund: (refund === null ? undefined : world.refunds.get(refund)) ?? null,
    dispute: (dispute === null ? undefined : world.disputes.get(dispute)) ?? null,
  })

/** What the command makes of the world: the decision, and everything around it. */
export const step = (before: World, asked: Asked, policy: RefundPolicy): Step => {
  const books = booksFor(before, asked)
  const result = frozen(decide(frozen(asked.command), books, policy))
  const outcome = frozen(result._tag === 'Left' ? books : result.right.reduce(evolve, books))
  return { ...asked, policy, before, books, result, outcome, after: kept(before, outcome) }
}

const kept = (world: World, { charge, refund, dispute }: Books): World => ({
  charge,
  refunds: refund === null ? world.refunds : new Map(world.refunds).set(refund.id, refund),
  disputes: dispute === null ? world.disputes : new Map(world.disputes).set(dispute.id, dispute),
})
