/** The rows of `docs/bugs.md` about disputes, notices, states and targets; `bugs.test.ts` has those about asking and amounts. */
import { describe, expect, it } from 'vitest'
import {
  type Command,
  decide,
  EMPTY_BOOKS,
  type Event,
  evolve,
  holding,
  metadataText,
  type RefundPolicy,
  refundable,
  refundState,
  stripe,
} from '../../../src/index.js'
import { authorizeUsd, ch_1, ch_2, later, leftOf, re_1, re_2, re_3 } from '../../fixtures.js'
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

describe('dispute-overlap', () => {
  it('R45: what a dispute took is not refunded again', () => {
    expect(refused(next(pay(1000), ...dispute(1000, 'lost')), back(1000))).toBe('ChargeDisputed')
    const partly = next(pay(1000), ...dispute(400, 'lost'))
    expect(refused(partly, back(601))).toBe('ExceedsRemaining')
    expect(left(next(partly, back(600)))).toBe(0)
  })
  it('R46: while a dispute is open its amount is not refunded', () => {
    expect(refused(next(pay(100), ...dispute(100)), back(100))).toBe('ChargeDisputed')
    expect(refused(next(pay(100), ...dispute(1)), back(1), stripe)).toBe('ChargeDisputed')
  })
  it('R47: winning gives exactly the frozen part back', () => {
    expect(left(next(pay(100), ...dispute(100, 'won'), back('remaining')))).toBe(0)
  })
  it('R48: a dispute above the payment is recorded, and what is left stops at nothing', () => {
    const books = next(pay(100), ...dispute(104, 'lost'))
    expect(charge(books).disputes.lost).toBe(104)
    expect(left(books)).toBe(0)
  })
})

describe('webhook-dup', () => {
  it.each(['R49', 'R50'])('%s: a refund that is told again is not another', () => {
    const once = next(pay(100), back(40))
    expect(next(once, back(40))).toEqual(once)
    expect(refused(once, { type: 'succeed', at })).toBe('MoveNotAllowed')
  })
  it('R51: an earlier refund told again is still the one it was, and may fail', () => {
    const first = next(pay(100), back(40))
    const second = next(first, back(30, re_2))
    const again = about(second, first.refund)
    expect(events(again, back(40))).toEqual([])
    expect(charge(next(again, fail)).standing).toBe(30)
  })
})

describe('cumulative-delta', () => {
  it('R53: every refund counts its own amount', () => {
    expect(charge(next(pay(100), back(2), back(3, re_2))).standing).toBe(5)
  })
  it('R54: refunds add up', () => {
    expect(charge(next(pay(100), back(10), back(10, re_2))).standing).toBe(20)
  })
})

describe('failed-still-counts', () => {
  it.each([
    ['R55', [back(100), fail]],
    ['R56', [back(100, re_1, { born: { status: 'requested' } }), { type: 'refuse', refusal: 'declined', at }]],
    ['R57', [back(100, re_1, { born: pending }), fail]],
  ] as const)('%s: what failed is refundable again, with another id', (_, commands) => {
    const failed = next(pay(100), ...commands)
    expect(left(failed)).toBe(100)
    expect(left(next(failed, back(100, re_2)))).toBe(0)
  })
})

describe('premature-success', () => {
  const state = (...commands: readonly Command[]) => refundState(charge(next(pay(100), ...commands)))
  it('R58: a request alone is settled by nobody', () => {
    const asked = back(100, re_1, { born: { status: 'requested' } })
    expect(state(asked)).toEqual({ state: 'full', unsettled: 100 })
    expect(state(asked, { type: 'refuse', refusal: 'no', at })).toEqual({ state: 'none', unsettled: 0 })
  })
  it.each(['R59', 'R62'])('%s: pending is neither success nor failure', () => {
    const books = next(pay(100), back(100, re_1, { born: pending }))
    expect(refundState(charge(books))).toEqual({ state: 'full', unsettled: 100 })
    expect(refused(books, back(100, re_2))).toBe('AlreadyRefunded')
  })
  it('R60: a status that nobody knows is refused, never success', () => {
    const books = next(pay(100), back(100, re_1, { born: { status: 'requested' } }))
    expect(refused(books, { type: 'acknowledge', answer: { status: 'done' as never }, at })).toBe('MoveNotAllowed')
  })
  it('R61: the state is worked out from amounts, and no command sets it', () => {
    expect(state()).toEqual({ state: 'none', unsettled: 0 })
  })
})

