/**
 * Bugs of shipping refund systems, row by row of `docs/bugs.md`, that the law makes impossible or refuses. What needs a store,
 * a clock or a wire is shown where those are.
 */
import { describe, expect, it } from 'vitest'
import {
  allocate,
  type Books,
  captureCharge,
  decide,
  type RefundId,
  refund,
  refundState,
  stripe,
} from '../../../src/index.js'
import { units } from '../../arbitraries/values.js'
import { authorizeUsd, afterAll as booksAfter, eur_, later, re_1, re_2, rightOf, usd, usd_ } from '../../fixtures.js'
import {
  about,
  at,
  auth,
  back,
  capture,
  charge,
  dispute,
  events,
  fail,
  left,
  next,
  pay,
  pending,
  refused,
  succeeded,
} from './bugs-given.js'

describe('race-cap', () => {
  it('R01: a pending refund already uses up what is left', () => {
    expect(refused(next(pay(100), back(60, re_1, { born: { status: 'requested' } })), back(60, re_2))).toBe(
      'ExceedsRemaining',
    )
  })
  it('R02: the loser of two full refunds hears a typed refusal', () => {
    expect(refused(next(pay(100), back(100)), back(100, re_2))).toBe('AlreadyRefunded')
  })
})

describe('repeat-submission', () => {
  it('R04: the second use of a request answers with the first', () => {
    const once = next(pay(100), back(60))
    expect(events(once, back(60))).toEqual([])
    expect(next(once, back(60))).toEqual(once)
  })
  it('R06: a full refund is once, and only its own request may be repeated', () => {
    const once = next(pay(100), back('remaining'))
    expect(next(once, back('remaining'), back('remaining'))).toEqual(once)
    expect(refused(once, back('remaining', re_2))).toBe('AlreadyRefunded')
  })
})

describe('ambiguous-retry', () => {
  const asked = next(pay(100), back(100, re_1, { born: { status: 'requested' } }))
  it('R07: an attempt with unknown outcome still occupies the amount', () => {
    expect(refused(asked, back(100, re_2))).toBe('AlreadyRefunded')
  })
  it('R08: two different refunds of equal amount both pass', () => {
    expect(charge(next(pay(100), back(50), back(50, re_2))).standing).toBe(100)
  })
  it('R09: time alone frees nothing', () => {
    expect(refused(asked, back(100, re_2, { at: later(25 * 3600) }))).toBe('AlreadyRefunded')
  })
  it('R10: later evidence settles a refund whose answer never came', () => {
    const settled = next(asked, { type: 'acknowledge', answer: succeeded, at: later(99) })
    expect(refundState(charge(settled))).toEqual({ state: 'full', unsettled: 0 })
  })
})

describe('key-scope', () => {
  it('R11: equal amounts with two ids are two refunds', () => {
    expect(charge(next(pay(100), back(5), back(5, re_2))).refundsMade).toBe(2)
  })
})

describe('no-cumulative-cap', () => {
  it('R14: refunds and disputes together never exceed the captures', () => {
    expect(refused(next(pay(100), back(60)), back(60, re_2))).toBe('ExceedsRemaining')
    expect(refused(next(pay(100), ...dispute(60)), back(60))).toBe('ExceedsRemaining')
  })
  it('R15: twice all, or all and one more, is refused with its own reason', () => {
    expect(refused(next(pay(100), back('remaining')), back('remaining', re_2))).toBe('AlreadyRefunded')
    expect(refused(pay(100), back(101))).toBe('ExceedsRemaining')
  })
  it('R16: the limit is what is left of the sum, not one refund', () => {
    const most = next(pay(100), back(99))
    expect([refused(most, back(100, re_2)), refused(most, back(2, re_2))]).toEqual([
      'ExceedsRemaining',
      'ExceedsRemaining',
    ])
  })
})

describe('wrong-ceiling', () => {
  it('R17: the ceiling is what was captured, not what was authorised', () => {
    expect(refused(next(auth(100), capture(40)), back(60))).toBe('ExceedsRemaining')
  })
  it('R18: full means what was captured', () => {
    expect(events(next(auth(100), capture(40)), back('remaining'))).toMatchObject([{ amount: 40 }])
    expect(refused(auth(100), back('remaining'))).toBe('ChargeNotCaptured')
  })
  it('R19: what is owed but not paid is not refunded', () => {
    expect(refused(next(auth(100), capture(30, false)), back(50))).toBe('ExceedsRemaining')
    expect(refused(auth(100), back(1))).toBe('PartialReleaseOfAuthorization')
  })
})

describe('default-original', () => {
  it.each([
    ['R20', 100, 30, 70],
    ['R21', 100, 30, 70],
    ['R22', 27, 7, 20],
  ])('%s: the rest of %d after %d is %d', (_, paid, first, rest) => {
    const books = next(next(pay(paid), back(first)), back('remaining', re_2))
    expect(books.refund?.amount).toBe(rest)
    expect(left(books)).toBe(0)
  })
})

