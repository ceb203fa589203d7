/** What the methods of a desk answer, and what of it is kept under a key. */
import { type Either, isLeft } from '../../domain/either.js'
import type { Json } from '../../domain/idempotency/json.js'
import type { Refusal } from '../../domain/law/errors.js'
import type { Event } from '../../domain/law/events.js'
import type { Books } from '../../domain/records/books.js'
import type { Charge } from '../../domain/records/charge.js'
import type { Dispute } from '../../domain/records/dispute.js'
import type { Refund } from '../../domain/records/refund.js'
import { encodeAnswer, type KeptAnswer } from '../codec/answer.js'

/** What a command on a charge made of it. */
export interface ChargeAnswer {
  readonly charge: Charge
  /** What happened; empty when the same was asked before. */
  readonly events: readonly Event[]
  /** The same was asked before, by its id or under its key: nothing happened now. Records are given as they were answered then. */
  readonly repeated: boolean
}
/** What a command on a refund made of it and its charge. */
export interface RefundAnswer extends ChargeAnswer {
  readonly refund: Refund
}
/** What a command on a dispute made of it and its charge. */
export interface DisputeAnswer extends ChargeAnswer {
  readonly dispute: Dispute
}

/** Any of the answers: which records are there depends on the command. */
export interface Answer extends ChargeAnswer {
  readonly refund: Refund | null
  readonly dispute: Dispute | null
}

/** The answer that the books after the events give. */
export const answerOf = (books: Books, events: readonly Event[]): Answer => ({
  // No command is accepted on books without a charge, and `authorize` makes one.
  charge: books.charge as Charge,
  refund: books.refund,
  dispute: books.dispute,
  events,
  repeated: events.length === 0,
})

/**
 * What is kept under the key; undefined for what leaves the key free. A refusal of what was asked itself (an amount that is
 * none, a record that is not there) is not kept: it is mended and asked again.
 */
export const keptOf = (result: Either<Refusal, Answer>): Json | undefined => {
  if (isLeft(result)) return isKept(result.left) ? encodeAnswer(result) : undefined
  const { charge, refund, dispute } = result.right
  return asJson({ _tag: 'Right', right: { charge, refund, dispute } })
}

const isKept = (refusal: Refusal): boolean => refusal._tag !== 'InvalidAmount' && refusal._tag !== 'NotInBooks'

/**
 * Records of the law are plain JSON, and what was given was checked: kept as they are they cost nothing. TypeScript does not
 * take an interface for a record of JSON by itself.
 */
const asJson = (kept: KeptAnswer): Json => kept as unknown as Json

/** The answer as it is given again. */
export const repeatedAnswer = (kept: Pick<Answer, 'charge' | 'refund' | 'dispute'>): Answer => ({
  ...kept,
  events: [],
  repeated: true,
})
