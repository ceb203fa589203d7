/** The end of a store: bounded in time, and nothing of it is left that would keep the process alive. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresSettings, type PostgresStore, postgresStore } from '../../src/store/postgres/index.js'
import { leftOf, rightOf, usd, usd_ } from '../fixtures.js'
import { byHandAt } from '../tools/postgres/open.js'
import { type Postgres, startPostgres } from '../tools/postgres/server.js'
import { ACCOUNT, charge, charged, deskOn, loading, refund } from './given.js'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres({ fsync: false })
}, 60_000)
afterAll(() => server.stop())

const opened = (settings: PostgresSettings = {}): PostgresStore =>
  postgresStore({ connectionString: server.url, ...settings })
const asked = { account: ACCOUNT, of: 'charge', id: 'ch_1' } as const
const refunding = (store: PostgresStore, id: string) =>
  deskOn(store).refund({ account: ACCOUNT, charge: charge('ch_1'), id: refund(id), amount: usd(1), currency: usd_ })()

/** Of all processes that serve a connection. */
const backends = async (): Promise<readonly number[]> => {
  const rows = await byHandAt(
    server.url,
    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
  )
  return rows.map(({ pid }) => Number(pid))
}
const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length

/** What `work` takes while neither the server nor its processes answer, in milliseconds. */
const whileSilent = async (work: () => Promise<unknown>): Promise<number> => {
  const frozen = [server.pid, ...(await backends())]
  for (const pid of frozen) process.kill(pid, 'SIGSTOP')
  try {
    const began = performance.now()
    await work()
    return performance.now() - began
  } finally {
    for (const pid of frozen) process.kill(pid, 'SIGCONT')
  }
}

it('close ends though the server does not answer any more, and leaves no socket', async () => {
  const store = opened()
  await Promise.all(Array.from({ length: 5 }, () => store.find(asked)()))
  const before = sockets()
  let after = before
  const took = await whileSilent(async () => {
    await store.close()
    // A socket that is destroyed is gone with the next turn.
    await new Promise((resolve) => setTimeout(resolve, 50))
    after = sockets()
  })
  expect(took).toBeLessThan(3_000)
  expect(before - after).toBe(5)
})

it('close waits for what is asked of a server that is silent no longer than that does', async () => {
  const store = opened({ statementMilliseconds: 500 })
  rightOf(await store.find(asked)())
  let answer: unknown = null
  const took = await whileSilent(async () => {
    const asking = store.find(asked)()
    await store.close()
    answer = await asking
  })
  expect(took).toBeLessThan(3_000)
  expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: 'StoreUnavailable', written: 'no' } })
})

it('close lets what is being written come to its end', async () => {
  const store = opened()
  await charged(deskOn(store), 'ch_1', 100)
  const commit = store.transaction((inside) => async () => {
    const answer = await deskOn(inside).refund({
      account: ACCOUNT,
      charge: charge('ch_1'),
      id: refund('re_1'),
      amount: usd(1),
      currency: usd_,
    })()
    await new Promise((resolve) => setTimeout(resolve, 200))
    return answer
  })()
  await new Promise((resolve) => setTimeout(resolve, 50))
  let closed = 0
  const closing = [store.close(), store.close()].map((one) =>
    one.then(() => {
      closed += 1
    }),
  )
  expect(closed).toBe(0)
  rightOf(await commit)
  await Promise.all(closing)
  expect(leftOf(await refunding(store, 're_2'))).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
  const again = opened()
  expect(rightOf(await again.find({ account: ACCOUNT, of: 'refund', id: 're_1' })())?.id).toBe('re_1')
  await again.close()
})

it('close takes back a lock that nobody gives back', async () => {
  const store = opened({ locking: 'always', statementMilliseconds: 500 })
  rightOf(await store.load(loading({ charge: charge('ch_1') }))())
  const began = performance.now()
  await store.close()
  expect(performance.now() - began).toBeLessThan(3_000)
  const again = opened({ locking: 'always', statementMilliseconds: 500 })
  rightOf(await refunding(again, 're_3'))
  await again.close()
})

it('close of a store that was never used, or never reached its server, ends at once', async () => {
  await opened().close()
  const store = postgresStore({ connectionString: 'postgres://postgres@127.0.0.1:1/postgres' })
  leftOf(await store.find(asked)())
  await store.close()
})
