/** A server that is not there, is killed, and comes back: typed answers, nothing acknowledged is lost, and no restart of ours. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresStore, postgresStore } from '../../src/store/postgres/index.js'
import { leftOf, rightOf, usd, usd_ } from '../fixtures.js'
import { type Postgres, startPostgres } from '../tools/postgres/server.js'
import { ACCOUNT, charge, charged, deskOn, keyed, loading, refund, refunded } from './given.js'

let server: Postgres
let store: PostgresStore
beforeAll(async () => {
  server = await startPostgres()
  store = postgresStore({ connectionString: server.url, connectMilliseconds: 1_000 })
}, 60_000)
afterAll(async () => {
  await store.close()
  await server.stop()
})

it('a store on a server that is down says so, and works as soon as it is there', async () => {
  await server.kill9()
  expect(leftOf(await store.load(loading())())).toMatchObject({
    _tag: 'StoreUnavailable',
    operation: 'load',
    written: 'no',
  })
  await server.restart()
  await charged(deskOn(store), 'ch_1', 1000)
})

it('what was acknowledged before the postmaster was killed is there afterwards, and nothing twice', async () => {
  const desk = deskOn(store)
  const one = (id: string) =>
    desk.refund({ account: ACCOUNT, charge: charge('ch_1'), id: refund(id), amount: usd(1), currency: usd_ })()
  const acknowledged: string[] = []
  let made = 0
  let killed = false
  const refunding = async (): Promise<void> => {
    while (!killed) {
      made += 1
      const id = `re_${made}`
      const answer = await one(id)
      if (answer._tag === 'Right') acknowledged.push(id)
      else expect(answer.left).toMatchObject({ _tag: 'StoreUnavailable' })
    }
  }
  const running = [refunding(), refunding(), refunding()]
  await new Promise((resolve) => setTimeout(resolve, 200))
  await server.kill9()
  killed = true
  await Promise.all(running)
  expect(leftOf(await one('re_down'))).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })

  await server.restart()
  for (const id of acknowledged) expect(rightOf(await one(id)).repeated).toBe(true)
  expect(acknowledged.length).toBeGreaterThan(0)
  const audit = rightOf(await desk.audit({ account: ACCOUNT, charge: charge('ch_1') })())
  expect(audit).toEqual([])
})

it('a key that was under way when the server was killed is free again', async () => {
  rightOf(await store.load(loading({ key: keyed('k_1') }))())
  await server.kill9()
  await server.restart()
  await new Promise((resolve) => setTimeout(resolve, 50))
  let again = await store.load(loading({ key: keyed('k_1') }))()
  // The first connection of the pool may be one of before.
  if (again._tag === 'Left') again = await store.load(loading({ key: keyed('k_1') }))()
  expect(rightOf(again).key).toBe(null)
  await refunded(deskOn(store), 'ch_1', 're_last', 1)
})
