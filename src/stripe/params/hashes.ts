/** Parameters made of parameters: hashes and lists. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type ParamError, said } from './errors.js'
import { type Form, type FormValue, hashOf, isHash, isList } from './form.js'
import { type Always, type AnyParam, nameOf, type Param, param, refused, within } from './param.js'

/** The parameters of a hash, by name, in the order in which they are read. */
export type Fields = Readonly<Record<string, AnyParam>>

type AlwaysIn<Of extends Fields> = {
  [Name in keyof Of]: Of[Name] extends Always<t.TypeOf<Of[Name]>> ? Name : never
}[keyof Of]

/** What the fields mean: those that are required or have a default always, the others where they were sent. */
export type Values<Of extends Fields> = {
  readonly [Name in AlwaysIn<Of>]: t.TypeOf<Of[Name]>
} & {
  readonly [Name in Exclude<keyof Of, AlwaysIn<Of>>]?: t.TypeOf<Of[Name]>
}

/** A hash with these members; those of `ignored` may be sent and mean nothing. */
export const hash = <const Of extends Fields>(fields: Of, ignored: readonly string[] = []): Param<Values<Of>> =>
  param(
    new t.Type<Values<Of>, Form, unknown>('a hash', isValues(fields), readFields(fields), writeFields(fields)),
    unknownIn(fields, new Set(ignored)),
  )

const isValues =
  <Of extends Fields>(fields: Of) =>
  (value: unknown): value is Values<Of> =>
    t.UnknownRecord.is(value) &&
    Object.entries(fields).every(([name, of]) =>
      Object.hasOwn(value, name) ? of.is(value[name]) : !('whenAbsent' in of),
    )

const readFields = <Of extends Fields>(
  fields: Of,
): ((sent: unknown, context: t.Context) => t.Validation<Values<Of>>) => {
  const entries = Object.entries(fields).map(([name, of]) => ({ name, of }))
  return (sent: unknown, context: t.Context): t.Validation<Values<Of>> => {
    if (!isHash(sent)) return refused(sent, context, { _tag: 'NotAHash', param: nameOf(context) })
    const values: Record<string, unknown> = {}
    for (const { name, of } of entries) {
      const value = Object.hasOwn(sent, name)
        ? of.validate(sent[name], deeper(context, name, of, sent[name]))
        : absent(of, context, name)
      if (value === null) continue
      if (E.isLeft(value)) return value
      values[name] = value.right
    }
    return E.right(values as Values<Of>)
  }
}

const deeper = (context: t.Context, key: string, type: t.Mixed, actual: unknown): t.Context =>
  t.appendContext(context, key, type, actual)

/** What a parameter means that was not sent; null where it then means nothing. */
const absent = (of: AnyParam | Always<unknown>, context: t.Context, name: string): t.Validation<unknown> | null => {
  if (!('whenAbsent' in of)) return null
  const value = of.whenAbsent(within(nameOf(context), name))
  return E.isLeft(value) ? refused(undefined, context, value.left) : value
}

const writeFields =
  <Of extends Fields>(fields: Of) =>
  (values: Values<Of>): Form =>
    hashOf(
      Object.entries(fields).flatMap(([name, of]): [string, FormValue][] =>
        Object.hasOwn(values, name) ? [[name, of.encode(values[name as keyof Values<Of>])]] : [],
      ),
    )

const NO_NAMES: readonly string[] = []

const unknownIn =
  (fields: Fields, ignored: ReadonlySet<string>) =>
  (sent: FormValue, name: string): readonly string[] => {
    if (!isHash(sent)) return NO_NAMES
    // Nearly always every name is known, and no list is made.
    let unknown: string[] | null = null
    for (const member of Object.keys(sent)) {
      const path = within(name, said(member))
      if (Object.hasOwn(fields, member)) {
        const deep = fields[member]?.unknownIn(sent[member] as FormValue, path) ?? NO_NAMES
        for (const each of deep) {
          unknown ??= []
          unknown.push(each)
        }
      } else if (!ignored.has(member)) {
        unknown ??= []
        unknown.push(path)
      }
    }
    return unknown ?? NO_NAMES
  }

/** A list of these: `name[]=…`, or `name[0]=…` counted from 0 without a gap, in any order. */
export const list = <A>(item: Param<A>): Param<readonly A[]> =>
  param(
    new t.Type<readonly A[], FormValue, unknown>(
      `a list of ${item.name}`,
      (value): value is readonly A[] => Array.isArray(value) && value.every(item.is),
      (sent, context) => {
        const items = itemsOf(sent)
        return items === null
          ? refused(sent, context, notAList(sent, nameOf(context)))
          : readItems(item, items, context)
      },
      (values) => values.map(item.encode),
    ),
    (sent, name) => (itemsOf(sent) ?? []).flatMap((value, index) => item.unknownIn(value, within(name, String(index)))),
  )

const readItems = <A>(item: Param<A>, sent: readonly FormValue[], context: t.Context): t.Validation<readonly A[]> => {
  const values: A[] = []
  for (const [index, one] of sent.entries()) {
    const value = item.validate(one, deeper(context, String(index), item, one))
    if (E.isLeft(value)) return value
    values.push(value.right)
  }
  return E.right(values)
}

/** Why this is no list. */
const notAList = (sent: unknown, name: string): ParamError => {
  if (sent === '') return { _tag: 'EmptyValue', param: name }
  if (!isHash(sent)) return { _tag: 'NotAList', param: name }
  const passed = Object.keys(sent).slice(0, MOST_TOLD).map(said)
  return { _tag: 'NotSequential', param: name, passed, expected: counted(sent).length }
}

/** The elements; null where this is no list. */
const itemsOf = (sent: unknown): readonly FormValue[] | null => {
  if (isList(sent)) return sent
  if (!isHash(sent)) return null
  const items = counted(sent)
  return items.length === Object.keys(sent).length ? items : null
}

/** The elements from 0 to the first gap: never a walk over the indices up to the largest. */
const counted = (sent: Form): readonly FormValue[] => {
  const items: FormValue[] = []
  for (let index = 0; ; index += 1) {
    const item = sent[String(index)]
    if (item === undefined) return items
    items.push(item)
  }
}

/** Most indices that an error repeats. */
const MOST_TOLD = 10
