/** Names, clocks and minted ids. */
import { describe, expect, it } from 'vitest'
import type { Either } from '../../src/index.js'
import { manualClock, systemClock } from '../../src/store/clock.js'
import { countingIds, randomIds } from '../../src/store/ids.js'
import { account, type InvalidName, idempotencyKey } from '../../src/store/names.js'
import { later, leftOf, now, rightOf } from '../fixtures.js'

type Make = (value: string) => Either<InvalidName, string>

describe.each<readonly [InvalidName['field'], Make]>([
  ['account', account],
  ['key', idempotencyKey],
])('the name of an %s', (field, make) => {
  it('may have 255 characters', () => {
    expect(rightOf(make('x'.repeat(255)))).toHaveLength(255)
  })
  it.each([
    ['256 characters', 'x'.repeat(256), 'tooLong'],
    ['no character', '', 'empty'],
    ['NUL', 'a\0', 'illFormed'],
    ['half a pair of surrogates', 'a\ud800', 'illFormed'],
    ['a number', 7, 'notText'],
    ['nothing', undefined, 'notText'],
  ])('may not have %s', (_, value, problem) => {
    expect(leftOf(make(value as string))).toEqual({ _tag: 'InvalidName', field, value, problem })
  })
})

describe('a manual clock', () => {
  it('stands still', () => {
    const clock = manualClock(now)
    expect([clock(), clock()]).toEqual([now, now])
  })
  it.each([-1, 0.5, Number.NaN, 1e15])('is not advanced by %s seconds', (seconds) => {
    const clock = manualClock(now)
    expect(() => clock.advance(seconds)).toThrow(RangeError)
    expect(clock()).toBe(now)
  })
  it('goes forward, and two of them apart', () => {
    const [one, other] = [manualClock(now), manualClock(now)]
    one.advance(5)
    expect([one.advance(0), other()]).toEqual([later(5), now])
  })
})

describe("the machine's clock", () => {
  it('tells whole seconds', () => {
    const [before, told, after] = [Date.now(), systemClock(), Date.now()]
    expect(Number.isInteger(told)).toBe(true)
    expect(told).toBeGreaterThanOrEqual(Math.floor(before / 1000))
    expect(told).toBeLessThanOrEqual(Math.floor(after / 1000))
  })
})

describe('minted ids', () => {
  it('are never the same at random', () => {
    const minted = Array.from({ length: 1000 }, () => [randomIds.refund(), randomIds.charge()]).flat()
    expect(new Set(minted).size).toBe(2000)
    expect(minted.every((id) => /^(re|ch)_[0-9a-f]{32}$/.test(id))).toBe(true)
  })
  it('are the same in every count', () => {
    const ids = countingIds()
    expect([ids.charge(), ids.refund(), ids.refund()]).toEqual(['ch_1', 're_2', 're_3'])
    expect(countingIds().charge()).toBe('ch_1')
  })
})
