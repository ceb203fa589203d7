/** Two decisions at the same time, each of which would be another if it had seen what the other wrote. */
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { right } from '../../src/domain/either.js'
import type { Load, Store, Write } from '../../src/store/port.js'
import { type Locking, postgresStore, postgresStoreIn } from '../../src/store/postgres/index.js'
import type { Document } from '../../src/store/rows.js'
import { now, rightOf, usd, usd_ } from '../fixtures.js'
import { byHand, openPostgres, type PostgresSubject, serverUrl } from '../tools/postgres/open.js'
import { ACCOUNT, charge, charged, deskOn, keyed, loading, writing } from './given.js'

let subject: PostgresSubject
beforeEach(async () => {
  subject = await openPostgres()
  await charged(deskOn(subject.store), 'ch_1', 100)
})
afterEach(() => subject.close())

const document = (kind: string, id: string, body: string | null = null): Document => ({
  kind,
  id,
  createdAt: now,
  labels: [],
  body,
})
const written = async (store: Store, asked: Load, write: Partial<Write>): Promise<void> => {
  rightOf(await store.commit(rightOf(await store.load(asked)()), writing(write))())
}

/** What the second one hears: it had loaded before the first, which is written and not committed yet, when it commits. */
const second = async (asked: Load, first: Partial<Write>, write: Partial<Write>): Promise<unknown> => {
  const { store } = subject
  const loaded = rightOf(await store.load(asked)())
  let answer: Promise<unknown> = Promise.resolve()
  rightOf(
    await store.transaction<never, null>((inside) => async () => {
      await written(inside, asked, first)
      answer = store.commit(loaded, writing(write))()
      await new Promise((resolve) => setTimeout(resolve, 200))
      return right(null)
    })(),
  )
  return answer
}

describe('of two decisions the second hears that something moved', () => {
  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('where each is on the other’s document being free: %s and then %s', async (one, other) => {
    const documents = ['a', 'b'].map((id) => ({ kind: 'k', id }))
    const answer = await second(
      loading({ documents }),
      { documents: [document('k', one)] },
      { documents: [document('k', other)] },
    )
    expect(answer).toEqual({ _tag: 'Left', left: { _tag: 'Moved', of: 'document' } })
    expect(await byHand(`SELECT id FROM ${subject.schema}.documents`)).toEqual([{ id: one }])
  })

  it('where an order is charged as it is not canceled, and canceled as it is not charged', async () => {
    const { store } = subject
    const order = { kind: 'order', id: 'o_1' }
    await written(store, loading({ documents: [order] }), { documents: [document('order', 'o_1', 'open')] })
    const made = rightOf(await store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())
    const event = rightOf(await store.find({ account: ACCOUNT, of: 'event', id: 'ch_1.1' })())?.event
    if (made === null || event === undefined) throw new Error('ch_1 is there')
    const [copy, told] = [
      { ...made, id: charge('ch_2') },
      { ...event, charge: charge('ch_2') },
    ]
    const answer = await second(
      loading({ charge: charge('ch_2'), documents: [order] }),
      { changes: { charge: copy, refund: null, dispute: null, events: [told] } },
      { documents: [document('order', 'o_1', 'canceled')] },
    )
    expect(answer).toEqual({ _tag: 'Left', left: { _tag: 'Moved', of: 'charge' } })
  })
})

it('thousands of new documents are written at once', async () => {
  const documents = Array.from({ length: 10_000 }, (_, index) => document('k', String(index)))
  await written(subject.store, loading({ documents }), { documents })
  expect(await byHand(`SELECT count(*)::int AS n FROM ${subject.schema}.documents`)).toEqual([{ n: 10_000 }])
})

it.each(['adaptive', 'always'] satisfies Locking[])(
  'a key is run once where every transaction sees but one moment, locking %s',
  async (locking) => {
    const { schema } = subject
    const pool = new pg.Pool({
      connectionString: serverUrl(),
      options: '-c default_transaction_isolation=repeatable\\ read',
    })
    const client = new pg.Client({ connectionString: serverUrl() })
    await client.connect()
    const asked = {
      account: ACCOUNT,
      charge: charge('ch_1'),
      amount: usd(10),
      currency: usd_,
      key: keyed('k_1').key,
    }
    await client.query('BEGIN')
    const first = rightOf(await deskOn(postgresStoreIn(client, { schema })).refund(asked)())
    // It waits for the key, and has looked for its answer before there was one.
    const waiting = deskOn(postgresStore({ pool, schema, locking })).refund(asked)()
    await new Promise((resolve) => setTimeout(resolve, 200))
    await client.query('COMMIT')
    expect(rightOf(await waiting).refund.id).toBe(first.refund.id)
    expect(await byHand(`SELECT refunded::int AS n FROM ${schema}.charges`)).toEqual([{ n: 10 }])
    await Promise.all([pool.end(), client.end()])
  },
)
