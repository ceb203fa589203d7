/** What an event says of the object before it: `previous_attributes`. */

/** Any of Stripe's objects. */
export type WireFields = Readonly<Record<string, unknown>>

/**
 * The fields in which two states of an object differ, with what they were before: null for what was absent; of a nested object only
 * the members that changed; a list whole.
 *
 * Source: recorded events (`{ amount_refunded: 0, refunded: false, refunds: { data: [], total_count: 0 } }`; `{ amount_refunded:
 * 500 }`; `{ failure_balance_transaction: null, failure_reason: null, status: 'succeeded' }` where the fields were absent before).
 *
 * Law: changedAttributes(a, a) equals {}.
 *
 * @example
 * changedAttributes({ status: 'succeeded' }, { status: 'failed', failure_reason: 'unknown' }) // => { failure_reason: null, status: 'succeeded' }
 * changedAttributes({ metadata: { a: '1', b: '2' } }, { metadata: { a: '3', b: '2' } }) // => { metadata: { a: '1' } }
 * @since 0.1.0
 * @category event
 */
export const changedAttributes = (before: object, after: object): WireFields => {
  const [was, is] = [before as WireFields, after as WireFields]
  const changed = changedInPlace(was, is) ?? changedAnywhere(was, is)
  const [first] = changed
  if (first === undefined) return {}
  // Mostly it is one, which costs neither an order nor a list of pairs.
  if (changed.length === 1) return oneField(first, previous(was, is, first))
  return Object.fromEntries(changed.sort().map((name) => [name, previous(was, is, name)]))
}

/** Written instead of set in a literal, which V8 does slowly under a name that it is only given; but what is called so is no name. */
const oneField = (name: string, value: unknown): WireFields => {
  if (name === '__proto__') return Object.fromEntries([[name, value]])
  const fields: Record<string, unknown> = {}
  fields[name] = value
  return fields
}

/**
 * The names whose values differ, where both have the same members; else null. So it is with nearly all states of one object, and going
 * over them without a list of their names takes a tenth of the memory.
 */
const changedInPlace = (was: WireFields, is: WireFields): string[] | null => {
  const changed: string[] = []
  let members = 0
  for (const name in was) {
    if (!Object.hasOwn(is, name)) return null
    members += 1
    if (!isSame(was[name], is[name])) changed.push(name)
  }
  for (const _ in is) members -= 1
  return members === 0 ? changed : null
}

const changedAnywhere = (was: WireFields, is: WireFields): string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !isSame(member(was, name), member(is, name)))

/** What the merchant named is looked up among the object's own members only: `constructor` is a key like any other. */
const member = (fields: WireFields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined)

const previous = (was: WireFields, is: WireFields, name: string): unknown => {
  const [before, after] = [member(was, name), member(is, name)]
  if (before === undefined) return null
  return isFields(before) && isFields(after) ? changedAttributes(before, after) : before
}

const isFields = (value: unknown): value is WireFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSame = (before: unknown, after: unknown): boolean => {
  if (before === after) return true
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((item, at) => isSame(item, after[at]))
  if (!isFields(before) || !isFields(after)) return false
  const names = Object.keys(before)
  return (
    names.length === Object.keys(after).length &&
    names.every((name) => Object.hasOwn(after, name) && isSame(before[name], after[name]))
  )
}
