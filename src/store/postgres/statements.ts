/** The statements of a store, each prepared under a name of its own: the server parses and plans it once per connection. */
import { createHash } from 'node:crypto'
import type { Statement } from './client.js'
import { inSchema } from './names.js'

/** Columns of each table, as they are read. */
export const COLUMNS = {
  charge:
    'account, id, created_at, version, acknowledged, authorized, captured, released, standing, unsettled, refunded, body',
  refund: 'account, id, charge, created_at, amount, status, body',
  dispute: 'account, id, charge, created_at, amount, status, body',
  event: 'account, charge, number, at, body',
  document: 'account, kind, id, version, created_at, body',
} as const

const one = (of: 'charge' | 'refund' | 'dispute', parameter: string): string =>
  `(SELECT row_to_json(r)::text FROM (SELECT ${COLUMNS[of]} FROM {schema}.${of}s
      WHERE account = $1 AND id = ${parameter}) r) AS ${of}`

/** All in one statement, and so of one moment. */
const BOOKS = `SELECT ${one('charge', '$2')},
    ${one('refund', '$3')},
    ${one('dispute', '$4')},
    (SELECT json_agg(d ORDER BY a.place)::text
      FROM unnest($5::text[], $6::text[]) WITH ORDINALITY AS a(kind, id, place)
      LEFT JOIN LATERAL (SELECT ${COLUMNS.document} FROM {schema}.documents o
        WHERE o.account = $1 AND o.kind = a.kind AND o.id = a.id) d ON true) AS documents`

/** Whether its books are of a moment before that of the key does not matter: what moved since is seen by the commit. */
const WITH_KEY = `${BOOKS},
    {schema}.hold_key($1, $7, $8, $9, $10, $11, $12, $13, false)::text AS key`

const TEXTS = {
  load: BOOKS,
  loadWithKey: WITH_KEY,
  holdKey: 'SELECT {schema}.hold_key($1, $2, $3, $4, $5, $6, $7, $8, $9)::text AS key',
  giveBackKey: 'SELECT {schema}.give_back_key($1, $2, $3, $4::jsonb)',
  commit: 'SELECT {schema}.commit($1::jsonb) AS moved',
  claimEvents: `SELECT ${COLUMNS.event}, lease FROM {schema}.claim_events($1, $2)`,
  acknowledge: 'SELECT {schema}.acknowledge_events($1, $2, $3, $4, $5) AS held',
  claimDue: 'SELECT id, account, at, attempts, lease, body FROM {schema}.claim_due($1, $2, $3, $4)',
  forgetKeys: 'SELECT {schema}.forget_keys($1, $2) AS forgotten',
} as const

/** The fixed statements by their names, and whatever else is asked, each made once. */
export interface Statements extends Readonly<Record<keyof typeof TEXTS, Statement>> {
  readonly schema: string
  readonly of: (text: string) => Statement
}

export const createStatements = (schema: string, prepare: boolean): Statements => {
  const known = new Map<string, Statement>()
  const of = (text: string): Statement => {
    const found = known.get(text)
    if (found !== undefined) return found
    const whole = inSchema(schema, text)
    const made = { text: whole, name: prepare ? nameOf(whole) : null }
    known.set(text, made)
    return made
  }
  const fixed = Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [name, of(text)]))
  return { ...(fixed as Record<keyof typeof TEXTS, Statement>), schema, of }
}

/** The same text has the same name on every connection. */
const nameOf = (text: string): string => `rm_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
