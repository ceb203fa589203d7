/** What a machine is told and what it answers, and the two questions behind: what the law says, and what others recorded. */
import { isLeft } from '../domain/either.js'
import type { Command } from '../domain/law/commands.js'
import { decide } from '../domain/law/decide.js'
import { PRECEDENCE, type Refusal } from '../domain/law/errors.js'
import type { Event } from '../domain/law/events.js'
import { evolve } from '../domain/law/evolve.js'
import type { RefundPolicy } from '../domain/law/policy.js'
import { type Books, EMPTY_BOOKS } from '../domain/records/books.js'
import type { Charge } from '../domain/records/charge.js'
import type { Dispute } from '../domain/records/dispute.js'
import type { Refund } from '../domain/records/refund.js'

/** What an actor starts from. What is not given is not in its books; the policy is then Stripe's. */
export interface Start {
  readonly charge?: Charge | null
  readonly refund?: Refund | null
  readonly dispute?: Dispute | null
  readonly policy?: RefundPolicy
}

/** Tells an actor what other actors recorded about its charge: each event once, and none of its own. */
export interface Heard {
  readonly type: 'record'
  readonly events: readonly Event[]
}

/** The command changed the books, and what happened. */
export interface Recorded {
  readonly type: 'recorded'
  readonly events: readonly Event[]
}
/** The command was done before: nothing changed. */
export interface Repeated {
  readonly type: 'repeated'
  readonly command: Command
}
/** Nothing changed, and why. */
export interface Refused {
  readonly type: 'refused'
  readonly command: Command
  readonly error: Refusal
}
/** Events that an actor was told and did not take: of another charge, births that its books hold, or moves of its own record. */
export interface Ignored {
  readonly type: 'ignored'
  readonly events: readonly Event[]
}

/** What an actor emits: one answer to each command, and to what it was told only what it did not take. */
export type Answer = Recorded | Repeated | Refused | Ignored

/** What an actor holds beside the status. */
export interface ChartContext {
  /** The record that the chart is about; the other two are what the law needs beside it. */
  readonly of: keyof Books
  readonly books: Books
  readonly policy: RefundPolicy
  /** Whether the command at hand has its answer. False whenever the actor is at rest. */
  readonly answered: boolean
}

export const isCommand = (event: { readonly type: string }): event is Command => Object.hasOwn(PRECEDENCE, event.type)

export const statusOf = (books: Books, of: keyof Books): Refusal<'MoveNotAllowed'>['from'] =>
  books[of]?.status ?? 'absent'

/** What the law says, whatever the chart shows. */
export const answerTo = (command: Command, { books, policy }: ChartContext): Recorded | Repeated | Refused => {
  const decided = decide(command, books, policy)
  if (isLeft(decided)) return { type: 'refused', command, error: decided.left }
  if (decided.right.length === 0) return { type: 'repeated', command }
  return { type: 'recorded', events: decided.right }
}

/** As `answerTo`, for a command that no arrow takes: what the law would record is then another chart's to record. */
export const answerOffChart = (command: Command, context: ChartContext): Repeated | Refused => {
  const answer = answerTo(command, context)
  if (answer.type !== 'recorded') return answer
  const { of, books } = context
  return {
    type: 'refused',
    command,
    error: { _tag: 'MoveNotAllowed', of, from: statusOf(books, of), command: command.type },
  }
}

/** Whether the law records something, after which the chart's record stands at `status`; null: where it stands now. */
export const leadsTo = (command: Command, context: ChartContext, status: string | null): boolean => {
  const { of, books } = context
  const answer = answerTo(command, context)
  if (answer.type !== 'recorded') return false
  return statusOf(answer.events.reduce(evolve, books), of) === (status ?? statusOf(books, of))
}

const RECORDS = ['charge', 'refund', 'dispute'] as const

/** The books after an event that others recorded; null when it is not for this actor. */
export const hear = (books: Books, event: Event, of: keyof Books): Books | null => {
  if (event.charge !== books.charge?.id) return null
  const own = books[of]
  const after = evolve(books, event)
  const births = evolve(EMPTY_BOOKS, event)
  // What stands in the books already was counted when it was recorded here.
  if (RECORDS.some((record) => births[record] !== null && births[record]?.id === books[record]?.id)) return null
  const born = births[of]
  // A record of the same kind: another one concerns the charge, and does not take the place of ours.
  if (born !== null) return { ...after, [of]: own }
  return statusOf(after, of) === statusOf(books, of) ? after : null
}
