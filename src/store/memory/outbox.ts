/**
 * The outbox: which charges have events that no reader acknowledged. A charge joins the queue when it gets one, and again,
 * behind the others, when a reader's lease ended before all were acknowledged.
 */
import { type Either, left, right } from '../../domain/either.js'
import { secondsAfter } from '../../domain/records/time.js'
import type { LeaseLost } from '../errors.js'
import type { Claim } from '../port.js'
import type { ClaimedEvents } from '../rows.js'
import { storedEvent } from './events.js'
import { firstOf, pushItem, removeItem } from './heap.js'
import { holdLease, isLeaseName, type Lease, leaseName, takeLapsed } from './leases.js'
import { type ChargeRow, type EventLease, nextNumber, readAccount, rowOf, type World } from './tables.js'

/** How many events of a charge are given out at once, so that a long history does not come in one piece. */
const LONGEST_BATCH = 1000

/** Puts a charge at the end of the queue, if it has events to be read and neither waits nor is leased. */
export const joinOutbox = (world: World, row: ChargeRow): void => {
  if (row.turn === 0 && row.lease === null && row.acknowledged < row.events.length) waitFor(world, row)
}

/** Events of the charges that have waited longest. */
export const claimEvents = (world: World, { limit, leaseSeconds }: Claim): readonly ClaimedEvents[] => {
  const now = world.clock()
  for (const lease of takeLapsed(world.eventLeases, now)) lapse(world, lease)
  const claimed: ClaimedEvents[] = []
  while (claimed.length < limit) {
    const row = firstOf(world.outbox)
    if (row === undefined) break
    claimed.push(give(world, row, secondsAfter(now, leaseSeconds)))
  }
  return claimed
}

/** The lease goes on; or it ends, and the charge goes back to the queue if there is more to be read. */
export const acknowledgeEvents = (
  world: World,
  claimed: ClaimedEvents,
  upTo: number,
  keepSeconds: number | null,
): Either<LeaseLost, void> => {
  const row = rowOf(readAccount(world, claimed.account).charges, claimed.charge)
  const lease = row?.lease ?? null
  if (row === undefined || lease === null || !isLeaseName(lease, claimed.lease))
    return left({ _tag: 'LeaseLost', of: 'event', id: claimed.charge })

  // What was written since is not in the claim, and nobody has delivered it.
  setAcknowledged(world, row, Math.max(row.acknowledged, Math.min(upTo, lease.upTo)))
  endLease(world, row, lease)
  if (keepSeconds !== null) {
    // A lease that lapsed and that nobody has taken yet is good again: its charge does not wait any more.
    if (row.turn > 0) leaveQueue(world, row)
    startLease(world, row, { ...lease, until: secondsAfter(world.clock(), keepSeconds) })
    return right(undefined)
  }
  if (row.turn > 0 && row.acknowledged === row.events.length) leaveQueue(world, row)
  joinOutbox(world, row)
  return right(undefined)
}

const give = (world: World, row: ChargeRow, until: number): ClaimedEvents => {
  const upTo = Math.min(row.events.length, row.acknowledged + LONGEST_BATCH)
  const lease: EventLease = { of: row, number: nextNumber(world), until, upTo }
  leaveQueue(world, row)
  startLease(world, row, lease)
  const { events } = readAccount(world, row.account)
  return {
    account: row.account,
    charge: row.charge.id,
    events: row.events.slice(row.acknowledged, upTo).map((slot) => storedEvent(row.account, events, slot)),
    lease: leaseName(lease),
  }
}

const setAcknowledged = ({ journal }: World, row: ChargeRow, upTo: number): void => {
  const before = row.acknowledged
  row.acknowledged = upTo
  journal.undos?.push(() => {
    row.acknowledged = before
  })
}

const setTurn = (world: World, row: ChargeRow, turn: number): void => {
  row.turn = turn
  pushItem(world.outbox, row)
}

const unsetTurn = (world: World, row: ChargeRow): void => {
  removeItem(world.outbox, row)
  row.turn = 0
}

const waitFor = (world: World, row: ChargeRow): void => {
  setTurn(world, row, nextNumber(world))
  world.journal.undos?.push(() => unsetTurn(world, row))
}

const leaveQueue = (world: World, row: ChargeRow): void => {
  const { turn } = row
  unsetTurn(world, row)
  world.journal.undos?.push(() => setTurn(world, row, turn))
}

/** A lease that lapsed is good until another reader takes the charge; where nothing is left to be read, none will. */
const lapse = (world: World, lease: Lease<ChargeRow>): void => {
  const row = lease.of
  world.journal.undos?.push(() => holdLease(world.eventLeases, lease))
  if (row.acknowledged < row.events.length) {
    waitFor(world, row)
    return
  }
  const held = row.lease
  row.lease = null
  world.journal.undos?.push(() => {
    row.lease = held
  })
}

const startLease = ({ journal, eventLeases }: World, row: ChargeRow, lease: EventLease): void => {
  const before = row.lease
  row.lease = lease
  holdLease(eventLeases, lease)
  journal.undos?.push(() => {
    eventLeases.held.delete(lease)
    row.lease = before
  })
}

const endLease = ({ journal, eventLeases }: World, row: ChargeRow, lease: EventLease): void => {
  const held = eventLeases.held.delete(lease)
  row.lease = null
  journal.undos?.push(() => {
    row.lease = lease
    if (held) holdLease(eventLeases, lease)
  })
}
