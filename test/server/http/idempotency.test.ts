/** Keys at the edge: what the fact sheet's rows leave open. */
import { describe, expect, it } from 'vitest'
import { stripe } from '../../../src/domain/policies/stripe.js'
import { answer } from '../../../src/server/decision/answer.js'
import { countingMint } from '../../../src/server/decision/minted.js'
import type { Route } from '../../../src/server/decision/route.js'
import { createStateGate } from '../../../src/server/engine/state-gate.js'
import { createAuthenticate } from '../../../src/server/http/auth.js'
import { createExchange, type Request } from '../../../src/server/http/exchange.js'
import { runtimeOf } from '../../../src/server/state.js'
import { manualClock } from '../../../src/store/clock.js'
import { memoryStore } from '../../../src/store/memory/memory.js'
import { NEWEST_API_VERSION } from '../../../src/stripe/version.js'
import { now } from '../../fixtures.js'
import { newAccount, paid, serving } from '../given.js'

const { sdk, http } = serving()

const given = async () => {
  const as = newAccount()
  const { id } = await paid(sdk(as))
  const ask = (form: string, key = 'key-1', headers = {}) =>
    http('POST', '/v1/refunds', { as, headers: { 'idempotency-key': key, ...headers }, form: `charge=${id}&${form}` })
  const refunded = async () => (await sdk(as).charges.retrieve(id)).amount_refunded
  return { as, id, ask, refunded }
}

describe('a key', () => {
  it('replays a refusal byte for byte, with the address of the first request', async () => {
    const { ask } = await given()
    const first = await ask('amount=1001')
    const again = await ask('amount=1001')
    expect(again.text).toBe(first.text)
    expect(first.body.error?.request_log_url).toContain(first.headers.get('request-id'))
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([400, 400, 'true'])
  })

  it('is looked at before the parameters, and before the body can be read', async () => {
    const { ask } = await given()
    await ask('amount=300')
    for (const form of ['amount=x', 'wat=1', 'amount=%zz', 'amount[]=1'])
      expect((await ask(form)).body.error?.type).toBe('idempotency_error')
  })

  it('is looked at before what the body is said to be', async () => {
    const { ask } = await given()
    await ask('amount=300')
    const { body } = await ask('amount=300', 'key-1', { 'content-type': 'application/json' })
    expect(body.error?.type).toBe('idempotency_error')
  })

  it('is executed once however many ask at once, and what they heard meanwhile is not kept', async () => {
    const { ask, refunded } = await given()
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask('amount=10')))
    const made = new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text))
    expect(made.size).toBe(1)
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
    const after = await ask('amount=10')
    expect([after.status, made.has(after.text)]).toEqual([200, true])
    expect(await refunded()).toBe(10)
  })

  it('that is refused for other parameters keeps its own answer', async () => {
    const { ask } = await given()
    const first = await ask('amount=300')
    await ask('amount=301')
    expect((await ask('amount=300')).text).toBe(first.text)
  })

  it('asks for the same in another spelling of the form', async () => {
    const { ask, refunded } = await given()
    const first = await ask('amount=300&expand[]=charge')
    expect((await ask('%61mount=30%30&expand%5B0%5D=charge')).text).toBe(first.text)
    expect(await refunded()).toBe(300)
  })

  it.each(['é', ' ', 'a, b', '__proto__', '"%00"', 'k'.repeat(255)])('may be %j, and is sent back', async (key) => {
    const { ask } = await given()
    const sent = Buffer.from(key, 'utf8').toString('latin1')
    const first = await ask('amount=1', sent)
    // A header has no spaces around it: of a space alone nothing is left.
    if (key === ' ') expect(first.status).toBe(400)
    else expect([first.status, first.headers.get('idempotency-key')]).toEqual([200, sent])
  })

  it.each([0, 256, 2_000])('of %d characters is refused', async (length) => {
    const { ask, refunded } = await given()
    const { status, body } = await ask('amount=1', 'k'.repeat(length))
    expect([status, body.error?.type, body.error?.message]).toEqual([
      400,
      'idempotency_error',
      `Idempotent key length is ${length} characters long, which is outside accepted lengths. Idempotent Keys must be 1-255 ` +
        "characters long. If you're looking for a decent generator, try using a UUID defined by IETF RFC 4122.",
    ])
    expect(await refunded()).toBe(0)
  })

  it('that is too long does not trouble a GET', async () => {
    const { as } = await given()
    expect((await http('GET', '/v1/refunds', { as, headers: { 'idempotency-key': 'k'.repeat(256) } })).status).toBe(200)
  })

  it('of a connected account is another than the same of its platform, however it is spelled', async () => {
    const as = newAccount()
    const ask = (key: string, headers = {}) =>
      http('POST', '/v1/customers', { as, form: { name: 'A' }, headers: { 'idempotency-key': key, ...headers } })
    const own = await ask('k')
    const shop = await ask('k', { 'stripe-account': 'acct_shop' })
    const other = await ask('k', { 'stripe-account': 'acct_other' })
    expect(new Set([own.body.id, shop.body.id, other.body.id]).size).toBe(3)
    expect((await ask('k', { 'stripe-account': 'acct_shop' })).text).toBe(shop.text)
  })
})

