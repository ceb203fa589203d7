import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { left, right } from '../../../src/domain/either.js'
import { allocate, allocateRest, type Line } from '../../../src/domain/money/allocate.js'
import { MAX_MINOR_UNITS, type MinorUnits, minus, plus } from '../../../src/domain/money/minor-units.js'
import { anyAmount, taken, units, unitsOf } from './given.js'

const MAX = 999_999_999_999_999
const line = (amount: number, refunded: number): Line => ({ amount: units(amount), refunded: units(refunded) })
const sum = (parts: readonly number[]): bigint => parts.reduce((total, part) => total + BigInt(part), 0n)
const frozen = <Item>(items: fc.Arbitrary<Item[]>): fc.Arbitrary<readonly Item[]> =>
  items.map((each) => Object.freeze(each))

const invalid = [
  [-1, 'negative'],
  [0.5, 'notAnInteger'],
  [Number.NaN, 'notAnInteger'],
  [Number.POSITIVE_INFINITY, 'notAnInteger'],
  ['5', 'notAnInteger'],
  [null, 'notAnInteger'],
  [MAX + 1, 'tooLarge'],
] as const

describe('allocate', () => {
  it.each([
    { total: 100, weights: [1, 1, 1], parts: [34, 33, 33], why: 'ties go to the first lines' },
    { total: 101, weights: [1, 1, 1], parts: [34, 34, 33], why: 'ties go to the first lines, one unit each' },
    { total: 5, weights: [1, 2, 2], parts: [1, 2, 2], why: 'nothing is left over' },
    { total: 10, weights: [1, 1, 4], parts: [2, 2, 6], why: '1.67, 1.67, 6.67 tie' },
    { total: 10, weights: [3, 6, 5], parts: [2, 4, 4], why: '2.14, 4.29, 3.57: the last was cut most' },
    { total: 10, weights: [5, 6, 3], parts: [4, 4, 2], why: '3.57, 4.29, 2.14: the first was cut most' },
    { total: 1, weights: [0, 1, 0], parts: [0, 1, 0], why: 'no weight, no part' },
    { total: 1, weights: [1, 2], parts: [0, 1], why: '0.33 and 0.67' },
    { total: 2, weights: [0, 3, 3, 0], parts: [0, 1, 1, 0], why: 'no weight, no part' },
    { total: 7, weights: [9], parts: [7], why: 'one line takes all' },
    { total: 0, weights: [1, 2], parts: [0, 0], why: 'nothing to split' },
    { total: 0, weights: [0, 0], parts: [0, 0], why: 'nothing to split, over nothing' },
    { total: 0, weights: [], parts: [], why: 'nothing to split, over no lines' },
    { total: MAX, weights: [MAX, MAX], parts: [500_000_000_000_000, 499_999_999_999_999], why: 'exact at the limit' },
    { total: MAX, weights: [1, MAX], parts: [1, MAX - 1], why: 'exact at the limit' },
  ])('splits $total over $weights into $parts: $why', ({ total, weights, parts }) => {
    expect(allocate(units(total), weights)).toStrictEqual(right(parts))
  })

  it.each(invalid)('refuses a weight of %j as %s and names its index', (value, problem) => {
    expect(allocate(units(5), [1, value as number, -1])).toEqual(
      left({ _tag: 'InvalidWeight', index: 1, value, problem }),
    )
  })

  it('refuses to split something over nothing', () => {
    expect(allocate(units(5), [0, 0])).toEqual(left({ _tag: 'NoWeight', total: 5 }))
    expect(allocate(units(1), [])).toEqual(left({ _tag: 'NoWeight', total: 1 }))
  })

  it('refuses a total that is no amount, before all else', () => {
    expect(allocate(-5 as MinorUnits, [-1])).toEqual(
      left({ _tag: 'NotMinorUnits', field: 'total', value: -5, problem: 'negative' }),
    )
    expect(allocate(units(0), [-1])).toEqual(left({ _tag: 'InvalidWeight', index: 0, value: -1, problem: 'negative' }))
  })

  it('sums to the total, each part within one unit of its exact share', () => {
    fc.assert(
      fc.property(anyAmount, frozen(fc.array(anyAmount, { minLength: 1, maxLength: 12 })), (total, weights) => {
        const whole = sum(weights)
        fc.pre(whole > 0n)
        const parts = taken(allocate(total, weights))
        expect(sum(parts)).toBe(BigInt(total))
        parts.forEach((part, index) => {
          const off = BigInt(part) * whole - BigInt(total) * BigInt(weights[index] ?? 0)
          expect(off < whole && -off < whole).toBe(true)
        })
      }),
    )
  })

  it('raises no line that was cut less than one it leaves', () => {
    const small = fc.integer({ min: 0, max: 50 })
    fc.assert(
      fc.property(small, frozen(fc.array(small, { minLength: 1, maxLength: 8 })), (amount, weights) => {
        const whole = weights.reduce((a, b) => a + b, 0)
        fc.pre(whole > 0)
        const total = units(amount)
        const cuts = taken(allocate(total, weights)).map((part, index) => {
          const product = total * (weights[index] ?? 0)
          return { index, cut: product % whole, raised: part > Math.floor(product / whole) }
        })
        for (const up of cuts.filter(({ raised }) => raised)) {
          for (const down of cuts.filter(({ raised }) => !raised)) {
            expect(up.cut > down.cut || (up.cut === down.cut && up.index < down.index)).toBe(true)
          }
        }
      }),
    )
  })
})

