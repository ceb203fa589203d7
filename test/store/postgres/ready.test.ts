/** A server that ends a connection in the very packet in which it says that it is ready. */

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { account } from '../../../src/store/names.js'
import { postgresStore } from '../../../src/store/postgres/index.js'
import { leftOf, now, rightOf } from '../../fixtures.js'

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(type, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

const AUTHENTICATED = message('R', Buffer.from([0, 0, 0, 0]))
const READY = message('Z', Buffer.from('I', 'latin1'))
const ENDED = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0', 'latin1'))

/** Its address. */
const serverThatEnds = async (): Promise<string> => {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, ENDED])))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `postgres://user@127.0.0.1:${(server.address() as AddressInfo).port}/any?sslmode=disable`
}

const ASKED = { account: rightOf(account('shop')), charge: null, refund: null, dispute: null, documents: [], key: null }

describe('a connection that is ended as it becomes ready', () => {
  it('is an answer that the store is unavailable, and does not end the process: with a pool of its own', async () => {
    const store = postgresStore({ connectionString: await serverThatEnds() })
    onTestFinished(() => store.close())
    expect(leftOf(await store.load({ ...ASKED, at: now })())).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
  })

  it('and with the caller’s', async () => {
    const pool = new pg.Pool({ connectionString: await serverThatEnds() }).on('error', () => undefined)
    onTestFinished(() => pool.end())
    const store = postgresStore({ pool })
    onTestFinished(() => store.close())
    expect(leftOf(await store.load({ ...ASKED, at: now })())).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
  })
})
