/** Answers under keys are removed once no request can be told them any more. */
import { describe, expect, it } from 'vitest'
import { createServer } from '../../../src/server/index.js'
import { newAccount, paid, serving } from '../given.js'

const DAY = 86_400
const called = serving({ clock: 'manual', startAt: 1_790_000_000 }, 'memory')

const keys = async (): Promise<number> =>
  (await called.server().save()).rows.filter(({ kind }) => kind === 'key').length

describe('a key', () => {
  it('is forgotten a day after it was answered, and not before', async () => {
    const as = newAccount()
    const { id } = await paid(called.sdk(as))
    const ask = (key: string) =>
      called.http('POST', '/v1/refunds', { as, form: { charge: id, amount: 1 }, headers: { 'idempotency-key': key } })
    await called.server().advance(2 * DAY)
    expect(await keys()).toBe(0)
    for (let count = 0; count < 5; count += 1) await ask(`k${count}`)
    await called.server().advance(DAY - 1)
    expect(await keys()).toBe(5)
    expect((await ask('k0')).headers.get('idempotent-replayed')).toBe('true')
    await called.server().advance(1)
    expect(await keys()).toBe(0)
    expect((await ask('k0')).headers.get('idempotent-replayed')).toBe(null)
  })

  it('that is old is forgotten as a server begins by the machine', async () => {
    const server = await createServer({ port: 0, clock: 'manual', startAt: 1_500_000_000 })
    const headers = { authorization: 'Bearer sk_test_1', 'idempotency-key': 'k' }
    await fetch(`${server.url}/v1/customers`, { method: 'POST', headers })
    const state = await server.save()
    await server.close()
    expect(state.rows.filter(({ kind }) => kind === 'key')).toHaveLength(1)
    const next = await createServer({ port: 0, state })
    const left = async (): Promise<number> => (await next.save()).rows.filter(({ kind }) => kind === 'key').length
    await expect.poll(left, { timeout: 5_000, interval: 10 }).toBe(0)
    await next.close()
  })
})
