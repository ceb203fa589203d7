/**
 * What the law reads. A part of its input that the law did not read on the way to an answer cannot have changed the answer:
 * one evaluation then stands for every value of that part. Records are wrapped so that reading their fields is noted; a
 * record that is only handed on stays the same object, unread.
 */

export const PART = {
  /** How much of the fee came back, and how. */
  fee: 1,
  transfer: 2,
  /** What the disputes come to. */
  disputes: 4,
  /** How many disputes there ever were. */
  ever: 8,
  /** What the refunds come to: the amounts and their number. */
  sums: 256,
  /** `legs` of a request. */
  legs: 16,
  /** A record that the command is not about. */
  beside: 32,
  /** What the states of the check do not keep. */
  unkept: 64,
  /** How many refunds were made, and when something was captured: kept only where a policy counts or waits. */
  history: 128,
} as const

export const LEGS_OF_CHARGE = PART.fee | PART.transfer
/** All that differs between the places of a world. */
export const OF_PLACE = LEGS_OF_CHARGE | PART.sums

/** What was asked at one place of a world and is answered alike at all of them, no place being read: whether accepted. */
export type Alike = Map<unknown, boolean>

let noted = 0

export const forgetReads = (): void => {
  noted = 0
}

export const note = (part: number): void => {
  noted |= part
}

/** The parts read since they were forgotten. */
export const readsNoted = (): number => noted

/** The names of parts, for messages. */
export const namesOf = (parts: number): string =>
  Object.entries(PART)
    .flatMap(([name, part]) => ((part & parts) === 0 ? [] : [name]))
    .join(' and ')

/** The record, frozen; reading a field is noted as `part`, or as what `other` says of the field: 0 for not at all. */
export const watched = <Fields extends object>(
  record: Fields,
  part: number,
  other: { readonly [Name in keyof Fields]?: number } = {},
): Fields => {
  const copy = {}
  for (const name of Object.keys(record) as (keyof Fields & string)[]) {
    const value = record[name]
    const bit = other[name] ?? part
    const get = (): Fields[typeof name] => {
      noted |= bit
      return value
    }
    Object.defineProperty(copy, name, bit === 0 ? { enumerable: true, value } : { enumerable: true, get })
  }
  return Object.freeze(copy) as Fields
}

/** Answers, by what was read for them of a charge's two legs, each leg given by a number. */
export interface Memo<Answer> {
  always?: Answer
  byFee?: Map<number, Answer>
  byTransfer?: Map<number, Answer>
  byBoth?: Map<number, Answer>
}

const FEWER_LEGS = 1 << 20

/**
 * A known answer for a charge with these legs. What the law reads follows from its input alone, so an answer that was
 * found reading nothing but the fee is the answer for every transfer.
 */
export const recalled = <Answer>(memo: Memo<Answer>, fee: number, transfer: number): Answer | undefined =>
  memo.always ?? memo.byFee?.get(fee) ?? memo.byTransfer?.get(transfer) ?? memo.byBoth?.get(fee * FEWER_LEGS + transfer)

export const remember = <Answer extends { readonly reads: number }>(
  memo: Memo<Answer>,
  fee: number,
  transfer: number,
  answer: Answer,
): Answer => {
  const read = answer.reads & LEGS_OF_CHARGE
  if (read === 0) memo.always = answer
  else if (read === PART.fee) mapOf(memo, 'byFee').set(fee, answer)
  else if (read === PART.transfer) mapOf(memo, 'byTransfer').set(transfer, answer)
  else mapOf(memo, 'byBoth').set(fee * FEWER_LEGS + transfer, answer)
  return answer
}

const mapOf = <Answer>(memo: Memo<Answer>, name: 'byFee' | 'byTransfer' | 'byBoth'): Map<number, Answer> => {
  const map = memo[name] ?? new Map<number, Answer>()
  memo[name] = map
  return map
}
