/**
 * What is due: rows that wait for their time, rows that were claimed and not done, and those that are claimed. A row is in
 * one of the three until it is done. One that fails again and again waits behind what has become due meanwhile.
 */
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { Account } from '../names.js'
import type { Claim } from '../port.js'
import type { ClaimedDue, Due } from '../rows.js'
import { firstOf, type Heap, pushItem, removeItem } from './heap.js'
import { holdLease, type Lease, leaseName, takeLapsed } from './leases.js'
import { type DueRow, nextNumber, type World } from './tables.js'

/** Writes what is to be done at its time. */
export const writeDue = (world: World, account: Account, due: Due): void => {
  let order = nextNumber(world)
  while (world.hasForeignDue && world.dueRows.has(`due_${order}`)) order = nextNumber(world)
  addDue(world, { account, id: `due_${order}`, due, order, attempts: 0, lease: null, again: null })
}

/** Puts a row in, to wait for its time. */
export const addDue = (world: World, row: DueRow): void => {
  world.dueRows.set(row.id, row)
  pushItem(queueOf(world, row), row)
  world.journal.undos?.push(() => {
    removeItem(queueOf(world, row), row)
    world.dueRows.delete(row.id)
  })
}

const queueOf = ({ dueWaiting, dueAgain }: World, { again }: DueRow): Heap<DueRow> =>
  again === null ? dueWaiting : dueAgain

/** What is to be given out first of what is due. */
const nextDue = ({ dueWaiting, dueAgain }: World, at: EpochSeconds): DueRow | null => {
  const first = firstOf(dueWaiting)
  const fresh = first !== undefined && first.due.at <= at ? first : null
  const again = firstOf(dueAgain) ?? null
  if (fresh === null || again === null) return fresh ?? again
  return fresh.due.at <= (again.again ?? 0) ? fresh : again
}

/** What is due at `at`, claimed. */
export const claimDue = (
  world: World,
  { limit, leaseSeconds, at }: Claim & { readonly at: EpochSeconds },
): readonly ClaimedDue[] => {
  const now = world.clock()
  for (const lease of takeLapsed(world.dueLeases, now)) lapse(world, lease)
  const claimed: ClaimedDue[] = []
  while (claimed.length < limit) {
    const row = nextDue(world, at)
    if (row === null) break
    claimed.push(give(world, row, { until: secondsAfter(now, leaseSeconds), again: secondsAfter(at, leaseSeconds) }))
  }
  return claimed
}

/** Whether the claim is still good: nobody has done it, and nobody else has it. */
export const holdsDue = (world: World, { id, lease }: ClaimedDue): boolean => {
  const held = world.dueRows.get(id)?.lease ?? null
  return held !== null && leaseName(held) === lease
}

/** Removes what is done. */
export const removeDue = (world: World, id: string): void => {
  const row = world.dueRows.get(id)
  if (row === undefined) return
  const lease = row.lease
  const held = lease !== null && world.dueLeases.held.delete(lease)
  if (!held) removeItem(queueOf(world, row), row)
  world.dueRows.delete(id)
  world.journal.undos?.push(() => {
    world.dueRows.set(id, row)
    if (held) holdLease(world.dueLeases, lease)
    else pushItem(queueOf(world, row), row)
  })
}

const give = (world: World, row: DueRow, ends: { readonly until: number; readonly again: number }): ClaimedDue => {
  const { dueLeases, journal } = world
  const before = { lease: row.lease, again: row.again }
  const lease: Lease<DueRow> = { of: row, number: nextNumber(world), until: ends.until }
  removeItem(queueOf(world, row), row)
  row.lease = lease
  row.again = ends.again
  row.attempts += 1
  holdLease(dueLeases, lease)
  journal.undos?.push(() => {
    dueLeases.held.delete(lease)
    row.attempts -= 1
    row.lease = before.lease
    row.again = before.again
    pushItem(queueOf(world, row), row)
  })
  const { account, id, due, attempts } = row
  return { account, id, at: due.at, work: due.work, attempts, lease: leaseName(lease) }
}

const lapse = ({ dueAgain, dueLeases, journal }: World, lease: Lease<DueRow>): void => {
  pushItem(dueAgain, lease.of)
  journal.undos?.push(() => {
    removeItem(dueAgain, lease.of)
    holdLease(dueLeases, lease)
  })
}
