/** Webhooks under way while an account is reset, or the whole state is replaced. */
import { describe, expect, it } from 'vitest'
import { newAccount, paid, serving } from '../given.js'
import { aWhile, receiver, until } from './given.js'

const { sdk, http, server } = serving({}, 'memory')

const waitsFor = async (stripe: ReturnType<typeof sdk>): Promise<readonly number[]> =>
  (await stripe.events.list()).data.map(({ pending_webhooks }) => pending_webhooks)

describe('an account that is reset', () => {
  it('is told of nothing more: what waited behind a slow receiver is gone', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const at = await receiver()
    let letGo = (): void => undefined
    at.answer = (response) => {
      letGo = () => response.end()
    }
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['*'] })
    for (let count = 0; count < 4; count += 1) await paid(stripe)
    await until('it is told', () => at.came.length === 1)
    await http('POST', '/_control/reset', { as })
    at.answer = (response) => response.end()
    letGo()
    await aWhile(600)
    expect(at.came).toHaveLength(1)
  })

  it('leaves others as they are: what they heard meanwhile is written down, and told once', async () => {
    const [as, other] = [newAccount(), newAccount()]
    const stripe = sdk(other)
    const at = await receiver()
    const letGo: (() => void)[] = []
    at.answer = (response) => {
      letGo.push(() => response.end())
    }
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['*'] })
    await paid(stripe)
    await until('it is told', () => at.came.length === 1)
    await paid(sdk(as))
    await http('POST', '/_control/reset', { as })
    await aWhile(600)
    for (const go of letGo) go()
    await expect.poll(() => waitsFor(stripe), { timeout: 5_000, interval: 10 }).toEqual([0])
    await aWhile(1_200)
    expect(at.came).toHaveLength(1)
  })
})

describe('a state that is loaded', () => {
  it('has its own: what was heard in the other is not heard in it, and is sent', async () => {
    const stripe = sdk()
    const at = await receiver()
    const letGo: (() => void)[] = []
    at.answer = (response) => {
      letGo.push(() => response.end())
    }
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['*'] })
    await paid(stripe)
    await until('it is told', () => at.came.length === 1)
    const state = JSON.stringify(await server().save())
    const loaded = await fetch(`${server().url}/_control/state`, { method: 'PUT', body: state })
    expect(loaded.status).toBe(200)
    await until('it is told again', () => at.came.length === 2)
    letGo[0]?.()
    await aWhile(100)
    expect(await waitsFor(stripe)).toEqual([1])
    letGo[1]?.()
    await expect.poll(() => waitsFor(stripe), { timeout: 5_000, interval: 10 }).toEqual([0])
  })
})
