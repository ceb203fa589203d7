/** What the proofs found in the law, each as the smallest case that showed it. */
import { describe, expect, it } from 'vitest'
import { type Books, type Command, captureCharge, decide, type Refund, transient } from '../../../src/index.js'
import { postings } from '../../../src/reports/index.js'
import { units } from '../../arbitraries/values.js'
import { authorizeUsd, afterAll as booksAfter, dp_1, dp_2, eur_, now, re_1, re_2, usd, usd_ } from '../../fixtures.js'
import { charge, DISPUTE, eventsOf, policy, refusalOf, request } from './given.js'

const at = now
const open = (id: Command<'open'>['id'], amount: number, stage: 'open' | 'inquiry' = 'open'): Command<'open'> => ({
  type: 'open',
  id,
  amount: usd(amount),
  currency: usd_,
  stage,
  at,
})
/** The refund that a request of a charge of 1000 makes. */
const bornOf = (asked: Command<'request'>): Refund =>
  booksAfter([authorizeUsd(1000), captureCharge({ amount: 'remaining', at }), asked]).refund as Refund
const hold = policy({ disputes: 'hold' })
const lost = (amount: number) => ({ blocking: 1, held: usd(0), lost: usd(amount), ever: 1 })
const succeeded = { status: 'succeeded' } as const
const BOTH_CAPTURES = { authorized: usd(20), status: 'authorized' } as const

describe('legs', () => {
  it('nothing goes out of a final capture of nothing, in whatever currency', () => {
    // It would raise a transfer of which all had come back with all that was captured, and no refund could return the rest.
    const books = booksAfter([
      authorizeUsd(2),
      captureCharge({ amount: usd(1), final: false, transfer: { amount: usd(3), currency: eur_ }, at }),
      request({ amount: usd(1), legs: { fee: false, transfer: true }, born: succeeded }),
    ])
    const more = captureCharge({ amount: usd(0), transfer: { amount: usd(1), currency: eur_ }, at })
    expect(books.charge?.transfer).toMatchObject({ total: 3, basis: 1, returned: 3 })
    expect(refusalOf(books, more)).toMatchObject({
      _tag: 'LegExceedsCapture',
      leg: 'transfer',
      requested: 1,
      captured: 0,
    })
  })

  it('a fee that is too large does not hide a transfer in the wrong currency', () => {
    const books = booksAfter([
      authorizeUsd(9),
      captureCharge({ amount: usd(4), final: false, transfer: { amount: usd(1), currency: usd_ }, at }),
    ])
    const legs = { fee: { amount: usd(5), currency: usd_ }, transfer: { amount: usd(1), currency: eur_ } }
    expect(refusalOf(books, captureCharge({ amount: usd(4), ...legs, at }))._tag).toBe('CurrencyMismatch')
  })

  it('a transfer of nothing makes nobody else pay the fee', () => {
    const legs = { fee: { amount: usd(3), currency: usd_ }, transfer: { amount: usd(0), currency: usd_ } }
    const authorized: Books = booksAfter([authorizeUsd(10)])
    const taken = eventsOf(authorized, captureCharge({ amount: 'remaining', ...legs, at }))
    expect(taken.flatMap(postings)).toContainEqual({
      from: 'merchant_balance',
      to: 'platform_fees',
      amount: 3,
      currency: usd_,
    })
  })
})

describe('amounts', () => {
  it.each([
    ['authorize', { ...authorizeUsd(1), amount: units('remaining') }],
    ['open', { ...open(dp_1, 1), amount: units('remaining') }],
  ] as const)('what remains is no amount to %s', (_, command) => {
    const books = { charge: charge({}), refund: null, dispute: null }
    expect(refusalOf(books, command)).toMatchObject({
      _tag: 'InvalidAmount',
      value: 'remaining',
      problem: 'notAnInteger',
    })
  })

  it('a dispute that is known is not counted twice against the largest amount', () => {
    const most = 600_000_000_000_000
    const known = { ...DISPUTE, amount: usd(most) }
    const disputes = { blocking: 1, held: usd(most), lost: usd(0), ever: 1 }
    expect(decide(open(dp_1, most), { charge: charge({ disputes }), refund: null, dispute: known }, hold)).toEqual({
      _tag: 'Right',
      right: [],
    })
  })

  it('two inquiries that become disputes stay an amount together', () => {
    const most = 600_000_000_000_000
    const first = booksAfter([
      authorizeUsd(10),
      captureCharge({ amount: 'remaining', at }),
      open(dp_1, most, 'inquiry'),
      { type: 'escalate', at },
    ])
    const second = booksAfter([open(dp_2, 1, 'inquiry')], first)
    expect(second.charge?.disputes.held).toBe(most)
    const large = { ...second, dispute: { ...DISPUTE, id: dp_2, status: 'inquiry', amount: usd(most) } } as Books
    expect(refusalOf(large, { type: 'escalate', at })).toMatchObject({ _tag: 'InvalidAmount', problem: 'tooLarge' })
  })
})

