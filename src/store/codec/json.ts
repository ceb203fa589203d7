/** What callers keep as they like: any JSON, as deep as it may be. */
import * as t from 'io-ts'
import type { Json } from '../../domain/idempotency/json.js'
import { pathText } from './problems.js'
import { isRecord, type Shape } from './shapes.js'

/** A list or a record that is being walked, and how far. */
interface Open {
  readonly value: object
  readonly name: string
  readonly members: readonly (readonly [name: string, value: unknown])[]
  next: number
}

const open = (name: string, value: object): Open => ({
  value,
  name,
  members: Array.isArray(value)
    ? [...value.entries()].map(([index, item]) => [String(index), item])
    : Object.entries(value),
  next: 0,
})

/** Text, numbers and the like. −0 is let pass, as the 0 that every text of it says. */
const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

const isOpenable = (value: unknown): value is object => Array.isArray(value) || isRecord(value)

/** As deep as nearly everything is; what is deeper is walked. */
const DEPTH = 32

/** Whether the value is JSON for sure. Nearly always it is, and is no deeper: this takes a tenth of the walk. */
const isShallow = (value: unknown, depth: number): boolean => {
  if (isPlain(value)) return true
  if (depth === 0) return false
  if (Array.isArray(value)) {
    for (const item of value) if (!isShallow(item, depth - 1)) return false
    return true
  }
  if (!isRecord(value)) return false
  for (const member of Object.values(value)) if (!isShallow(member, depth - 1)) return false
  return true
}

/** Where the value is first no JSON, by the names that lead there; null when it is. Walked without recursion: nothing is too deep. */
export const notJson = (root: unknown): readonly string[] | null => {
  if (isShallow(root, DEPTH)) return null
  if (!isOpenable(root)) return []
  const path: Open[] = [open('', root)]
  const around = new Set<object>([root])
  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
    const member = here.members[here.next++]
    if (member === undefined) {
      around.delete(here.value)
      path.pop()
      continue
    }
    const [name, value] = member
    if (isPlain(value)) continue
    // What stands within itself has no end.
    if (!isOpenable(value) || around.has(value)) return [...path.slice(1).map((outer) => outer.name), name]
    path.push(open(name, value))
    around.add(value)
  }
  return null
}

/** Any JSON, as it is. */
export const AnyJson: Shape<Json> = new t.Type(
  'JSON',
  (value): value is Json => notJson(value) === null,
  (value, context) => {
    const path = notJson(value)
    if (path === null) return t.success(value as Json)
    return t.failure(value, context, `${path.length === 0 ? 'it' : pathText(path)} is no JSON`)
  },
  t.identity,
)

/** Whether JSON can say the value. */
export const isJson = (value: unknown): value is Json => notJson(value) === null
