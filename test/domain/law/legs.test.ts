/** Legs that go back without a refund: exact events, exact books. */
import { describe, expect, it } from 'vitest'
import { type Charge, type Command, evolve } from '../../../src/index.js'
import { units } from '../../arbitraries/values.js'
import { ch_1, eur_, later, usd, usd_ } from '../../fixtures.js'
import { charge, eventsOf, leg, refusalOf } from './given.js'

const at = later(7)
const booksWith = (parts: Partial<Charge>) => ({ charge: charge(parts), refund: null, dispute: null })
const returnFee = (amount: number | 'remaining'): Command => ({ type: 'returnFee', amount: units(amount), at })
const reverse = (amount: number | 'remaining'): Command => ({ type: 'reverseTransfer', amount: units(amount), at })

describe('a fee', () => {
  const before = booksWith({ fee: leg(5, { basis: 4, returned: 2, returnedDirectly: 1 }) })

  it.each([
    [2, 2],
    [3, 3],
    ['remaining', 3],
  ] as const)('goes back directly, %s of 3 left', (asked, amount) => {
    expect(eventsOf(before, returnFee(asked))).toEqual([
      { type: 'FeeReturned', charge: ch_1, currency: usd_, leg: { amount, currency: usd_ }, payer: 'merchant', at },
    ])
    expect(eventsOf(before, returnFee(asked)).reduce(evolve, before)).toEqual(
      booksWith({ fee: leg(5, { basis: 4, returned: 2 + amount, returnedDirectly: 1 + amount }) }),
    )
  })

  it('goes back to the connected account where there is a transfer that it was taken off', () => {
    const both = booksWith({ fee: leg(5), transfer: leg(9) })
    expect(eventsOf(both, returnFee(1))).toMatchObject([{ payer: 'connected_account' }])
  })

  it('gives no more than is left', () => {
    expect(refusalOf(before, returnFee(4))).toEqual({
      _tag: 'ExceedsLeg',
      charge: ch_1,
      leg: 'fee',
      requested: 4,
      left: 3,
      currency: usd_,
    })
  })
})

describe('a transfer', () => {
  const before = booksWith({ transfer: { ...leg(5, { returned: 2 }), currency: eur_ } })

  it.each([
    [3, 3],
    ['remaining', 3],
  ] as const)('comes back directly, %s of 3 left, in its own currency', (asked, amount) => {
    const event = { type: 'TransferReversed', charge: ch_1, currency: usd_, leg: { amount, currency: eur_ }, at }
    expect(eventsOf(before, reverse(asked))).toEqual([event])
    expect(eventsOf(before, reverse(asked)).reduce(evolve, before)).toEqual(
      booksWith({ transfer: { ...leg(5, { returned: 5, returnedDirectly: 3 }), currency: eur_ } }),
    )
  })

  it('gives no more than is left', () => {
    expect(refusalOf(before, reverse(4))).toEqual({
      _tag: 'ExceedsLeg',
      charge: ch_1,
      leg: 'transfer',
      requested: 4,
      left: 3,
      currency: eur_,
    })
  })
})

describe('a leg', () => {
  it('may go back between captures, and in any steps', () => {
    const between = booksWith({ status: 'authorized', captured: usd(4), fee: leg(5), transfer: leg(5) })
    expect(eventsOf(between, returnFee(1))).toHaveLength(1)
    expect(eventsOf(between, reverse(1))).toHaveLength(1)
  })

  it.each([0, -1, 0.5, '1', undefined])('does not go back by %s', (amount) => {
    const before = booksWith({ fee: leg(5), transfer: leg(5) })
    for (const command of [returnFee(amount as never), reverse(amount as never)])
      expect(refusalOf(before, command)).toMatchObject({
        _tag: 'InvalidAmount',
        field: 'amount',
        value: amount,
        step: 1,
      })
  })

  it('that is not there is left alone by events about it', () => {
    const without = booksWith({})
    const events = [
      ...eventsOf(booksWith({ fee: leg(5) }), returnFee(1)),
      ...eventsOf(booksWith({ transfer: leg(5) }), reverse(1)),
    ]
    expect(events.reduce(evolve, without)).toEqual(without)
  })
})
