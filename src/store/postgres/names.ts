/** The names of what is in the database: all of it stands in one schema. */
import { kindOf, type Rule } from '../sql/options.js'

export const DEFAULT_SCHEMA = 'refund_machine'

/** Longest name that PostgreSQL keeps whole, in bytes. */
const LONGEST = 63

/**
 * A setting under which every row is found by an index: a plan that was made while a table was small is kept by its
 * connection, and would read the whole of it while it grows.
 */
export const BY_INDEX = 'SET enable_seqscan = off'

/** Why a value cannot be a schema's name, or null. */
export const wrongSchema: Rule = (schema) => {
  if (typeof schema !== 'string' || schema === '') return `expected the name of a schema, got ${kindOf(schema)}`
  if (/[\0$]/.test(schema)) return 'expected a name without NUL and dollar signs'
  return Buffer.byteLength(schema) > LONGEST ? `expected ${LONGEST} bytes at most` : null
}

/** A statement with the schema's name in the places that are left for it. */
export const inSchema = (schema: string, text: string): string => {
  const name = `"${schema.replaceAll('"', '""')}"`
  // Also within a literal, and within a function's body, which stands between dollars.
  const literal = name.replaceAll("'", "''")
  return text.replaceAll('{schema}', () => name).replaceAll('{schema:text}', () => literal)
}
