/** `serve --data postgres://…`, as a process, with a database that answers and will not have it: it says so and ends. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { postgresStore } from '../../../src/store/postgres/index.js'
import { ran } from '../../cli/given.js'
import { serving } from '../../cli/serving.js'
import { post } from '../../server/data/given.js'
import { type Postgres, startPostgres } from '../../tools/postgres/server.js'
import { ROOT } from '../../tools/tidy/source.js'

let server: Postgres
const ask = async (text: string, database = 'postgres'): Promise<void> => {
  const client = new pg.Client({ connectionString: address({ database }) })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

const address = ({ user = 'postgres', password = '', database = 'postgres' } = {}): string =>
  Object.assign(new URL(server.url), { username: user, password, pathname: `/${database}` }).href

beforeAll(async () => {
  server = await startPostgres({ fsync: false })
  await ask("create role shop login password 'open sesame'; create role barred login")
  await ask('create database shop')
  await ask('revoke create on database postgres from public')
  const rules = ['host all barred all reject', 'host all shop all scram-sha-256', 'host all all all trust']
  writeFileSync(join(server.dataFolder, 'pg_hba.conf'), `${rules.join('\n')}\n`)
  await server.restart()
}, 60_000)
afterAll(async () => {
  await server.stop()
})

/** What is said; nobody is waited for. */
const refused = async (data: string): Promise<string> => {
  const untilEnded = (): Promise<void> => new Promise(() => undefined)
  const done = await ran(['serve', '--port', '0', '--data', data], { untilEnded })
  expect(done).toEqual({ code: 1, out: '', err: expect.stringMatching(/^refund-machine: [^\n]+\n$/) })
  expect(done.err).not.toMatch(/sesame/)
  return done.err.slice('refund-machine: '.length, -1)
}

describe('a PostgreSQL that refuses at the start', () => {
  const cannot = (reason: string): string => `the PostgreSQL cannot be used: ${reason}`

  it('for a wrong password', async () => {
    const data = address({ user: 'shop', password: 'close sesame' })
    expect(await refused(data)).toBe(cannot('password authentication failed for user "shop"'))
  })
  it('for a password that is missing', async () => {
    expect(await refused(address({ user: 'shop' }))).toBe(
      cannot('it asks for a password, and neither the address nor PGPASSWORD has one'),
    )
  })
  it('for who is not let in', async () => {
    expect(await refused(address({ user: 'barred' }))).toMatch(/^the PostgreSQL cannot be used: pg_hba\.conf rejects/)
  })
  it('as there is no such database', async () => {
    expect(await refused(address({ database: 'ship' }))).toBe(cannot('database "ship" does not exist'))
  })
  it('as nothing may be made in it', async () => {
    const data = address({ user: 'shop', password: 'open sesame' })
    expect(await refused(data)).toBe(cannot('permission denied for database postgres'))
  })
  it('as it speaks no TLS', async () => {
    expect(await refused(`${server.url}?sslmode=verify-full`)).toBe(
      cannot('The server does not support SSL connections'),
    )
  })
  it('as a newer version of this package made its schema', async () => {
    const store = postgresStore({ connectionString: address({ database: 'shop' }) })
    await store.forgetKeys({ before: 0 as never, limit: 1 })()
    await store.close()
    await ask("insert into refund_machine.migrations (version, name) values (999, 'later')", 'shop')
    expect(await refused(address({ database: 'shop' }))).toMatch(
      /^the schema refund_machine is of version 999, and this program knows up to \d+: use a newer one$/,
    )
  })
  it('ends the process, which has nothing left to wait for', async () => {
    const starting = serving(
      ROOT,
      'test/tools/cli.mjs',
      'serve',
      '--port',
      '0',
      '--data',
      address({ database: 'ship' }),
    )
    await expect(starting).rejects.toThrow('"code":1,"out":"","err":"refund-machine: the PostgreSQL cannot be used: ')
  })
})

describe('a PostgreSQL that may come', () => {
  it('is waited for, though its host does not resolve yet', async () => {
    const running = await serving(
      ROOT,
      'test/tools/cli.mjs',
      'serve',
      '--port',
      '0',
      '--data',
      'postgres://db.invalid/shop',
    )
    onTestFinished(async () => {
      await running.end('SIGKILL')
    })
    const sale = { amount: 1000, currency: 'usd', source: 'tok_visa' }
    expect((await post(running.url, 'shop', '/v1/charges', sale)).status).toBe(500)
    const { code, err } = await running.end()
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/^refund-machine: the database fails: [^\n]*; until it answers, /),
    ])
  })
})
