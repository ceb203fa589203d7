/** Comparing records. */
import type { Charge } from '../../../src/index.js'

export type Fields = readonly string[]

/** Every field that a charge may have. */
export const CHARGE: Fields = [
  'id',
  'currency',
  'status',
  'failure',
  'authorized',
  'captured',
  'captures',
  'released',
  'standing',
  'unsettled',
  'refundsStanding',
  'refundsMade',
  'fee',
  'transfer',
  'disputes',
  'createdAt',
  'capturedAt',
] satisfies readonly (keyof Extract<Charge, { status: 'failed' }>)[]

/** The first field that differs and may not, or null. A nested record may be another object with the same values. */
export const changedBeyond = (before: object, after: object, allowed: Fields): string | null => {
  const [a, b] = [before as Readonly<Record<string, unknown>>, after as Readonly<Record<string, unknown>>]
  for (const field in b)
    if (a[field] !== b[field] && !allowed.includes(field) && !same(a[field], b[field])) return field
  for (const field in a) if (!(field in b) && !allowed.includes(field)) return field
  return null
}

/** The first of the fields that differs, or null. */
export const changedIn = (before: object, after: object, fields: Fields): string | null => {
  const [a, b] = [before as Readonly<Record<string, unknown>>, after as Readonly<Record<string, unknown>>]
  for (const field of fields) if (a[field] !== b[field] && !same(a[field], b[field])) return field
  return null
}

export const same = (a: unknown, b: unknown): boolean =>
  a === b ||
  (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && changedBeyond(a, b, []) === null)