describe('bad-amount', () => {
  it('R23: a negative refund is refused and enlarges nothing', () => {
    const books = pay(100)
    expect(refused(books, back(-50))).toBe('InvalidAmount')
    expect(left(books)).toBe(100)
  })
  it('R24: nothing, less than nothing and too much are refused before anybody is called', () => {
    expect([0, -1].map((amount) => refused(pay(100), back(amount)))).toEqual(['InvalidAmount', 'InvalidAmount'])
    expect(refused(pay(100), back(1e15))).toBe('InvalidAmount')
  })
  it('R25: a missing amount is no full refund', () => {
    for (const amount of [undefined, null])
      expect(refused(pay(100), back(0, re_1, { amount: units(amount) }))).toBe('InvalidAmount')
  })
  it('R26: what was decided is carried to the end, whatever happens to the charge', () => {
    const asked = next(pay(100), back('remaining', re_1, { born: { status: 'requested' } }))
    const disputed = next(asked, ...dispute(100, 'lost'))
    expect(events(about(disputed, asked.refund), { type: 'acknowledge', answer: pending, at })).toMatchObject([
      { amount: 100 },
    ])
  })
})

describe('amount-encoding', () => {
  it.each(['R27', 'R28'])('%s: an amount in yen is the number of yen', () => {
    const yen = { ...authorizeUsd(9899), currency: 'jpy' as never }
    const books = booksAfter([yen, capture('remaining')])
    expect(events(books, back(5800, re_1, { currency: 'jpy' as never }))).toMatchObject([
      { amount: 5800, currency: 'jpy' },
    ])
  })
  it.each([
    ['R29', 'abc'],
    ['R30', '6,95'],
    ['R31', '79,00'],
  ])('%s: text %j is no amount', (_, text) => {
    expect(refused(pay(100), back(0, re_1, { amount: units(text) }))).toBe('InvalidAmount')
  })
})

describe('float-money', () => {
  it('R32: parts that sum to the whole are all refunded, and nothing remains', () => {
    const parts = [333, 1, 65].map((part, index) => back(part, `re_${index}` as RefundId))
    expect(left(next(pay(399), ...parts))).toBe(0)
  })
  it('R33: less than the smallest unit is refused', () => {
    expect(refused(pay(100), back(33.333333))).toBe('InvalidAmount')
  })
  it('R34: the integer that is decided is the integer that was asked', () => {
    const books = pay(10_000)
    const cents = Array.from({ length: 10_000 }, (_, cent) => cent + 1)
    const decided = cents.map((cent) => rightOf(refund(charge(books), back(cent))).refund.amount)
    expect(decided).toEqual(cents)
  })
  it('R35: 145.05 of 145.05 is all of it', () => {
    expect(left(next(pay(14505), back(14505)))).toBe(0)
  })
  it('R36: every entrance asks the same guard', () => {
    const books = next(pay(100), back(40))
    for (const amount of [60, 61]) {
      const command = back(amount, re_2)
      expect(refund(charge(books), command)._tag).toBe(decide(command, books, stripe)._tag)
    }
  })
})

describe('allocation', () => {
  it.each([
    // 68.33, 68.33, 57.50 and 85.00 with 20 % tax come to 334.99 together, and to 335.00 line by line.
    ['R37', 33_499, [6833, 6833, 5750, 8500]],
    ['R38', 1_000, [333, 333, 333]],
  ] as const)('%s: the lines of a refund sum to the refund', (_, total, lines) => {
    const parts = rightOf(allocate(usd(total), lines))
    expect(parts.reduce<number>((sum, part) => sum + part, 0)).toBe(total)
    expect(left(next(pay(total), ...parts.map((part, line) => back(part, `re_${line}` as RefundId))))).toBe(0)
  })
  const both = { fee: { amount: usd(10), currency: usd_ }, transfer: { amount: usd(80), currency: usd_ } }
  const paid = (): Books => next(auth(100), captureCharge({ amount: 'remaining', ...both, at }))
  it('R39: a refund that fails leaves its legs visible as what is owed', () => {
    const failed = next(paid(), back(50, re_1, { legs: { fee: true, transfer: true } }), fail)
    expect(charge(failed)).toMatchObject({
      standing: 0,
      fee: { basis: 0, returned: 5 },
      transfer: { basis: 0, returned: 40 },
    })
  })
  it('R41: a fee that went back directly does not go back again', () => {
    const direct = next(paid(), { type: 'returnFee', amount: 'remaining', at })
    expect(refused(direct, back(100, re_1, { legs: { fee: true, transfer: true } }))).toBe(
      'ApplicationFeeFullyRefunded',
    )
    expect(refused(direct, { type: 'returnFee', amount: usd(1), at })).toBe('ApplicationFeeFullyRefunded')
  })
})

describe('currency', () => {
  it.each(['R42', 'R43', 'R44'])('%s: another currency is refused before anything moves', () => {
    expect(refused(pay(98_633), back(1000, re_1, { currency: eur_ }))).toBe('CurrencyMismatch')
  })
})
