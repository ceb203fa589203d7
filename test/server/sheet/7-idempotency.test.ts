/** Fact sheet 7: idempotency. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { errorOf, newAccount, paid, serving, told } from '../given.js'
import { slowStore } from './slow-store.js'

const { sdk, http, server } = serving({ clock: 'manual' })
const { store, hold } = slowStore()
const slow = serving({ store })

/** A charge, and a way to ask for refunds under a key. */
const keyed = async (key = 'key-1') => {
  const as = newAccount()
  const { id } = await paid(sdk(as))
  const ask = (form: object, headers: Record<string, string> = {}) =>
    http('POST', '/v1/refunds', { as, headers: { 'idempotency-key': key, ...headers }, form: { charge: id, ...form } })
  const refunded = async () => (await sdk(as).charges.retrieve(id)).amount_refunded
  return { as, id, ask, refunded }
}

describe('idempotency', () => {
  it('saves status code and body of the first request for a key', async () => {
    const { ask, refunded } = await keyed()
    const first = await ask({ amount: 300 })
    const again = await ask({ amount: 300 })
    expect([again.status, again.text]).toEqual([200, first.text])
    expect(await refunded()).toBe(300)
  })

  it('saves status code and body of the first request for a key, including 500s', async () => {
    const { as, ask, refunded } = await keyed()
    await http('POST', '/_control/requests/next', { as, form: { fail: 'server_error', when: 'during' } })
    const first = await ask({ amount: 300 })
    expect(told(first)).toEqual({ status: 500, type: 'api_error', message: 'An unknown error occurred' })
    const again = await ask({ amount: 300 })
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([500, first.text, 'true'])
    expect((await ask({ amount: 301 })).body.error?.type).toBe('idempotency_error')
    expect(await refunded()).toBe(0)
  })

  it.each([
    [{ 'metadata[a]': '1' }, { 'metadata[b]': '1' }],
    [{ refund_application_fee: 'false' }, { reverse_transfer: 'false' }],
    [{ amount: 1 }, { amount: 1, reason: 'duplicate' }],
    [{ instructions_email: 'a@example.com amount 1' }, { instructions_email: 'a@example.com', amount: 1 }],
  ])('compares every parameter with its name: %j is not %j', async (first, second) => {
    const { ask } = await keyed()
    const answered = await ask(first)
    expect(answered.status).toBe(200)
    expect((await ask(second)).body.error?.type).toBe('idempotency_error')
    expect((await ask(first)).text).toBe(answered.text)
  })

  it('the saved answer is that of then, whatever happened since', async () => {
    const { as, ask } = await keyed()
    const first = await ask({ amount: 300 })
    await sdk(as).refunds.update(String(first.body.id), { metadata: { order: '7' } })
    await server().advance(10)
    expect((await ask({ amount: 300 })).text).toBe(first.text)
  })

  it('parameter-validation failures are not saved', async () => {
    const { ask, refunded } = await keyed()
    expect((await ask({ amount: 'x' })).status).toBe(400)
    expect((await ask({ amount: 300 })).status).toBe(200)
    expect(await refunded()).toBe(300)
  })

  it('concurrent conflicts are not saved', async () => {
    const as = newAccount()
    const { id } = await paid(slow.sdk(as))
    const headers = { 'idempotency-key': 'key-1' }
    const ask = () => slow.http('POST', '/v1/refunds', { as, headers, form: { charge: id, amount: 300 } })
    const { reached, letGo } = hold()
    const running = ask()
    await reached
    expect((await ask()).status).toBe(409)
    expect((await ask()).status).toBe(409)
    letGo()
    const first = await running
    const after = await ask()
    expect([after.status, after.text, after.headers.get('idempotent-replayed')]).toEqual([200, first.text, 'true'])
  })

  it('concurrent conflicts are not saved: after one, other parameters may follow under the key', async () => {
    const { as, ask, refunded } = await keyed()
    await http('POST', '/_control/requests/next', { as, form: { fail: 'conflict' } })
    expect((await ask({ amount: 300 })).status).toBe(409)
    expect(await ask({ amount: 400 })).toMatchObject({ status: 200, body: { amount: 400 } })
    expect(await refunded()).toBe(400)
  })

  it('business refusals are saved', async () => {
    const { as, id, ask } = await keyed()
    await sdk(as).refunds.create({ charge: id, amount: 900 })
    const first = await ask({ amount: 300 })
    expect(first.body.error?.message).toBe('Refund amount ($3.00) is greater than unrefunded amount on charge ($1.00)')
    const [made] = (await sdk(as).refunds.list({ charge: id })).data
    await http('POST', `/_control/refunds/${made?.id}/fail`, { as })
    const again = await ask({ amount: 300 })
    expect([again.status, again.text]).toEqual([400, first.text])
    expect(again.headers.get('idempotent-replayed')).toBe('true')
  })

  it('compares params with the first request: the order in which they are sent makes no difference', async () => {
    const { as, id } = await keyed()
    const ask = (form: string) => http('POST', '/v1/refunds', { as, headers: { 'idempotency-key': 'k' }, form })
    const first = await ask(`charge=${id}&amount=300&metadata[a]=1&metadata[b]=2`)
    expect((await ask(`metadata[b]=2&metadata[a]=1&amount=300&charge=${id}`)).text).toBe(first.text)
    expect((await ask(`metadata[b]=2&metadata[a]=3&amount=300&charge=${id}`)).body.error?.type).toBe(
      'idempotency_error',
    )
  })

  it('key <= 255 chars', async () => {
    const longest = await keyed('k'.repeat(255))
    expect((await longest.ask({ amount: 1 })).status).toBe(200)
    const longer = await keyed('k'.repeat(256))
    expect(told(await longer.ask({ amount: 1 }))).toEqual({
      status: 400,
      type: 'idempotency_error',
      message:
        'Idempotent key length is 256 characters long, which is outside accepted lengths. Idempotent Keys must be 1-255 ' +
        "characters long. If you're looking for a decent generator, try using a UUID defined by IETF RFC 4122.",
    })
    expect(await longer.refunded()).toBe(0)
  })

  it('keys are prunable once 24 h old', async () => {
    const { ask, refunded } = await keyed()
    const first = await ask({ amount: 300 })
    await server().advance(86_399)
    expect((await ask({ amount: 300 })).text).toBe(first.text)
    await server().advance(1)
    expect((await ask({ amount: 300 })).text).not.toBe(first.text)
    expect(await refunded()).toBe(600)
  })

  it('POST only; on GET and DELETE no effect', async () => {
    const { as, id } = await keyed()
    const headers = { 'idempotency-key': 'k' }
    const first = await http('GET', `/v1/charges/${id}`, { as, headers })
    await sdk(as).refunds.create({ charge: id, amount: 1 })
    const again = await http('GET', `/v1/charges/${id}`, { as, headers })
    expect(again.body.amount_refunded).toBe(1)
    expect(again.headers.has('idempotent-replayed')).toBe(false)
    expect(first.headers.has('original-request')).toBe(false)
  })

  it('response headers: Idempotency-Key, Original-Request, Request-Id, on replay Idempotent-Replayed', async () => {
    const { ask } = await keyed()
    const first = await ask({ amount: 300 })
    const id = first.headers.get('request-id')
    expect(id).toMatch(/^req_/)
    expect(first.headers.get('idempotency-key')).toBe('key-1')
    expect(first.headers.get('original-request')).toBe(id)
    expect(first.headers.has('idempotent-replayed')).toBe(false)
    const again = await ask({ amount: 300 })
    expect(again.headers.get('original-request')).toBe(id)
    expect(again.headers.get('request-id')).not.toBe(id)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
  })

  it('401 and 429 are not cached', async () => {
    const { as, ask, refunded } = await keyed()
    expect((await ask({ amount: 300 }, { authorization: 'Bearer sk_live_1' })).status).toBe(401)
    await http('POST', '/_control/requests/next', { as, form: { fail: 'rate_limit' } })
    expect((await ask({ amount: 300 })).status).toBe(429)
    expect((await ask({ amount: 300 })).status).toBe(200)
    expect(await refunded()).toBe(300)
  })

  it('v2 has no refunds', async () => {
    expect((await http('POST', '/v2/refunds')).status).toBe(404)
  })

  it('official SDKs generate keys for retried POSTs: an answer that is lost is heard again', async () => {
    const as = newAccount()
    const { id } = await paid(sdk(as))
    for (const [done, fail] of ['server_error', 'conflict', 'lock_timeout', 'drop'].entries()) {
      await http('POST', '/_control/requests/next', { as, form: { fail, when: 'after' } })
      const refund = await sdk(as, { maxNetworkRetries: 3 }).refunds.create({ charge: id, amount: 10 })
      expect(refund.amount).toBe(10)
      expect((await sdk(as).charges.retrieve(id)).amount_refunded).toBe((done + 1) * 10)
    }
  })

  it('keys of two accounts, and of a connected account, are apart', async () => {
    const one = await keyed()
    const other = await keyed()
    expect((await one.ask({ amount: 300 })).status).toBe(200)
    expect((await other.ask({ amount: 400 })).status).toBe(200)
    const { statusCode } = await errorOf(
      sdk(one.as).refunds.create({ charge: one.id }, { idempotencyKey: 'key-1', stripeAccount: 'acct_shop' }),
    )
    expect(statusCode).toBe(404)
  })
})
