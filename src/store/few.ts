/**
 * What is under way, by name: nearly always one or two, sometimes thousands. A few are looked through in a list. A `Map` that is
 * emptied makes a new table of itself each time, which costs more than all that is put into it.
 */

export interface Few<Value> {
  /** Names and values, while they are few. */
  readonly names: string[]
  readonly values: Value[]
  /** All of them from when they were many until none is left; null otherwise. */
  many: Map<string, Value> | null
}

/** Twice as many as a server begins at once. */
const FEW = 32

export const createFew = <Value>(): Few<Value> => ({ names: [], values: [], many: null })

/** What has this name; null where nothing has. */
export const underName = <Value>({ names, values, many }: Few<Value>, name: string): Value | null => {
  if (many !== null) return many.get(name) ?? null
  for (let index = names.length - 1; index >= 0; index -= 1) if (names[index] === name) return values[index] as Value
  return null
}

/** Gives it this name, in the place of what had it. */
export const setUnder = <Value>(few: Few<Value>, name: string, value: Value): void => {
  const { names, values, many } = few
  if (many !== null) {
    many.set(name, value)
    return
  }
  const place = names.indexOf(name)
  values[place < 0 ? names.length : place] = value
  if (place < 0) names.push(name)
  if (names.length <= FEW) return
  few.many = new Map(names.map((each, index) => [each, values[index] as Value]))
  names.length = 0
  values.length = 0
}

/** Takes away what has this name, if anything has. */
export const removeUnder = <Value>(few: Few<Value>, name: string): void => {
  const { names, values, many } = few
  if (many !== null) {
    many.delete(name)
    if (many.size === 0) few.many = null
    return
  }
  const place = names.indexOf(name)
  if (place < 0) return
  // The last one takes its place.
  const [lastName, lastValue] = [names.pop() as string, values.pop() as Value]
  if (place === names.length) return
  names[place] = lastName
  values[place] = lastValue
}

export const isEmpty = ({ names, many }: Few<unknown>): boolean => names.length === 0 && many === null

/** All names and values, as they are now: what is changed meanwhile does not change them. */
export const entriesOf = <Value>({ names, values, many }: Few<Value>): readonly (readonly [string, Value])[] =>
  many === null ? names.map((name, index) => [name, values[index] as Value] as const) : [...many]
