/** `serve --data postgres://…`, as a process, with a database that is not always there. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Serving, serving } from '../../cli/serving.js'
import { post, sdkAt, until } from '../../server/data/given.js'
import { type Postgres, startPostgres } from '../../tools/postgres/server.js'
import { ROOT } from '../../tools/tidy/source.js'

const PASSWORD = 'open sesame'

let server: Postgres
let data = ''
beforeAll(async () => {
  // With commits that wait for the disk: it is killed.
  server = await startPostgres()
  // Anyone is let in there; the password is sent all the same.
  data = Object.assign(new URL(server.url), { password: PASSWORD }).href
}, 60_000)
afterAll(async () => {
  await server.stop()
})

const serve = async (): Promise<Serving> => {
  const running = await serving(ROOT, 'test/tools/cli.mjs', 'serve', '--port', '0', '--data', data)
  onTestFinished(async () => {
    await running.end('SIGKILL')
  })
  return running
}
const SALE = { amount: 1000, currency: 'usd', source: 'tok_visa' }

const worksAt = (url: string) => async (): Promise<boolean> =>
  (await post(url, 'shop', '/v1/charges', SALE)).status === 200

/** The processes that answer others than us. */
const backends = async (): Promise<readonly number[]> => {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  )
  await client.end()
  return rows.map(({ pid }) => pid)
}

describe('a server', () => {
  it('listens though the database is down, says so, and works as soon as it comes', async () => {
    await server.kill9()
    const { url, end } = await serve()
    const { status, body } = await post(url, 'shop', '/v1/charges', SALE, 'sale')
    expect([status, body.error?.type]).toEqual([500, 'api_error'])
    await server.restart()
    await until('it works', worksAt(url))
    const { code, err } = await end()
    expect(code).toBe(0)
    expect(err).toMatch(
      /^refund-machine: the database fails: [^\n]*ECONNREFUSED[^\n]*; until it answers, requests get a 500\n/,
    )
    expect(err).toMatch(/refund-machine: the database answers again\n$/)
    expect(err).not.toMatch(/sesame/)
  })

  it('outlives a database that dies and comes back, and one that cuts off all its connections', async () => {
    const { url, end } = await serve()
    await until('it works', worksAt(url))
    const before = (await sdkAt(url, 'shop').charges.list()).data.length
    for (let times = 0; times < 2; times += 1) {
      await server.kill9()
      expect(await worksAt(url)()).toBe(false)
      await server.restart()
      await until('it works', worksAt(url))
    }
    expect((await sdkAt(url, 'shop').charges.list()).data).toHaveLength(before + 2)
    const { code, err } = await end()
    expect(code).toBe(0)
    expect(err).not.toMatch(/sesame| at /)
  })

  it('ends in a few seconds though the database does not answer any more', async () => {
    const { url, end } = await serve()
    await until('it works', worksAt(url))
    const frozen = [server.pid, ...(await backends())]
    for (const pid of frozen) process.kill(pid, 'SIGSTOP')
    try {
      const asked = worksAt(url)().catch(() => false)
      const began = performance.now()
      expect((await end()).code).toBe(0)
      expect(performance.now() - began).toBeLessThan(20_000)
      expect(await asked).toBe(false)
    } finally {
      for (const pid of frozen) process.kill(pid, 'SIGCONT')
    }
  })
})
