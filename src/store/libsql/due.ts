/**
 * What is due. `again` is when the last lease was to end, by the clock that what is due is asked with; null before it was
 * claimed. `lease` is good until another takes the row; `lease_until` is set while nobody else may.
 */
import { randomUUID } from 'node:crypto'
import { type Either, isLeft, right } from '../../domain/either.js'
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { InvalidRow } from '../errors.js'
import type { Account } from '../names.js'
import type { Claim } from '../port.js'
import type { ClaimedDue } from '../rows.js'
import { joinRow } from '../sql/columns.js'
import type { Connection } from './connection.js'
import { NOW } from './outbox.js'
import { type Read, readable } from './rows.js'

const ADD = 'insert into rm_due (account, at, body) values (?, ?, ?)'
const REMOVE = 'delete from rm_due where seq = ? and lease = ?'

const ANY = `select exists (select 1 from rm_due where again is null and at <= ?)
  or exists (select 1 from rm_due where again is not null and lease_until is null)
  or exists (select 1 from rm_due where lease_until <= ${NOW}) as found`
const LAPSE = `update rm_due set lease_until = null where lease_until <= ${NOW}`
const COLUMNS = 'seq, account, at, attempts, again, body'
const FRESH = `select ${COLUMNS} from rm_due where again is null and at <= ? order by at, seq limit ?`
const AGAIN = `select ${COLUMNS} from rm_due where again is not null and lease_until is null
  order by again, at, seq limit ?`
const GIVE = `update rm_due set lease = ?, lease_until = ${NOW} + ?, again = ?, attempts = attempts + 1 where seq = ?`

interface DueRow {
  readonly seq: number
  readonly account: string
  readonly at: number
  readonly attempts: number
  readonly again: number | null
  readonly body: string
}

/** Writes what is to be done at its time. */
export const writeDue = (connection: Connection, account: Account, { at, body }: Read<'due'>): void => {
  connection.run(ADD, [account, at, body])
}

/** Removes what is done. False where the claim is not good any more. */
export const removeDue = (connection: Connection, { id, lease }: ClaimedDue): boolean => {
  const seq = /^due_([1-9]\d{0,14})$/.exec(id)?.[1]
  return seq !== undefined && connection.run(REMOVE, [Number(seq), lease]) > 0
}

/** Whether there may be something to claim. Asked without a lock, as nearly always there is nothing. */
export const anyDue = (connection: Connection, at: EpochSeconds): boolean =>
  connection.one<{ found: number }>(ANY, [at])?.found === 1

/** What is due at `at`, claimed; what cannot be read is claimed as well, so that it keeps nothing else waiting. */
export const claimDue = (
  connection: Connection,
  { limit, leaseSeconds, at }: Claim & { readonly at: EpochSeconds },
): Either<InvalidRow, readonly ClaimedDue[]> => {
  connection.run(LAPSE, [])
  const fresh = connection.all<DueRow>(FRESH, [at, limit])
  const again = connection.all<DueRow>(AGAIN, [limit])
  const given = merged(fresh, again)
    .slice(0, limit)
    .map((row) => {
      const lease = randomUUID()
      connection.run(GIVE, [lease, leaseSeconds, secondsAfter(at, leaseSeconds), row.seq])
      return claimedOf(row, lease)
    })
  return readable(given)
}

const claimedOf = ({ seq, account, at, attempts, body }: DueRow, lease: string): Either<InvalidRow, ClaimedDue> => {
  const joined = joinRow('due', { account, id: `due_${seq}`, attempts: attempts + 1, at, body })
  return isLeft(joined) ? joined : right({ ...joined.right, lease })
}

/** In order of their time, or of when their lease was to end. Those that were never claimed stand first. */
const merged = (fresh: readonly DueRow[], again: readonly DueRow[]): readonly DueRow[] => {
  const all = [...fresh, ...again]
  const turn = (row: DueRow): number => row.again ?? row.at
  // Sorting keeps the order of those that are equal.
  return all.sort((one, other) => turn(one) - turn(other))
}
