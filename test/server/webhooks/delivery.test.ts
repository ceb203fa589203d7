/** Who is told of what, over HTTP. */
import { describe, expect, it } from 'vitest'
import { paid, serving } from '../given.js'
import { aWhile, failing, receiver, until } from './given.js'

const { sdk, server } = serving({ clock: 'manual', startAt: 1_790_000_000 })

describe('an event', () => {
  it('comes to those who asked for its type, or for all, and to nobody else', async () => {
    const stripe = sdk()
    const [all, refunds, none] = [await receiver(), await receiver(), await receiver()]
    await stripe.webhookEndpoints.create({ url: all.url, enabled_events: ['*'] })
    await stripe.webhookEndpoints.create({ url: refunds.url, enabled_events: ['charge.refunded', 'refund.created'] })
    await stripe.webhookEndpoints.create({ url: none.url, enabled_events: ['invoice.paid'] })
    await sdk().webhookEndpoints.create({ url: none.url, enabled_events: ['*'] })
    const charge = await paid(stripe)
    await stripe.refunds.create({ charge: charge.id })
    await server().advance(0)
    expect(all.types()).toEqual(['charge.succeeded', 'refund.created', 'charge.refunded'])
    expect(refunds.types()).toEqual(['refund.created', 'charge.refunded'])
    expect(none.types()).toEqual([])
    const { data } = await stripe.events.list()
    expect(data.map(({ pending_webhooks }) => pending_webhooks)).toEqual([0, 0, 0])
  })

  it('tells a localhost of any name, by either protocol', async () => {
    const stripe = sdk()
    const at = await receiver()
    const six = await receiver('::1').catch(() => null)
    const port = new URL(at.url).port
    await stripe.webhookEndpoints.create({ url: `http://shop.localhost:${port}/`, enabled_events: ['*'] })
    if (six !== null)
      await stripe.webhookEndpoints.create({ url: six.url.replace('::1', 'localhost'), enabled_events: ['*'] })
    await paid(stripe)
    await server().advance(0)
    expect(at.types()).toEqual(['charge.succeeded'])
    expect(six === null ? ['charge.succeeded'] : six.types()).toEqual(['charge.succeeded'])
  })

  it.each([302, 400, 404, 500])('is not heard where the answer is %d', async (status) => {
    const stripe = sdk()
    const [at, other] = [await receiver(), await receiver()]
    at.answer = (response) => {
      response.writeHead(status, { location: other.url }).end()
    }
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['*'] })
    await paid(stripe)
    await server().advance(0)
    expect([at.types(), other.types()]).toEqual([['charge.succeeded'], []])
    expect((await stripe.events.list()).data[0]?.pending_webhooks).toBe(1)
  })

  it('of a failing endpoint does not stop the later ones, and comes again after 1 s, 5 s and 30 s', async () => {
    const stripe = sdk()
    const at = await receiver()
    at.answer = (response, { event }) => failing(event.type === 'refund.created' ? 500 : 200)(response)
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['*'] })
    const charge = await paid(stripe)
    await stripe.refunds.create({ charge: charge.id })
    await server().advance(0)
    expect(at.types()).toEqual(['charge.succeeded', 'refund.created', 'charge.refunded'])
    const times = []
    for (let second = 1; second <= 40; second += 1) {
      const before = at.types().filter((type) => type === 'refund.created').length
      await server().advance(1)
      if (at.types().filter((type) => type === 'refund.created').length > before) times.push(second)
    }
    expect(times).toEqual([1, 6, 36])
    const ids = at.came.filter(({ event }) => event.type === 'refund.created').map(({ event }) => event.id)
    expect(new Set(ids).size).toBe(1)
  })

  it('is given up after twelve attempts in three days, and then has not been delivered', async () => {
    const stripe = sdk()
    const at = await receiver()
    at.answer = failing(503)
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['charge.succeeded'] })
    await paid(stripe)
    await server().advance(3 * 86_400)
    expect(at.came).toHaveLength(12)
    at.answer = failing(200)
    await server().advance(20 * 86_400)
    expect(at.came).toHaveLength(12)
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1)
    expect((await stripe.events.list({ delivery_success: true })).data).toEqual([])
  })

  it('is heard on a later attempt, and then nobody waits for it', async () => {
    const stripe = sdk()
    const at = await receiver()
    at.answer = failing(500)
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['charge.succeeded'] })
    await paid(stripe)
    await server().advance(1)
    at.answer = failing(204)
    await server().advance(86_400)
    expect(at.came).toHaveLength(3)
    expect((await stripe.events.list({ delivery_success: true })).data).toHaveLength(1)
  })

  it('is not sent to an endpoint that was disabled or deleted before its next attempt', async () => {
    const stripe = sdk()
    const [disabled, deleted] = [await receiver(), await receiver()]
    disabled.answer = failing(500)
    deleted.answer = failing(500)
    const one = await stripe.webhookEndpoints.create({ url: disabled.url, enabled_events: ['*'] })
    const two = await stripe.webhookEndpoints.create({ url: deleted.url, enabled_events: ['*'] })
    await paid(stripe)
    await server().advance(0)
    await stripe.webhookEndpoints.update(one.id, { disabled: true })
    await stripe.webhookEndpoints.del(two.id)
    await paid(stripe)
    await server().advance(60)
    expect([disabled.came.length, deleted.came.length]).toEqual([1, 1])
    expect((await stripe.events.list()).data.map(({ pending_webhooks }) => pending_webhooks)).toEqual([0, 0])
  })

  it('comes again to one that was disabled and enabled again before its next attempt', async () => {
    const stripe = sdk()
    const at = await receiver()
    at.answer = failing(500)
    const { id } = await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['*'] })
    await paid(stripe)
    await server().advance(0)
    await stripe.webhookEndpoints.update(id, { disabled: true })
    at.answer = failing(200)
    await stripe.webhookEndpoints.update(id, { disabled: false })
    await server().advance(1)
    expect(at.came).toHaveLength(2)
    await paid(stripe)
    await server().advance(0)
    expect(at.came).toHaveLength(3)
  })
})

