/** What waits happens by itself as time passes: never early, and soon after its time. */
import { describe, expect, it } from 'vitest'
import type { Runtime } from '../../../src/server/decision/run.js'
import { byTime } from '../../../src/server/engine/by-time.js'
import { now } from '../../fixtures.js'
import { paid, serving } from '../given.js'

describe('by the machine', () => {
  const called = serving({ asyncDelay: 1 })

  it('a pending refund succeeds by itself, never before its second has passed', async () => {
    const stripe = called.sdk()
    const { id } = await paid(stripe, 1000, { source: 'tok_pendingRefund' })
    const asked = Array.from({ length: 5 }, async (_, index) => {
      // At different places within a second.
      await new Promise((resolve) => setTimeout(resolve, index * 190))
      const begun = Date.now()
      const refund = await stripe.refunds.create({ charge: id, amount: 10 })
      const status = async (): Promise<string | null> => (await stripe.refunds.retrieve(refund.id)).status
      await expect.poll(status, { timeout: 10_000, interval: 20 }).toBe('succeeded')
      return Date.now() - begun
    })
    for (const waited of await Promise.all(asked)) expect(waited).toBeGreaterThanOrEqual(1000)
  })

  it('a hundred that are due at once are done, each told once', async () => {
    const stripe = called.sdk()
    const { id } = await paid(stripe, 1000, { source: 'tok_pendingRefund' })
    await Promise.all(Array.from({ length: 100 }, () => stripe.refunds.create({ charge: id, amount: 10 })))
    const pending = async (): Promise<number> => {
      const { data } = await stripe.refunds.list({ charge: id, limit: 100 })
      return data.filter(({ status }) => status === 'pending').length
    }
    await expect.poll(pending, { timeout: 20_000, interval: 50 }).toBe(0)
    const { data } = await stripe.events.list({ type: 'refund.updated', limit: 100 })
    expect(new Set(data.map(({ data: { object } }) => (object as { id: string }).id)).size).toBe(100)
  })
})

describe('the workers', () => {
  const driven = (due: number, most: { now: number; ever: number }) => {
    let left = due
    return byTime({
      now: () => now,
      runtime: () => ({}) as Runtime,
      follow: (work) => work,
      report: (problem) => {
        throw problem
      },
      tidy: async () => undefined,
      step: async (_, { begun }) => {
        if (left === 0) return 'nothing'
        left -= 1
        begun(now)
        most.now += 1
        most.ever = Math.max(most.ever, most.now)
        await new Promise((resolve) => setTimeout(resolve, 5))
        most.now -= 1
        return 'did'
      },
    })
  }

  it('call others where there is more, but not too many', async () => {
    const most = { now: 0, ever: 0 }
    const driver = driven(20, most)
    driver.wake(now)
    await expect.poll(() => most, { interval: 5 }).toEqual({ now: 0, ever: 4 })
    driver.stop()
  })

  it('look again where something came while all of them had looked already', async () => {
    let looks = 0
    let end = (): void => undefined
    const held = new Promise<void>((resolve) => {
      end = () => resolve()
    })
    const driver = byTime({
      now: () => now,
      runtime: () => ({}) as Runtime,
      follow: (work) => work,
      report: (problem) => {
        throw problem
      },
      tidy: async () => undefined,
      step: async () => {
        looks += 1
        await held
        return 'nothing'
      },
    })
    for (let wakes = 0; wakes < 4; wakes += 1) driver.wake(now)
    expect(looks).toBe(4)
    driver.wake(now)
    end()
    await expect.poll(() => looks, { interval: 5 }).toBe(5)
    driver.stop()
  })

  it('stay away from what is not due yet, and after the end', async () => {
    const most = { now: 0, ever: 0 }
    const driver = driven(1, most)
    driver.wake(now + 1)
    driver.stop()
    driver.wake(now)
    await new Promise((resolve) => setImmediate(resolve))
    expect(most.ever).toBe(0)
  })
})
