/** The server as it is embedded: its options, its life, and its state. */
import { connect } from 'node:net'
import Stripe from 'stripe'
import { afterEach, describe, expect, it } from 'vitest'
import { loadFastify } from '../../src/server/http/load-fastify.js'
import { createServer, type Server, type ServerOptions } from '../../src/server/index.js'
import { memoryStore } from '../../src/store/index.js'
import { keyOf, newAccount, paid } from './given.js'

const START = 1_790_000_000
const running: Server[] = []

const started = async (options: ServerOptions = {}): Promise<Server> => {
  const server = await createServer({ port: 0, ...options })
  running.push(server)
  return server
}

const sdkOf = ({ port }: Server, name = newAccount()): Stripe =>
  new Stripe(keyOf(name), { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

describe('createServer', () => {
  it('listens when it resolves, on this machine alone', async () => {
    const server = await started()
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    expect((await fetch(`${server.url}/v1/refunds`)).status).toBe(401)
  })

  it.each<[object, string]>([
    [{ port: -1 }, 'port: expected a whole number from 0 to 65535, got number -1'],
    [{ port: '80' }, 'port: expected a whole number from 0 to 65535, got "80"'],
    [{ host: '' }, 'host: expected an address, got ""'],
    [{ asyncDelay: 0.5 }, 'asyncDelay: expected whole seconds, 0 or more, got number 0.5'],
    [{ clock: 'hand' }, 'clock: expected "system" or "manual", got "hand"'],
    [{ startAt: START }, 'startAt: only a manual clock can be started'],
    [
      { clock: 'manual', startAt: START - 1, state: { version: 1, at: START, rows: [] } },
      `startAt: expected number ${START} or later, the time of the state`,
    ],
    [{ clock: 'manual', startAt: START * 1000 }, 'startAt: expected whole seconds since 1970'],
    [{ apiVersion: 'dahlia' }, 'apiVersion: expected a version of the API, got "dahlia"'],
    [{ store: {} }, 'store: expected a store, got object'],
    [{ state: { version: 2, at: 0, rows: [] } }, 'state: This is no state of this server: version: expected 1, got 2.'],
    [{ state: { version: 1, at: 0, rows: [] }, store: memoryStore() }, 'state: a store of your own has its own state'],
    [{ mint: 'id' }, 'mint: expected a function, got "id"'],
    [{ report: null }, 'report: expected a function, got null'],
    [{ allowRemoteWebhooks: 'yes' }, 'allowRemoteWebhooks: expected true or false, got "yes"'],
    [{ control: 0 }, 'control: expected true or false, got number 0'],
    [{ prot: 80 }, 'there is no option prot'],
  ])('throws a TypeError that names what is wrong in %j', async (options, message) => {
    const made = createServer(options as ServerOptions)
    await expect(made).rejects.toThrow(TypeError)
    await expect(made).rejects.toThrow(`createServer: ${message}`)
  })

  it('rejects where the port is taken, and leaves nothing running', async () => {
    const { port } = await started()
    await expect(createServer({ port })).rejects.toThrow('EADDRINUSE')
  })

  it('says in one sentence that fastify is missing', async () => {
    const missing = Object.assign(new Error("Cannot find package 'fastify' imported from x"), {
      code: 'ERR_MODULE_NOT_FOUND',
    })
    await expect(loadFastify(() => Promise.reject(missing))).rejects.toThrow(
      'refund-machine/server needs the package fastify: npm install fastify',
    )
  })

  it('passes on what else is wrong with fastify', async () => {
    const other = Object.assign(new Error("Cannot find package 'avvio'"), { code: 'ERR_MODULE_NOT_FOUND' })
    await expect(loadFastify(() => Promise.reject(other))).rejects.toBe(other)
  })

  it('answers in the version that is given', async () => {
    const server = await started({ apiVersion: '2022-08-01' })
    const answer = await fetch(`${server.url}/v1/refunds`, { headers: { authorization: `Bearer ${keyOf('v')}` } })
    expect(answer.headers.get('stripe-version')).toBe('2022-08-01')
  })

  it('has no levers without control', async () => {
    const server = await started({ control: false })
    expect((await fetch(`${server.url}/_control/clock`)).status).not.toBe(200)
  })

  it('cannot advance the clock of the machine', async () => {
    const server = await started()
    await expect(server.advance(1)).rejects.toThrow("the machine's clock cannot be advanced")
  })
})

describe('close', () => {
  it('leaves nothing to connect to, and may be called twice', async () => {
    const server = await started()
    await paid(sdkOf(server))
    await Promise.all([server.close(), server.close()])
    await expect(fetch(server.url)).rejects.toThrow()
  })

  it('does not wait for connections that are kept alive, nor for ones that say nothing', async () => {
    const server = await started()
    const socket = connect(server.port, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    await paid(sdkOf(server))
    const before = performance.now()
    await server.close()
    expect(performance.now() - before).toBeLessThan(3_000)
    socket.destroy()
  })

  it('ends requests that are under way', async () => {
    const server = await started()
    const stripe = sdkOf(server)
    const { id } = await paid(stripe)
    const asked = stripe.refunds.create({ charge: id })
    await new Promise((resolve) => setImmediate(resolve))
    const [refund] = await Promise.allSettled([asked, server.close()])
    // Either it was taken on, and then it is answered; or the door was shut already.
    if (refund.status === 'rejected') expect(String(refund.reason)).toContain('connection')
    else expect(refund.value.status).toBe('succeeded')
  })

  it('loses nothing that waits: the next server on the store does it', async () => {
    const store = memoryStore()
    const name = newAccount()
    const first = await started({ store, asyncDelay: 1 })
    const { id } = await paid(sdkOf(first, name), 1000, { source: 'tok_pendingRefund' })
    const refund = await sdkOf(first, name).refunds.create({ charge: id })
    await first.close()
    const second = await started({ store })
    const stripe = sdkOf(second, name)
    const until = async (): Promise<string | null> => (await stripe.refunds.retrieve(refund.id)).status
    await expect.poll(until, { timeout: 10_000 }).toBe('succeeded')
  })
})

describe('save', () => {
  it('gives the state of another server, its clock and what waits among it', async () => {
    const name = newAccount()
    const first = await started({ clock: 'manual', startAt: START })
    const { id } = await paid(sdkOf(first, name), 1000, { source: 'tok_pendingRefund' })
    const refund = await sdkOf(first, name).refunds.create({ charge: id })
    const state = JSON.parse(JSON.stringify(await first.save()))
    const second = await started({ clock: 'manual', state })
    expect(await second.advance(0)).toBe(START)
    const stripe = sdkOf(second, name)
    expect(await stripe.refunds.retrieve(refund.id)).toEqual(await sdkOf(first, name).refunds.retrieve(refund.id))
    await second.advance(1)
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded')
    expect((await sdkOf(first, name).refunds.retrieve(refund.id)).status).toBe('pending')
  })

  it('rejects with a store that is not in memory', async () => {
    const { save: _, ...elsewhere } = memoryStore()
    const server = await started({ store: elsewhere })
    await expect(server.save()).rejects.toThrow('in memory')
  })
})