/** What answers requests, with a route of its own. */
const exchange = (decide: () => ReturnType<typeof answer>, gate = createStateGate()) => {
  const clock = manualClock(now)
  const store = memoryStore({ clock })
  const runtime = runtimeOf({ now: clock, horizon: clock }, store, true)
  const reported: unknown[] = []
  const ask = createExchange({
    authenticate: createAuthenticate(),
    rules: { policy: stripe, version: NEWEST_API_VERSION, soon: (at) => at, allowRemoteWebhooks: false },
    mint: countingMint(),
    clock,
    state: { ...gate, runtime: () => runtime },
    wake: () => undefined,
    report: (problem) => reported.push(problem),
  })
  const route: Route = {
    method: 'POST',
    path: '/v1/wat',
    read: () => ({ _tag: 'Right', right: { fingerprint: () => '', decide, guess: [] } }),
  }
  const request: Request = {
    headers: { authorization: 'Bearer sk_test_1', 'idempotency-key': 'k' },
    url: '/v1/wat',
    path: {},
    query: '',
    body: null,
  }
  return { ask: () => ask(route, request), reported }
}

describe('a request that comes while the state is loaded', () => {
  it('waits for its end, and has left when it is answered', async () => {
    const gate = createStateGate()
    const seen: string[] = []
    const see = (what: string) => async (): Promise<void> => {
      seen.push(what)
    }
    const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
    let end = (): void => undefined
    const loading = gate.alone(
      () =>
        new Promise<void>((resolve) => {
          end = resolve
        }),
    )
    const { ask } = exchange(() => {
      seen.push('decided')
      return answer({ id: 'x' })
    }, gate)
    const asked = ask()
    await settled()
    expect(seen).toEqual([])
    end()
    await Promise.all([loading, asked])
    await gate.alone(see('alone'))
    // Nobody is counted who left, and nobody twice.
    expect(gate.enter()).toBeNull()
    const next = gate.alone(see('alone again'))
    await settled()
    expect(seen).toEqual(['decided', 'alone'])
    gate.leave()
    await next
  })
})

describe('a fault of the server', () => {
  it('is reported, tells nothing of itself, and is replayed under its key', async () => {
    let calls = 0
    const { ask, reported } = exchange(() => {
      calls += 1
      if (calls === 1) throw new Error('secret')
      return answer({ id: 'second' })
    })
    const first = await ask()
    expect(first).toMatchObject({
      status: 500,
      body: { error: { type: 'api_error', message: 'An unknown error occurred' } },
    })
    expect(JSON.stringify(first.body)).not.toContain('secret')
    expect(reported).toEqual([new Error('secret')])
    const again = await ask()
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(calls).toBe(1)
  })
})
