import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { left, right } from '../../../src/domain/either.js'
import {
  fromExact,
  least,
  MAX_MINOR_UNITS,
  minorUnits,
  minus,
  plus,
  problemOf,
  proportion,
  ZERO,
} from '../../../src/domain/money/minor-units.js'
import { anyAmount, units } from './given.js'

const MAX = 999_999_999_999_999

describe('minorUnits', () => {
  it.each([0, 1, 1234, 2 ** 31, MAX])('takes %d', (value) => {
    expect(minorUnits(value)).toEqual(right(value))
  })

  it('ends at 10^15 - 1, so that nine amounts add up exactly', () => {
    expect(MAX_MINOR_UNITS).toBe(10 ** 15 - 1)
    expect(MAX_MINOR_UNITS * 9).toBeLessThan(Number.MAX_SAFE_INTEGER)
  })

  it('makes 0 of -0', () => {
    const zero = minorUnits(-0)
    expect(zero).toStrictEqual(right(0))
    expect(zero._tag === 'Right' && Object.is(zero.right, 0)).toBe(true)
  })

  it.each([
    [MAX + 1, 'tooLarge'],
    [2 ** 53, 'tooLarge'],
    [1e300, 'tooLarge'],
    [-1, 'negative'],
    [-(2 ** 53), 'negative'],
    [12.34, 'notAnInteger'],
    [-0.5, 'notAnInteger'],
    [Number.NaN, 'notAnInteger'],
    [Number.POSITIVE_INFINITY, 'notAnInteger'],
    [Number.NEGATIVE_INFINITY, 'notAnInteger'],
  ] as const)('refuses %d as %s', (value, problem) => {
    expect(minorUnits(value, 'fee')).toEqual(left({ _tag: 'NotMinorUnits', field: 'fee', value, problem }))
  })

  it('names the field amount unless told otherwise', () => {
    expect(minorUnits(-1)).toEqual(left({ _tag: 'NotMinorUnits', field: 'amount', value: -1, problem: 'negative' }))
  })

  it.each([['5'], [null], [undefined], [5n], [[5]], [{}], [true]])('sees that %s is no number', (value) => {
    expect(problemOf(value)).toBe('notAnInteger')
  })
})

describe('plus, minus, least, fromExact', () => {
  it('adds and subtracts up to the largest amount', () => {
    expect(plus(units(MAX - 1), units(1))).toBe(MAX)
    expect(minus(units(MAX), units(MAX - 1))).toBe(1)
  })

  it('never subtracts below zero', () => {
    expect(minus(units(1), units(2))).toBe(0)
    expect(minus(units(2), units(2))).toBe(0)
    expect(minus(units(3), units(2))).toBe(1)
  })

  it('takes the lesser amount', () => {
    expect(least(units(1), units(2))).toBe(1)
    expect(least(units(2), units(1))).toBe(1)
    expect(least(units(2), units(2))).toBe(2)
  })

  it('makes an amount of an exact one', () => {
    expect(fromExact(0n)).toBe(ZERO)
    expect(fromExact(999_999_999_999_999n)).toBe(MAX_MINOR_UNITS)
  })
})

describe('proportion', () => {
  // Recorded from Stripe: the transfer reversed for a refund of `part` of a charge of `whole`.
  it.each([
    { whole: 1200, total: 880, part: 500, share: 367 },
    { whole: 1200, total: 880, part: 700, share: 513 },
    { whole: 1200, total: 880, part: 1000, share: 733 },
    { whole: 153, total: 109, part: 50, share: 36 },
    { whole: 1000, total: 1356, part: 500, share: 678 },
    { whole: 1000, total: 1356, part: 100, share: 136 },
    { whole: 1000, total: 1342, part: 500, share: 671 },
    { whole: 1000, total: 1342, part: 100, share: 134 },
    { whole: 1000, total: 30, part: 500, share: 15 },
    { whole: 1000, total: 30, part: 100, share: 3 },
  ])('is $share of $total for $part of $whole, as Stripe recorded', ({ whole, total, part, share }) => {
    expect(proportion({ total: units(total), part: units(part), whole: units(whole) })).toBe(share)
  })

  it('rounds halves up and less than halves down', () => {
    const of = (total: number, part: number, whole: number): number =>
      proportion({ total: units(total), part: units(part), whole: units(whole) })
    expect(of(1, 1, 2)).toBe(1)
    expect(of(3, 1, 2)).toBe(2)
    expect(of(1, 1, 3)).toBe(0)
    expect(of(2, 1, 3)).toBe(1)
    expect(of(1, 499_999, 1_000_000)).toBe(0)
  })

  it('is exact where the product passes 2^53', () => {
    expect(proportion({ total: units(MAX), part: units(MAX), whole: units(MAX) })).toBe(MAX)
    expect(proportion({ total: units(MAX), part: units(MAX - 1), whole: units(MAX) })).toBe(MAX - 1)
    expect(proportion({ total: units(MAX), part: units(1), whole: units(2) })).toBe(500_000_000_000_000)
  })

  it('is zero of nothing', () => {
    expect(proportion({ total: units(880), part: ZERO, whole: ZERO })).toBe(0)
    expect(proportion({ total: units(880), part: ZERO, whole: units(1200) })).toBe(0)
    expect(proportion({ total: ZERO, part: units(5), whole: units(1200) })).toBe(0)
  })

  it('is the integer nearest to the exact fraction, the upper one of two', () => {
    const cases = fc.record({ total: anyAmount, part: anyAmount, whole: anyAmount })
    fc.assert(
      fc.property(cases, ({ total, part, whole }) => {
        fc.pre(part <= whole && whole > 0)
        // Twice the distance from the exact fraction, in units of 1/whole: at most half above it, less than half below.
        const share = BigInt(proportion({ total, part, whole }))
        const twiceOff = 2n * (share * BigInt(whole) - BigInt(total) * BigInt(part))
        expect(twiceOff <= BigInt(whole) && twiceOff > -BigInt(whole)).toBe(true)
        expect(share <= BigInt(total)).toBe(true)
      }),
    )
  })

  it('grows with the part and reaches the whole total', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, anyAmount, anyAmount, (total, a, b, whole) => {
        fc.pre(a <= b && b <= whole && whole > 0)
        const share = (part: typeof a): number => proportion({ total, part, whole })
        expect(share(a)).toBeLessThanOrEqual(share(b))
        expect(share(whole)).toBe(total)
      }),
    )
  })
})
