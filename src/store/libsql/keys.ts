/**
 * Idempotency keys: their records, and the marks of those under way. A mark carries a random text, so it is still a load's
 * exactly when that text stands. Marks need not survive the machine: they lapse.
 */
import { randomUUID } from 'node:crypto'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import {
  judgeKey,
  type KeyDone,
  type KeyRunning,
  type KeyState,
  startKey,
} from '../../domain/idempotency/idempotency.js'
import type { Json } from '../../domain/idempotency/json.js'
import { type EpochSeconds, epochSeconds } from '../../domain/records/time.js'
import { invalidRow } from '../codec/row.js'
import type { InvalidRow } from '../errors.js'
import type { Account } from '../names.js'
import type { KeyAsked } from '../port.js'
import { joinRow, splitRow } from '../sql/columns.js'
import { type Connection, lock } from './connection.js'
import type { Read } from './rows.js'

interface MarkRow {
  readonly path: string
  readonly fingerprint: string
  readonly until: number
  readonly mark: string
}

/** A key that a load holds. */
interface Mark {
  readonly key: string
  readonly mark: string
  /** The lapsed mark that it was taken over from. */
  readonly former: MarkRow | null
}

/** A key as it was found, and the mark of the load that may run it. */
export interface HeldKey {
  readonly before: KeyState<Json> | null
  /** Null when the key is to be replayed or refused. */
  readonly mark: Mark | null
}

const MARK = 'select path, fingerprint, until, mark from rm_key_marks where account = ? and key = ?'
const RECORD = 'select account, key, path, fingerprint, at, body from rm_keys where account = ? and key = ?'
const SET_MARK = `insert into rm_key_marks (account, key, path, fingerprint, until, mark) values (?, ?, ?, ?, ?, ?)
  on conflict (account, key) do update set
    path = excluded.path, fingerprint = excluded.fingerprint, until = excluded.until, mark = excluded.mark`
const END_MARK = 'delete from rm_key_marks where account = ? and key = ? and mark = ?'
const RESET_MARK = `update rm_key_marks set path = ?, fingerprint = ?, until = ?, mark = ?
  where account = ? and key = ? and mark = ?`
const SET_RECORD = `insert into rm_keys (account, key, path, fingerprint, at, body) values (?, ?, ?, ?, ?, ?)
  on conflict (account, key) do update set
    path = excluded.path, fingerprint = excluded.fingerprint, at = excluded.at, body = excluded.body`
const FORGET_MARKS = `delete from rm_key_marks where (account, key) in
  (select account, key from rm_key_marks where until <= ? order by until limit ?)`
const FORGET_RECORDS = 'delete from rm_keys where seq in (select seq from rm_keys where at <= ? order by at limit ?)'

/** Reads a key, and marks it as running where it may run. */
export const holdKey = (
  connection: Connection,
  account: Account,
  asked: KeyAsked,
  at: EpochSeconds,
): Either<InvalidRow, HeldKey> => {
  const row = connection.one<MarkRow>(MARK, [account, asked.key])
  const before: Either<InvalidRow, KeyState<Json> | null> =
    row === undefined ? recordOf(connection, account, asked.key) : runningOf(account, asked.key, row)
  if (isLeft(before)) return before
  if (judgeKey(before.right, asked, at, asked.lifeSeconds).do !== 'run')
    return right({ before: before.right, mark: null })

  lock(connection)
  const mark = randomUUID()
  const { path, fingerprint, until } = startKey(asked, at, asked.leaseSeconds)
  connection.run(SET_MARK, [account, asked.key, path, fingerprint, until, mark])
  return right({ before: before.right, mark: { key: asked.key, mark, former: row ?? null } })
}

const recordOf = (connection: Connection, account: Account, key: string): Either<InvalidRow, KeyDone<Json> | null> => {
  const row = connection.one<Read<'key'>>(RECORD, [account, key])
  if (row === undefined) return right(null)
  const joined = joinRow('key', row)
  return isLeft(joined) ? joined : right(joined.right.record)
}

const runningOf = (account: Account, key: string, row: MarkRow): Either<InvalidRow, KeyRunning> => {
  const { path, fingerprint } = row
  const until = epochSeconds(row.until)
  if (isLeft(until)) return left(invalidRow('key', { account, record: { key } }, [`until: is no time, ${row.until}`]))
  return right({ status: 'running', key, path, fingerprint, until: until.right })
}

/** The key as it was before it was marked. False where another has marked it since. */
export const giveBackKey = (connection: Connection, account: Account, { key, mark, former }: Mark): boolean =>
  (former === null
    ? connection.run(END_MARK, [account, key, mark])
    : connection.run(RESET_MARK, [former.path, former.fingerprint, former.until, former.mark, account, key, mark])) > 0

/** What is written of a key's answer. */
export type KeyCells = Read<'key'>

export const keyCells = (account: Account, record: KeyDone<Json>): KeyCells => splitRow('key', { account, record })

/** Puts the answer in the place of the mark. False where another has marked it since. */
export const finishKey = (connection: Connection, account: Account, { key, mark }: Mark, cells: KeyCells): boolean => {
  if (connection.run(END_MARK, [account, key, mark]) === 0) return false
  connection.run(SET_RECORD, [cells.account, cells.key, cells.path, cells.fingerprint, cells.at, cells.body])
  return true
}

/** Removes marks that lapsed, and records that were answered, at `before` or earlier, the oldest first; how many. */
export const forgetKeys = (
  connection: Connection,
  { before, limit }: { readonly before: EpochSeconds; readonly limit: number },
): number => {
  const marks = connection.run(FORGET_MARKS, [before, limit])
  return marks + connection.run(FORGET_RECORDS, [before, limit - marks])
}