describe('allocateRest', () => {
  it.each([
    { total: 10, lines: [line(6, 0), line(6, 0), line(2, 0)], parts: [4, 4, 2] },
    { total: 1, lines: [line(6, 4), line(6, 4), line(2, 2)], parts: [1, 0, 0] },
    { total: 3, lines: [line(6, 5), line(6, 4), line(2, 2)], parts: [1, 2, 0] },
    { total: 5, lines: [line(5, 0), line(5, 5)], parts: [5, 0] },
    { total: 0, lines: [line(5, 5)], parts: [0] },
    { total: 0, lines: [], parts: [] },
    { total: MAX, lines: [line(MAX, 0), line(MAX, MAX)], parts: [MAX, 0] },
    // Lines may together have more left than any amount.
    { total: MAX, lines: [line(MAX, 0), line(MAX, 0)], parts: [500_000_000_000_000, 499_999_999_999_999] },
  ])('splits $total over what $lines have left', ({ total, lines, parts }) => {
    expect(allocateRest(units(total), lines)).toStrictEqual(right(parts))
  })

  it('never takes a part back, as the difference of two splits would', () => {
    // The Alabama paradox: with one unit more to split, the third line gets one unit less.
    expect(allocate(units(10), [6, 6, 2])).toEqual(right([4, 4, 2]))
    expect(allocate(units(11), [6, 6, 2])).toEqual(right([5, 5, 1]))
    // So the eleventh unit goes to a line that has something left.
    expect(allocateRest(units(1), [line(6, 4), line(6, 4), line(2, 2)])).toEqual(right([1, 0, 0]))
  })

  it.each(['amount', 'refunded'] as const)('refuses a line whose %s is no amount, and names it', (field) => {
    for (const [value, problem] of invalid) {
      const lines = [line(1, 0), { ...line(1, 0), [field]: value }, { ...line(1, 0), [field]: -1 }]
      expect(allocateRest(units(1), lines)).toEqual(left({ _tag: 'InvalidLine', index: 1, field, value, problem }))
    }
  })

  it('names the amount of a line first', () => {
    const lines = [{ amount: -1 as MinorUnits, refunded: -2 as MinorUnits }]
    expect(allocateRest(units(1), lines)).toEqual(
      left({ _tag: 'InvalidLine', index: 0, field: 'amount', value: -1, problem: 'negative' }),
    )
  })

  it('refuses a line of which more went back than it was', () => {
    expect(allocateRest(units(3), [line(6, 6), line(6, 7)])).toEqual(
      left({ _tag: 'InvalidLine', index: 1, field: 'refunded', value: 7, problem: 'aboveAmount' }),
    )
  })

  it('refuses more than the lines have left', () => {
    expect(allocateRest(units(3), [line(6, 5), line(1, 0)])).toEqual(left({ _tag: 'ExceedsLines', total: 3, left: 2 }))
    expect(allocateRest(units(1), [line(6, 6)])).toEqual(left({ _tag: 'ExceedsLines', total: 1, left: 0 }))
    expect(allocateRest(units(1), [])).toEqual(left({ _tag: 'ExceedsLines', total: 1, left: 0 }))
    expect(allocateRest(MAX_MINOR_UNITS, [line(MAX, 1)])).toEqual(
      left({ _tag: 'ExceedsLines', total: MAX, left: MAX - 1 }),
    )
  })

  it('refuses a total that is no amount, before all else', () => {
    expect(allocateRest(0.5 as MinorUnits, [line(1, 2)])).toEqual(
      left({ _tag: 'NotMinorUnits', field: 'total', value: 0.5, problem: 'notAnInteger' }),
    )
  })

  it('ends every line exactly after any refunds, and no line is ever exceeded or taken from', () => {
    const amounts = frozen(fc.array(anyAmount, { minLength: 1, maxLength: 8 }))
    const refunds = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 })
    fc.assert(
      fc.property(amounts, refunds, (amounts, fractions) => {
        let lines: readonly Line[] = amounts.map((amount) => ({ amount, refunded: units(0) }))
        const rest = (): number => Number(sum(lines.map(({ amount, refunded }) => minus(amount, refunded))))
        fc.pre(rest() <= MAX)
        for (const fraction of [...fractions, 1]) {
          const total = units(Math.floor(rest() * fraction))
          const parts = taken(allocateRest(total, lines))
          expect(sum(parts)).toBe(BigInt(total))
          lines = lines.map((each, index) => {
            const part = parts[index] ?? units(0)
            expect(part >= 0 && part <= each.amount - each.refunded).toBe(true)
            return { ...each, refunded: plus(each.refunded, part) }
          })
        }
        expect(lines.map(({ refunded }) => refunded)).toEqual(amounts)
      }),
    )
  })
})

