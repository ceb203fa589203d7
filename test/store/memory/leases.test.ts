/** Leases run by the store's own clock, and cost nothing while none can have lapsed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { left, right } from '../../../src/index.js'
import { type ManualClock, manualClock } from '../../../src/store/clock.js'
import { createLeases, holdLease, type Leases, numberBehind, takeLapsed } from '../../../src/store/memory/leases.js'
import { type MemoryStore, memoryStore } from '../../../src/store/memory/memory.js'
import type { ClaimedDue, ClaimedEvents } from '../../../src/store/rows.js'
import { now, rightOf } from '../../fixtures.js'
import { changesOf, chargeOf, NOTHING, second, shop } from './given.js'

interface Given {
  readonly store: MemoryStore
  readonly clock: ManualClock
  readonly write: (charge: number, events: number, due?: readonly number[]) => Promise<void>
  readonly events: (limit?: number) => Promise<readonly ClaimedEvents[]>
  readonly due: (limit?: number, at?: number) => Promise<readonly ClaimedDue[]>
  readonly finish: (done: ClaimedDue) => Promise<unknown>
}

const given = (): Given => {
  const clock = manualClock(now)
  const store = memoryStore({ clock })
  const load = async (charge: number | null) =>
    rightOf(
      await store.load({
        account: shop,
        charge: charge === null ? null : chargeOf(charge),
        refund: null,
        dispute: null,
        documents: [],
        key: null,
        at: now,
      })(),
    )
  return {
    store,
    clock,
    write: async (charge, events, due = []) => {
      const waits = due.map((at) => ({ at: second(at), work: { type: 'task', name: `${at}`, data: null } }) as const)
      const changes = changesOf(charge, 0, { events })
      rightOf(await store.commit(await load(charge), { ...NOTHING, changes, due: waits })())
    },
    events: async (limit = 10) => rightOf(await store.claimEvents({ limit, leaseSeconds: 60 })()),
    due: async (limit = 10, at = 100) => rightOf(await store.claimDue({ limit, leaseSeconds: 60, at: second(at) })()),
    finish: async (done) => store.commit(await load(null), { ...NOTHING, done: [done] })(),
  }
}

const first = <Item>(items: readonly Item[]): Item => {
  const [item] = items
  if (item === undefined) throw new Error('expected one')
  return item
}

const ids = (claimed: readonly ClaimedEvents[]): readonly string[] =>
  claimed.map(({ charge, events }) => `${charge}: ${events.map(({ number }) => number).join()}`)
const names = (claimed: readonly ClaimedDue[]): readonly string[] =>
  claimed.map(({ work, attempts }) => `${work.type === 'task' ? work.name : ''}, attempt ${attempts}`)

describe('a lease on events', () => {
  it('lasts until its last second, and then the charge waits behind the others', async () => {
    const { write, events, clock } = given()
    await write(1, 2)
    expect(ids(await events())).toEqual(['ch_1: 1,2'])
    await write(2, 1)
    clock.advance(59)
    expect(ids(await events(1))).toEqual(['ch_2: 1'])
    await write(3, 1)
    clock.advance(1)
    expect(ids(await events())).toEqual(['ch_3: 1', 'ch_1: 1,2'])
  })

  it('is still good after its time, while no other has the charge', async () => {
    const { store, write, events, clock } = given()
    await write(1, 2)
    const late = first(await events())
    clock.advance(61)
    expect(await store.acknowledgeEvents(late, 2)()).toEqual(right(undefined))
    expect(await events()).toEqual([])
  })

  it('is still good after its time when another claims and does not get the charge', async () => {
    const { store, write, events, clock } = given()
    for (const charge of [1, 2]) await write(charge, 1)
    const [one, two] = await events()
    if (one === undefined || two === undefined) throw new Error('expected two')
    clock.advance(61)
    expect(ids(await events(1))).toEqual(['ch_1: 1'])
    expect(await store.acknowledgeEvents(one, 1)()).toEqual(left({ _tag: 'LeaseLost', of: 'event', id: 'ch_1' }))
    expect(await store.acknowledgeEvents(two, 1)()).toEqual(right(undefined))
    expect(await events()).toEqual([])
  })

  it('acknowledges nothing that was written after the claim', async () => {
    const { store, write, events } = given()
    await write(1, 2)
    const claimed = first(await events())
    await write(1, 1)
    rightOf(await store.acknowledgeEvents(claimed, 3)())
    expect(ids(await events())).toEqual(['ch_1: 3'])
  })

  it('gives a long history out in parts', async () => {
    const { store, write, events } = given()
    await write(1, 2500)
    const sizes: number[] = []
    for (let claimed = await events(); claimed.length > 0; claimed = await events()) {
      const numbers = first(claimed).events.map(({ number }) => number)
      sizes.push(numbers.length)
      rightOf(await store.acknowledgeEvents(first(claimed), numbers.at(-1) ?? 0)())
    }
    expect(sizes).toEqual([1000, 1000, 500])
  })
})

describe('a lease on what is due', () => {
  it('lasts until its last second, and then it is given out again', async () => {
    const { write, due, clock } = given()
    await write(1, 1, [5, 3, 5, 200])
    expect(names(await due(2))).toEqual(['3, attempt 1', '5, attempt 1'])
    clock.advance(59)
    expect(names(await due(1))).toEqual(['5, attempt 1'])
    expect(await due()).toEqual([])
    clock.advance(1)
    expect(names(await due())).toEqual(['3, attempt 2', '5, attempt 2'])
  })

  it('is still good after its time, while no other has it', async () => {
    const { write, due, clock, finish } = given()
    await write(1, 1, [1, 2])
    const [one, two] = await due()
    if (one === undefined || two === undefined) throw new Error('expected two')
    clock.advance(61)
    expect(await finish(two)).toEqual(right(undefined))
    expect(names(await due())).toEqual(['1, attempt 2'])
    expect(await finish(one)).toEqual(left({ _tag: 'Moved', of: 'due' }))
    expect(await finish(two)).toEqual(left({ _tag: 'Moved', of: 'due' }))
  })
})

describe('leases', () => {
  it('lapse in the order of their ends, then of their numbers', () => {
    const leases: Leases<string> = createLeases()
    const hold = (number: number, until: number): void => holdLease(leases, { of: `lease ${number}`, number, until })
    hold(3, 20)
    hold(2, 10)
    hold(1, 20)
    hold(4, 30)
    expect(takeLapsed(leases, 9)).toEqual([])
    expect(takeLapsed(leases, 20).map(({ number }) => number)).toEqual([2, 1, 3])
    expect(takeLapsed(leases, 29)).toEqual([])
    expect(takeLapsed(leases, 30).map(({ number }) => number)).toEqual([4])
  })
})

describe('the number in a name', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789-+.e x'), maxLength: 20 })
  const number = fc.maxSafeNat().map(String)

  it('is read where it stands as JavaScript writes it, and nowhere else', () => {
    fc.assert(
      fc.property(fc.oneof(digits, number), (text) => {
        const said = Number(text)
        const isWritten = said > 0 && Number.isSafeInteger(said) && text === String(said)
        const read = numberBehind('lease_', `lease_${text}`)
        if (isWritten) expect(read).toBe(said)
        else expect(read === null || read > Number.MAX_SAFE_INTEGER).toBe(true)
      }),
      { numRuns: 2_000 },
    )
    for (const text of ['lease_', 'lease', '', '7', 'leas_7', 'due_7', 'lease_٧', 'lease_0', 'lease_07'])
      expect(numberBehind('lease_', text)).toBeNull()
  })
})
