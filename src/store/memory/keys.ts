/**
 * Idempotency keys: their records, and the marks of those under way. A mark is the value that `startKey` made for one load,
 * so it is still that load's exactly when it is the very one that stands.
 */
import {
  judgeKey,
  type KeyDone,
  type KeyRunning,
  type KeyState,
  startKey,
} from '../../domain/idempotency/idempotency.js'
import type { Json } from '../../domain/idempotency/json.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import { entriesOf, type Few, removeUnder, setUnder, underName } from '../few.js'
import type { Account } from '../names.js'
import type { KeyAsked } from '../port.js'
import { answerUnder, putAnswer, removeAnswer } from './answers.js'
import { at } from './shelf.js'
import { type AccountTables, type Answered, openAccount, readAccount, type World } from './tables.js'

/** A key as it was found, and the mark of the load that may run it. */
export interface HeldKey {
  readonly before: KeyState<Json> | null
  /** Null when the key is to be replayed or refused. */
  readonly mark: KeyRunning | null
}

/** Reads a key, and marks it as running where it may run. */
export const holdKey = (world: World, account: Account, asked: KeyAsked, now: EpochSeconds): HeldKey => {
  const tables = readAccount(world, account)
  const before = underName(tables.keysRunning, asked.key) ?? answerUnder(tables.keysDone, asked.key)
  if (judgeKey(before, asked, now, asked.lifeSeconds).do !== 'run') return { before, mark: null }
  const mark = startKey(asked, now, asked.leaseSeconds)
  setMark(world, openAccount(world, account), asked.key, mark)
  return { before, mark }
}

/** Whether the mark is still this load's. */
export const stillHeld = (world: World, account: Account, mark: KeyRunning): boolean =>
  underName(readAccount(world, account).keysRunning, mark.key) === mark

/** The key as it was before it was marked, unless another has marked it since. */
export const giveBackKey = (world: World, account: Account, { before, mark }: HeldKey): void => {
  if (mark === null || !stillHeld(world, account, mark)) return
  setMark(world, openAccount(world, account), mark.key, before?.status === 'running' ? before : null)
}

/** Puts the answer in the place of the mark. */
export const finishHeld = (world: World, account: Account, record: KeyDone<Json>): void => {
  setMark(world, openAccount(world, account), record.key, null)
  writeRecord(world, account, record)
}

/** Writes the record of a key that was answered. */
export const writeRecord = (world: World, account: Account, record: KeyDone<Json>): void => {
  const { keysDone } = openAccount(world, account)
  if (world.journal.undos !== null) {
    const before = answerUnder(keysDone, record.key)
    world.journal.undos.push(() => {
      removeAnswered(world.answered, record)
      if (before === null) removeAnswer(keysDone, record.key)
      else putAnswer(keysDone, before)
    })
  }
  putAnswer(keysDone, record)
  insertAnswered(world.answered, account, record)
}

/** Removes marks that lapsed, and records that were answered, at `before` or earlier, the oldest records first; how many. */
export const forgetKeys = (world: World, old: { readonly before: EpochSeconds; readonly limit: number }): number => {
  const marks = forgetMarks(world, old.before, old.limit)
  return marks + forgetRecords(world, old.before, old.limit - marks)
}

/** Of processes that died over their keys. There are never many: of those that live each has one. */
const forgetMarks = (world: World, before: EpochSeconds, limit: number): number => {
  let forgotten = 0
  for (const tables of world.accounts.values())
    for (const [key, { until }] of entriesOf(tables.keysRunning)) {
      if (forgotten >= limit) return forgotten
      if (until > before) continue
      setMark(world, tables, key, null)
      forgotten += 1
    }
  return forgotten
}

const forgetRecords = (world: World, before: EpochSeconds, limit: number): number => {
  const { records, accounts } = world.answered
  let forgotten = 0
  let seen = 0
  while (seen < records.length && forgotten < limit && at(records, seen).at <= before) {
    const { keysDone } = readAccount(world, at(accounts, seen))
    const record = at(records, seen)
    if (answerUnder(keysDone, record.key) === record) {
      removeAnswer(keysDone, record.key)
      forgotten += 1
      world.journal.undos?.push(() => putAnswer(keysDone, record))
    }
    seen += 1
  }
  dropAnswered(world, seen)
  return forgotten
}

const dropAnswered = ({ answered: { records, accounts }, journal }: World, count: number): void => {
  if (count === 0) return
  const droppedRecords = records.splice(0, count)
  const droppedAccounts = accounts.splice(0, count)
  journal.undos?.push(() => {
    putInFront(records, droppedRecords)
    putInFront(accounts, droppedAccounts)
  })
}

/** Not by `unshift(...)`: a call takes only so many arguments. */
const putInFront = <Item>(items: Item[], front: readonly Item[]): void => {
  const rest = items.splice(0)
  for (const item of front) items.push(item)
  for (const item of rest) items.push(item)
}

const setMark = (world: World, { keysRunning }: AccountTables, key: string, mark: KeyRunning | null): void => {
  const before = underName(keysRunning, key)
  putMark(keysRunning, key, mark)
  world.journal.undos?.push(() => putMark(keysRunning, key, before))
}

const putMark = (marks: Few<KeyRunning>, key: string, mark: KeyRunning | null): void => {
  if (mark === null) removeUnder(marks, key)
  else setUnder(marks, key, mark)
}

/** Behind those of the same second; nearly always at the end. */
const insertAnswered = ({ records, accounts }: Answered, account: Account, record: KeyDone<Json>): void => {
  const place = placeAmong(records, record.at)
  if (place === records.length) {
    records.push(record)
    accounts.push(account)
  } else {
    records.splice(place, 0, record)
    accounts.splice(place, 0, account)
  }
}

/** How many were answered at this second or earlier. */
const placeAmong = (records: readonly KeyDone<Json>[], second: number): number => {
  if (records.length === 0 || at(records, records.length - 1).at <= second) return records.length
  let low = 0
  let high = records.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(records, middle).at <= second) low = middle + 1
    else high = middle
  }
  return low
}

const removeAnswered = ({ records, accounts }: Answered, record: KeyDone<Json>): void => {
  const place = records.lastIndexOf(record)
  records.splice(place, 1)
  accounts.splice(place, 1)
}
