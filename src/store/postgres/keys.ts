/** Keys: the marks of those under way, as the database's functions give them. */
import { randomUUID } from 'node:crypto'
import { type Either, isLeft, right } from '../../domain/either.js'
import type { KeyState } from '../../domain/idempotency/idempotency.js'
import type { Json } from '../../domain/idempotency/json.js'
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { InvalidRow } from '../errors.js'
import type { Account, IdempotencyKey } from '../names.js'
import type { KeyAsked } from '../port.js'
import type { Access } from './access.js'
import type { Row } from './client.js'
import { readRow } from './rows.js'

/** A mark as it stands in the database. */
interface Mark {
  readonly path: string
  readonly fingerprint: string
  readonly until: number
  readonly mark: string
}

/** A key that this load holds. */
export interface HeldKey {
  readonly key: IdempotencyKey
  /** Proves it. */
  readonly mark: string
  /** The lapsed mark that it was written over. */
  readonly before: Mark | null
}

/** A key as it was found. */
export interface FoundKey {
  readonly state: KeyState<Json> | null
  readonly held: HeldKey | null
}

/** What `hold_key` is asked, without the account, and the mark by which it is held. */
export const holdValues = (asked: KeyAsked, at: EpochSeconds): readonly [mark: string, values: readonly unknown[]] => {
  const mark = randomUUID()
  const until = Math.ceil(secondsAfter(at, asked.leaseSeconds))
  return [mark, [asked.key, asked.path, asked.fingerprint, until, at, asked.lifeSeconds, mark]]
}

interface Answer {
  readonly held: boolean
  /** A mark has lapsed, and was left as it is. */
  readonly lapsed?: boolean
  readonly running?: Mark
  readonly done?: Row
}

/** What `hold_key` answered. A mark is taken for what it says: it is gone when its time is over. */
export const readKey = (
  text: unknown,
  { key }: KeyAsked,
  mark: string,
  at: EpochSeconds,
): Either<InvalidRow, FoundKey> => {
  const { held, running, done } = JSON.parse(String(text)) as Answer
  const mine = held ? { key, mark, before: running ?? null } : null
  if (running !== undefined) {
    const { path, fingerprint, until } = running
    return right({
      state: { status: 'running', key, path, fingerprint, until: secondsAfter(at, until - at) },
      held: mine,
    })
  }
  if (done === undefined) return right({ state: null, held: mine })
  const row = readRow('key', done)
  return isLeft(row) ? row : right({ state: row.right.record, held: mine })
}

/** Whether `hold_key` found a mark that has lapsed, and left it. */
export const isLapsed = (text: unknown): boolean => (JSON.parse(String(text)) as Answer).lapsed === true

/** Whether `hold_key` holds the key now, whatever else it answered. */
export const heldBy = (text: unknown, { key }: KeyAsked, mark: string): HeldKey | null => {
  const { held, running } = JSON.parse(String(text)) as Answer
  return held ? { key, mark, before: running ?? null } : null
}

/** Gives a key back as it was before. Never fails: what cannot be given back lapses. */
export const giveBackKey = async (access: Access, account: Account, held: HeldKey | null): Promise<void> => {
  if (held === null) return
  const { key, mark, before } = held
  await access.ask(access.statements.giveBackKey, [account, key, mark, before === null ? null : JSON.stringify(before)])
}