describe('a whole refund as an answer', () => {
  // A refund that was decoded from a processor's JSON is a value of the answer's type as well, and compiles.
  const foreign = bornOf(
    request({ id: re_2, amount: usd(1000), born: { status: 'pending', pendingReason: 'processing' } }),
  )

  it('says where the refund stands, and nothing else of it', () => {
    const books = booksAfter([
      authorizeUsd(1000),
      captureCharge({ amount: 'remaining', at }),
      request({ amount: usd(100) }),
    ])
    const after = booksAfter([{ type: 'acknowledge', answer: foreign as never, at }], books)
    expect(after.refund).toEqual({ ...books.refund, status: 'pending', pendingReason: 'processing' })
  })

  it('gives birth to the refund that was asked for', () => {
    const asked = request({ amount: usd(100), born: foreign as never })
    const after = booksAfter([authorizeUsd(1000), captureCharge({ amount: 'remaining', at }), asked])
    expect(after.refund).toMatchObject({ id: re_1, amount: 100, status: 'pending', pendingReason: 'processing' })
    expect(after.charge?.standing).toBe(100)
  })
})

describe('a birth that the types forbid', () => {
  it('of a refund is refused', () => {
    const refusal = refusalOf(
      { charge: charge({}), refund: null, dispute: null },
      request({ born: { status: 'failed' } as never }),
    )
    expect(refusal).toEqual({ _tag: 'MoveNotAllowed', of: 'refund', from: 'absent', command: 'request' })
  })
  it('of a dispute is refused', () => {
    const refusal = refusalOf(
      { charge: charge({}), refund: null, dispute: null },
      { ...open(dp_1, 1), stage: 'lost' as never },
    )
    expect(refusal).toEqual({ _tag: 'MoveNotAllowed', of: 'dispute', from: 'absent', command: 'open' })
  })
})

describe('an id', () => {
  it('is taken when it is asked again in another currency', () => {
    const books = booksAfter([
      authorizeUsd(10),
      captureCharge({ amount: 'remaining', at }),
      request({ amount: usd(3) }),
    ])
    expect(refusalOf(books, request({ amount: usd(3), currency: eur_ }))).toEqual({
      _tag: 'RefundIdTaken',
      refund: re_1,
    })
  })
})

describe('a window', () => {
  it('is closed for a time that is no number', () => {
    const under = policy({ window: { seconds: 5, from: 'creation' } })
    const books = { charge: charge({}), refund: null, dispute: null }
    expect(refusalOf(books, request({ at: Number.NaN as never }), under)).toMatchObject({ _tag: 'WindowClosed' })
  })
})

describe('waiting', () => {
  const refused = (given: Parameters<typeof charge>[0], amount: number | 'remaining' = 1) =>
    refusalOf({ charge: charge(given), refund: null, dispute: null }, request({ amount: units(amount) }), hold)

  it('for one dispute frees nothing of what another has taken for good', () => {
    const refusal = refused({ disputes: { blocking: 2, held: usd(5), lost: usd(10), ever: 2 } })
    expect(refusal).toMatchObject({ _tag: 'ChargeDisputed', stage: 'lost' })
    expect(transient(refusal)).toBe(false)
  })

  it('may help against a lost dispute that took no more than was captured, while a refund is not settled', () => {
    const refusal = refused({ standing: usd(5), unsettled: usd(5), disputes: lost(5) })
    expect(refusal).toMatchObject({ _tag: 'ExceedsRemaining', remaining: 0, atBest: 5 })
    expect(transient(refusal)).toBe(true)
  })

  it('between captures, for a dispute over money that is refunded for good, does not help', () => {
    const standing = { captured: usd(10), standing: usd(10) }
    for (const amount of [1, 'remaining'] as const) {
      const refusal = refused({ ...BOTH_CAPTURES, ...standing, disputes: { ...lost(0), held: usd(5) } }, amount)
      expect(refusal).toMatchObject({ _tag: 'ExceedsRemaining', held: 5 })
      expect(transient(refusal)).toBe(false)
    }
  })

  it('for the processor does not bring back what a lost dispute has taken', () => {
    const refusal = refused({ ...BOTH_CAPTURES, standing: usd(10), unsettled: usd(10), disputes: lost(4) }, 7)
    expect(transient(refusal)).toBe(false)
  })
})
