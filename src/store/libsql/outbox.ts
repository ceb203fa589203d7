/**
 * The outbox: columns of a charge. `turn` is its place in the queue, null while it does not wait. `lease` is the last
 * reader's, and good until another takes the charge; `lease_until` is set while nobody else may.
 */
import { randomUUID } from 'node:crypto'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { InvalidRow, LeaseLost } from '../errors.js'
import type { Account } from '../names.js'
import type { Claim } from '../port.js'
import type { ClaimedEvents } from '../rows.js'
import { indexName } from '../sql/index-name.js'
import type { Connection } from './connection.js'
import { EVENT, type Read, readAll, readable, readEvent } from './rows.js'

/** How many events of a charge are given out at once, so that a long history does not come in one piece. */
const LONGEST_BATCH = 1000

/** Behind all that wait. */
export const NEXT_TURN = '(select coalesce(max(turn), 0) + 1 from rm_charges where turn is not null)'
/** The database's clock, in seconds. */
export const NOW = `unixepoch('subsec')`

const ANY = `select exists (select 1 from rm_charges where turn is not null)
  or exists (select 1 from rm_charges where lease_until <= ${NOW}) as found`
/** A lease that lapsed is good until another reader takes the charge; where nothing is left to be read, none will. */
const LAPSE = `update rm_charges set
  lease_until = null,
  lease = case when acknowledged < version then lease end,
  turn = case when acknowledged < version then ${NEXT_TURN} end
  where lease_until <= ${NOW}`
const FIRST = `select seq, account, id, version, acknowledged from rm_charges
  where turn is not null order by turn, seq limit ?`
const GIVE = `update rm_charges set turn = null, lease = ?, lease_until = ${NOW} + ?, lease_up_to = ? where seq = ?`
const EVENTS = `select ${EVENT} from rm_events
  where charge = ? and number > ? and number <= ? order by number`
const LEASED = `select seq, version, acknowledged, lease_up_to from rm_charges
  where account = ? and id = ? and lease = ?`
const KEEP = `update rm_charges set acknowledged = ?, turn = null, lease_until = ${NOW} + ? where seq = ?`
const END = `update rm_charges set acknowledged = ?1, lease = null, lease_until = null, lease_up_to = null,
  turn = case when ?1 < version then coalesce(turn, ${NEXT_TURN}) end where seq = ?2`

interface Waiting {
  readonly seq: number
  readonly account: Account
  readonly id: string
  readonly version: number
  readonly acknowledged: number
}

/** Whether there may be something to claim. Asked without a lock, as nearly always there is nothing. */
export const anyEvents = (connection: Connection): boolean => connection.one<{ found: number }>(ANY, [])?.found === 1

/** Events of the charges that have waited longest; one that cannot be read is claimed as well, and keeps no other waiting. */
export const claimEvents = (
  connection: Connection,
  { limit, leaseSeconds }: Claim,
): Either<InvalidRow, readonly ClaimedEvents[]> => {
  connection.run(LAPSE, [])
  return readable(connection.all<Waiting>(FIRST, [limit]).map((charge) => give(connection, charge, leaseSeconds)))
}

const give = (
  connection: Connection,
  { seq, account, id, version, acknowledged }: Waiting,
  leaseSeconds: number,
): Either<InvalidRow, ClaimedEvents> => {
  const lease = randomUUID()
  const upTo = Math.min(version, acknowledged + LONGEST_BATCH)
  connection.run(GIVE, [lease, leaseSeconds, upTo, seq])
  const events = readAll(connection.all<Read<'event'>>(EVENTS, [seq, acknowledged, upTo]), readEvent)
  if (isLeft(events)) return events
  const [first] = events.right
  if (first === undefined || events.right.length !== upTo - acknowledged) {
    const problems = [`events ${acknowledged + 1} to ${upTo} are not all there`]
    return left({ _tag: 'InvalidRow', row: 'event', account, id, problems })
  }
  return right({ account, charge: first.charge, events: events.right, lease })
}

interface Leased {
  readonly seq: number
  readonly version: number
  readonly acknowledged: number
  readonly lease_up_to: number
}

/** The lease goes on; or it ends, and the charge goes back to the queue if there is more to be read. */
export const acknowledgeEvents = (
  connection: Connection,
  { account, charge, lease }: ClaimedEvents,
  upTo: number,
  keepSeconds: number | null,
): Either<LeaseLost, void> => {
  const row = connection.one<Leased>(LEASED, [account, indexName(charge), lease])
  if (row === undefined) return left({ _tag: 'LeaseLost', of: 'event', id: charge })

  // What was written since is not in the claim, and nobody has delivered it.
  const acknowledged = Math.max(row.acknowledged, Math.min(upTo, row.lease_up_to))
  if (keepSeconds === null) connection.run(END, [acknowledged, row.seq])
  else connection.run(KEEP, [acknowledged, keepSeconds, row.seq])
  return right(undefined)
}
