/** Random scripts of operations, as data. */
import fc from 'fast-check'

const few = fc.nat({ max: 2 })
const two = fc.nat({ max: 1 })
/** Mostly the same account, so that names meet. */
const account = fc.constantFrom(0, 0, 0, 0, 1)

const loading = fc.record({
  do: fc.constant('load'),
  slot: few,
  hand: two,
  account,
  charge: fc.option(two, { freq: 9 }),
  refund: fc.option(few, { freq: 6 }),
  dispute: fc.option(two, { freq: 5 }),
  documents: fc.subarray([0, 1, 2], { maxLength: 2 }),
  key: fc.option(few, { freq: 2 }),
  fingerprint: fc.constantFrom(0, 0, 0, 1),
} as const)

const committing = fc.record({
  do: fc.constant('commit'),
  slot: few,
  /** Which of the commands that are lawful now; null for no change. */
  turn: fc.option(fc.nat({ max: 7 }), { freq: 9 }),
  record: fc.boolean(),
  documents: fc.boolean(),
  /** A document that was not loaded. */
  fresh: fc.option(few, { freq: 2 }),
  /** How many seconds ahead something is due. */
  due: fc.option(fc.nat({ max: 9 }), { freq: 2 }),
  done: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 }),
} as const)

const listing = fc.record({
  do: fc.constant('list'),
  hand: two,
  account,
  of: fc.constantFrom('charge', 'refund', 'dispute', 'event', 'document'),
  limit: fc.integer({ min: 1, max: 4 }),
  charge: fc.option(few),
} as const)

const claiming = fc.record({
  do: fc.constant('claimDue'),
  hand: two,
  ahead: fc.nat({ max: 9 }),
  limit: fc.integer({ min: 1, max: 3 }),
} as const)
const acknowledging = fc.record({
  do: fc.constant('acknowledge'),
  hand: two,
  claim: fc.nat({ max: 5 }),
  part: fc.nat({ max: 3 }),
} as const)

const step = fc.oneof(
  { weight: 6, arbitrary: loading },
  { weight: 8, arbitrary: committing },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release'), slot: few } as const) },
  { weight: 2, arbitrary: listing },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('claimEvents'), hand: two } as const) },
  { weight: 2, arbitrary: acknowledging },
  { weight: 2, arbitrary: claiming },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget'), age: fc.nat({ max: 10 }) } as const) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tick'), seconds: fc.nat({ max: 6 }) } as const) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lapse') } as const) },
)

/** One operation of a script. Slots, claims and names are small numbers, so that operations meet. */
export type Step = typeof step extends fc.Arbitrary<infer One> ? One : never
/** A step, by what it does. */
export type StepOf<Do extends Step['do']> = Extract<Step, { do: Do }>

/** A charge comes into the books. */
const opening = (charge: number): readonly Step[] => [
  { ...NOTHING_LOADED, charge },
  { ...NOTHING_WRITTEN, turn: 0 },
]
const NOTHING_LOADED = {
  do: 'load',
  slot: 0,
  hand: 0,
  account: 0,
  refund: null,
  dispute: null,
  documents: [] as number[],
  key: null,
  fingerprint: 0,
} as const
const NOTHING_WRITTEN = {
  do: 'commit',
  slot: 0,
  record: false,
  documents: false,
  fresh: null,
  due: null,
  done: [] as number[],
} as const

/** Scripts that begin with two charges of one account. */
export const scripts: fc.Arbitrary<readonly Step[]> = fc
  .array(step, { minLength: 5, maxLength: 60, size: 'max' })
  .map((steps) => [...opening(0), ...opening(1), ...steps])

/** Those that can be done within the caller's transaction: what reads and writes the books. */
export const bookings: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: loading },
    { weight: 4, arbitrary: committing },
    { weight: 1, arbitrary: listing },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('release'), slot: few } as const) },
  ),
  { maxLength: 30, size: 'max' },
)
