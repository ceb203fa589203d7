/** The proxy: it passes on what it does not cut, and cuts where it is told to. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Postgres, startPostgres } from '../tools/postgres/server.js'
import { commitsByName, createFrontend } from './frontend.js'
import { type Cut, startProxy, throughProxy } from './proxy.js'

const message = (type: string, ...texts: readonly string[]): Buffer => {
  const body = Buffer.from(texts.map((text) => `${text}\0`).join(''))
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

const startup = (): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeInt32BE(8, 0)
  bytes.writeInt32BE(3 << 16, 4)
  return bytes
}

describe('what a client says', () => {
  const said = [
    startup(),
    message('Q', 'BEGIN'),
    message('P', 'write', 'SELECT s.commit_all($1)'),
    message('P', 'read', 'SELECT 1'),
    message('B', '', 'read'),
    message('E', ''),
    message('B', 'portal', 'write'),
    message('E', 'portal'),
    message('Q', 'COMMIT'),
  ]

  it('is understood, however it is cut into pieces', () => {
    for (const size of [1, 3, 7, 1000]) {
      const frontend = createFrontend(commitsByName)
      const bytes = Buffer.concat(said)
      const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        frontend.take(bytes.subarray(index * size, (index + 1) * size)),
      ).flat()
      expect(Buffer.concat(parts.map((part) => part.bytes))).toEqual(bytes)
      expect(parts.map(({ commits }) => commits)).toEqual([...Array(7).fill(false), true, true])
    }
  })
})

describe('a connection', { timeout: 60_000 }, () => {
  let postgres: Postgres | null = null
  let fake: Server | null = null
  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false })
  }, 60_000)
  afterAll(async () => {
    await postgres?.stop()
    fake?.close()
  })

  /** How many rows there are after one was written by a client whose commit is cut, and what the client was told. */
  const writtenWith = async (cut: Cut | null): Promise<{ readonly rows: number; readonly told: string }> => {
    const { url = '', port = 0 } = postgres ?? {}
    const proxy = await startProxy({ port, cutAt: () => cut })
    const direct = new pg.Client({ connectionString: url })
    await direct.connect()
    await direct.query('DROP TABLE IF EXISTS rows; CREATE TABLE rows (id int)')
    const client = new pg.Client({ connectionString: throughProxy(url, proxy) })
    client.on('error', () => undefined)
    await client.connect()
    await client.query('BEGIN')
    await client.query('INSERT INTO rows VALUES ($1)', [1])
    const told = await client.query('COMMIT').then(
      () => 'committed',
      () => 'broke off',
    )
    await client.end().catch(() => undefined)
    const { rows } = await direct.query('SELECT count(*)::int AS count FROM rows')
    await direct.end()
    await proxy.close()
    return { rows: rows[0].count, told }
  }

  it('that is not cut is passed on', async () => {
    expect(await writtenWith(null)).toEqual({ rows: 1, told: 'committed' })
  })

  it('that is cut before the commit has written nothing', async () => {
    expect(await writtenWith('before')).toEqual({ rows: 0, told: 'broke off' })
  })

  it('that is cut after the commit has written, and its client does not know', async () => {
    expect(await writtenWith('after')).toEqual({ rows: 1, told: 'broke off' })
  })

  it('that is cut after it was passed on still reached the server whole', async () => {
    const taken: Buffer[] = []
    const server = createServer((socket) =>
      socket.on('data', (bytes) => taken.push(bytes)).on('error', () => undefined),
    )
    fake = server
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const proxy = await startProxy({ port: (server.address() as AddressInfo).port, cutAt: () => 'during' })
    const bytes = Buffer.concat([startup(), message('Q', 'COMMIT')])
    const client = connect(proxy.port, '127.0.0.1')
    client.write(bytes)
    await once(client, 'close')
    await proxy.close()
    expect(Buffer.concat(taken)).toEqual(bytes)
    expect([proxy.commits(), proxy.cuts()]).toEqual([1, 1])
  })
})
