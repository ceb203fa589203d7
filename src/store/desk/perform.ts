/** One command of the law through the loop. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { canonicalText } from '../../domain/idempotency/json.js'
import type { Command, CommandType } from '../../domain/law/commands.js'
import { decide } from '../../domain/law/decide.js'
import type { Refusal } from '../../domain/law/errors.js'
import type { Event } from '../../domain/law/events.js'
import { evolve } from '../../domain/law/evolve.js'
import { transient } from '../../domain/law/transient.js'
import type { Books } from '../../domain/records/books.js'
import type { ChargeId, DisputeId, RefundId } from '../../domain/records/ids.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import { decodeAnswer } from '../codec/answer.js'
import { invalidCommand, invalidDue } from '../codec/input.js'
import type { DeskError, InvalidInput, LeaseLost } from '../errors.js'
import type { Account, IdempotencyKey } from '../names.js'
import type { Changes } from '../port.js'
import type { ClaimedDue, Due, Undated } from '../rows.js'
import { type Answer, answerOf, keptOf, repeatedAnswer } from './answers.js'
import { invalidCall, invalidIds } from './names.js'
import type { Schedule, Settings } from './options.js'
import type { Decided, Transact, Unit, UnitKey } from './transact.js'

/** What any command may be given. */
export interface Call {
  /** Whose charge it is. */
  readonly account: Account
  /** Names this intention on every attempt: asked again under it, the answer is replayed and nothing happens twice. */
  readonly key?: IdempotencyKey
  /** When it happened; by default the desk's own time. */
  readonly at?: EpochSeconds
  /** What waits because of it, written in the same commit. */
  readonly due?: readonly Due[]
}

/** A command, and the records it is about. */
export interface Asked {
  readonly call: Call
  readonly charge: ChargeId
  readonly refund: RefundId | null
  readonly dispute: DisputeId | null
  readonly command: Undated
  /** What is compared when the key comes again: all that was asked, but no id that was minted here. */
  readonly compared: object
  /** What was due and is done by it. */
  readonly done?: ClaimedDue
  /** Whether the id was minted for this very attempt, so that no one can have asked with it. */
  readonly minted?: () => boolean
}

/** Decides and commits commands. */
export type Perform = (asked: Asked) => TaskEither<Refusal | DeskError | LeaseLost, Answer>

export const createPerform =
  (settings: Settings, transact: Transact): Perform =>
  (asked) => {
    const invalid =
      invalidCall(asked.call) ??
      invalidIds(asked.charge, asked.refund, asked.dispute) ??
      invalidCommand(asked.command) ??
      invalidDue(asked.call.account, asked.call.due)
    return invalid === null ? transact(unitOf(asked, settings)) : async () => left(invalid)
  }

const unitOf = (asked: Asked, settings: Settings): Unit<Refusal | InvalidInput, Answer> => ({
  account: asked.call.account,
  charge: asked.charge,
  refund: asked.refund,
  dispute: asked.dispute,
  key: keyOf(asked),
  ...(asked.done === undefined ? {} : { done: [asked.done] }),
  decide: ({ books }, at) => decided(asked, books, asked.call.at ?? at, settings),
})

const decided = (
  { call, command, done, minted }: Asked,
  books: Books,
  at: EpochSeconds,
  { policy, schedule }: Settings,
): Decided<Refusal | InvalidInput, Answer> => {
  const taken = minted?.() ? takenIn(command.type, books) : null
  if (taken !== null) return { answer: left(taken) }
  const result: Either<Refusal, readonly Event[]> = decide({ ...command, at } as Command, books, policy)
  // What was due and is refused for now stays due; what is refused for good is done.
  if (isLeft(result))
    return { answer: result, keep: keptOf(result), undone: done !== undefined && transient(result.left) }
  const events = result.right
  const after = events.reduce(evolve, books)
  const answer = right(answerOf(after, events))
  const due = dueOf(call, events, after, schedule)
  const invalid = due.length === 0 ? null : invalidDue(call.account, due)
  if (invalid !== null) return { answer: left(invalid) }
  return { answer, changes: changesOf(after, events), due, keep: keptOf(answer) }
}

/** Nobody asked for an id that was minted just now: whoever has it is another, although it may have asked the same. */
const takenIn = (type: CommandType, { charge, refund }: Books): Refusal | null => {
  if (type === 'authorize') return charge === null ? null : { _tag: 'ChargeIdTaken', charge: charge.id }
  return refund === null ? null : { _tag: 'RefundIdTaken', refund: refund.id }
}

const NOTHING_DUE: readonly Due[] = []

const dueOf = (call: Call, events: readonly Event[], after: Books, schedule: Schedule): readonly Due[] => {
  if (events.length === 0) return NOTHING_DUE
  const scheduled = schedule(events, after)
  return call.due ? [...call.due, ...scheduled] : scheduled
}

const isSome = (events: readonly Event[]): events is Changes['events'] => events.length > 0

const changesOf = ({ charge, refund, dispute }: Books, events: readonly Event[]): Changes | null =>
  charge === null || !isSome(events) ? null : { charge, refund, dispute, events }

const keyOf = ({ call, command, compared }: Asked): UnitKey<Refusal, Answer> | null => {
  const { account, key = null } = call
  // A caller in JavaScript may say null where there is none.
  if (key === null) return null
  return {
    key,
    path: command.type,
    fingerprint: canonicalText(compared),
    replay: (answer) => {
      const read = decodeAnswer(answer, { account, key })
      if (isLeft(read)) return read
      return isLeft(read.right) ? read.right : right(repeatedAnswer(read.right.right))
    },
  }
}
