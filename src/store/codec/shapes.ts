/**
 * What codecs of rows are made of. They are strict: a record has the members that are named and no others, since a member
 * that is not known here may change what the others mean. What is decoded is built anew, member by member in the order of
 * the codec, and so is what is encoded: the same row is the same text, whatever made it.
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { absurd, type Either } from '../../domain/either.js'
import type { Json } from '../../domain/idempotency/json.js'
import { listText, nullableText, recordText, taggedText, textOf, wordText, writing } from './text.js'

/** A record as it is written. */
export type Written = { readonly [name: string]: Json }
/** A codec of one value. */
export type Shape<A> = t.Type<A, Json, unknown>
/** A codec of a record. */
export type RecordShape<A> = t.Type<A, Written, unknown>

/**
 * A codec from what reads and what writes. `is` says by itself what `validate` would, and finds no reasons: for values that
 * are nearly always right it costs a fraction.
 */
export const shape = <A, Out>(
  name: string,
  validate: t.Validate<unknown, A>,
  encode: t.Encode<A, Out>,
  is: (value: unknown) => boolean = (value) => !isLeft(validate(value, [])),
): t.Type<A, Out, unknown> => new t.Type(name, (value): value is A => is(value), validate, encode)

/** A codec whose values are those that `is` accepts, as they are. */
export const guard = <A extends Json>(name: string, is: (value: unknown) => value is A): Shape<A> =>
  new t.Type(name, is, (value, context) => (is(value) ? t.success(value) : t.failure(value, context)), t.identity)

/**
 * A codec of what a constructor of the domain accepts. The constructors test values that only claim to be of their type.
 * Nothing is mended: −0, of which a constructor may make 0, is refused.
 */
export const made = <A extends Value & Json, Value>(
  name: string,
  make: (value: Value) => Either<unknown, A>,
): Shape<A> => guard(name, (value): value is A => !Object.is(value, -0) && make(value as Value)._tag === 'Right')

/** One of these texts and no other. */
export const oneOf = <const Word extends string>(...words: readonly Word[]): Shape<Word> =>
  writing(
    guard(words.map((word) => JSON.stringify(word)).join(' or '), (value): value is Word =>
      words.some((word) => word === value),
    ),
    wordText(words),
  )

export const nullable = <A>(codec: Shape<A>): Shape<A | null> =>
  writing(
    new t.Type(
      `${codec.name} or null`,
      (value): value is A | null => value === null || codec.is(value),
      (value, context) => (value === null ? t.success(null) : codec.validate(value, context)),
      (value) => (value === null ? null : codec.encode(value)),
    ),
    nullableText(codec),
  )

/** One after the other: a call takes no more than some ten thousand arguments. */
const addAll = (faults: t.ValidationError[], more: t.Errors): void => {
  for (const fault of more) faults.push(fault)
}

/** A list of these. */
export const listOf = <A>(codec: Shape<A>): Shape<readonly A[]> =>
  writing(
    shape(
      'a list',
      (value, context) => {
        if (!Array.isArray(value)) return t.failure(value, context)
        const faults: t.ValidationError[] = []
        const read: A[] = []
        for (const [index, item] of value.entries()) {
          const result = codec.validate(item, t.appendContext(context, String(index), codec, item))
          if (isLeft(result)) addAll(faults, result.left)
          else read.push(result.right)
        }
        return faults.length === 0 ? t.success(read) : t.failures(faults)
      },
      (list) => list.map(codec.encode),
      (value) => Array.isArray(value) && Array.from(value).every(codec.is),
    ),
    listText(codec),
  )

/** Whether the value is a plain record, as `JSON.parse` makes them: no list, not null, and nothing inherited, in any realm. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) return true
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** A member of a record of its own; undefined where there is none. */
export const memberOf = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined

const UNKNOWN = guard('nothing', (value) => value === null)
const NOT_KNOWN = 'no such member is known here; a newer version may have written it'

type Exactly<Members extends t.Props> = { readonly [Name in keyof Members]: t.TypeOf<Members[Name]> }

