import { describe, expect, it } from 'vitest'
import {
  type Charge,
  keptByDisputes,
  type RefundPolicy,
  refundable,
  refundState,
  remaining,
  unrefunded,
} from '../../../src/index.js'
import { ch_1, later, now, usd, usd_ } from '../../fixtures.js'
import { CHARGE, charge, policy } from '../law/given.js'

const hold = policy({ disputes: 'hold' })
const of = (given: Charge, under: RefundPolicy = policy(), at = now) => {
  const result = refundable(given, under, at)
  return result._tag === 'Right' ? result.right : result.left
}
const disputes = (blocking: number, held: number, lost: number) => ({
  blocking,
  held: usd(held),
  lost: usd(lost),
  ever: 2,
})

describe('what may be refunded', () => {
  it('is what was captured less what stands', () => {
    expect(of(CHARGE)).toBe(10)
    expect(of(charge({ standing: usd(7) }))).toBe(3)
    expect(of(charge({ status: 'authorized', captured: usd(4) }))).toBe(4)
  })

  it('is less what disputes hold, where they hold', () => {
    expect(of(charge({ standing: usd(2), disputes: disputes(2, 3, 4) }), hold)).toBe(1)
  })

  it('is nothing, with the reason', () => {
    expect(of(charge({ status: 'failed' }))).toEqual({ _tag: 'ChargeNotSuccessful', charge: ch_1, status: 'failed' })
    expect(of(charge({ status: 'authorized', captured: usd(0) }))).toEqual({
      _tag: 'ChargeNotCaptured',
      charge: ch_1,
      authorized: 10,
      currency: usd_,
    })
    expect(of(charge({ disputes: disputes(1, 1, 0) }))).toEqual({ _tag: 'ChargeDisputed', charge: ch_1, stage: 'open' })
    expect(of(charge({ standing: usd(10) }))).toMatchObject({ _tag: 'AlreadyRefunded' })
    expect(of(charge({ status: 'authorized', captured: usd(4), standing: usd(4) }))).toEqual({
      _tag: 'ExceedsRemaining',
      charge: ch_1,
      requested: 'remaining',
      remaining: 0,
      charged: 4,
      unsettled: 0,
      held: 0,
      atBest: 0,
      currency: usd_,
    })
    const window = policy({ window: { seconds: 5, from: 'creation' } })
    expect(of(CHARGE, window, later(5))).toBe(10)
    expect(of(CHARGE, window, later(6))).toEqual({
      _tag: 'WindowClosed',
      charge: ch_1,
      closedAt: later(5),
      at: later(6),
    })
    expect(of(charge({ standing: usd(1) }), policy({ partial: false }))).toMatchObject({ _tag: 'PartialNotAllowed' })
  })
})

describe('how far a charge is refunded', () => {
  // biome-ignore format: one row a line.
  it.each([
    [{},                                                                        'none',    0],
    [{ standing: usd(4), unsettled: usd(3) },                                   'partial', 3],
    [{ standing: usd(10), unsettled: usd(10) },                                 'full',    10],
    [{ standing: usd(4), captured: usd(4), status: 'authorized' },              'partial', 0],
    [{ standing: usd(4), captured: usd(4), released: usd(6) },                  'full',    0],
    [{ captured: usd(0), status: 'authorized' },                                'none',    0],
  ] as const)('%j: %s', (parts, state, unsettled) => {
    expect(refundState(charge(parts))).toEqual({ state, unsettled })
  })
})

describe('what is left', () => {
  const given = charge({ standing: usd(2), disputes: disputes(2, 3, 4) })
  it('is not refunded yet, whatever disputes say', () => {
    expect(unrefunded(given)).toBe(8)
  })

  it('is kept by disputes only where they hold', () => {
    expect([keptByDisputes(given, policy()), keptByDisputes(given, hold)]).toEqual([0, 7])
    expect([remaining(given, policy()), remaining(given, hold)]).toEqual([8, 1])
    expect(remaining(charge({ disputes: disputes(1, 99, 0) }), hold)).toBe(0)
  })
})
