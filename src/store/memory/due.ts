/**
 * What is due: rows that wait for their time, rows that were claimed and not done, and those that are claimed. A row is in
 * one of the three until it is done. One that fails again and again waits behind what has become due meanwhile.
 *
 * A row is found by its number, which its id says; only rows that were put in may have other ids.
 */
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { Rows } from '../codec/rows.js'
import type { Account } from '../names.js'
import type { Claim } from '../port.js'
import type { ClaimedDue, Due } from '../rows.js'
import { enterRow, firstIn, leaveRow } from './calendar.js'
import { firstOf, pushItem, removeItem } from './heap.js'
import { holdLease, isLeaseName, type Lease, leaseName, numberBehind, takeLapsed } from './leases.js'
import { type DueRow, nextNumber, type World } from './tables.js'

/** Writes what is to be done at its time. */
export const writeDue = (world: World, account: Account, { at, work }: Due): void =>
  addDue(world, { account, name: null, at, work, order: nextNumber(world), attempts: 0, lease: null, again: null })

/** Puts in a row that was written elsewhere; false where its id is taken. */
export const putDue = (world: World, { account, id, at, work, attempts }: Rows['due']): boolean => {
  if (dueOf(world, id) !== undefined) return false
  const number = numberIn(id)
  const isNext = number !== null && number > world.counter && number < MOST_COUNTED
  if (isNext) world.counter = number
  const order = isNext ? number : nextNumber(world)
  if (!isNext) world.dueNames.set(id, order)
  addDue(world, { account, name: isNext ? null : id, at, work, order, attempts, lease: null, again: null })
  return true
}

const addDue = (world: World, row: DueRow): void => {
  world.dueRows.set(row.order, row)
  wait(world, row)
  world.journal.undos?.push(() => {
    goOn(world, row)
    world.dueRows.delete(row.order)
  })
}

/** The id by which a row is known outside. */
export const idOfDue = ({ name, order }: DueRow): string => name ?? `due_${order}`

/** Where a double is still exact. */
const MOST_NUMBER = 2 ** 52
/** A row with a number above this has a name: counting goes on from below, and never comes to where numbers end. */
const MOST_COUNTED = MOST_NUMBER / 2

/** The number that an id says, as `idOfDue` writes it; null for any other. */
const numberIn = (id: string): number | null => {
  const number = numberBehind('due_', id)
  return number !== null && number < MOST_NUMBER ? number : null
}

const dueOf = ({ dueRows, dueNames }: World, id: string): DueRow | undefined => {
  const named = dueNames.size === 0 ? undefined : dueNames.get(id)
  const order = named ?? numberIn(id)
  const row = order === null ? undefined : dueRows.get(order)
  return row === undefined || (named === undefined && row.name !== null) ? undefined : row
}

const wait = ({ dueWaiting, dueAgain }: World, row: DueRow): void => {
  if (row.again === null) enterRow(dueWaiting, row)
  else pushItem(dueAgain, row)
}

const goOn = ({ dueWaiting, dueAgain }: World, row: DueRow): void => {
  if (row.again === null) leaveRow(dueWaiting, row)
  else removeItem(dueAgain, row)
}

/** What is to be given out first of what is due. */
const nextDue = ({ dueWaiting, dueAgain }: World, at: EpochSeconds): DueRow | null => {
  const first = firstIn(dueWaiting)
  const fresh = first !== undefined && first.at <= at ? first : null
  const again = firstOf(dueAgain) ?? null
  if (fresh === null || again === null) return fresh ?? again
  return fresh.at <= (again.again ?? 0) ? fresh : again
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

const NOTHING: readonly DueRow[] = []

/** The rows that were claimed; null where a claim is not good any more: somebody has done it, or somebody else has it. */
export const heldRows = (world: World, claimed: readonly ClaimedDue[]): readonly DueRow[] | null => {
  if (claimed.length === 0) return NOTHING
  const rows: DueRow[] = []
  for (const { id, lease } of claimed) {
    const row = dueOf(world, id)
    if (row === undefined || row.lease === null || !isLeaseName(row.lease, lease)) return null
    rows.push(row)
  }
  return rows
}

/** Removes what is done. */
export const removeDue = (world: World, row: DueRow): void => {
  const { lease, name, order } = row
  if (!world.dueRows.delete(order)) return
  const held = lease !== null && world.dueLeases.held.delete(lease)
  if (!held) goOn(world, row)
  if (name !== null) world.dueNames.delete(name)
  world.journal.undos?.push(() => {
    if (name !== null) world.dueNames.set(name, order)
    world.dueRows.set(order, row)
    if (held) holdLease(world.dueLeases, lease)
    else wait(world, row)
  })
}

const give = (world: World, row: DueRow, ends: { readonly until: number; readonly again: number }): ClaimedDue => {
  const { dueLeases, journal } = world
  const before = { lease: row.lease, again: row.again }
  const lease: Lease<DueRow> = { of: row, number: nextNumber(world), until: ends.until }
  goOn(world, row)
  row.lease = lease
  row.again = ends.again
  row.attempts += 1
  holdLease(dueLeases, lease)
  journal.undos?.push(() => {
    dueLeases.held.delete(lease)
    row.attempts -= 1
    row.lease = before.lease
    row.again = before.again
    wait(world, row)
  })
  const { account, at, work, attempts } = row
  return { account, id: idOfDue(row), at, work, attempts, lease: leaseName(lease) }
}

const lapse = ({ dueAgain, dueLeases, journal }: World, lease: Lease<DueRow>): void => {
  pushItem(dueAgain, lease.of)
  journal.undos?.push(() => {
    removeItem(dueAgain, lease.of)
    holdLease(dueLeases, lease)
  })
}
