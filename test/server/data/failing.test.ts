/** A file that cannot be written while the server runs: Stripe's 500, nothing half done, and all is well when it can again. */
import { describe, expect, it } from 'vitest'
import { type Answered, newAccount } from '../given.js'
import { handOn } from './file.js'
import { eventsOf, insisted, post, sdkAt, start } from './given.js'
import { onLibsql } from './on-libsql.js'

const SALE = { amount: 1000, currency: 'usd', source: 'tok_visa' }

const BUSY_MILLISECONDS = 300

describe('a file that another process has locked', () => {
  it('is a 500 soon, under which nothing was done, and the key is free when the lock is gone', async () => {
    const at = await onLibsql(BUSY_MILLISECONDS)
    const as = newAccount()
    const { server, reported } = await start(at)
    const stripe = sdkAt(server.url, as)
    const { id } = await stripe.charges.create(SALE)
    const refund = () => post(server.url, as, '/v1/refunds', { charge: id, amount: 300 }, 'refund')

    const lock = at.lock()
    const began = performance.now()
    const refused = refund()
    // Who reads waits for nobody.
    expect((await stripe.charges.retrieve(id)).amount_refunded).toBe(0)
    const { status, headers, body } = await refused
    expect(performance.now() - began).toBeLessThan(10 * BUSY_MILLISECONDS)
    expect([status, body.error?.type, headers.get('stripe-should-retry')]).toEqual([500, 'api_error', null])
    expect(reported).toContainEqual(expect.objectContaining({ _tag: 'StoreUnavailable', written: 'no' }))

    lock.letGo()
    const again = await insisted(refund)
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, null])
    expect((await stripe.charges.retrieve(id)).amount_refunded).toBe(300)
  })

  it('keeps no one waiting for ever who asks without a key, and nothing that is due is lost', async () => {
    const at = await onLibsql(BUSY_MILLISECONDS)
    const { server } = await start(at, { clock: 'manual' })
    const stripe = sdkAt(server.url, newAccount())
    const { id } = await stripe.charges.create({ ...SALE, source: 'tok_pendingRefund' })
    const refund = await stripe.refunds.create({ charge: id })
    const lock = at.lock()
    const heard = await Promise.all(
      [1, 2, 3].map((amount) => stripe.charges.create({ ...SALE, amount: 100 * amount }).catch((error) => error.type)),
    )
    expect(heard).toEqual(['StripeAPIError', 'StripeAPIError', 'StripeAPIError'])
    await expect(server.advance(1)).rejects.toThrow('the store did not say what is due')
    lock.letGo()
    await server.advance(1)
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded')
  })
})

describe('a commit that fails in the middle', () => {
  it('leaves nothing behind: neither an amount, nor an event, nor an answer under the key', async () => {
    const at = await onLibsql()
    const as = newAccount()
    const { server } = await start(at)
    const stripe = sdkAt(server.url, as)
    const { id } = await stripe.charges.create(SALE)
    const before = [await stripe.charges.retrieve(id), await eventsOf(stripe), await stripe.balance.retrieve()]

    const hand = handOn(at.path)
    hand.exec('alter table rm_events rename to rm_events_gone')
    const refund = () => post(server.url, as, '/v1/refunds', { charge: id, amount: 300 }, 'refund')
    expect((await refund()).status).toBe(500)
    hand.exec('alter table rm_events_gone rename to rm_events')
    hand.close()

    const after = [await stripe.charges.retrieve(id), await eventsOf(stripe), await stripe.balance.retrieve()]
    expect(after).toEqual(before)
    const again = await insisted(refund)
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, null])
  })
})

describe('the levers of a state in memory', () => {
  it('say that there is none with a database', async () => {
    const { server } = await start(await onLibsql())
    const sentence = 'The state can only be saved, loaded and reset where the server keeps it in memory.'
    const ask = async (method: string, path: string, body: string | null = null): Promise<unknown> => {
      const headers = { authorization: 'Bearer sk_test_levers' }
      const answer = await fetch(`${server.url}${path}`, { method, body, headers })
      return [answer.status, ((await answer.json()) as Answered).error?.message]
    }
    expect(await ask('GET', '/_control/state')).toEqual([400, sentence])
    expect(await ask('PUT', '/_control/state', '{"version":1,"at":1,"rows":[]}')).toEqual([400, sentence])
    expect(await ask('POST', '/_control/reset')).toEqual([400, sentence])
    await expect(server.save()).rejects.toThrow(sentence)
  })
})
