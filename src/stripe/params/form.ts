/**
 * A request's parameters as they were sent: texts, in hashes and lists, and nothing decoded yet.
 *
 * What `items[0]` means is for the one who knows the parameter to say: here it is the name "0" in a hash. So a key "0" of
 * metadata stays a key, and an index of 99999999 makes no room for what comes before it.
 */

/** A text, the elements of `name[]=…`, or the members of `name[member]=…`. */
export type FormValue = string | FormList | Form

/** The elements, in the order sent. */
export interface FormList extends ReadonlyArray<FormValue> {}

/** Members by name, in the order first sent. Without a prototype: `constructor` and `__proto__` are names like any others. */
export interface Form {
  readonly [name: string]: FormValue
}

export const isHash = (value: unknown): value is Form =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isList = (value: unknown): value is FormList => Array.isArray(value)

/** A hash of these members. */
export const hashOf = (members: Iterable<readonly [string, FormValue]>): Form => {
  const hash: Record<string, FormValue> = Object.create(null)
  for (const [name, value] of members) hash[name] = value
  return hash
}
