/** How small the worlds are, under which policies they are walked, and the law that is checked. */
import {
  type Books,
  type Charge,
  type Command,
  chargeLifecycle,
  decide,
  disputeLifecycle,
  type Either,
  type EpochSeconds,
  type Event,
  evolve,
  holding,
  type Lifecycle,
  type MinorUnits,
  minorUnits,
  type Refund,
  type RefundError,
  type Refunded,
  type RefundPolicy,
  type Refusal,
  refund,
  refundable,
  refundLifecycle,
  stripe,
} from '../../src/index.js'
import { type Posting, postings } from '../../src/reports/index.js'
import { later, now, rightOf } from '../fixtures.js'

export interface Bounds {
  /** The largest amount authorised. Commands ask for one more as well. */
  readonly amount: number
  /** How many refunds may stand at once. Any number may have failed, been canceled or refused before. */
  readonly refunds: number
  readonly captures: number
  readonly disputes: number
}

/** What is checked. A test puts a broken one in its place; what that one does not have is null. */
export interface Law {
  readonly decide: (command: Command, books: Books, policy: RefundPolicy) => Either<Refusal, readonly Event[]>
  readonly evolve: (books: Books, event: Event) => Books
  readonly postings: (event: Event) => readonly Posting[]
  readonly refund:
    | ((
        charge: Charge,
        request: Command<'request'>,
        context: { readonly known: Refund | null; readonly policy: RefundPolicy },
      ) => Either<RefundError, Refunded>)
    | null
  readonly refundable:
    | ((charge: Charge, policy: RefundPolicy, at: EpochSeconds) => Either<RefundError, MinorUnits>)
    | null
  readonly lifecycles: { readonly charge: Lifecycle; readonly refund: Lifecycle; readonly dispute: Lifecycle }
}

export const theLaw: Law = {
  decide,
  evolve,
  postings,
  refund,
  refundable,
  lifecycles: { charge: chargeLifecycle, refund: refundLifecycle, dispute: disputeLifecycle },
}

/** A charge is authorised, then all else happens at one moment, but for requests that come when every window has closed. */
export const CREATED = now
export const NOW = later(100)
export const LATE = later(200)

/** A policy, the moment of a request, and what of the charge only such a policy may read. */
export interface Case {
  readonly policy: RefundPolicy
  readonly at: EpochSeconds
  /** Refunds that were made and stand no more. */
  readonly dead: number
}

const named = (name: string, base: RefundPolicy, rules: Partial<RefundPolicy>): RefundPolicy =>
  Object.freeze({ ...base, ...rules, name })

const POLICY = {
  stripe: named('stripe', stripe, {}),
  holding: named('holding', holding, {}),
  whole: named('whole only', stripe, { partial: false }),
  twoStanding: named('two standing', stripe, { count: { limit: 2, of: 'standing', withCaptures: false } }),
  threeMade: named('three made, captures counted', stripe, { count: { limit: 3, of: 'made', withCaptures: true } }),
  // Open now and closed late; counted from the other moment, each would say the opposite once.
  sinceCreation: named('window since creation', stripe, { window: { seconds: 150, from: 'creation' } }),
  sinceCapture: named('window since capture', stripe, { window: { seconds: 50, from: 'capture' } }),
} as const satisfies Readonly<Record<string, RefundPolicy>>

export const POLICIES: readonly RefundPolicy[] = Object.values(POLICY)

/** Every policy, at the times and with the counts that make a difference to it. */
export const casesOf = ({ refunds }: Bounds): readonly Case[] => [
  ...POLICIES.map((policy) => ({ policy, at: NOW, dead: 0 })),
  ...Array.from({ length: refunds }, (_, less) => ({ policy: POLICY.threeMade, at: NOW, dead: less + 1 })),
  { policy: POLICY.sinceCreation, at: LATE, dead: 0 },
  { policy: POLICY.sinceCapture, at: LATE, dead: 0 },
]

/** Whether requests under the policy may read how many refunds were made, or when something was captured. */
export const readsMore = ({ count, window }: RefundPolicy): boolean =>
  count?.of === 'made' || window?.from === 'capture'

const AMOUNTS = Array.from({ length: 200 }, (_, amount) => rightOf(minorUnits(amount)))

/** A small amount, in minor units. */
export const units = (amount: number): MinorUnits => AMOUNTS[amount] as MinorUnits
