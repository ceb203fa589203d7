/**
 * The version that stands in every row as `v`. When the form of a row changes, its codec says the new one, and an upcast from
 * the form before is added at the end of its chain: rows of every older version are then led up the chain as they are read.
 * They are written in the newest form only. What a newer program wrote is refused.
 *
 * `test/store/codec/golden-v1.jsonl` holds rows of version 1, which must load for ever.
 */
import { isLeft, map } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { RowKind } from '../errors.js'
import { Ordinal } from './fields.js'
import { isRecord, memberOf, type RecordShape, shape, type Written } from './shapes.js'
import { textOf, writing } from './text.js'

/** From the members of a row, without `v`, to those of the next version; or what keeps it from being of its version. */
export type Upcast = t.Validate<unknown, unknown>

/** The upcast of what `older` reads. */
export const upcast = <Older>(older: t.Type<Older, unknown, unknown>, change: (row: Older) => unknown): Upcast => {
  const changed = map(change)
  return (row, context) => changed(older.validate(row, context))
}

/** The chain of each kind, from version 1 up. The current version is one more than its length. */
export const UPCASTS: { readonly [Kind in RowKind]: readonly Upcast[] } = {
  charge: [],
  refund: [],
  dispute: [],
  event: [],
  key: [],
  due: [],
  document: [],
}

/** The codec with the version beside its members, first of all. */
export const versioned = <Row>(codec: RecordShape<Row>, upcasts: readonly Upcast[]): RecordShape<Row> => {
  const current = upcasts.length + 1
  const validate: t.Validate<unknown, Row> = (row, context) => {
    if (!isRecord(row)) return t.failure(row, context)
    const v = memberOf(row, 'v')
    const place = t.appendContext(context, 'v', Ordinal, v)
    if (!Ordinal.is(v)) return t.failure(v, place)
    if (v > current) return t.failure(v, place, `${v} is a newer version; this program reads up to ${current}`)
    const { v: _, ...members } = row
    let read: t.Validation<unknown> = t.success(members)
    for (const next of upcasts.slice(v - 1)) if (!isLeft(read)) read = next(read.right, context)
    return isLeft(read) ? read : codec.validate(read.right, context)
  }
  const encode = (row: Row): Written => ({ v: current, ...codec.encode(row) })
  return writing(shape(codec.name, validate, encode), (left) => textOf(codec, left, `{"v":${current}`))
}
