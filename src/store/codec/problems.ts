/** What is wrong with a row, in words. */
import type * as t from 'io-ts'

/** Longest piece of foreign text that a problem repeats. */
const LONGEST = 60
/** Most names of a path. */
const MOST = 12

/** Each problem: the field, and what belongs there or which law is broken. */
export const problemsOf = (errors: t.Errors): readonly string[] => errors.map(problemOf)

const problemOf = ({ context, message, value }: t.ValidationError): string => {
  const path = pathText(context.slice(1).map(({ key }) => key))
  const problem = message ?? `expected ${context.at(-1)?.type.name ?? 'something else'}, got ${shown(value)}`
  return path === '' ? problem : `${path}: ${problem}`
}

/** The names that lead to a field, shortened where they are many or long. */
export const pathText = (names: readonly string[]): string =>
  [...names.slice(0, MOST).map(short), ...(names.length > MOST ? ['…'] : [])].join('.')

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return JSON.stringify(short(value))
  if (Object.is(value, -0)) return '-0'
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

const short = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`)
