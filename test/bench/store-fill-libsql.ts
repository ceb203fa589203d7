/** Fills a SQLite file with copies of the one refund that is in it, its event and the record of its key. */
import { statSync } from 'node:fs'
import Database from 'libsql'
import { main, refundIdAt } from './desk-given.js'
import { filledCharge, named } from './store-fill.js'

interface Kept {
  readonly name: string
  readonly sql: string
}

/** Triggers are taken away meanwhile: each would write the charge anew. The sums that they keep are written at the end. */
export const fillLibsql = async (path: string, refunds: number, charges: number): Promise<number> => {
  const database = new Database(path)
  database.exec('PRAGMA busy_timeout=5000; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; BEGIN IMMEDIATE')
  const triggers = database.prepare("select name, sql from sqlite_schema where type = 'trigger'").all([]) as Kept[]
  for (const { name } of triggers) database.exec(`drop trigger ${name}`)
  database.exec(copies(refunds, charges))
  const known = database.prepare('select seq, id, version, standing, body from rm_charges order by id').all([]) as {
    seq: number
    id: string
    version: number
    standing: number
    body: string
  }[]
  const newest = database.prepare('select seq, previous, created_at from rm_refunds where account = ? and id = ?')
  const set = database.prepare(
    `update rm_charges set version = ?, standing = ?, unsettled = ?, refunded = ?, body = ?,
      counting = ?, refunds = ?, newest_refund = ?, newest_refund_at = ?, previous_refund = ? where seq = ?`,
  )
  for (const [index, { seq, version, standing, body }] of known.entries()) {
    const more = filledCharge(index, standing, body, { refunds, charges })
    const sum = standing + more.count
    const last = refundIdAt(index + charges * (sum - 1))
    const refund = newest.get([main, last]) as { seq: number; previous: number | null; created_at: number }
    const order = [refund.seq, sum, refund.seq, refund.created_at, refund.previous]
    set.run([version + more.count, sum, sum, sum, more.body, ...order, seq])
  }
  for (const { sql } of triggers) database.exec(sql)
  database.exec('COMMIT')
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([])
  database.close()
  return statSync(path).size
}

/**
 * Number n goes to charge n modulo their number, and has the events' next number there. The first is there already. A refund of
 * number n has row n + 1, and the refund of its charge before it is that of so many numbers less as there are charges.
 */
const copies = (refunds: number, charges: number): string => {
  const id = `printf('re_%024d', n)`
  const charge = `printf('ch_%024d', n % ${charges})`
  const key = `printf('key_refund_%024d', n)`
  const rows = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${refunds} - 1)`
  const body = named('t.body', { id, charge })
  return `
create temp table of_refund as select * from rm_refunds;
create temp table of_event as select * from rm_events order by seq desc limit 1;
create temp table of_key as select * from rm_keys;
create temp table of_charge (place integer primary key, seq integer);
insert into of_charge (place, seq) select row_number() over (order by id) - 1, seq from rm_charges;
${rows} insert into rm_refunds (seq, account, id, charge, created_at, amount, status, counted, nth, previous, body)
  select numbers.n + 1, t.account, ${id}, c.seq, t.created_at, t.amount, t.status, t.counted,
    1 + n / ${charges}, case when n >= ${charges} then n + 1 - ${charges} end, ${body}
  from numbers cross join of_refund t cross join of_charge c on c.place = numbers.n % ${charges};
${rows} insert into rm_events (account, charge, number, at, body)
  select t.account, c.seq, 3 + n / ${charges}, t.at, ${body}
  from numbers cross join of_event t cross join of_charge c on c.place = numbers.n % ${charges};
${rows} insert into rm_keys (account, key, path, fingerprint, at, body)
  select t.account, ${key}, t.path, ${named('t.fingerprint', { id, charge })}, t.at, ${body} from numbers, of_key t;`
}
