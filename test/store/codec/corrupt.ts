/** Every way to spoil one member of a row. */

/** A member by the names that lead to it. */
export type Path = readonly string[]

/** What is no JSON. */
export const NO_JSON: readonly unknown[] = [
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  5n,
  Symbol('5'),
  () => 5,
  Object.create({ amount: 5, currency: 'usd' }),
]

/** What may stand where another value belongs. */
export const HOSTILE: readonly unknown[] = [
  ...NO_JSON,
  null,
  true,
  '',
  '5',
  '__proto__',
  'constructor',
  -1,
  0,
  -0,
  1,
  0.5,
  7,
  1e15,
  1e21,
  [],
  ['usd'],
  [[[[[]]]]],
  {},
  { amount: 5 },
]

/** Every member, at every depth. */
export const pathsIn = (value: unknown): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => [[name], ...pathsIn(member).map((path) => [name, ...path])])
    : []

/** A copy with something else at the path. */
export const replaced = (value: unknown, [name, ...rest]: Path, by: unknown): unknown => {
  if (name === undefined) return by
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? replaced(item, rest, by) : item))
  const entries = Object.entries(value as object)
  return Object.fromEntries(entries.map(([key, member]) => [key, key === name ? replaced(member, rest, by) : member]))
}

/** A copy without the member. */
export const without = (value: unknown, path: Path): unknown => {
  const [name, ...rest] = path
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, index) => String(index) !== name)
      : value.map((item, index) => (String(index) === name ? without(item, rest) : item))
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([key, member]) => {
      if (key !== name) return [[key, member]]
      return rest.length === 0 ? [] : [[key, without(member, rest)]]
    }),
  )
}

/** A copy with one more member in the record at the path. `__proto__` becomes a member of its own, as in `JSON.parse`. */
export const withMore = (value: unknown, path: Path, name: string): unknown =>
  replaced(value, path, Object.fromEntries([...Object.entries(at(value, path) as object), [name, 5]]))

/** What stands at the path. */
export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, name) => (inner as { readonly [name: string]: unknown })[name], value)
