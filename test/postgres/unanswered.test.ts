/** Connections of which it is not known what they did, that are another's by now, or of no use to who comes next. */
import { afterEach, describe, expect, it } from 'vitest'
import { right } from '../../src/domain/either.js'
import { type PostgresSettings, postgresStore } from '../../src/store/postgres/index.js'
import type { Due } from '../../src/store/rows.js'
import { leftOf, now, rightOf, usd, usd_ } from '../fixtures.js'
import { byHand, newSchema, serverUrl } from '../tools/postgres/open.js'
import { watchedPool } from '../tools/postgres/watched.js'
import { ACCOUNT, charge, charged, deskOn, keyed, loading, refund, writing } from './given.js'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const given = async (settings: PostgresSettings = {}) => {
  const schema = newSchema()
  const watched = watchedPool(serverUrl())
  const store = postgresStore({ pool: watched, schema, ...settings })
  ends.push(
    () => watched.pool.end(),
    () => byHand(`DROP SCHEMA IF EXISTS ${schema} CASCADE`),
  )
  const desk = deskOn(store)
  await charged(desk, 'ch_1', 100)
  return { schema, watched, store, desk }
}

const asking = (id: string) => ({
  account: ACCOUNT,
  charge: charge('ch_1'),
  id: refund(id),
  amount: usd(10),
  currency: usd_,
})
const task = (name: string): readonly Due[] => [{ at: now, work: { type: 'task', name, data: null } }]
const milliseconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count))

/** Holds every charge for so long; resolved with what ends with it, when it has them. */
const blocked = async (schema: string, seconds: number): Promise<{ readonly over: Promise<unknown> }> => {
  const over = byHand(`UPDATE ${schema}.charges SET body = body; SELECT pg_sleep(${seconds})`)
  await milliseconds(100)
  return { over }
}

describe('a connection', () => {
  it('that was given back is not asked again, though the caller gives back twice', async () => {
    const { store, watched } = await given({ locking: 'always' })
    const loaded = rightOf(await store.load(loading({ charge: charge('ch_1') }))())
    await store.release(loaded)()
    const answer = await store.transaction((inside) => async () => {
      for (const name of ['a', 'b']) {
        const one = rightOf(await inside.load(loading())())
        rightOf(await inside.commit(one, writing({ due: task(name) }))())
        // It had the same connection.
        await store.release(loaded)()
      }
      return { _tag: 'Left', left: 'no' } as const
    })()
    expect(leftOf(answer)).toBe('no')
    expect(rightOf(await store.claimDue({ at: now, limit: 10, leaseSeconds: 1 })())).toEqual([])
    expect(watched.pool.totalCount - watched.pool.idleCount).toBe(0)
  })

  it('whose statement was not answered does not commit it after all', async () => {
    const { store, schema } = await given({ statementMilliseconds: 600 })
    const blocker = await blocked(schema, 0.9)
    const heard: unknown[] = []
    const answer = await store.transaction<never, null>((inside) => async () => {
      heard.push(await deskOn(inside).refund(asking('re_1'))())
      return right(null)
    })()
    expect(heard).toMatchObject([{ left: { _tag: 'StoreUnavailable', written: 'no' } }])
    expect(leftOf(answer)).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
    await blocker.over
    await milliseconds(300)
    expect(rightOf(await store.find({ account: ACCOUNT, of: 'refund', id: 're_1' })())).toBe(null)
  })

  it('whose statement was not answered is given up at once, though it holds a lock', async () => {
    const { schema, store } = await given({ locking: 'always', statementMilliseconds: 400 })
    const blocker = await blocked(schema, 2)
    const loaded = rightOf(await store.load(loading({ charge: charge('ch_1') }))())
    const began = performance.now()
    expect(leftOf(await store.commit(loaded, writing({ due: task('a') }))())).toMatchObject({ written: 'no' })
    expect(performance.now() - began).toBeLessThan(700)
    await blocker.over
  })

  it('that may only be read, as of a server that another took over from, is not used twice', async () => {
    const { watched, desk } = await given()
    const client = await watched.pool.connect()
    await client.query('SET default_transaction_read_only = on')
    client.release()
    expect(leftOf(await desk.refund(asking('re_1'))())).toMatchObject({ written: 'no', cause: { code: '25006' } })
    rightOf(await desk.refund(asking('re_1'))())
  })

  it('whose prepared statements somebody dropped is not used twice', async () => {
    const { watched, desk } = await given()
    const client = await watched.pool.connect()
    await client.query('DEALLOCATE ALL')
    client.release()
    expect(leftOf(await desk.refund(asking('re_1'))())).toMatchObject({ written: 'no', cause: { code: '26000' } })
    rightOf(await desk.refund(asking('re_1'))())
  })
})

describe('a key', () => {
  it.each(['never', 'always'] as const)('is free again after a connection was cut, locking %s', async (locking) => {
    const { desk, watched } = await given({ locking })
    for (const [text, when, written] of [
      [/hold_key/, 'after', 'no'],
      [/\.commit\(/, 'before', locking === 'never' ? 'unknown' : 'no'],
    ] as const) {
      watched.cut(text, when)
      const asked = { ...asking('re_1'), key: keyed('k_1').key }
      expect(leftOf(await desk.refund(asked)())).toMatchObject({ _tag: 'StoreUnavailable', written })
    }
    expect(rightOf(await desk.refund({ ...asking('re_1'), key: keyed('k_1').key })()).charge.standing).toBe(10)
    expect(watched.pool.totalCount - watched.pool.idleCount).toBe(0)
  })

  it('is answered once where its commit goes on after the connection was cut', async () => {
    const { desk, watched } = await given()
    const asked = { ...asking('re_1'), key: keyed('k_1').key }
    watched.cut(/\.commit\(/, 'after')
    expect(leftOf(await desk.refund(asked)())).toMatchObject({ _tag: 'StoreUnavailable', written: 'unknown' })
    expect(rightOf(await desk.refund(asked)())).toMatchObject({ charge: { standing: 10 } })
  })
})

describe('a commit', () => {
  it('that finds what moved says so, though the end of its transaction is not answered', async () => {
    const { store, watched, schema } = await given({ locking: 'always' })
    const key = keyed('k_1')
    const loaded = rightOf(await store.load(loading({ charge: charge('ch_1'), key }))())
    await byHand(`UPDATE ${schema}.charges SET version = version + 1`)
    watched.cut(/^COMMIT/, 'before')
    expect(leftOf(await store.commit(loaded, writing({ due: task('a') }))())).toEqual({ _tag: 'Moved', of: 'charge' })
    expect(rightOf(await store.load(loading({ key }))()).key).toBe(null)
  })
})

describe('patience', () => {
  it('without end is as long as a timer can be', async () => {
    const { schema } = await given()
    const endless = { statementMilliseconds: Number.POSITIVE_INFINITY, connectMilliseconds: Number.POSITIVE_INFINITY }
    const store = postgresStore({ connectionString: serverUrl(), schema, ...endless })
    ends.unshift(store.close)
    expect(rightOf(await store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())?.captured).toBe(100)
  })

  it('is that of a statement where the schema is asked for its version', async () => {
    const { schema } = await given()
    const watched = watchedPool(serverUrl())
    ends.unshift(() => watched.pool.end())
    const store = postgresStore({ pool: watched, schema, statementMilliseconds: 300 })
    const locked = byHand(`LOCK TABLE ${schema}.migrations; SELECT pg_sleep(2)`)
    await milliseconds(100)
    const began = performance.now()
    leftOf(await store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())
    expect(performance.now() - began).toBeLessThan(1_200)
    await locked
  })
})
