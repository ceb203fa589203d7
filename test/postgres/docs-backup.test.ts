/** The commands by which docs/embedding.md backs a PostgreSQL up, as they stand there. They are those of the server's version. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it } from 'vitest'
import { postgresStore } from '../../src/store/postgres/index.js'
import { blocksInMarkdown } from '../docs/examples.js'
import { EMBEDDING } from '../docs/stores.js'
import { rightOf } from '../fixtures.js'
import { findBinaries } from '../tools/postgres/binaries.js'
import { startPostgres } from '../tools/postgres/server.js'
import { ACCOUNT, charge, charged, deskOn, refunded } from './given.js'

/** Where Debian has a server together with its tools; the npm package has no tools. */
const HOME = '/usr/lib/postgresql'
const place = (existsSync(HOME) ? readdirSync(HOME) : [])
  .map((version) => join(HOME, version, 'bin'))
  .find((bin) => ['postgres', 'initdb', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(bin, name))))

const commands = blocksInMarkdown('docs/embedding.md', EMBEDDING, (info) => info === 'sh').filter(({ code }) =>
  code.startsWith('pg_dump'),
)

it('the page has commands for a backup', () => {
  expect(commands.length).toBe(1)
})

it.runIf(place !== undefined)('what was dumped and restored is what was there, and is refunded further', async () => {
  const { runAs, remove } = findBinaries()
  remove()
  const server = await startPostgres({ fsync: false, binaries: { bin: place ?? '', runAs, remove: () => undefined } })
  const folder = mkdtempSync(join(tmpdir(), 'postgres-dump-'))
  try {
    const store = postgresStore({ connectionString: server.url })
    await charged(deskOn(store), 'ch_1', 100)
    await refunded(deskOn(store), 'ch_1', 're_1', 60)

    const other = new URL(server.url)
    other.pathname = 'restored'
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query('CREATE DATABASE restored')
    await client.end()
    const env = {
      ...process.env,
      PATH: `${place}:${process.env.PATH}`,
      DATABASE_URL: server.url,
      RESTORED_URL: other.href,
    }
    const { status, stderr } = spawnSync('/bin/sh', ['-ec', commands[0]?.code ?? ''], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, ''])
    await store.close()

    const restored = postgresStore({ connectionString: other.href, migrate: false })
    const desk = deskOn(restored)
    expect(rightOf(await desk.audit({ account: ACCOUNT, charge: charge('ch_1') })())).toEqual([])
    await refunded(desk, 'ch_1', 're_2', 40)
    const found = rightOf(await desk.retrieve({ account: ACCOUNT, of: 'charge', id: charge('ch_1') })())
    expect(found.standing).toBe(100)
    await restored.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await server.stop()
  }
})
