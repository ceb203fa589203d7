/** What is due: rows that wait for their time in a heap, and those that are claimed. A row is in one of both until it is done. */
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { Account } from '../names.js'
import type { Claim } from '../port.js'
import type { ClaimedDue, Due } from '../rows.js'
import { firstOf, pushItem, removeItem } from './heap.js'
import { holdLease, type Lease, leaseName, takeLapsed } from './leases.js'
import { type DueRow, nextNumber, type World } from './tables.js'

/** Writes what is to be done at its time. */
export const writeDue = (world: World, account: Account, due: Due): void => {
  let order = nextNumber(world)
  // A world that was put together from rows may have ids that it has not counted itself.
  while (world.dueRows.has(`due_${order}`)) order = nextNumber(world)
  addDue(world, { account, id: `due_${order}`, due, order, attempts: 0, lease: null })
}

/** Puts a row in, to wait for its time. */
export const addDue = (world: World, row: DueRow): void => {
  world.dueRows.set(row.id, row)
  pushItem(world.dueWaiting, row)
  world.journal.undos?.push(() => {
    removeItem(world.dueWaiting, row)
    world.dueRows.delete(row.id)
  })
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
    const row = firstOf(world.dueWaiting)
    if (row === undefined || row.due.at > at) break
    claimed.push(give(world, row, secondsAfter(now, leaseSeconds)))
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
  if (!held) removeItem(world.dueWaiting, row)
  world.dueRows.delete(id)
  world.journal.undos?.push(() => {
    world.dueRows.set(id, row)
    if (held) holdLease(world.dueLeases, lease)
    else pushItem(world.dueWaiting, row)
  })
}

const give = (world: World, row: DueRow, until: number): ClaimedDue => {
  const { dueWaiting, dueLeases, journal } = world
  const before = row.lease
  const lease: Lease<DueRow> = { of: row, number: nextNumber(world), until }
  removeItem(dueWaiting, row)
  row.lease = lease
  row.attempts += 1
  holdLease(dueLeases, lease)
  journal.undos?.push(() => {
    dueLeases.held.delete(lease)
    row.attempts -= 1
    row.lease = before
    pushItem(dueWaiting, row)
  })
  const { account, id, due, attempts } = row
  return { account, id, at: due.at, work: due.work, attempts, lease: leaseName(lease) }
}

const lapse = ({ dueWaiting, dueLeases, journal }: World, lease: Lease<DueRow>): void => {
  pushItem(dueWaiting, lease.of)
  journal.undos?.push(() => {
    removeItem(dueWaiting, lease.of)
    holdLease(dueLeases, lease)
  })
}
