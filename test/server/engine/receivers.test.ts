/** A clock that is moved by hand, and receivers that take their time on the way. */
import { describe, expect, it } from 'vitest'
import { createServer } from '../../../src/server/index.js'
import { memoryStore } from '../../../src/store/memory/memory.js'
import type { Store } from '../../../src/store/port.js'
import { paid, serving } from '../given.js'
import { failing, receiver, until } from '../webhooks/given.js'

const called = serving({ clock: 'manual', startAt: 1_790_000_000 })
const { sdk, server } = called

describe('a receiver that hangs', () => {
  it('holds up no move of its second, also one that was planned later', async () => {
    const stripe = sdk()
    const at = await receiver()
    at.answer = failing(500)
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['charge.succeeded'] })
    const { id: charge } = await paid(stripe, 1000, { source: 'tok_pendingRefund' })
    await server().advance(0)
    let letGo = (): void => undefined
    at.answer = (response) => {
      letGo = () => response.end()
    }
    // Its next attempt is due in a second, and so is the refund.
    const { id } = await stripe.refunds.create({ charge })
    const advanced = server().advance(1)
    await until('it is told again', () => at.came.length === 2)
    expect((await stripe.refunds.retrieve(id)).status).toBe('succeeded')
    letGo()
    await advanced
  })

  it('holds up no other receiver of its second', async () => {
    const stripe = sdk()
    const [hanging, other] = [await receiver(), await receiver()]
    let letGo = (): void => undefined
    hanging.answer = (response) => {
      letGo = () => response.end()
    }
    await stripe.webhookEndpoints.create({ url: hanging.url, enabled_events: ['charge.succeeded'] })
    await stripe.webhookEndpoints.create({ url: other.url, enabled_events: ['*'] })
    const { id: charge } = await paid(stripe)
    const advanced = server().advance(0)
    await until('both are told', () => hanging.came.length === 1 && other.came.length === 1)
    letGo()
    await advanced
    await stripe.refunds.create({ charge })
    await server().advance(0)
    expect(other.types()).toEqual(['charge.succeeded', 'refund.created', 'charge.refunded'])
  })

  it('is answered in its own time: the clock stands until then', async () => {
    const stripe = sdk()
    const at = await receiver()
    let letGo = (): void => undefined
    at.answer = (response) => {
      letGo = () => response.end()
    }
    const before = await server().advance(0)
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['charge.succeeded'] })
    await paid(stripe)
    const advanced = server().advance(60)
    await until('it is told', () => at.came.length === 1)
    const clock = await fetch(`${server().url}/_control/clock`)
    expect(await clock.json()).toMatchObject({ now: before })
    letGo()
    expect(await advanced).toBe(before + 60)
  })
})

describe('an advance', () => {
  const keyed = (url: string, path: string, form: Record<string, string>): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_1' },
      body: new URLSearchParams(form),
    })

  it('rejects where the server closes before all is done, and what is left is in the store', async () => {
    const at = await receiver()
    at.answer = () => undefined
    const own = await createServer({ port: 0, clock: 'manual', startAt: 1_790_000_000 })
    await keyed(own.url, '/v1/webhook_endpoints', { url: at.url, 'enabled_events[0]': '*' })
    await keyed(own.url, '/v1/charges', { amount: '1000', currency: 'usd', source: 'tok_visa' })
    const advanced = own.advance(1000).then(
      () => 'done',
      (error: Error) => error.message,
    )
    await until('it is told', () => at.came.length === 1)
    await own.close()
    expect(await advanced).toBe('the server was closed before all was done')
    const left = (await own.save()).rows.filter(({ kind }) => kind === 'due')
    expect(left).toHaveLength(1)
    await expect(own.advance(1)).rejects.toThrow('the server was closed')
  })

  it('rejects where the store cannot say what is due, and the clock stands', async () => {
    const inner = memoryStore()
    let broken = false
    const store: Store = {
      ...inner,
      claimDue: (claim) =>
        broken
          ? async () => ({
              _tag: 'Left',
              left: { _tag: 'StoreUnavailable', operation: 'claimDue', written: 'no', cause: null },
            })
          : inner.claimDue(claim),
    }
    const reported: unknown[] = []
    const report = (problem: unknown): void => {
      reported.push(problem)
    }
    const own = await createServer({ port: 0, clock: 'manual', startAt: 1_790_000_000, store, report })
    await own.advance(0)
    broken = true
    await expect(own.advance(60)).rejects.toThrow('the store did not say what is due')
    const lever = await keyed(own.url, '/_control/clock/advance', { seconds: '60' })
    expect([lever.status, await lever.json()]).toMatchObject([500, { error: { type: 'api_error' } }])
    broken = false
    expect(await own.advance(60)).toBe(1_790_000_060)
    expect(reported).toMatchObject([{ _tag: 'StoreUnavailable' }, { _tag: 'StoreUnavailable' }])
    await own.close()
  })
})
