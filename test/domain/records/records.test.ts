import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Charge, mayHaveSeveralCaptures } from '../../../src/domain/records/charge.js'
import { secondsAfter } from '../../../src/domain/records/time.js'
import {
  absurd,
  chargeId,
  disputeId,
  EMPTY_BOOKS,
  epochSeconds,
  isLeft,
  isStanding,
  isUnsettled,
  left,
  metadataText,
  type RefundStatus,
  refundId,
  right,
} from '../../../src/index.js'
import { forAll } from '../../arbitraries/for-all.js'
import { now } from '../../fixtures.js'

describe.each([
  ['charge', chargeId],
  ['refund', refundId],
  ['dispute', disputeId],
] as const)('the id of a %s', (field, id) => {
  it('is any text that is not empty', () => {
    expect(id('x')).toEqual({ _tag: 'Right', right: 'x' })
    expect(id('x'.repeat(5000))).toEqual({ _tag: 'Right', right: 'x'.repeat(5000) })
  })

  it.each([
    ['', 'empty'],
    ['x'.repeat(5001), 'tooLong'],
    ['ch_\0', 'illFormed'],
    ['ch_\ud800', 'illFormed'],
    [7, 'notText'],
    [undefined, 'notText'],
    [null, 'notText'],
    [['x'], 'notText'],
  ])('is not %j', (value, problem) => {
    expect(id(value as string)).toEqual({ _tag: 'Left', left: { _tag: 'InvalidId', field, value, problem } })
  })
})

describe('a moment', () => {
  it.each([0, 1_760_000_000, 253_402_300_799])('is %d', (value) => {
    expect(epochSeconds(value)).toEqual({ _tag: 'Right', right: value })
  })

  it.each([-1, 0.5, Number.NaN, 253_402_300_800, 1_760_000_000_000, '5', undefined])('is not %s', (value) => {
    expect(epochSeconds(value as number)).toEqual({ _tag: 'Left', left: { _tag: 'InvalidTime', field: 'at', value } })
    expect(epochSeconds(value as number, 'created')).toMatchObject({ left: { field: 'created' } })
  })

  it('has one after it, up to the last', () => {
    expect(secondsAfter(now, 5)).toBe(now + 5)
  })
})

describe('a refund', () => {
  const STATUSES: readonly (readonly [RefundStatus, standing: boolean, unsettled: boolean])[] = [
    ['requested', true, true],
    ['pending', true, true],
    ['requires_action', true, true],
    ['succeeded', true, false],
    ['failed', false, false],
    ['canceled', false, false],
    ['refused', false, false],
  ]
  it.each(STATUSES)('that is %s stands: %s, unsettled: %s', (status, standing, unsettled) => {
    expect(isStanding(status)).toBe(standing)
    expect(isUnsettled(status)).toBe(unsettled)
  })
})

describe('metadata', () => {
  it('have a text, and none have none', () => {
    expect(metadataText({})).toBe('')
    expect(metadataText({ b: '2', a: '1' })).toBe('[["a","1"],["b","2"]]')
    expect(metadataText({ a: '' })).toBe('[["a",""]]')
  })

  it('have the same text exactly when they are equal', () => {
    const metadata = fc.dictionary(fc.constantFrom('a', 'b', 'a,b', '"'), fc.constantFrom('', '1', '","', ']'))
    const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    forAll(fc.tuple(metadata, metadata), ([one, other]) => {
      expect(metadataText(one) === metadataText(other)).toBe(sorted(one) === sorted(other))
      const reversed = Object.fromEntries(Object.entries(one).reverse())
      expect(metadataText(reversed)).toBe(metadataText(one))
    })
  })
})

describe('a charge', () => {
  it.each([
    ['authorized', 0, true],
    ['authorized', 1, true],
    ['captured', 1, false],
    ['captured', 2, true],
  ] as const)('that is %s with %d captures has, or may get, several: %s', (status, captures, several) => {
    expect(mayHaveSeveralCaptures({ status, captures } as Charge)).toBe(several)
  })

  it('is in no books that are empty, nor is anything else', () => {
    expect(EMPTY_BOOKS).toEqual({ charge: null, refund: null, dispute: null })
  })
})

describe('a result', () => {
  it('is a refusal or an outcome', () => {
    expect(left('no')).toEqual({ _tag: 'Left', left: 'no' })
    expect(right(1)).toEqual({ _tag: 'Right', right: 1 })
    expect([isLeft(left('no')), isLeft(right(1))]).toEqual([true, false])
  })

  it('is never what no type allows', () => {
    expect(() => absurd('x' as never)).toThrow(new Error('refund-machine: unexpected "x"'))
  })
})
