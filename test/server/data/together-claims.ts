/** Two servers on one database behave as one. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { newAccount } from '../given.js'
import { receiver } from '../webhooks/given.js'
import { eventsOf, insisted, type Place, post, sdkAt, start, until } from './given.js'

interface Two {
  readonly as: string
  /** The addresses of both. */
  readonly urls: readonly [string, string]
  /** Each in its turn. */
  readonly at: (index: number) => string
  readonly sdks: readonly [Stripe, Stripe]
  readonly reported: () => readonly unknown[]
}

const two = async (place: Place): Promise<Two> => {
  const as = newAccount()
  const one = await start(place)
  const other = await start(place)
  const urls = [one.server.url, other.server.url] as const
  return {
    as,
    urls,
    at: (index) => urls[index % 2 === 0 ? 0 : 1],
    sdks: [sdkAt(urls[0], as), sdkAt(urls[1], as)],
    reported: () => [...one.reported, ...other.reported],
  }
}

const SALE = { amount: 1000, currency: 'usd', source: 'tok_visa' }

export const togetherClaims = (name: string, place: () => Promise<Place>): void => {
  describe(`two servers on ${name}`, () => {
    it('refund and show what the other has charged', async () => {
      const { sdks } = await two(await place())
      const [one, other] = sdks
      const { id } = await one.charges.create(SALE)
      const refund = await other.refunds.create({ charge: id, amount: 400 })
      expect(await one.refunds.retrieve(refund.id)).toEqual(refund)
      expect((await one.charges.retrieve(id)).amount_refunded).toBe(400)
      expect((await one.balance.retrieve()).pending).toEqual((await other.balance.retrieve()).pending)
    })

    it('do once what is asked of both under one key at the same time', async () => {
      const { as, urls, sdks } = await two(await place())
      const { id } = await sdks[0].charges.create(SALE)
      for (let round = 1; round <= 5; round += 1) {
        const ask = (url: string) => post(url, as, '/v1/refunds', { charge: id, amount: 10 }, `round ${round}`)
        const heard = await Promise.all(urls.map((url) => insisted(() => ask(url))))
        expect(heard.map(({ status }) => status)).toEqual([200, 200])
        expect(heard[0]?.body.id).toBe(heard[1]?.body.id)
        expect(heard.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(1)
        expect((await sdks[1].charges.retrieve(id)).amount_refunded).toBe(10 * round)
      }
    })

    it('never give back one unit too much', async () => {
      const { as, at, sdks } = await two(await place())
      const { id } = await sdks[0].charges.create(SALE)
      const heard = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          insisted(() => post(at(index), as, '/v1/refunds', { charge: id, amount: 90 }, `key ${index}`)),
        ),
      )
      expect(heard.filter(({ status }) => status === 200)).toHaveLength(11)
      expect(heard.filter(({ status }) => status === 400)).toHaveLength(9)
      expect((await sdks[1].charges.retrieve(id)).amount_refunded).toBe(990)
      const { data } = await sdks[0].refunds.list({ charge: id, limit: 100 })
      expect(data.map(({ amount }) => amount)).toEqual(Array.from({ length: 11 }, () => 90))
    })

    it('do once, whichever does it, what becomes due', { timeout: 60_000 }, async () => {
      const { at, sdks, as } = await two(await place())
      const refunds = await Promise.all(
        Array.from({ length: 6 }, async (_, index) => {
          const stripe = sdkAt(at(index), as)
          const { id } = await stripe.charges.create({ ...SALE, source: 'tok_pendingRefund' })
          return stripe.refunds.create({ charge: id })
        }),
      )
      expect(refunds.map(({ status }) => status)).toEqual(refunds.map(() => 'pending'))
      const statuses = async () => (await sdks[0].refunds.list()).data.map(({ status }) => status)
      await until('all have succeeded', async () => (await statuses()).every((status) => status === 'succeeded'))
      const ended = (await eventsOf(sdks[1])).filter(
        ({ type, data }) => type === 'refund.updated' && Object.hasOwn(data.previous_attributes ?? {}, 'status'),
      )
      expect(ended.map(({ data }) => (data.object as Stripe.Refund).id).sort()).toEqual(
        refunds.map(({ id }) => id).sort(),
      )
    })

    it('tell a receiver of each event once', { timeout: 60_000 }, async () => {
      const { at, sdks, as, reported } = await two(await place())
      const shop = await receiver()
      await sdks[0].webhookEndpoints.create({ url: shop.url, enabled_events: ['*'] })
      const { id } = await sdks[1].charges.create(SALE)
      for (let index = 0; index < 10; index += 1) await sdkAt(at(index), as).refunds.create({ charge: id, amount: 10 })
      const told = async () => (await eventsOf(sdks[0])).map((event) => event.id).sort()
      // Each refund is told of once more, when the bank has a number for it.
      await until('the bank has answered', async () =>
        (await sdks[0].refunds.list()).data.every((refund) => refund.destination_details?.card?.reference),
      )
      await until('everything was told', async () => shop.came.length >= (await told()).length)
      await new Promise((resolve) => setTimeout(resolve, 1_200))
      expect(shop.came.map(({ event }) => event.id).sort()).toEqual(await told())
      expect(reported()).toEqual([])
    })
  })
}
