/** Fills a schema of PostgreSQL with copies of the one refund that is in it, its event and the record of its key. */
import type pg from 'pg'
import { filledCharge, named } from './store-fill.js'

/** Triggers are off meanwhile: each would write the charge anew. The sums that they keep are written at the end. */
export const fillPostgres = async (
  pool: pg.Pool,
  schema: string,
  refunds: number,
  charges: number,
): Promise<number> => {
  const client = await pool.connect()
  try {
    await client.query(`BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL search_path = ${schema}`)
    await client.query(copies(refunds, charges))
    const { rows } = await client.query('SELECT id, version, standing, body FROM charges ORDER BY id')
    for (const [index, { id, version, standing, body }] of rows.entries()) {
      const more = filledCharge(index, Number(standing), body, { refunds, charges })
      const sum = Number(standing) + more.count
      await client.query(
        'UPDATE charges SET version = $1, standing = $2, unsettled = $2, refunded = $2, body = $3 WHERE id = $4',
        [Number(version) + more.count, sum, more.body, id],
      )
    }
    await client.query('COMMIT')
    await client.query('VACUUM ANALYZE')
    await client.query('CHECKPOINT')
    const sized = await client.query(SIZE, [schema])
    return Number(sized.rows[0].bytes)
  } finally {
    client.release()
  }
}

/** All tables of the schema, with their indexes. */
const SIZE = `SELECT sum(pg_total_relation_size(c.oid)) AS bytes FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'`

/** Number n goes to charge n modulo their number, and has the events' next number there. The first is there already. */
const copies = (refunds: number, charges: number): string => {
  const id = `'re_' || lpad(n::text, 24, '0')`
  const charge = `'ch_' || lpad((n % ${charges})::text, 24, '0')`
  const key = `'key_refund_' || lpad(n::text, 24, '0')`
  const numbers = `generate_series(1, ${refunds - 1}) n`
  const body = named('t.body', { id, charge })
  return `
CREATE TEMP TABLE of_refund ON COMMIT DROP AS SELECT * FROM refunds;
CREATE TEMP TABLE of_event ON COMMIT DROP AS SELECT * FROM events ORDER BY number DESC LIMIT 1;
CREATE TEMP TABLE of_key ON COMMIT DROP AS SELECT * FROM keys;
INSERT INTO refunds (account, id, charge, created_at, amount, status, body)
  SELECT t.account, ${id}, ${charge}, t.created_at, t.amount, t.status, ${body} FROM of_refund t, ${numbers};
INSERT INTO events (account, charge, number, at, body)
  SELECT t.account, ${charge}, 3 + n / ${charges}, t.at, ${body} FROM of_event t, ${numbers};
INSERT INTO keys (account, key, path, fingerprint, at, body)
  SELECT t.account, ${key}, t.path, ${named('t.fingerprint', { id, charge })}, t.at, ${body} FROM of_key t, ${numbers};`
}
