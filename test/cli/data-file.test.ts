/** `serve --data FILE`, as a process. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { epochSeconds } from '../../src/index.js'
import { libsqlStore } from '../../src/store/libsql/index.js'
import { rightOf } from '../fixtures.js'
import { handOn } from '../server/data/file.js'
import { post, sdkAt } from '../server/data/given.js'
import { ROOT } from '../tools/tidy/source.js'
import { ran } from './given.js'
import { serving } from './serving.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'refund-machine-data-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('serve --data FILE', () => {
  it('makes the file, and shows what is in it when it is started again', { timeout: 60_000 }, async () => {
    const path = join(folder, 'shop.db')
    const serve = async () => {
      const running = await serving(ROOT, 'test/tools/cli.mjs', 'serve', '--port', '0', '--data', path)
      onTestFinished(async () => {
        await running.end('SIGKILL')
      })
      return running
    }
    const first = await serve()
    const sale = { amount: 1000, currency: 'usd', source: 'tok_visa' }
    const charge = await post(first.url, 'shop', '/v1/charges', sale, 'sale')
    const quiet = { code: 0, out: expect.stringMatching(/^refund-machine listens on \S+\n$/), err: '' }
    expect(await first.end()).toEqual(quiet)

    const second = await serve()
    const again = await post(second.url, 'shop', '/v1/charges', sale, 'sale')
    expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([charge.text, 'true'])
    expect((await sdkAt(second.url, 'shop').charges.list()).data).toHaveLength(1)
    expect(await second.end('SIGINT')).toEqual(quiet)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('leaves one file on %s', { timeout: 60_000 }, async (signal) => {
    const own = mkdtempSync(join(folder, 'alone-'))
    const running = await serving(ROOT, 'test/tools/cli.mjs', 'serve', '--port', '0', '--data', join(own, 'shop.db'))
    await post(running.url, 'shop', '/v1/charges', { amount: 1000, currency: 'usd', source: 'tok_visa' })
    expect(readdirSync(own).sort()).toEqual(['shop.db', 'shop.db-shm', 'shop.db-wal'])
    expect((await running.end(signal)).code).toBe(0)
    expect(readdirSync(own)).toEqual(['shop.db'])
  })
})

const CANNOT_OPEN = /cannot be opened: it is no file that may be written, or its folder is not there$/

describe('a file that cannot be opened', () => {
  /** The one line that is said; nobody is waited for. */
  const problem = async (path: string): Promise<string> => {
    const untilEnded = (): Promise<void> => new Promise(() => undefined)
    const done = await ran(['serve', '--port', '0', '--data', path], { untilEnded })
    expect(done).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^refund-machine: [^\n]+\n$/) })
    return done.err.slice('refund-machine: '.length, -1)
  }

  it('as its folder is not there', async () => {
    const path = join(folder, 'no', 'shop.db')
    expect(await problem(path)).toMatch(CANNOT_OPEN)
  })
  it('as it is a folder', async () => {
    expect(await problem(folder)).toMatch(CANNOT_OPEN)
  })
  it('as it is something else', async () => {
    const path = join(folder, 'notes.txt')
    writeFileSync(path, 'not a database, but long enough to be looked at as one\n'.repeat(100))
    expect(await problem(path)).toMatch(/cannot be opened: file is not a database/)
  })
  it('as a newer version of this package made it', async () => {
    const path = join(folder, 'newer.db')
    const store = libsqlStore({ path })
    await store.forgetKeys({ before: rightOf(epochSeconds(0)), limit: 1 })()
    await store.close()
    const hand = handOn(path)
    hand.exec("insert into rm_migrations select 999, 'later', applied_at from rm_migrations limit 1")
    hand.close()
    expect(await problem(path)).toMatch(
      /^the schema is of version 999, and this program knows up to \d+: use a newer one$/,
    )
  })
})
