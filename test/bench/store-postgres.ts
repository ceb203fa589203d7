/** Refunds in PostgreSQL: through the desk, by its own statements played back, and as people write them by hand. */
import pg from 'pg'
import type { RefundDesk, Store } from '../../src/store/index.js'
import type { PostgresPool, PostgresQuery } from '../../src/store/postgres/client.js'
import { postgresStore } from '../../src/store/postgres/index.js'
import { type Asked, chargeIdAt, milliseconds, requests } from './desk-given.js'
import { deskOn, each, inOrder, prepare, refundEach, statementsIn } from './store-given.js'
import type { Contest, Form } from './store-turns.js'

/** What was asked on a connection between taking it out of the pool and giving it back. */
type Visit = PostgresQuery[]

/** A pool that writes down all that is asked on its connections. */
const taped = (pool: pg.Pool, tape: Visit[]): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect()
    const visit: Visit = []
    tape.push(visit)
    return {
      query: (query) => {
        visit.push(query)
        return client.query(query)
      },
      release: (error) => client.release(error),
      on: (event, listener) => client.on(event, listener),
      removeListener: (event, listener) => client.removeListener(event, listener),
    }
  },
})

export const poolOn = (connectionString: string, max: number): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max })
  pool.on('error', () => undefined)
  return pool
}

export const storeOnPool = (pool: PostgresPool, schema: string): Store => postgresStore({ pool, schema })

/** All visits of one refund, one after the other. */
interface Unit {
  readonly charge: string
  readonly visits: Visit[]
}

/** Which refund a visit is about stands in its values. */
const unitsOf = (tape: readonly Visit[], asked: ReadonlyMap<string, string>): readonly Unit[] => {
  const units = new Map<string, Unit>()
  for (const visit of tape) {
    const refund = /re_\d{24}/.exec(visit.map(({ values }) => JSON.stringify(values)).join())?.[0] ?? ''
    const charge = asked.get(refund)
    if (charge === undefined) throw new Error(`no refund is named in ${visit.map(({ text }) => text).join('; ')}`)
    const unit = units.get(refund) ?? { charge, visits: [] }
    unit.visits.push(visit)
    units.set(refund, unit)
  }
  return [...units.values()]
}

const play = (pool: pg.Pool) =>
  inOrder<Unit>(
    ({ charge }) => charge,
    async ({ visits }) => {
      for (const visit of visits) {
        const client = await pool.connect()
        for (const query of visit) await client.query(query)
        client.release()
      }
    },
  )

const PLAIN = `
CREATE SCHEMA hand;
CREATE TABLE hand.charges (id text PRIMARY KEY, captured bigint NOT NULL, refunded bigint NOT NULL);
CREATE TABLE hand.refunds (id text PRIMARY KEY, charge text NOT NULL REFERENCES hand.charges, amount bigint NOT NULL,
  status text NOT NULL, created_at bigint NOT NULL);
CREATE INDEX ON hand.refunds (charge);
CREATE TABLE hand.events (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, charge text NOT NULL, type text NOT NULL,
  at bigint NOT NULL, body text NOT NULL);
CREATE INDEX ON hand.events (charge);`

const FIND = { name: 'find', text: 'SELECT captured, refunded FROM hand.charges WHERE id = $1 FOR UPDATE' }
const REFUND = { name: 'refund', text: 'INSERT INTO hand.refunds VALUES ($1, $2, $3, $4, $5)' }
const CHARGED = { name: 'charged', text: 'UPDATE hand.charges SET refunded = refunded + $1 WHERE id = $2' }
const EVENT = { name: 'event', text: 'INSERT INTO hand.events (charge, type, at, body) VALUES ($1, $2, $3, $4)' }

/** As people write it: a transaction for each refund, and the charge's row locked in it. */
const byHand =
  (pool: pg.Pool) =>
  async ({ id, charge, amount }: Asked): Promise<void> => {
    const client = await pool.connect()
    await client.query('BEGIN')
    const { rows } = await client.query({ ...FIND, values: [charge] })
    if (Number(rows[0].refunded) + Number(amount) > Number(rows[0].captured)) throw new Error('too much')
    await client.query({ ...REFUND, values: [id, charge, amount, 'pending', 1_760_000_000] })
    await client.query({ ...CHARGED, values: [amount, charge] })
    const body = JSON.stringify({ refund: id, amount })
    await client.query({ ...EVENT, values: [charge, 'refund_requested', 1_760_000_000, body] })
    await client.query('COMMIT')
    client.release()
  }

const SUMS = `SELECT
  (SELECT concat_ws(' ', count(*), sum(amount), max(length(body))) FROM refund_machine.refunds) AS refunds,
  (SELECT concat_ws(' ', sum(refunded), sum(version)) FROM refund_machine.charges) AS charges,
  (SELECT count(*) FROM refund_machine.events) AS events`

/** A database of each, all on one server. */
const poolsOn = async (url: string, callers: number) => {
  const admin = poolOn(url, 1)
  const on = async (name: string): Promise<pg.Pool> => {
    await admin.query(`DROP DATABASE IF EXISTS ${name}`)
    await admin.query(`CREATE DATABASE ${name}`)
    return poolOn(url.replace(/postgres$/, name), callers)
  }
  const pools = {
    ours: await on('ours'),
    written: await on('written'),
    replay: await on('replay'),
    hand: await on('hand'),
  }
  await admin.end()
  return pools
}

/** Ours, and its twins: one on which its statements are written down, and one on which they are played back. */
export const postgresContest = async (url: string, { charges, keys, callers }: Form): Promise<Contest> => {
  const pools = await poolsOn(url, callers)
  const tape: Visit[] = []
  const deskIn = (pool: PostgresPool): RefundDesk => deskOn(postgresStore({ pool })).desk
  const [desk, writing] = [deskIn(pools.ours), deskIn(taped(pools.written, tape))]
  for (const each of [desk, writing, deskIn(pools.replay)]) await prepare(each, charges)
  const played = play(pools.replay)
  const hand = byHand(pools.hand)
  await pools.hand.query(PLAIN)
  const ids = Array.from({ length: charges }, (_, index) => chargeIdAt(index))
  await pools.hand.query('INSERT INTO hand.charges SELECT id, 900000000, 0 FROM unnest($1::text[]) id', [ids])
  for (const pool of Object.values(pools)) await pool.query('VACUUM ANALYZE')
  const names = new Map<string, string>()
  return {
    record: async (from, howMany) => {
      const asked = requests({ charges, keys }, from, howMany)
      for (const { id, charge } of asked) names.set(id, charge)
      tape.length = 0
      await refundEach(writing, callers, asked)
    },
    ours: (from, howMany) => {
      const asked = requests({ charges, keys }, from, howMany)
      return milliseconds(() => refundEach(desk, callers, asked))
    },
    replay: async () => {
      const units = unitsOf(tape, names)
      const roundTrips = tape.reduce((sum, visit) => sum + visit.length, 0)
      const statements = tape.flat().reduce((sum, { text }) => sum + statementsIn(text), 0)
      return { milliseconds: await milliseconds(() => each(callers, units.values(), played)), statements, roundTrips }
    },
    byHand: (from, howMany) => {
      const asked = requests({ charges, keys }, from, howMany)
      return milliseconds(() => each(callers, asked.values(), hand))
    },
    end: async () => {
      const sums = await Promise.all([pools.ours, pools.replay].map((pool) => pool.query(SUMS)))
      const [one, other] = sums.map(({ rows }) => JSON.stringify(rows))
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
      if (one !== other) throw new Error(`the replay wrote something else: ${one} and ${other}`)
    },
  }
}
