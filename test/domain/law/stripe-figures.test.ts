/** What Stripe was recorded to answer. Source: VCR recordings of antiwork/gumroad, recordings of Kiln-AI/stripe_world. */
import { describe, expect, it } from 'vitest'
import {
  type Books,
  type Charge,
  type Command,
  type Currency,
  captureCharge,
  decide,
  type LegName,
  type RefundId,
  refundable,
  refundState,
  requestRefund,
  stripe,
} from '../../../src/index.js'
import { authorizeUsd, afterAll as booksAfter, eur_, leftOf, now, rightOf, usd, usd_ } from '../../fixtures.js'

const at = now
const succeeded = { status: 'succeeded' } as const

interface Recorded {
  readonly charged: number
  readonly leg: LegName
  readonly total: number
  readonly currency: Currency
  /** Amount refunded, whether with the leg, and the share that Stripe answered. */
  readonly refunds: readonly (readonly [amount: number, flag: boolean, share: number])[]
}

const transfer = (
  charged: number,
  total: number,
  refunds: Recorded['refunds'],
  currency: Currency = usd_,
): Recorded => ({
  charged,
  leg: 'transfer',
  total,
  currency,
  refunds,
})
const fee = (charged: number, total: number, refunds: Recorded['refunds']): Recorded => ({
  ...transfer(charged, total, refunds),
  leg: 'fee',
})

const RECORDED: readonly Recorded[] = [
  transfer(1200, 880, [
    [500, true, 367],
    [700, true, 513],
  ]),
  transfer(1200, 880, [
    [200, false, 0],
    [1000, true, 733],
  ]),
  transfer(153, 109, [[50, true, 36]]),
  transfer(
    1000,
    1356,
    [
      [500, true, 678],
      [100, true, 136],
    ],
    eur_,
  ),
  transfer(
    1000,
    1342,
    [
      [500, true, 671],
      [100, true, 134],
    ],
    eur_,
  ),
  fee(1000, 30, [
    [500, true, 15],
    [100, true, 3],
    [400, true, 12],
  ]),
  fee(3099, 99, [[1000, false, 0]]),
  fee(3099, 99, [[3099, true, 99]]),
]

const requestOf = (index: number, amount: number | 'remaining', legs: Partial<Record<LegName, boolean>>) =>
  requestRefund({
    id: `re_${index}` as RefundId,
    amount: amount === 'remaining' ? amount : usd(amount),
    currency: usd_,
    legs: { fee: false, transfer: false, ...legs },
    born: succeeded,
    at,
  })

describe('a leg goes back as recorded', () => {
  const rows = RECORDED.map((row) => ({
    ...row,
    name: row.refunds.map(([amount, , share]) => `${amount} -> ${share}`),
  }))

  it.each(rows)('$leg of $total on $charged: $name', ({ charged, leg, total, currency, refunds }) => {
    let books: Books = booksAfter([
      authorizeUsd(charged),
      captureCharge({ amount: 'remaining', [leg]: { amount: usd(total), currency }, at }),
    ])
    const shares = refunds.map(([amount, flag], index) => {
      books = booksAfter([requestOf(index, amount, { [leg]: flag })], books, stripe)
      return books.refund?.returned[leg]?.amount ?? 0
    })
    expect(shares).toEqual(refunds.map(([, , share]) => share))
    expect(books.charge?.[leg]?.returned).toBe(shares.reduce<number>((sum, share) => sum + share, 0))
  })

  it('and comes to the whole once the whole charge is refunded with it', () => {
    const totals = RECORDED.filter(
      ({ charged, refunds }) =>
        refunds.every(([, flag]) => flag) && refunds.reduce((sum, [amount]) => sum + amount, 0) === charged,
    ).map(({ total, refunds }) => [refunds.reduce((sum, [, , share]) => sum + share, 0), total])
    expect(totals).toEqual([
      [880, 880],
      [30, 30],
      [99, 99],
    ])
  })
})

describe('captures', () => {
  const capture = (amount: number | 'remaining', final: boolean): Command =>
    captureCharge({ amount: amount === 'remaining' ? amount : usd(amount), final, at })
  const chargeAfter = (...commands: readonly Command[]): Charge =>
    booksAfter([authorizeUsd(6500), ...commands], undefined, stripe).charge as Charge

  it('of a part release the rest, which is no refund', () => {
    const charge = chargeAfter(capture(5000, true))
    expect(charge).toMatchObject({ authorized: 6500, captured: 5000, released: 1500, standing: 0, refundsMade: 0 })
    expect(refundState(charge)).toEqual({ state: 'none', unsettled: 0 })
    expect(refundable(charge, stripe, at)).toEqual({ _tag: 'Right', right: 5000 })
    expect(leftOf(decide(requestOf(1, 5001, {}), { charge, refund: null, dispute: null }, stripe))._tag).toBe(
      'ExceedsRemaining',
    )
  })

  it('leave the charge refundable in between, up to what was received', () => {
    const part = chargeAfter(capture(2000, false))
    expect(refundable(part, stripe, at)).toEqual({ _tag: 'Right', right: 2000 })
    const refunded = chargeAfter(
      capture(2000, false),
      requestOf(1, 1500, {}),
      capture(3000, false),
      requestOf(2, 600, {}),
    )
    expect(refundable(refunded, stripe, at)).toEqual({ _tag: 'Right', right: 2900 })
  })

  it('make the charge refunded only after the last, which may take nothing', () => {
    const spent = [capture(2000, false), requestOf(1, 'remaining', {})]
    expect(refundState(chargeAfter(...spent)).state).toBe('partial')
    expect(refundState(chargeAfter(...spent, capture(0, true))).state).toBe('full')
    expect(refundState(chargeAfter(...spent, { type: 'expire', at })).state).toBe('full')
  })

  it('when several, return legs with all that remains or directly, and then no longer with a refund', () => {
    const legs = { fee: { amount: usd(90), currency: usd_ } }
    const books = booksAfter([
      authorizeUsd(6500),
      captureCharge({ amount: usd(2000), final: false, ...legs, at }),
      captureCharge({ amount: usd(3000), ...legs, at }),
    ])
    const asked = (amount: number | 'remaining', from: Books) =>
      decide(requestOf(1, amount, { fee: true }), from, stripe)
    expect(leftOf(asked(1000, books))._tag).toBe('PartialLegRefundUnsupported')
    expect(rightOf(asked('remaining', books))).toMatchObject([{ returned: { fee: { amount: 180 } } }])
    const direct = booksAfter([{ type: 'returnFee', amount: usd(1), at }], books)
    expect(leftOf(asked('remaining', direct))._tag).toBe('LegReturnedDirectly')
  })
})
