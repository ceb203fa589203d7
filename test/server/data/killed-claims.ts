/** A server that was killed while it worked: the next one on its database has all that was answered, and does what is left. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Serving, serving } from '../../cli/serving.js'
import { ROOT } from '../../tools/tidy/source.js'
import { newAccount } from '../given.js'
import { receiver } from '../webhooks/given.js'
import { eventsOf, type Heard, insisted, type Place, post, sdkAt, until } from './given.js'

const serve = async (place: Place): Promise<Serving> => {
  const running = await serving(ROOT, 'test/tools/cli.mjs', 'serve', '--port', '0', '--data', place.data)
  onTestFinished(async () => {
    await running.end('SIGKILL')
  })
  return running
}

const CHARGES = 4
const CALLERS = 8
const ENOUGH = 40

/** Refunds of one unit by several callers at once, each under a key of its own, until the server does not answer any more. */
const refundsUntilKilled = async (
  { url, end }: Serving,
  as: string,
  charges: readonly string[],
): Promise<ReadonlyMap<string, Heard | null>> => {
  const answers = new Map<string, Heard | null>()
  let killed: Promise<unknown> | null = null
  const caller = async (name: number): Promise<void> => {
    for (let turn = 0; ; turn += 1) {
      const key = `${name}/${turn}`
      answers.set(key, null)
      try {
        const charge = charges[(name + turn) % charges.length] ?? ''
        answers.set(key, await insisted(() => post(url, as, '/v1/refunds', { charge, amount: 1 }, key)))
      } catch {
        return
      }
      if (answers.size > ENOUGH) killed ??= end('SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, (_, name) => caller(name)))
  await killed
  return answers
}

export const killedClaims = (name: string, place: () => Promise<Place>): void => {
  describe(`a server on ${name} that was killed while it worked`, () => {
    it('has lost nothing that it answered, and its successor goes on with it', { timeout: 120_000 }, async () => {
      const at = await place()
      const as = newAccount()
      const first = await serve(at)
      const shop = await receiver()
      await sdkAt(first.url, as).webhookEndpoints.create({ url: shop.url, enabled_events: ['*'] })
      const source = 'tok_pendingRefund'
      const charges = await Promise.all(
        Array.from({ length: CHARGES }, () =>
          sdkAt(first.url, as).charges.create({ amount: 5_000, currency: 'usd', source }),
        ),
      )
      const ids = charges.map(({ id }) => id)
      const answers = await refundsUntilKilled(first, as, ids)
      const acknowledged = [...answers].flatMap(([key, heard]) => (heard === null ? [] : [{ key, heard }]))
      expect(acknowledged.length).toBeGreaterThan(ENOUGH / 2)
      expect(acknowledged.map(({ heard }) => heard.status)).toEqual(acknowledged.map(() => 200))

      // Those under way are held for up to a minute by the server that is no more.
      await at.endLeases()
      const { url, end } = await serve(at)
      for (const [key, before] of answers) {
        const [caller = 0, turn = 0] = key.split('/').map(Number)
        const form = { charge: ids[(caller + turn) % CHARGES] ?? '', amount: 1 }
        const again = await insisted(() => post(url, as, '/v1/refunds', form, key))
        expect(again.status).toBe(200)
        if (before === null) continue
        expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([before.text, 'true'])
      }
      const stripe = sdkAt(url, as)
      const shown = await stripe.charges.list()
      expect(shown.data.reduce((sum, charge) => sum + charge.amount_refunded, 0)).toBe(answers.size)
      const all = await stripe.refunds.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 })
      expect(all).toHaveLength(answers.size)
      await until('all refunds have succeeded', async () => {
        const refunds = await stripe.refunds.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 })
        return refunds.every(({ status, destination_details }) => {
          return status === 'succeeded' && destination_details?.card?.reference !== undefined
        })
      })
      const told = (await eventsOf(stripe)).map((event) => event.id)
      const heard = (): ReadonlySet<string> => new Set(shop.came.map(({ event }) => event.id))
      await until('every event was told of', () => told.every((event) => heard().has(event)))
      expect((await end()).code).toBe(0)
    })
  })
}
