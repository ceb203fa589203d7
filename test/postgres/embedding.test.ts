/** A store bound to the transaction that the caller has opened on a connection of its own. */
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { postgresStoreIn } from '../../src/store/postgres/index.js'
import { leftOf, rightOf } from '../fixtures.js'
import { byHand, openPostgres, type PostgresSubject, serverUrl } from '../tools/postgres/open.js'
import { ACCOUNT, charge, charged, deskOn, loading, refund, refunded, writing } from './given.js'

let subject: PostgresSubject
let client: pg.Client
beforeEach(async () => {
  subject = await openPostgres()
  await charged(deskOn(subject.store), 'ch_1', 100)
  await byHand(`CREATE TABLE ${subject.schema}.orders (id text)`)
  client = new pg.Client({ connectionString: serverUrl() })
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await subject.close()
})

const inside = () => postgresStoreIn(client, { schema: subject.schema })
const standing = async (): Promise<number | undefined> =>
  rightOf(await subject.store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())?.standing
const orders = async (): Promise<number> => (await byHand(`SELECT 1 FROM ${subject.schema}.orders`)).length

describe('the caller’s own transaction', () => {
  it.each([
    ['COMMIT', 10, 1],
    ['ROLLBACK', 0, 0],
  ])('%s holds for the refund and for the caller’s own rows', async (end, sum, rows) => {
    await client.query('BEGIN')
    await client.query(`INSERT INTO ${subject.schema}.orders VALUES ('o_1')`)
    await refunded(deskOn(inside()), 'ch_1', 're_1', 10)
    expect([await standing(), await orders()]).toEqual([0, 0])
    await client.query(end)
    expect([await standing(), await orders()]).toEqual([sum, rows])
  })

  it('goes on after Moved, and the desk decides again in it', async () => {
    await client.query('BEGIN')
    await client.query(`INSERT INTO ${subject.schema}.orders VALUES ('o_1')`)
    const store = inside()
    const loaded = rightOf(await store.load(loading({ charge: charge('ch_1') }))())
    await refunded(deskOn(subject.store), 'ch_1', 're_1', 90)
    const due = [{ at: 0 as never, work: { type: 'task', name: 'a', data: null } as const }]
    expect(leftOf(await store.commit(loaded, writing({ due }))())).toEqual({ _tag: 'Moved', of: 'charge' })
    await refunded(deskOn(store), 'ch_1', 're_2', 10)
    await client.query('COMMIT')
    expect([await standing(), await orders()]).toEqual([100, 1])
  })

  it('that reads repeatably is ended where another was faster, with nothing written', async () => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    const store = inside()
    rightOf(await store.load(loading({ charge: charge('ch_1') }))())
    await refunded(deskOn(subject.store), 'ch_1', 're_1', 90)
    const desk = deskOn(store)
    const answer = await desk.refund({
      account: ACCOUNT,
      charge: charge('ch_1'),
      id: refund('re_2'),
      amount: 10 as never,
      currency: 'usd' as never,
    })()
    expect(leftOf(answer)).toMatchObject({ _tag: 'StoreUnavailable', written: 'no', cause: { code: '40001' } })
    await client.query('ROLLBACK')
    expect(await standing()).toBe(90)
  })

  it('that reads repeatably writes where nobody else does', async () => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    await refunded(deskOn(inside()), 'ch_1', 're_1', 10)
    await client.query('COMMIT')
    expect(await standing()).toBe(10)
  })
})
