/** Random operations on the tables of a memory store, and all that is in them. */
import fc from 'fast-check'
import { finishKey } from '../../../src/domain/idempotency/idempotency.js'
import type { ChargeId, Dispute, DisputeId, EpochSeconds, Event, Refund, RefundId } from '../../../src/index.js'
import { type ManualClock, manualClock } from '../../../src/store/clock.js'
import { commit, load, release } from '../../../src/store/memory/commit.js'
import { claimDue } from '../../../src/store/memory/due.js'
import { forgetKeys } from '../../../src/store/memory/keys.js'
import { acknowledgeEvents, claimEvents } from '../../../src/store/memory/outbox.js'
import { createWorld, type World } from '../../../src/store/memory/tables.js'
import { type Account, account, type IdempotencyKey } from '../../../src/store/names.js'
import type { Changes, Loaded, Write } from '../../../src/store/port.js'
import type { ClaimedDue, ClaimedEvents, Document } from '../../../src/store/rows.js'
import { captured, now, rightOf, usd, usd_ } from '../../fixtures.js'

/** So many seconds after the beginning of the test. */
export const second = (seconds: number): EpochSeconds => (now + seconds) as EpochSeconds
export const shop = rightOf(account('shop'))
const stand = rightOf(account('stand'))

export const chargeOf = (number: number): ChargeId => `ch_${number}` as ChargeId
export const keyNamed = (name: string): IdempotencyKey => name as IdempotencyKey
const refundOf = (number: number): RefundId => `re_${number}` as RefundId
const disputeOf = (number: number): DisputeId => `dp_${number}` as DisputeId

const CHARGE = captured(1000)
const OF_CHARGE = { amount: usd(1), currency: usd_ }

export const changesOf = (
  charge: number,
  at: number,
  {
    refund = null,
    dispute = null,
    events = 1,
  }: { refund?: number | null; dispute?: number | null; events?: number } = {},
): Changes => {
  const created = { createdAt: second(at), movedAt: second(at) }
  const id = chargeOf(charge)
  const event: Event = { type: 'ChargeReleased', charge: id, at: second(at), ...OF_CHARGE }
  return {
    charge: { ...CHARGE, id, createdAt: second(charge), refundsMade: at },
    refund: refund === null ? null : ({ id: refundOf(refund), charge: id, ...OF_CHARGE, ...created } as Refund),
    dispute:
      dispute === null
        ? null
        : ({ id: disputeOf(dispute), charge: id, ...OF_CHARGE, ...created, status: 'open' } satisfies Dispute),
    events: [event, ...Array.from({ length: events - 1 }, () => event)],
  }
}

export const NOTHING: Write = { changes: null, record: null, documents: [], due: [], done: [] }

/** One thing that is done to a store. The numbers pick among what there is. */
export interface Operation {
  readonly what: 'write' | 'load' | 'release' | 'claimEvents' | 'acknowledge' | 'claimDue' | 'done' | 'forget' | 'wait'
  readonly inStand: boolean
  readonly charge: number
  readonly other: number
  readonly at: number
  readonly key: number | null
  readonly labels: readonly string[]
}

export const anyOperation: fc.Arbitrary<Operation> = fc.record({
  what: fc.constantFrom(
    'write',
    'write',
    'write',
    'write',
    'load',
    'release',
    'claimEvents',
    'acknowledge',
    'claimDue',
    'done',
    'forget',
    'wait',
  ),
  inStand: fc.boolean(),
  charge: fc.integer({ min: 1, max: 3 }),
  other: fc.nat({ max: 6 }),
  at: fc.nat({ max: 5 }),
  key: fc.option(fc.nat({ max: 3 })),
  labels: fc.subarray(['paid', 'open', 'late']),
})

/** A store's tables, and what those who use it hold. */
export interface Used {
  readonly world: World
  readonly clock: ManualClock
  readonly loaded: Loaded[]
  readonly events: ClaimedEvents[]
  readonly due: ClaimedDue[]
}

export const unused = (): Used => {
  const clock = manualClock(now)
  return { world: createWorld(clock), clock, loaded: [], events: [], due: [] }
}

export const perform = (used: Used, operation: Operation): void => {
  const { world, loaded } = used
  const { what, other, at } = operation
  const claim = { limit: 1 + (other % 2), leaseSeconds: 1 + at }
  const nth = <Item>(items: readonly Item[]): Item | undefined => items[other % Math.max(1, items.length)]
  if (what === 'write') write(used, operation)
  if (what === 'load') loaded.push(loadFor(used, operation))
  if (what === 'release') for (const one of [nth(loaded)]) if (one !== undefined) release(world, one)
  if (what === 'claimEvents') used.events.push(...claimEvents(world, claim))
  if (what === 'acknowledge')
    for (const one of [nth(used.events)])
      if (one !== undefined) acknowledgeEvents(world, one, at, other % 3 === 0 ? 1 + at : null)
  if (what === 'claimDue') used.due.push(...claimDue(world, { ...claim, at: second(at) }))
  if (what === 'done')
    for (const one of [nth(used.due)])
      if (one !== undefined) commit(world, loadFor(used, { ...operation, key: null }), { ...NOTHING, done: [one] })
  if (what === 'forget') forgetKeys(world, { before: second(at), limit: 1 + (other % 3) })
  if (what === 'wait') used.clock.advance(at)
}

const accountOf = ({ inStand }: Operation): Account => (inStand ? stand : shop)

const loadFor = ({ world }: Used, operation: Operation): Loaded => {
  const { charge, other, at, key } = operation
  return load(
    world,
    {
      account: accountOf(operation),
      charge: chargeOf(charge),
      refund: refundOf(other),
      dispute: disputeOf(other),
      documents: [{ kind: 'note', id: `n_${other}` }],
      key:
        key === null
          ? null
          : { key: keyNamed(`k_${key}`), path: 'p', fingerprint: 'f', lifeSeconds: 2, leaseSeconds: 2 },
      at: second(at),
    },
    () => true,
  )
}

const write = (used: Used, operation: Operation): void => {
  const { charge, other, at, key, labels } = operation
  const kept = { key: `k_${key}`, path: 'p', fingerprint: 'f' }
  const note: Document = { kind: 'note', id: `n_${other}`, createdAt: second(other % 3), labels, body: at }
  commit(used.world, loadFor(used, operation), {
    changes: changesOf(charge, at, {
      refund: other > 3 ? null : other,
      dispute: other < 3 ? null : other,
      events: 1 + (other % 2),
    }),
    record: key === null ? null : finishKey(kept, at, second(at)),
    documents: other % 2 === 0 ? [] : [note],
    due: at > 3 ? [] : [{ at: second(at), work: { type: 'task', name: `t_${other}`, data: null } }],
    done: [],
  })
}
