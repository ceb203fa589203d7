/** A store on the caller's connection writes nothing outside of a transaction, and says where the schema is missing. */
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { postgresStoreIn } from '../../src/store/postgres/index.js'
import { leftOf, rightOf } from '../fixtures.js'
import { byHand, newSchema, openPostgres, type PostgresSubject, serverUrl } from '../tools/postgres/open.js'
import { ACCOUNT, charge, charged, deskOn, keyed, loading, refunded, writing } from './given.js'

let subject: PostgresSubject
let client: pg.Client
beforeEach(async () => {
  subject = await openPostgres()
  await charged(deskOn(subject.store), 'ch_1', 100)
  client = new pg.Client({ connectionString: serverUrl() })
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await subject.close()
})

const NO_TRANSACTION = { message: expect.stringContaining('no transaction is open') }
const due = [{ at: 0 as never, work: { type: 'task', name: 'a', data: null } as const }]
const standing = async (): Promise<number | undefined> =>
  rightOf(await subject.store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())?.standing
const waiting = async (): Promise<number> => (await byHand(`SELECT 1 FROM ${subject.schema}.due`)).length

it('a commit, a claim and a key without a transaction are refused, and nothing stands', async () => {
  const store = postgresStoreIn(client, { schema: subject.schema })
  const loaded = rightOf(await store.load(loading({ charge: charge('ch_1') }))())
  const answers = [
    await store.commit(loaded, writing({ due }))(),
    await store.load(loading({ key: keyed('k_1') }))(),
    await store.claimEvents({ limit: 1, leaseSeconds: 60 })(),
  ]
  for (const answer of answers)
    expect(leftOf(answer as never)).toMatchObject({ _tag: 'StoreUnavailable', written: 'no', cause: NO_TRANSACTION })
  expect(await waiting()).toBe(0)
  expect(await byHand(`SELECT 1 FROM ${subject.schema}.keys`)).toEqual([])
})

it('a commit after the caller’s own is refused', async () => {
  await client.query('BEGIN')
  const store = postgresStoreIn(client, { schema: subject.schema })
  await refunded(deskOn(store), 'ch_1', 're_1', 10)
  const loaded = rightOf(await store.load(loading({ charge: charge('ch_1') }))())
  await client.query('COMMIT')
  expect(leftOf(await store.commit(loaded, writing({ due }))())).toMatchObject({ written: 'no', cause: NO_TRANSACTION })
  expect([await standing(), await waiting()]).toEqual([10, 0])
})

it('a BEGIN that is on its way is waited for', async () => {
  const store = postgresStoreIn(client, { schema: subject.schema })
  const begun = client.query('BEGIN')
  rightOf(await store.forgetKeys({ before: 0 as never, limit: 1 })())
  await begun
  await client.query('ROLLBACK')
})

it('a client out of a pool is no pool', async () => {
  const pool = new pg.Pool({ connectionString: serverUrl() })
  const own = await pool.connect()
  await own.query('BEGIN')
  await refunded(deskOn(postgresStoreIn(own, { schema: subject.schema })), 'ch_1', 're_1', 10)
  await own.query('COMMIT')
  own.release()
  await pool.end()
  expect(await standing()).toBe(10)
})

it.each(['read', 'write'])('a schema that is not there is named, with what to do: %s', async (what) => {
  const schema = newSchema()
  await client.query('BEGIN')
  const store = postgresStoreIn(client, { schema })
  const answer =
    what === 'read'
      ? await store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })()
      : await store.forgetKeys({ before: 0 as never, limit: 1 })()
  expect(leftOf(answer as never)).toMatchObject({
    _tag: 'StoreUnavailable',
    written: 'no',
    cause: {
      message: expect.stringContaining(`the schema ${schema} is not there, or older than this program: run what`),
    },
  })
})
