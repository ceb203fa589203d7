/** Round trips, connections that break, and that none is kept. */
import { afterEach, describe, expect, it } from 'vitest'
import { type PostgresSettings, type PostgresStore, postgresStore } from '../../src/store/postgres/index.js'
import { leftOf, rightOf, usd, usd_ } from '../fixtures.js'
import { byHand, newSchema, serverUrl } from '../tools/postgres/open.js'
import { type Watched, watchedPool } from '../tools/postgres/watched.js'
import { ACCOUNT, charge, charged, deskOn, keyed, loading, refund, refunded, writing } from './given.js'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const opened = (settings: PostgresSettings = {}): { store: PostgresStore; watched: Watched; schema: string } => {
  const schema = newSchema()
  const watched = watchedPool(serverUrl())
  const store = postgresStore({ pool: watched, schema, ...settings })
  ends.push(
    () => watched.pool.end(),
    () => byHand(`DROP SCHEMA IF EXISTS ${schema} CASCADE`),
  )
  return { store, watched, schema }
}

const given = async (settings: PostgresSettings = {}) => {
  const subject = opened(settings)
  const desk = deskOn(subject.store)
  await charged(desk, 'ch_1', 100)
  subject.watched.sent()
  return { ...subject, desk }
}

const asking = (id: string, amount = 10) => ({
  account: ACCOUNT,
  charge: charge('ch_1'),
  id: refund(id),
  amount: usd(amount),
  currency: usd_,
})

/** Nothing is checked out, and no transaction is open. */
const nothingIsKept = async ({ watched, schema }: { watched: Watched; schema: string }): Promise<void> => {
  expect(watched.pool.totalCount - watched.pool.idleCount).toBe(0)
  const rows = await byHand(
    `SELECT state FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND query LIKE '%' || $1 || '%'`,
    [schema],
  )
  expect(rows).toEqual([])
}

describe('a refund', () => {
  it('takes one round trip to load and one to commit', async () => {
    const { desk, watched } = await given()
    await refunded(desk, 'ch_1', 're_1', 10)
    expect(watched.sent()).toHaveLength(2)
  })

  it('takes as many under a key', async () => {
    const { desk, watched } = await given()
    rightOf(await desk.refund({ ...asking('re_1'), key: keyed('k_1').key })())
    expect(watched.sent()).toHaveLength(2)
  })

  it('takes two more where its charge is locked: one to begin, one to commit', async () => {
    const { desk, watched } = await given({ locking: 'always' })
    await refunded(desk, 'ch_1', 're_1', 10)
    expect(watched.sent()).toHaveLength(4)
  })
})

describe('a connection that breaks', () => {
  it('before the commit was answered leaves it unknown, and asking again finds what was written', async () => {
    for (const when of ['before', 'after'] as const) {
      const subject = await given()
      const { desk, watched } = subject
      watched.cut(/\.commit\(/, when)
      expect(leftOf(await desk.refund(asking('re_1'))())).toMatchObject({
        _tag: 'StoreUnavailable',
        written: 'unknown',
      })
      await refunded(desk, 'ch_1', 're_1', 10)
      const found = rightOf(await desk.retrieve({ account: ACCOUNT, of: 'charge', id: charge('ch_1') })())
      expect(found.standing).toBe(10)
      await nothingIsKept(subject)
    }
  })

  it.each([
    ['of a lock’s begin', /^BEGIN/, 'no'],
    ['of a locked load', /row_to_json/, 'no'],
    ['of a locked write', /\.commit\(/, 'no'],
    ['of its COMMIT', /^COMMIT/, 'unknown'],
  ] as const)('in the place %s says what is known of the write', async (_, text, written) => {
    const subject = await given({ locking: 'always' })
    subject.watched.cut(text, 'before')
    const answer = leftOf(await subject.desk.refund(asking('re_1'))())
    expect(answer).toMatchObject({ _tag: 'StoreUnavailable', written })
    await refunded(subject.desk, 'ch_1', 're_1', 10)
    await nothingIsKept(subject)
  })

  it('while a lock is held gives the lock back, and nothing is written', async () => {
    const subject = await given({ locking: 'always' })
    const { store, schema } = subject
    const loaded = rightOf(await store.load(loading({ charge: charge('ch_1') }))())
    await byHand(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE $1`,
      [`%${schema}%`],
    )
    const due = [{ at: 0 as never, work: { type: 'task', name: 'a', data: null } as const }]
    expect(leftOf(await store.commit(loaded, writing({ due }))())).toMatchObject({
      _tag: 'StoreUnavailable',
      written: 'no',
    })
    await refunded(subject.desk, 'ch_1', 're_1', 10)
    await nothingIsKept(subject)
  })

  it('is ended where its holder does nothing for too long', async () => {
    const subject = await given({ locking: 'always', heldMilliseconds: 100 })
    await subject.store.load(loading({ charge: charge('ch_1') }))()
    const start = performance.now()
    await refunded(subject.desk, 'ch_1', 're_1', 10)
    expect(performance.now() - start).toBeLessThan(5_000)
    await nothingIsKept(subject)
  })
})

describe('a database', () => {
  it('that waits for another is given up, with nothing written', async () => {
    const schema = newSchema()
    const store = postgresStore({ connectionString: serverUrl(), schema, statementMilliseconds: 500 })
    ends.push(store.close, () => byHand(`DROP SCHEMA ${schema} CASCADE`))
    await charged(deskOn(store), 'ch_1', 100)
    const blocker = byHand(`UPDATE ${schema}.charges SET body = body; SELECT pg_sleep(1.2)`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(leftOf(await deskOn(store).refund(asking('re_1'))())).toMatchObject({
      _tag: 'StoreUnavailable',
      written: 'no',
    })
    await blocker
    await refunded(deskOn(store), 'ch_1', 're_1', 10)
  })

  it('that does not answer is given up, and nobody knows what was written', async () => {
    const subject = opened({ statementMilliseconds: 500 })
    await charged(deskOn(subject.store), 'ch_1', 100)
    const blocker = byHand(`UPDATE ${subject.schema}.charges SET body = body; SELECT pg_sleep(1.2)`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(leftOf(await deskOn(subject.store).refund(asking('re_1'))())).toMatchObject({
      _tag: 'StoreUnavailable',
      written: 'unknown',
    })
    await blocker
    await nothingIsKept(subject)
  })

  it('that may only be read is read, and says so of every write', async () => {
    const subject = await given()
    const readOnly = watchedPool(serverUrl(), { options: '-c default_transaction_read_only=on' })
    ends.unshift(() => readOnly.pool.end())
    const store = postgresStore({ pool: readOnly, schema: subject.schema })
    expect(rightOf(await store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())?.captured).toBe(100)
    for (const answer of [
      await deskOn(store).refund(asking('re_1'))(),
      await store.load(loading({ key: keyed('k_1') }))(),
      await store.claimEvents({ limit: 1, leaseSeconds: 1 })(),
      await store.claimDue({ limit: 1, leaseSeconds: 1, at: 0 as never })(),
      await store.forgetKeys({ limit: 1, before: 0 as never })(),
    ])
      expect(leftOf<{ _tag: string }, unknown>(answer)).toMatchObject({
        _tag: 'StoreUnavailable',
        written: 'no',
        cause: { code: '25006' },
      })
    expect(readOnly.pool.totalCount - readOnly.pool.idleCount).toBe(0)
  })
})
