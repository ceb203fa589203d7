import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inBatches } from '../../../src/server/http/batches.js'
import { paid, serving } from '../given.js'

describe('batches', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setImmediate'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** What is begun in each turn until nothing waits, where so many come before each of the first turns. */
  const turnsOf = (most: number, comings: readonly number[]): readonly (readonly number[])[] => {
    const turns: number[][] = []
    const begin = inBatches<number>(most, (item) => turns.at(-1)?.push(item))
    let come = 0
    for (let turn = 0; turn < comings.length || vi.getTimerCount() > 0; turn += 1) {
      for (let left = comings[turn] ?? 0; left > 0; left -= 1) {
        begin(come)
        come += 1
      }
      turns.push([])
      vi.runOnlyPendingTimers()
    }
    return turns
  }

  it('begin each once, in the order in which they came, as many as may be in each turn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat({ max: 12 }), { maxLength: 8 }), (most, comings) => {
        const turns = turnsOf(most, comings)
        const all = comings.reduce((sum, each) => sum + each, 0)
        expect(turns.flat()).toEqual(Array.from({ length: all }, (_, index) => index))
        let waiting = 0
        turns.forEach((turn, at) => {
          waiting += comings[at] ?? 0
          expect(turn.length).toBe(Math.min(most, waiting))
          waiting -= turn.length
        })
        expect(waiting).toBe(0)
      }),
    )
  })

  it('begin nothing before the network has told all it has', () => {
    const begun: number[] = []
    const begin = inBatches<number>(4, (item) => begun.push(item))
    begin(1)
    expect(begun).toEqual([])
  })

  it('begin what comes while others are begun behind those, in the same turn', () => {
    const begun: number[] = []
    const begin = inBatches<number>(4, (item) => {
      begun.push(item)
      if (item === 1) begin(3)
    })
    begin(1)
    begin(2)
    vi.runOnlyPendingTimers()
    expect(begun).toEqual([1, 2, 3])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leave none out where one of them throws', () => {
    const begun: number[] = []
    const begin = inBatches<number>(4, (item) => {
      begun.push(item)
      if (item === 2) throw new Error('two')
    })
    for (const item of [1, 2, 3]) begin(item)
    expect(() => vi.runOnlyPendingTimers()).toThrow('two')
    expect(begun).toEqual([1, 2])
    vi.runOnlyPendingTimers()
    expect(begun).toEqual([1, 2, 3])
  })
})

describe('requests that come at once', () => {
  const { sdk } = serving({ clock: 'manual' })

  it('hear each of its own, whatever the others ask', async () => {
    const stripe = sdk()
    const charges = await Promise.all(Array.from({ length: 60 }, () => paid(stripe)))
    const heard = await Promise.all(
      charges.flatMap((charge, index) => [
        stripe.refunds
          .create({ charge: charge.id, amount: index + 1 })
          .then((refund) => [refund.charge, refund.amount]),
        stripe.charges.retrieve(charge.id).then(({ id, amount }) => [id, amount]),
        stripe.refunds.create({ charge: charge.id, amount: 99_999_999 }).catch(({ type }) => [charge.id, type]),
      ]),
    )
    expect(heard).toEqual(
      charges.flatMap(({ id, amount }, index) => [
        [id, index + 1],
        [id, amount],
        [id, 'StripeInvalidRequestError'],
      ]),
    )
  })

  it('are all done where all of them change the same object', async () => {
    const stripe = sdk()
    const { id } = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' })
    await Promise.all(
      Array.from({ length: 48 }, (_, index) =>
        stripe.paymentIntents.update(id, { metadata: { [`name${index}`]: index } }, { maxNetworkRetries: 0 }),
      ),
    )
    const { metadata } = await stripe.paymentIntents.retrieve(id)
    expect(metadata).toEqual(Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`name${index}`, `${index}`])))
  })
})
