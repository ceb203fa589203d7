/** Listings of the model: everything sorted, then cut at the cursor, then filtered, then counted. */
import { type Either, left, right } from '../../domain/either.js'
import type { UnknownCursor } from '../../store/errors.js'
import type { Created, List, Page } from '../../store/port.js'
import type { RecordKind, Records } from '../../store/rows.js'
import type { Model, ModelRow } from './model.js'

const within = (created: number, { gt, gte, lt, lte }: Created): boolean =>
  (gt === undefined || created > gt) &&
  (gte === undefined || created >= gte) &&
  (lt === undefined || created < lt) &&
  (lte === undefined || created <= lte)

/** Newest first; of one second, the one that was written later. */
const newestFirst = (rows: readonly ModelRow[]): readonly ModelRow[] =>
  [...rows].reverse().sort((a, b) => b.created - a.created)

export const list = <Of extends RecordKind>(
  model: Model,
  asked: List<Of>,
): Either<UnknownCursor, Page<Records[Of]>> => {
  const field = asked.endingBefore === undefined ? 'startingAfter' : 'endingBefore'
  const cursor = asked[field]
  const all = newestFirst(
    model.rows.filter(
      ({ account, of, kind }) => account === asked.account && of === asked.of && kind === (asked.kind ?? ''),
    ),
  )
  const position = all.findIndex(({ id }) => id === cursor)
  if (cursor !== undefined && position < 0) return left({ _tag: 'UnknownCursor', field, cursor })
  const beyond = field === 'endingBefore' ? all.slice(0, position) : all.slice(position + 1)
  const matching = beyond.filter(
    (row) =>
      within(row.created, asked.created ?? {}) &&
      (asked.charge === undefined || row.charge === asked.charge) &&
      (asked.label === undefined || row.labels.includes(asked.label)),
  )
  const data = field === 'endingBefore' ? matching.slice(-asked.limit) : matching.slice(0, asked.limit)
  return right({ data: data.map(({ value }) => value as Records[Of]), more: matching.length > asked.limit })
}
