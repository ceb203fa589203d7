import { describe, expect, it } from 'vitest'
import {
  dueOf,
  earned,
  type Leg,
  restOf,
  returnedBeyond,
  shareOf,
  withDirectReturn,
  withMore,
  withoutBasis,
  withShare,
} from '../../../src/domain/records/leg.js'
import { eur_, usd } from '../../fixtures.js'

const leg = (total: number, basis = 0, returned = 0): Leg => ({
  total: usd(total),
  basis: usd(basis),
  returned: usd(returned),
  returnedDirectly: usd(1),
  currency: eur_,
})
const amount = (value: number) => ({ amount: usd(value), currency: eur_ })

describe('the share of a refund', () => {
  // biome-ignore format: one row a line.
  const ROWS = [
    // total, basis, returned, captured, refund, due, share
    [10, 0, 0, 20, 10, 5, 5],
    [10, 10, 5, 20, 10, 5, 5],
    [1, 0, 0, 2, 1, 1, 1],       // Halves up.
    [1, 1, 1, 2, 1, 0, 0],
    [1, 0, 0, 3, 1, 0, 0],
    [1, 1, 0, 3, 1, 1, 1],
    [10, 0, 5, 20, 20, 10, 5],   // After a refund of 10 failed: no more than is left.
    [10, 0, 10, 20, 10, 5, 0],
    [24, 50, 10, 100, 50, 14, 14], // After a capture that sent more out: it catches up.
    [880, 500, 367, 1200, 700, 513, 513],
  ] as const

  it.each(ROWS)('%d, %d, %d of %d: a refund of %d', (total, basis, returned, captured, refund, due, share) => {
    expect(dueOf(leg(total, basis, returned), usd(captured), usd(refund))).toBe(due)
    expect(shareOf(leg(total, basis, returned), usd(captured), usd(refund))).toEqual(amount(share))
  })

  it('is exact up to the largest amounts', () => {
    const most = 999_999_999_999_999
    expect(shareOf(leg(most), usd(most), usd(most - 2)).amount).toBe(most - 2)
    expect(shareOf(leg(most - 1), usd(most), usd(500_000_000_000_000)).amount).toBe(499_999_999_999_999)
  })
})

describe('a leg', () => {
  it('has a rest', () => {
    expect([restOf(leg(10, 0, 3)), restOf(leg(10, 0, 10))]).toEqual([7, 0])
  })

  it('may have come back beyond what its refunds come to', () => {
    expect(earned(leg(10, 10), usd(20))).toBe(5)
    expect(returnedBeyond(leg(10, 10, 7), usd(20))).toBe(2)
    expect(returnedBeyond(leg(10, 10, 5), usd(20))).toBe(0)
    expect(returnedBeyond(leg(10, 10, 4), usd(20))).toBe(0)
  })

  it('grows with a capture that sends more out', () => {
    expect(withMore(null, null)).toBeNull()
    expect(withMore(leg(10, 5, 3), null)).toEqual(leg(10, 5, 3))
    expect(withMore(leg(10, 5, 3), amount(4))).toEqual(leg(14, 5, 3))
    expect(withMore(null, amount(4))).toEqual({ ...leg(4), returnedDirectly: 0 })
  })

  it('counts a refund that returned a share of it, be it nothing', () => {
    expect(withShare(leg(10, 5, 3), usd(4), amount(2))).toEqual(leg(10, 9, 5))
    expect(withShare(leg(10, 5, 3), usd(4), amount(0))).toEqual(leg(10, 9, 3))
    expect(withShare(leg(10, 5, 3), usd(4), null)).toEqual(leg(10, 5, 3))
    expect(withShare(null, usd(4), amount(2))).toBeNull()
  })

  it('no longer counts a refund that failed, and keeps what came back', () => {
    expect(withoutBasis(leg(10, 9, 5), usd(4), amount(2))).toEqual(leg(10, 5, 5))
    expect(withoutBasis(leg(10, 9, 5), usd(4), null)).toEqual(leg(10, 9, 5))
    expect(withoutBasis(null, usd(4), amount(2))).toBeNull()
  })

  it('goes back directly', () => {
    expect(withDirectReturn(leg(10, 5, 3), usd(4))).toEqual({ ...leg(10, 5, 7), returnedDirectly: 5 })
    expect(withDirectReturn(null, usd(4))).toBeNull()
  })
})
