/** The events and refunds of one charge: listed as the store in memory lists them, whenever they came. */
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type ChargeId, type EpochSeconds, isLeft, type RefundId, stripe } from '../../../src/index.js'
import { createRefundDesk, type RefundDesk } from '../../../src/store/desk/desk.js'
import { countingIds } from '../../../src/store/ids.js'
import { connectionOn } from '../../../src/store/libsql/connection.js'
import { libsqlStore } from '../../../src/store/libsql/index.js'
import { listRecords } from '../../../src/store/libsql/records.js'
import { memoryStore } from '../../../src/store/memory/memory.js'
import type { List, Store } from '../../../src/store/port.js'
import { rightOf, usd, usd_ } from '../../fixtures.js'
import { runs } from '../../tools/runs.js'
import { ACCOUNT } from './books.js'
import { handOn, migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

const START = 1_760_000_000
const chargeOf = (index: number): ChargeId => `ch_${index}` as ChargeId

interface Step {
  readonly charge: number
  /** How far the clock is moved before. */
  readonly seconds: number
  /** Whether the refund is acknowledged as well: an event more. */
  readonly more: boolean
}

/** Times that only stand or go up, and times that go back as well. */
const stepsOf = (seconds: fc.Arbitrary<number>): fc.Arbitrary<readonly Step[]> =>
  fc.array(fc.record({ charge: fc.constantFrom(0, 0, 0, 1), seconds, more: fc.boolean() }), {
    minLength: 30,
    maxLength: 90,
    size: 'max',
  })
const steps = fc.oneof(
  stepsOf(fc.constantFrom(0, 0, 1)),
  stepsOf(fc.constantFrom(0, 1, 2, 100)),
  stepsOf(fc.constantFrom(...Array.from({ length: 20 }, () => 1), -3)),
  stepsOf(fc.constantFrom(0, 1, -1)),
)

interface Question {
  readonly of: 'event' | 'refund'
  readonly charge: number
  readonly limit: number
  readonly direction: 'startingAfter' | 'endingBefore' | null
  /** Which of all rows of the account the cursor is, of either charge. */
  readonly cursor: number
  readonly created: Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>>
}

const second = fc.integer({ min: -5, max: 70 })
const questions: fc.Arbitrary<readonly Question[]> = fc.array(
  fc.record({
    of: fc.constantFrom('event', 'refund'),
    charge: fc.nat({ max: 2 }),
    limit: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(1000)),
    direction: fc.constantFrom(null, 'startingAfter', 'endingBefore'),
    cursor: fc.nat({ max: 200 }),
    created: fc.record({ gt: second, gte: second, lt: second, lte: second }, { requiredKeys: [] }),
  }),
  { minLength: 30, maxLength: 60 },
)

const play = async (store: Store, all: readonly Step[]): Promise<void> => {
  let now = START
  const clock = (): EpochSeconds => now as EpochSeconds
  const desk: RefundDesk = createRefundDesk({ store, clock, ids: countingIds(), policy: stripe })
  for (const index of [0, 1]) {
    const charge = chargeOf(index)
    rightOf(await desk.authorize({ account: ACCOUNT, id: charge, amount: usd(1000), currency: usd_ })())
    rightOf(await desk.capture({ account: ACCOUNT, charge, amount: 'remaining' })())
  }
  for (const [index, { charge, seconds, more }] of all.entries()) {
    now += seconds
    const refund = `re_${index}` as RefundId
    const asked = { account: ACCOUNT, charge: chargeOf(charge), id: refund, amount: usd(1), currency: usd_ }
    rightOf(await desk.refund(asked)())
    if (more) rightOf(await desk.acknowledge({ account: ACCOUNT, refund, answer: { status: 'succeeded' } })())
  }
}

/** Those that are found by the index of what came late. */
const LATE = `select id from (
  select seq, id from rm_refunds where nth < 0
  union all select r.seq, 'event of ' || r.id from rm_events e join rm_refunds r on e.body like '%"' || r.id || '"%' where e.late > 0
) order by seq, id`

