/**
 * The JSON text of a record, written straight from it: the text of what its codec encodes, without that being made first.
 * A codec says once how it writes, when the program starts; what then runs for each row is one loop.
 */
import type * as t from 'io-ts'

/** Members that are left out: whole ones by `true`, or members of theirs. */
export interface LeftOut {
  readonly [name: string]: true | LeftOut
}

/** Writes a value; undefined where JSON has no text for it, as of a member that is not there. */
export type WriteText = (value: unknown) => string | undefined

/** How a codec writes, without some members, and with a text that its record begins with: `{` or more. */
type Plan = (left: LeftOut, head: string) => WriteText

const PLANS = new WeakMap<t.Mixed, Plan>()

/** The same codec, which from now on writes by this plan. */
export const writing = <Codec extends t.Mixed>(codec: Codec, plan: Plan): Codec => {
  PLANS.set(codec, plan)
  return codec
}

const NONE: LeftOut = {}
const HEAD = '{'

/** What writes the values of a codec. */
export const textOf = (codec: t.Mixed, left: LeftOut = NONE, head: string = HEAD): WriteText => {
  const plan = PLANS.get(codec)
  return plan === undefined ? (value) => jsonText(codec.encode(value)) : plan(left, head)
}

/** As `JSON.stringify`, which takes longer for a number and the like. */
const jsonText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null'
  if (value === null) return 'null'
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}

/** Texts that are known before. */
export const wordText = (words: readonly string[]): Plan => {
  const texts = new Map<unknown, string>(words.map((word) => [word, JSON.stringify(word)]))
  return () => (value) => texts.get(value) ?? jsonText(value)
}

type Codecs = readonly (readonly [name: string, codec: t.Mixed])[]

/** Member by member, in the order of the codecs. */
export const recordText =
  (codecs: Codecs): Plan =>
  (left, head) => {
    const members = codecs.flatMap(([name, codec]) => {
      const own = left[name]
      if (own === true) return []
      const label = `${JSON.stringify(name)}:`
      return [{ name, first: label, next: `,${label}`, write: textOf(codec, own) }]
    })
    return (value) => {
      const record = value as Readonly<Record<string, unknown>>
      let text = head
      let isFirst = head === HEAD
      for (const { name, first, next, write } of members) {
        const member = write(record[name])
        if (member === undefined) continue
        text += isFirst ? first : next
        text += member
        isFirst = false
      }
      return `${text}}`
    }
  }

/** By the text in the member `tag`. `otherwise` answers for what has none of the table's. */
export const taggedText =
  (tag: string, table: t.Props, otherwise: (value: unknown) => never): Plan =>
  (left, head) => {
    const writes = new Map<unknown, WriteText>(
      Object.entries(table).map(([word, codec]) => [word, textOf(codec, left, head)]),
    )
    return (value) => {
      const write = writes.get((value as Readonly<Record<string, unknown>>)[tag])
      return write === undefined ? otherwise(value) : write(value)
    }
  }

export const nullableText = (codec: t.Mixed): Plan => {
  const write = textOf(codec)
  return () => (value) => (value === null ? 'null' : write(value))
}

export const listText = (codec: t.Mixed): Plan => {
  const write = textOf(codec)
  return () => (list) => `[${(list as readonly unknown[]).map((item) => write(item) ?? 'null').join(',')}]`
}
