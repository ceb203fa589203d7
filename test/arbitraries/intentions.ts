/**
 * What somebody wants of the books, before it is known how they stand. `resolve` makes a command of it that makes sense there,
 * so that most are accepted; a wild one is tried although it makes none.
 */
import fc from 'fast-check'
import type { CommandType } from '../../src/index.js'

/** How much of what there is: all of it, one unit, so many thousandths, or something that nobody may ask. */
export type Size = 'remaining' | 'all' | 'one' | 'over' | 'zero' | 'negative' | 'fraction' | 'tooLarge' | number

export interface Intention {
  /** `again`: an earlier request once more. */
  readonly act: CommandType | 'again'
  readonly size: Size
  /** Which record, and which variant of the command. */
  readonly which: number
  readonly fee: boolean
  readonly transfer: boolean
  readonly wild: boolean
  /** Seconds since the intention before. */
  readonly wait: number
}

/** What is the same in a whole history: how much is promised, and what of the captures goes to whom. */
export interface Plan {
  readonly authorized: number
  /** In thousandths of each capture; null where there is no such leg. */
  readonly fee: { readonly thousandths: number; readonly foreign: boolean } | null
  readonly transfer: { readonly thousandths: number; readonly foreign: boolean } | null
  /** Whether the charge is captured in parts. */
  readonly parts: boolean
}

const WEIGHTS: readonly (readonly [act: Intention['act'], weight: number])[] = [
  ['request', 12],
  ['acknowledge', 5],
  ['succeed', 4],
  ['fail', 5],
  ['capture', 6],
  ['open', 2],
  ['close', 3],
  ['refuse', 2],
  ['cancel', 2],
  ['requireAction', 2],
  ['submit', 2],
  ['escalate', 2],
  ['returnFee', 2],
  ['reverseTransfer', 2],
  ['editMetadata', 1],
  ['again', 2],
  ['authorize', 1],
  ['release', 1],
  ['expire', 1],
  ['decline', 1],
]

const ACTS = WEIGHTS.flatMap(([act, weight]) => Array.from({ length: weight }, () => act))
const SIZES: readonly Size[] = ['remaining', 'all', 'one', 500]
const WILD_SIZES: readonly Size[] = ['over', 'zero', 'negative', 'fraction', 'tooLarge']

const pick = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)

export const anyIntention = (wildness: number): fc.Arbitrary<Intention> =>
  fc
    .tuple(
      pick(ACTS),
      fc.oneof(
        { weight: 5, arbitrary: pick(SIZES) },
        { weight: 5, arbitrary: fc.integer({ min: 1, max: 999 }) },
        { weight: wildness, arbitrary: pick(WILD_SIZES) },
      ),
      fc.nat(63),
      fc.nat(3),
      fc.nat(9),
      fc.nat(20),
    )
    .map(([act, size, which, legs, wild, wait]) => ({
      act,
      size,
      which,
      fee: legs % 2 === 1,
      transfer: legs > 1,
      // Shrinks towards tame.
      wild: wild > 9 - wildness,
      wait,
    }))

const someLeg = fc.record({ thousandths: fc.integer({ min: 1, max: 1000 }), foreign: fc.boolean() })
const leg: fc.Arbitrary<Plan['fee']> = fc.option(someLeg, { freq: 3 })

/** From charges of a few units, where roundings meet, to the largest. */
const anyAuthorized: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 10, max: 20_000 }),
  fc.integer({ min: 999_999_999_999_900, max: 999_999_999_999_999 }),
)

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  authorized: anyAuthorized,
  fee: leg,
  transfer: leg,
  parts: fc.boolean(),
})

/** Captured in parts, with both legs: where shares change from capture to capture. */
export const planInParts: fc.Arbitrary<Plan> = fc.record({
  authorized: anyAuthorized,
  fee: someLeg,
  transfer: someLeg,
  parts: fc.constant(true),
})