/** The refunds that come with a time before that of a refund before them, and events likewise, of which charges have some already. */
const lateOnes = (all: readonly Step[]): readonly string[] => {
  const latest = { events: [0, 0], refunds: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] }
  let now = 0
  return all.flatMap(({ charge, seconds, more }, index) => {
    now += seconds
    const isLate = (of: number[]): boolean => {
      const before = of[charge] ?? 0
      of[charge] = Math.max(now, before)
      return now < before
    }
    const event = isLate(latest.events) ? [`event of re_${index}`] : []
    return [...event, ...(more ? event : []), ...(isLate(latest.refunds) ? [`re_${index}`] : [])]
  })
}

const listOf = (ids: Readonly<Record<Question['of'], readonly string[]>>, question: Question): List => {
  const { of, charge, limit, direction, cursor, created } = question
  const bounds = Object.entries(created).map(([end, seconds]) => [end, START + (seconds ?? 0)])
  const all = ids[of]
  return {
    account: ACCOUNT,
    of,
    limit,
    charge: chargeOf(charge),
    ...(direction === null ? {} : { [direction]: all[cursor % all.length] }),
    ...(bounds.length === 0 ? {} : { created: Object.fromEntries(bounds) }),
  }
}

const idsIn = async (store: Store, of: Question['of']): Promise<readonly string[]> =>
  rightOf(await store.list({ account: ACCOUNT, of, limit: 10_000 })()).data.map(({ id }) => id)

it('a list is what the store in memory gives, with times that go up, stand and go back', async () => {
  const seen = { late: 0, inTime: 0 }
  const property = fc.asyncProperty(steps, questions, async (all, asked) => {
    const path = migratedPath()
    const store = libsqlStore({ path })
    const memory = memoryStore({ clock: () => START as EpochSeconds })
    for (const each of [store, memory]) await play(each, all)
    const ids = { event: await idsIn(memory, 'event'), refund: await idsIn(memory, 'refund') }
    for (const question of asked) {
      const list = listOf(ids, question)
      expect(await store.list(list)(), JSON.stringify(list)).toEqual(await memory.list(list)())
    }
    const hand = handOn(path)
    const late = hand.prepare(LATE).all([]) as { readonly id: string }[]
    hand.close()
    expect(late.map(({ id }) => id)).toEqual(lateOnes(all))
    if (late.length > 0) seen.late += 1
    else seen.inTime += 1
    await store.close()
  })
  await fc.assert(property, { numRuns: runs(25) })
  expect(Math.min(seen.late, seen.inTime)).toBeGreaterThan(0)
})

describe('a charge with 100,000 events and 50,000 refunds', () => {
  const MANY = 50_000
  const range = (to: number): string =>
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${to})`

  it.each([
    ['of one second', '5'],
    ['of a second each', 'i'],
    ['every other one late', 'iif(i % 2, 5, 100000 + i)'],
  ])('costs no more to list than what is answered: %s', (_, at) => {
    const hand = handOn(migratedPath())
    hand.exec(`insert into rm_charges
      (account, id, created_at, version, authorized, captured, released, standing, unsettled, body)
      values ('${ACCOUNT}', 'ch_0', 1, 1, 1000000, 1000000, 0, 0, 0, '')`)
    hand.exec(`begin; ${range(MANY)} insert into rm_refunds (account, id, charge, created_at, amount, status, body)
      select '${ACCOUNT}', 're_' || i, 1, ${at}, 1, 'failed', '' from n`)
    hand.exec(`${range(2 * MANY)} insert into rm_events (account, charge, number, at, body)
      select '${ACCOUNT}', 1, i, ${at}, '' from n; commit`)
    const connection = connectionOn(hand, false)
    const time = (of: 'event' | 'refund', place: object): number => {
      const start = performance.now()
      // The rows have no body: what is told is that, after they were found.
      const answer = listRecords(connection, { account: ACCOUNT, of, charge: chargeOf(0), limit: 10, ...place })
      expect(isLeft(answer) && answer.left._tag).toBe('InvalidRow')
      return performance.now() - start
    }
    for (const [of, id] of [['event', 'ch_0.40000'] as const, ['refund', 're_20000'] as const])
      for (const place of [
        {},
        { startingAfter: id },
        { endingBefore: id },
        { created: { gte: 5 as EpochSeconds } },
        ...(at === 'i' ? [{ created: { lte: 30_000 as EpochSeconds } }] : []),
      ]) {
        time(of, place)
        const least = Math.min(...[1, 2, 3, 4, 5].map(() => time(of, place)))
        expect(least, `${of} ${JSON.stringify(place)}`).toBeLessThan(1)
      }
    hand.close()
  })
})