describe('a connected account', () => {
  it('tells its own endpoints, and those of the platform that ask for connected accounts', async () => {
    const stripe = sdk()
    const on = { stripeAccount: 'acct_shop' }
    const [own, connect, platform] = [await receiver(), await receiver(), await receiver()]
    await stripe.webhookEndpoints.create({ url: own.url, enabled_events: ['*'] }, on)
    await stripe.webhookEndpoints.create({ url: connect.url, enabled_events: ['*'], connect: true })
    await stripe.webhookEndpoints.create({ url: platform.url, enabled_events: ['*'] })
    const charge = await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa' }, on)
    await server().advance(0)
    const told = connect.came.find(({ event }) => event.type === 'charge.succeeded')?.event
    expect(told).toMatchObject({ account: 'acct_shop', data: { object: { id: charge.id } } })
    expect(own.types()).toContain('charge.succeeded')
    expect(own.came[0]?.event).not.toHaveProperty('account')
    expect(platform.types()).not.toContain('charge.succeeded')
  })
})

describe('an endpoint of an older version', () => {
  it('hears of it in the shape of that version', async () => {
    const stripe = sdk()
    const [old, usual] = [await receiver(), await receiver()]
    await stripe.webhookEndpoints.create({ url: old.url, enabled_events: ['*'], api_version: '2024-04-10' })
    await stripe.webhookEndpoints.create({ url: usual.url, enabled_events: ['*'] })
    await paid(stripe)
    await server().advance(0)
    await until('both are told', () => old.came.length > 0 && usual.came.length > 0)
    expect(old.came[0]?.event).toMatchObject({ api_version: '2024-04-10', data: { object: { invoice: null } } })
    expect(usual.came[0]?.event.data.object).not.toHaveProperty('invoice')
    expect(usual.came[0]?.event.id).toBe(old.came[0]?.event.id)
  })
})

describe('an account without endpoints', () => {
  it('tells nobody and keeps its events', async () => {
    const stripe = sdk()
    await paid(stripe)
    await aWhile(20)
    expect((await stripe.events.list()).data[0]).toMatchObject({ type: 'charge.succeeded', pending_webhooks: 0 })
  })
})
