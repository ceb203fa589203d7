/** A block of SQL on a page: one query, and below it what it gives, `-- => ` and JSON. */
import type { Example } from './examples.js'

export interface Query {
  /** Where it stands in the page, from 1. */
  readonly line: number
  readonly text: string
  readonly rows: readonly object[]
}

const ARROW = '-- =>'

/** Throws where a query says nothing of what it gives. */
export const queryOf = ({ code, line, path }: Example): Query => {
  const [text, expected] = code.split(`\n${ARROW}`)
  if (text === undefined || expected === undefined) throw new Error(`${path}:${line} a query without "${ARROW}"`)
  return { line, text, rows: JSON.parse(expected.replace(/^-- {2,}/gm, '')) }
}