describe('stuck-or-dropped', () => {
  it('R63: what was never sent is refused at once, and its amount is free', () => {
    const asked = next(pay(100), back(100, re_1, { born: { status: 'requested' } }))
    expect(left(next(asked, { type: 'refuse', refusal: 'not sent', at }))).toBe(100)
  })
  it('R64: a refund that the processor made is recorded, also of a part', () => {
    expect(charge(next(pay(100), back(40))).standing).toBe(40)
  })
  it('R66: the charge follows every move of a refund', () => {
    const asked = next(pay(100), back(40, re_1, { born: pending }))
    expect(charge(next(asked, { type: 'succeed', at }))).toMatchObject({ standing: 40, unsettled: 0 })
    expect(charge(next(asked, fail))).toMatchObject({ standing: 0, unsettled: 0 })
  })
})

describe('status-regression', () => {
  it('R68: a payment told again lowers no refund', () => {
    const books = next(pay(100), back('remaining'))
    expect(events(books, authorizeUsd(100))).toEqual([])
    expect(refused(books, capture('remaining'))).toBe('MoveNotAllowed')
  })
  it('R69: a late answer does not take a finished refund back', () => {
    const asked = next(pay(100), back(100, re_1, { born: { status: 'requested' } }))
    const told = next(asked, { type: 'acknowledge', answer: succeeded, at })
    expect(refused(told, { type: 'acknowledge', answer: pending, at })).toBe('MoveNotAllowed')
    expect(refused(next(told, fail), { type: 'succeed', at })).toBe('MoveNotAllowed')
  })
  it('R70: whatever order refunds are told in, they end alike', () => {
    const first = events(pay(100), back(40))
    const afterFirst = next(pay(100), back(40))
    const second = events(afterFirst, back(50, re_2))
    const failed = events(next(afterFirst, back(50, re_2)), fail)
    const captured = eventsToPay(100)
    const orders = [
      [first, second, failed],
      [second, first, failed],
      [second, failed, first],
    ]
    const ends = orders.map((order) => [captured, ...order].flat().reduce(evolve, EMPTY_BOOKS).charge)
    expect(ends[0]).toMatchObject({ standing: 40, refundsStanding: 1, refundsMade: 2 })
    expect([ends[1], ends[2]]).toEqual([ends[0], ends[0]])
  })
})

const eventsToPay = (amount: number): readonly Event[] => [
  ...events(EMPTY_BOOKS, authorizeUsd(amount)),
  ...events(auth(amount), capture('remaining')),
]

describe('aggregate-status', () => {
  it('R71: 60 and 40 of 100 is all of it', () => {
    expect(refundState(charge(next(pay(100), back(60), back(40, re_2)))).state).toBe('full')
  })
  it('R72: a part makes the charge neither refunded nor another charge', () => {
    const books = next(pay(100), back(10))
    expect(refundState(charge(books)).state).toBe('partial')
    expect(charge(books).status).toBe('captured')
  })
})

describe('not-refundable-state', () => {
  it('R74: a part of an authorisation is refused, and releases nothing', () => {
    expect(refused(auth(100), back(30))).toBe('PartialReleaseOfAuthorization')
  })
  it('R75: a closed window is refused with its own reason', () => {
    const window = { seconds: 180 * 86_400, from: 'capture' } as const
    const policy: RefundPolicy = { ...stripe, window }
    expect(refused(pay(100), back(100, re_1, { at: later(181 * 86_400) }), policy)).toBe('WindowClosed')
    expect(refundable(charge(pay(100)), policy, later(181 * 86_400))).toMatchObject({ _tag: 'Left' })
  })
  it('R76: a release that comes too late changes nothing, and refunds go on', () => {
    const books = pay(100)
    expect(refused(books, { type: 'release', at })).toBe('MoveNotAllowed')
    expect(left(next(books, back(100)))).toBe(0)
  })
})

describe('wrong-target', () => {
  it('R77: a refund is of one charge, and leaves another as it is', () => {
    const other = { ...charge(pay(100)), id: ch_2 }
    const told = events(pay(100), back(100))
    expect(told.reduce(evolve, { ...EMPTY_BOOKS, charge: other }).charge).toEqual(other)
  })
  it('R78: a refund of another charge is not moved by this one', () => {
    const made = next(pay(100), back(40))
    const other = { ...made, charge: { ...charge(pay(100)), id: ch_2 } }
    expect(leftOf(decide(fail, other, holding))).toEqual({
      _tag: 'RefundOfAnotherCharge',
      refund: re_1,
      charge: ch_1,
      given: ch_2,
    })
  })
})

it('equal metadata in another order is the same request', () => {
  const once = next(pay(100), back(10, re_3, { metadata: { a: '1', b: '2' } }))
  expect(events(once, back(10, re_3, { metadata: { b: '2', a: '1' } }))).toEqual([])
  expect(metadataText({ a: '1', b: '2' })).toBe(metadataText({ b: '2', a: '1' }))
})
