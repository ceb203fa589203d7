/** The records of answered keys of an account, by key. */
import type { KeyDone } from '../../domain/idempotency/idempotency.js'
import type { Json } from '../../domain/idempotency/json.js'
import { createSlots, findSlot, removeId, type Slots, takeSlot } from './slots.js'

/** By the slots of the keys; null where a slot is free. */
export interface Answers {
  readonly slots: Slots
  readonly records: (KeyDone<Json> | null)[]
}

export const createAnswers = (): Answers => ({ slots: createSlots(), records: [] })

/** What the key was answered; null where it was not. */
export const answerUnder = ({ slots, records }: Answers, key: string): KeyDone<Json> | null => {
  const slot = findSlot(slots, key)
  return slot === undefined ? null : (records[slot] ?? null)
}

/** Puts a record in, in the place of another one of its key. */
export const putAnswer = ({ slots, records }: Answers, record: KeyDone<Json>): void => {
  records[takeSlot(slots, record.key)] = record
}

/** Takes the record of a key out. */
export const removeAnswer = ({ slots, records }: Answers, key: string): void => {
  const slot = findSlot(slots, key)
  if (slot === undefined) return
  records[slot] = null
  removeId(slots, key)
  records.length = slots.ids.length
}
