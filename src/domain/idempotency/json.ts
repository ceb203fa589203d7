/** Values that survive `JSON.stringify` and `JSON.parse` as they are. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/**
 * The canonical text of a value: the members of every record in one fixed order, whatever order they were written in, and
 * members that are `undefined` left out. Two values have the same text exactly when they are the same JSON.
 *
 * @example
 * canonicalText({ b: [1, 'x'], a: null }) // => '{"a":null,"b":[1,"x"]}'
 * @since 0.1.0
 * @category idempotency
 */
export const canonicalText = (value: unknown): string => JSON.stringify(inOrder(value))

/** The value with the members of every record in order: itself where they are, which costs no copy. */
const inOrder = (value: unknown): unknown => {
  // No JSON, but callers in JavaScript exist, and their amounts are refused by name later.
  if (typeof value === 'bigint') return `${value}n`
  if (value === null || typeof value !== 'object') return value
  return Array.isArray(value) ? listInOrder(value) : recordInOrder(value as Readonly<Record<string, unknown>>)
}

const listInOrder = (list: readonly unknown[]): readonly unknown[] => {
  const items = list.map(inOrder)
  return items.every((item, index) => item === list[index]) ? list : items
}

const recordInOrder = (record: Readonly<Record<string, unknown>>): object => {
  const names = Object.keys(record)
  let isInOrder = true
  let before = ''
  /** Made with the first member that is not in order itself; each is looked at once, however deep it is. */
  let members: unknown[] | null = null
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string
    const given = record[name]
    const member = inOrder(given)
    if (member !== given && members === null) members = names.slice(0, index).map((earlier) => record[earlier])
    members?.push(member)
    if (index > 0 && name < before) isInOrder = false
    before = name
  }
  if (isInOrder && members === null) return record
  const pairs = names.map((name, index) => [name, members === null ? record[name] : members[index]] as const)
  return Object.fromEntries(pairs.sort(([one], [other]) => (one < other ? -1 : 1)))
}
