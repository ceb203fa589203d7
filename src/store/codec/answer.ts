/**
 * What a desk keeps under a key: the refusal, or the records that a command left. It has no version of its own: a change of
 * its form is a new version of the key's row.
 */
import * as t from 'io-ts'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Json } from '../../domain/idempotency/json.js'
import { PRECEDENCE, type Refusal, type RefusalTag } from '../../domain/law/errors.js'
import type { InvalidRow } from '../errors.js'
import { Charge } from './charge.js'
import { Dispute } from './dispute.js'
import { notJson } from './json.js'
import { problemsOf } from './problems.js'
import { Refund } from './refund.js'
import { exactly, lawful, memberOf, nullable, oneOf, type RecordShape, tagged, type Written } from './shapes.js'

/** The records that a command left. */
export interface AnsweredBooks {
  readonly charge: Charge
  readonly refund: Refund | null
  readonly dispute: Dispute | null
}

/** What a command was answered. */
export type KeptAnswer = Either<Refusal, AnsweredBooks>

const AnsweredBooks: RecordShape<AnsweredBooks> = lawful(
  exactly({ charge: Charge, refund: nullable(Refund), dispute: nullable(Dispute) }),
  ({ charge, refund, dispute }) => [...strays('refund', charge, refund), ...strays('dispute', charge, dispute)],
)

/** What a refund or a dispute must share with its charge. */
const strays = (name: string, charge: Charge, part: Refund | Dispute | null): readonly string[] => [
  ...(part === null || part.charge === charge.id
    ? []
    : [`${name}.charge ${part.charge} is not charge.id ${charge.id}`]),
  ...(part === null || part.currency === charge.currency
    ? []
    : [`${name}.currency ${part.currency} is not charge.currency ${charge.currency}`]),
]

const TAGS: readonly RefusalTag[] = Object.values(PRECEDENCE).flat()

/** A refusal by its tag. Its data is for whoever asked, and nothing is decided on it, so it is kept as it is. */
const AnyRefusal: RecordShape<Refusal> = new t.Type(
  'a refusal of the law',
  (value): value is Refusal => TAGS.some((tag) => tag === memberOf(value, '_tag')) && notJson(value) === null,
  (value, context) => (AnyRefusal.is(value) ? t.success(value) : t.failure(value, context)),
  (refusal) => Object.fromEntries(Object.entries(refusal).map(([name, value]) => [name, jsonOf(value)])),
)

/** What of a value JSON can say. What a caller gave for an amount may be anything, and is then told in words. */
const jsonOf = (value: unknown): Json => {
  if (notJson(value) === null) return value as Json
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value === undefined) return null
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

const Kept: RecordShape<KeptAnswer> = tagged('_tag', {
  Left: exactly({ _tag: oneOf('Left'), left: AnyRefusal }),
  Right: exactly({ _tag: oneOf('Right'), right: AnsweredBooks }),
})

/** Under which key it is kept, for the error. */
export interface KeptUnder {
  readonly account: string
  readonly key: string
}

/** Reads what `encodeAnswer` made. */
export const decodeAnswer = (json: Json, { account, key }: KeptUnder): Either<InvalidRow, KeptAnswer> => {
  const kept = Kept.validate(json, t.appendContext(t.getDefaultContext(Kept), 'answer', Kept, json))
  if (!isLeft(kept)) return right(kept.right)
  return left({ _tag: 'InvalidRow', row: 'key', account, id: key, problems: problemsOf(kept.left) })
}

/** What is kept of an answer. */
export const encodeAnswer = (answer: KeptAnswer): Written => Kept.encode(answer)
