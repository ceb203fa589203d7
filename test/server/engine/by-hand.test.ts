/** What waits happens on a clock that is moved by hand: in order, at its own time, with all that follows from it. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { paid, serving } from '../given.js'

const START = 1_790_000_000
const called = serving({ clock: 'manual', startAt: START, asyncDelay: 2 })

/** The events that tell of something, oldest first, each with its time after the start of the test. */
const told = async (stripe: Stripe, since: number, types: RegExp): Promise<readonly (readonly [number, string])[]> => {
  const { data } = await stripe.events.list({ limit: 100 })
  return data
    .filter(({ type }) => types.test(type))
    .map(({ created, type }) => [created - since, type] as const)
    .reverse()
}

const present = (): Promise<number> => called.server().advance(0)

describe('advance', () => {
  it('resolves to the new time', async () => {
    const before = await present()
    expect(await called.server().advance(60)).toBe(before + 60)
  })

  it('leaves a pending refund pending until its time, and lets it succeed then', async () => {
    const stripe = called.sdk()
    const { id } = await paid(stripe, 1000, { source: 'tok_pendingRefund' })
    const refund = await stripe.refunds.create({ charge: id })
    await called.server().advance(1)
    const early = await stripe.refunds.retrieve(refund.id)
    await called.server().advance(1)
    const late = await stripe.refunds.retrieve(refund.id)
    expect([refund.status, early.status, late.status]).toEqual(['pending', 'pending', 'succeeded'])
  })

  it('does a chain in one go, each part at its own time', async () => {
    const stripe = called.sdk()
    const { id } = await paid(stripe, 1000, { source: 'tok_refundFail' })
    const since = await present()
    const refund = await stripe.refunds.create({ charge: id })
    await called.server().advance(3600)
    expect(await told(stripe, since, /refund/)).toEqual([
      [0, 'refund.created'],
      [0, 'charge.refunded'],
      [2, 'refund.updated'],
      [2, 'charge.refund.updated'],
      [4, 'refund.failed'],
      [4, 'charge.refund.updated'],
    ])
    const failed = await stripe.refunds.retrieve(refund.id)
    expect([failed.status, failed.failure_reason]).toEqual(['failed', 'expired_or_canceled_card'])
  })

  it('gives a refund its reference after the delay, once', async () => {
    const stripe = called.sdk()
    const { id } = await paid(stripe)
    const since = await present()
    const refund = await stripe.refunds.create({ charge: id })
    expect(refund.destination_details?.card?.reference_status).toBe('pending')
    await called.server().advance(2)
    const { destination_details: details } = await stripe.refunds.retrieve(refund.id)
    expect(details?.card).toMatchObject({
      reference: expect.stringMatching(/^5\d{15}$/),
      reference_status: 'available',
    })
    await called.server().advance(100)
    expect(await told(stripe, since, /refund.updated/)).toEqual([
      [2, 'refund.updated'],
      [2, 'charge.refund.updated'],
    ])
  })

  it('gives each refund a reference of its own', async () => {
    const stripe = called.sdk()
    const { id } = await paid(stripe)
    for (let count = 0; count < 50; count += 1) await stripe.refunds.create({ charge: id, amount: 1 })
    await called.server().advance(2)
    const { data } = await stripe.refunds.list({ charge: id, limit: 50 })
    expect(new Set(data.map((refund) => refund.destination_details?.card?.reference)).size).toBe(50)
  })

  it('gives no reference to a refund that failed before it came', async () => {
    const stripe = called.sdk()
    const { id } = await paid(stripe)
    const refund = await stripe.refunds.create({ charge: id })
    const levers = `/_control/refunds/${refund.id}/fail`
    await stripe.rawRequest('POST', levers, { failure_reason: 'unknown' })
    await called.server().advance(10)
    const failed = await stripe.refunds.retrieve(refund.id)
    expect([failed.status, failed.destination_details?.card?.reference_status]).toEqual(['failed', 'pending'])
  })

  it('adds up when it is asked for twice at once', async () => {
    const before = await present()
    expect(await Promise.all([called.server().advance(5), called.server().advance(7)])).toEqual([
      before + 5,
      before + 12,
    ])
  })

  it('does a hundred moves that are due at once, and tells of each once', async () => {
    const stripe = called.sdk()
    const { id } = await paid(stripe, 1000, { source: 'tok_pendingRefund' })
    const asked = Array.from({ length: 100 }, () => stripe.refunds.create({ charge: id, amount: 10 }))
    await Promise.all(asked)
    await called.server().advance(2)
    const { data } = await stripe.refunds.list({ charge: id, limit: 100 })
    expect(data.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 'succeeded'))
    const { data: events } = await stripe.events.list({ type: 'refund.updated', limit: 100 })
    expect(new Set(events.map((event) => (event.data.object as Stripe.Refund).id)).size).toBe(100)
  })

  it.each([-1, 0.5, Number.NaN, 1e12])('refuses %d seconds, and the clock stands', async (seconds) => {
    const before = await present()
    await expect(called.server().advance(seconds)).rejects.toThrow(RangeError)
    expect(await present()).toBe(before)
  })
})
