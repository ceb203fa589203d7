/** What happens to a dispute: exact events, exact books. */
import { describe, expect, it } from 'vitest'
import { type Books, type Charge, type Command, type Dispute, evolve } from '../../../src/index.js'
import { units } from '../../arbitraries/values.js'
import { ch_1, ch_2, dp_1, dp_2, eur_, later, now, usd, usd_ } from '../../fixtures.js'
import { CHARGE, charge, DISPUTE, eventsOf, refusalOf } from './given.js'

const at = later(7)
const open = (parts: Partial<Command<'open'>> = {}): Command<'open'> => ({
  type: 'open',
  id: dp_1,
  amount: usd(5),
  currency: usd_,
  stage: 'open',
  at,
  ...parts,
})
const escalate: Command = { type: 'escalate', at }
const close = (outcome: Command<'close'>['outcome']): Command => ({ type: 'close', outcome, at })
const booksWith = (dispute: Dispute | null, disputes: Partial<Charge['disputes']> = {}): Books => ({
  charge: charge({ disputes: { ...CHARGE.disputes, ...disputes } }),
  refund: null,
  dispute,
})
const outcome = (before: Books, command: Command): Books => eventsOf(before, command).reduce(evolve, before)
const sums = (blocking: number, held: number, lost: number, ever: number) => ({ blocking, held, lost, ever })
const facts = { charge: ch_1, dispute: dp_1, amount: 5, currency: usd_, at }
const inquiry: Dispute = { ...DISPUTE, status: 'inquiry' }

describe('a dispute', () => {
  it('comes into the books as money taken back', () => {
    expect(eventsOf(booksWith(null), open())).toEqual([{ type: 'DisputeOpened', ...facts, stage: 'open' }])
    expect(outcome(booksWith(null), open())).toEqual({
      charge: { ...CHARGE, disputes: sums(1, 5, 0, 1) },
      refund: null,
      dispute: { id: dp_1, charge: ch_1, amount: 5, currency: usd_, status: 'open', createdAt: at, movedAt: at },
    })
    const more = booksWith(null, { blocking: 2, held: usd(3), lost: usd(4), ever: 3 })
    expect(outcome(more, open()).charge?.disputes).toEqual(sums(3, 8, 4, 4))
  })

  it('comes into the books as a mere question', () => {
    const asked = open({ stage: 'inquiry' })
    expect(eventsOf(booksWith(null), asked)).toEqual([{ type: 'DisputeOpened', ...facts, stage: 'inquiry' }])
    const more = booksWith(null, { blocking: 2, held: usd(3), lost: usd(4), ever: 3 })
    expect(outcome(more, asked)).toMatchObject({
      charge: { disputes: sums(2, 3, 4, 4) },
      dispute: { status: 'inquiry' },
    })
  })

  it('takes the place of a dispute with another id', () => {
    const before = booksWith({ ...DISPUTE, id: dp_2, charge: ch_2 })
    expect(outcome(before, open()).dispute).toMatchObject({ id: dp_1, charge: ch_1 })
  })

  it('is recorded although it exceeds all that was captured, and in any steps', () => {
    expect(outcome(booksWith(null), open({ amount: usd(999) })).charge?.disputes.held).toBe(999)
  })

  it('that is known changes nothing, whatever its stage', () => {
    expect(eventsOf(booksWith(DISPUTE), open())).toEqual([])
    expect(eventsOf(booksWith({ ...DISPUTE, status: 'lost' }), open({ stage: 'inquiry' }))).toEqual([])
  })

  it.each([{ amount: usd(6) }, { currency: eur_ }])('with %j is not the known one', (other) => {
    expect(refusalOf(booksWith(DISPUTE), open(other))).toEqual({ _tag: 'DisputeIdTaken', dispute: dp_1 })
  })

  it('belongs to one charge', () => {
    const elsewhere = booksWith({ ...DISPUTE, charge: ch_2 })
    const refused = { _tag: 'DisputeOfAnotherCharge', dispute: dp_1, charge: ch_2, given: ch_1 }
    for (const command of [open(), escalate, close('won')]) expect(refusalOf(elsewhere, command)).toEqual(refused)
  })

  it.each([
    [0, 'notPositive'],
    [-1, 'notPositive'],
    [0.5, 'notAnInteger'],
    ['remaining', 'notAnInteger'],
    [1e15, 'tooLarge'],
  ])('of %s is of no amount', (value, problem) => {
    expect(refusalOf(booksWith(null), open({ amount: units(value) }))).toEqual({
      _tag: 'InvalidAmount',
      field: 'amount',
      value,
      problem,
      step: 1,
    })
  })

  it('keeps the sum of all disputes an amount', () => {
    const before = booksWith(null, { held: usd(400_000_000_000_000), lost: usd(500_000_000_000_000) })
    const value = 100_000_000_000_000
    expect(refusalOf(before, open({ amount: usd(value) }))).toEqual({
      _tag: 'InvalidAmount',
      field: 'amount',
      value,
      problem: 'tooLarge',
      step: 1,
    })
    expect(eventsOf(before, open({ amount: usd(value - 1) }))).toHaveLength(1)
  })

  it.each(['pending', 'failed', 'released', 'expired'] as const)('of a charge that is %s cannot be', (status) => {
    const before = { ...booksWith(null), charge: charge({ status }) }
    expect(refusalOf(before, open())).toEqual({ _tag: 'ChargeNotSuccessful', charge: ch_1, status })
  })

  it('needs something captured', () => {
    const before = { ...booksWith(null), charge: charge({ status: 'authorized', captured: usd(0) }) }
    expect(refusalOf(before, open())).toEqual({
      _tag: 'ChargeNotCaptured',
      charge: ch_1,
      authorized: 10,
      currency: usd_,
    })
    expect(eventsOf({ ...before, charge: charge({ status: 'authorized', captured: usd(1) }) }, open())).toHaveLength(1)
  })
})