/** A record with exactly these members. */
export const exactly = <Members extends t.Props>(members: Members): RecordShape<Exactly<Members>> => {
  const codecs = Object.entries(members)
  const names = new Set(Object.keys(members))
  return writing(
    shape(
      'an object',
      (value, context) => {
        if (!isRecord(value)) return t.failure(value, context)
        const faults: t.ValidationError[] = []
        const read: Record<string, unknown> = {}
        for (const [name, codec] of codecs) {
          const given = memberOf(value, name)
          const result = codec.validate(given, t.appendContext(context, name, codec, given))
          if (isLeft(result)) addAll(faults, result.left)
          else read[name] = result.right
        }
        for (const name of Object.keys(value))
          if (!names.has(name))
            faults.push({ value, context: t.appendContext(context, name, UNKNOWN), message: NOT_KNOWN })
        return faults.length === 0 ? t.success(read as Exactly<Members>) : t.failures(faults)
      },
      (value) => {
        const written: Record<string, Json> = {}
        for (const [name, codec] of codecs) written[name] = codec.encode(value[name])
        return written
      },
      (value) => isRecord(value) && (isInOrder(value, codecs) ?? isAnywhere(value, codecs, names)),
    ),
    recordText(codecs),
  )
}

type Codecs = readonly (readonly [name: string, codec: t.Mixed])[]

/** Whether the members are those of the codecs; null where they stand in another order, or are others. Makes no lists of them. */
const isInOrder = (value: Readonly<Record<string, unknown>>, codecs: Codecs): boolean | null => {
  let count = 0
  for (const name in value) {
    const next = codecs[count]
    if (next === undefined || next[0] !== name || !Object.hasOwn(value, name)) return null
    if (!next[1].is(value[name])) return false
    count += 1
  }
  return count === codecs.length ? true : null
}

const isAnywhere = (value: Readonly<Record<string, unknown>>, codecs: Codecs, names: ReadonlySet<string>): boolean =>
  hasOnly(value, names) &&
  codecs.every(([name, codec]) => codec.is(Object.hasOwn(value, name) ? value[name] : undefined))

const hasOnly = (value: object, names: ReadonlySet<string>): boolean => {
  for (const name of Object.keys(value)) if (!names.has(name)) return false
  return true
}

/** One of several records, told apart by the text in the member `tag`. */
export const tagged = <Table extends t.Props>(tag: string, table: Table): RecordShape<t.TypeOf<Table[keyof Table]>> => {
  const words = oneOf(...Object.keys(table))
  const codecOf = (value: unknown): t.Mixed | undefined => {
    const word = memberOf(value, tag)
    return typeof word === 'string' && Object.hasOwn(table, word) ? table[word] : undefined
  }
  return writing(
    shape(
      'an object',
      (value, context) => {
        if (!isRecord(value)) return t.failure(value, context)
        const codec = codecOf(value)
        if (codec !== undefined) return codec.validate(value, context)
        const word = memberOf(value, tag)
        return t.failure(word, t.appendContext(context, tag, words, word))
      },
      (value) => (codecOf(value) ?? absurd(value as never)).encode(value),
      (value) => codecOf(value)?.is(value) ?? false,
    ),
    taggedText(tag, table, (value) => absurd(value as never)),
  )
}

/** The codec, and after it the laws of what it read: the sentences of those that are broken. */
export const lawful = <A, Out>(
  codec: t.Type<A, Out, unknown>,
  broken: (value: A) => readonly string[],
): t.Type<A, Out, unknown> =>
  writing(
    shape(
      codec.name,
      (value, context) => {
        const read = codec.validate(value, context)
        if (isLeft(read)) return read
        const sentences = broken(read.right)
        return sentences.length === 0 ? read : t.failures(sentences.map((message) => ({ value, context, message })))
      },
      codec.encode,
      (value) => codec.is(value) && broken(value).length === 0,
    ),
    (left, head) => textOf(codec, left, head),
  )
