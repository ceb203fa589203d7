/** What a server finds again that is started on the database of another, which was ended. */
import { describe, expect, it } from 'vitest'
import { newAccount } from '../given.js'
import { receiver, thanks } from '../webhooks/given.js'
import { eventsOf, type Place, post, sdkAt, start } from './given.js'

const START = 1_790_000_000
const MANUAL = { clock: 'manual', startAt: START } as const

export const restartClaims = (name: string, place: () => Promise<Place>): void => {
  describe(`a server that is started again on ${name}`, () => {
    it('replays answers with the request that they were given to, and refuses the key for anything else', async () => {
      const at = await place()
      const as = newAccount()
      const before = await start(at, MANUAL)
      const sale = { amount: 1000, currency: 'usd', source: 'tok_visa' }
      const charge = await post(before.server.url, as, '/v1/charges', sale, 'sale')
      const refund = { charge: charge.body.id ?? '', amount: 1001 }
      const refused = await post(before.server.url, as, '/v1/refunds', refund, 'refund')
      await before.end()

      const { url } = (await start(at, MANUAL)).server
      const again = [
        await post(url, as, '/v1/charges', sale, 'sale'),
        await post(url, as, '/v1/refunds', refund, 'refund'),
      ]
      for (const [index, first] of [charge, refused].entries()) {
        expect(again[index]).toMatchObject({ status: first.status, text: first.text })
        expect(again[index]?.headers.get('idempotent-replayed')).toBe('true')
        expect(again[index]?.headers.get('original-request')).toBe(first.headers.get('request-id'))
      }
      const other = await post(url, as, '/v1/charges', { ...sale, amount: 999 }, 'sale')
      expect([other.status, other.body.error?.type]).toEqual([400, 'idempotency_error'])
      expect((await sdkAt(url, as).charges.list()).data.map(({ id }) => id)).toEqual([charge.body.id])
    })

    it('shows every object as it was, and what is set', async () => {
      const at = await place()
      const as = newAccount()
      const before = await start(at, MANUAL)
      const stripe = sdkAt(before.server.url, as)
      const destination = { transfer_data: { destination: 'acct_shop' }, application_fee_amount: 100 }
      const sale = await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa', ...destination })
      await stripe.refunds.create({ charge: sale.id, amount: 300, reverse_transfer: true })
      await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_createDispute' })
      await stripe.paymentIntents.create({ amount: 700, currency: 'usd', capture_method: 'manual' })
      await stripe.customers.create({ name: 'Ada' })
      await stripe.rawRequest('POST', '/_control/balance', { refunds: 'pending', uncovered: ['acct_shop'] })
      const lists = (url: string) => {
        const all = sdkAt(url, as)
        return Promise.all([
          all.charges.list(),
          all.refunds.list(),
          all.disputes.list(),
          all.paymentIntents.list(),
          all.customers.list(),
          all.transfers.list(),
          all.balanceTransactions.list(),
          all.balance.retrieve(),
          all.rawRequest('GET', '/_control/balance'),
          eventsOf(all),
        ])
      }
      const shown = JSON.stringify(await lists(before.server.url))
      await before.end()

      const { url } = (await start(at, MANUAL)).server
      expect(JSON.stringify(await lists(url))).toBe(shown)
      const after = sdkAt(url, as)
      const [dispute] = (await after.disputes.list()).data
      expect(await after.rawRequest('POST', `/_control/disputes/${dispute?.id}/win`, {})).toMatchObject({
        status: 'won',
      })
    })

    it('does what waited for its time, once', async () => {
      const at = await place()
      const as = newAccount()
      const before = await start(at, MANUAL)
      const stripe = sdkAt(before.server.url, as)
      const charge = await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_pendingRefund' })
      const { id, status } = await stripe.refunds.create({ charge: charge.id, amount: 300 })
      await before.end()

      const { server } = await start(at, MANUAL)
      const after = sdkAt(server.url, as)
      expect([status, (await after.refunds.retrieve(id)).status]).toEqual(['pending', 'pending'])
      await server.advance(1)
      expect((await after.refunds.retrieve(id)).status).toBe('succeeded')
      await server.advance(60)
      const succeeded = (await eventsOf(after)).filter(
        ({ type, data }) => type === 'refund.updated' && Object.hasOwn(data.previous_attributes ?? {}, 'status'),
      )
      expect(succeeded).toHaveLength(1)
    })

    it('delivers the webhooks that were not, signed by the secret of before', async () => {
      const at = await place()
      const as = newAccount()
      const before = await start(at, MANUAL)
      const stripe = sdkAt(before.server.url, as)
      const shop = await receiver()
      // It answers nothing: what is sent to it is left off as the server ends.
      shop.answer = () => undefined
      const { secret } = await stripe.webhookEndpoints.create({ url: shop.url, enabled_events: ['*'] })
      const charge = await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa' })
      await stripe.refunds.create({ charge: charge.id })
      const told = (await eventsOf(stripe)).map(({ id }) => id)
      await before.end()
      expect(shop.came.length).toBeLessThan(told.length)

      shop.came.splice(0)
      shop.answer = thanks
      const { server } = await start(at, MANUAL)
      await server.advance(1)
      const heard = shop.came.map(({ event }) => event.id)
      expect(heard).toEqual(expect.arrayContaining(told))
      expect(heard).toHaveLength(new Set(heard).size)
      for (const { text, headers } of shop.came)
        stripe.webhooks.constructEvent(text, String(headers['stripe-signature']), secret ?? '')
    })

    it('tells a receiver again that did not hear, by the count of before', async () => {
      const at = await place()
      const before = await start(at, MANUAL)
      const stripe = sdkAt(before.server.url, newAccount())
      const shop = await receiver()
      shop.answer = (response) => response.writeHead(500).end()
      await stripe.webhookEndpoints.create({ url: shop.url, enabled_events: ['charge.succeeded'] })
      await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa' })
      await before.server.advance(1)
      await before.end()
      expect(shop.came).toHaveLength(2)

      const { server } = await start(at, { clock: 'manual', startAt: START + 1 })
      await server.advance(4)
      expect(shop.came).toHaveLength(2)
      await server.advance(1)
      expect(shop.came).toHaveLength(3)
    })
  })
}