describe('an inquiry', () => {
  it('becomes a dispute', () => {
    const before = booksWith(inquiry, { blocking: 1, held: usd(3), lost: usd(4), ever: 2 })
    expect(eventsOf(before, escalate)).toEqual([{ type: 'DisputeEscalated', ...facts }])
    expect(outcome(before, escalate)).toEqual({
      ...before,
      charge: { ...before.charge, disputes: sums(2, 8, 4, 2) },
      dispute: { ...DISPUTE, status: 'open', createdAt: now, movedAt: at },
    })
  })

  it.each(['inquiry_closed', 'prevented'] as const)('ends %s and leaves the charge as it is', (end) => {
    const before = booksWith(inquiry, { blocking: 1, held: usd(3), lost: usd(4), ever: 2 })
    expect(eventsOf(before, close(end))).toEqual([{ type: 'DisputeClosed', ...facts, from: 'inquiry', outcome: end }])
    expect(outcome(before, close(end))).toEqual({ ...before, dispute: { ...DISPUTE, status: end, movedAt: at } })
  })
})

describe('an open dispute', () => {
  const before = booksWith(DISPUTE, { blocking: 3, held: usd(8), lost: usd(4), ever: 5 })
  it.each([
    ['won', sums(2, 3, 4, 5)],
    ['prevented', sums(2, 3, 4, 5)],
    ['lost', sums(3, 3, 9, 5)],
  ] as const)('ends %s', (end, after) => {
    expect(eventsOf(before, close(end))).toEqual([{ type: 'DisputeClosed', ...facts, from: 'open', outcome: end }])
    expect(outcome(before, close(end))).toEqual({
      ...before,
      charge: { ...before.charge, disputes: after },
      dispute: { ...DISPUTE, status: end, movedAt: at },
    })
  })

  it('is not touched by what happens to another', () => {
    const other = { ...before, dispute: { ...DISPUTE, id: dp_2 } }
    for (const event of eventsOf(before, close('won'))) expect(evolve(other, event).dispute).toBe(other.dispute)
    for (const event of eventsOf(booksWith(inquiry), escalate))
      expect(evolve({ ...other, dispute: null }, event).dispute).toBeNull()
  })
})