/** Orders whose lines, each rounded by itself, add up to more than was paid: the gateway then refuses the last refund. */
describe('an order refunded line by line', () => {
  const prices = unitsOf(6833, 6833, 5750, 8500)
  const paid = units(33_499)

  it('costs 335.00 where each line is rounded by itself, and 334.99 where the sum is', () => {
    const gross = (net: number): number => Math.round((net * 120) / 100)
    expect(prices.map(gross)).toEqual([8200, 8200, 6900, 10_200])
    expect(sum(prices.map(gross))).toBe(33_500n)
    expect(gross(Number(sum(prices)))).toBe(paid)
  })

  it('gives back 334.99 in four refunds', () => {
    const parts = taken(allocate(paid, prices))
    expect(parts).toEqual(unitsOf(8200, 8199, 6900, 10_200))
    expect(sum(parts)).toBe(33_499n)
  })

  it('gives back 334.99 in refunds of any size', () => {
    let lines: readonly Line[] = taken(allocate(paid, prices)).map((amount) => ({ amount, refunded: units(0) }))
    for (const refund of unitsOf(1, 9999, 333, 23_166)) {
      const parts = taken(allocateRest(refund, lines))
      lines = lines.map((each, index) => ({ ...each, refunded: plus(each.refunded, parts[index] ?? units(0)) }))
    }
    expect(lines).toEqual([line(8200, 8200), line(8199, 8199), line(6900, 6900), line(10_200, 10_200)])
    expect(allocateRest(units(1), lines)).toEqual(left({ _tag: 'ExceedsLines', total: 1, left: 0 }))
  })

  it('holds the tax of three lines of 1.00 with 20% in it to the tax of their sum', () => {
    const tax = (gross: number): number => Math.round(gross / 6)
    expect(tax(100) * 3).toBe(51)
    expect(tax(300)).toBe(50)
    expect(allocate(units(50), [100, 100, 100])).toEqual(right([17, 17, 16]))
  })
})
