/** Back to the wire: what changed is written, and nothing else. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Charge, type Command, captureCharge, refund, requestRefund } from '../../src/index.js'
import { besideCharge, decodeCharge, encodeCharge, withRefundListed } from '../../src/stripe/index.js'
import { anyHistory } from '../arbitraries/histories.js'
import { after, captured, now, re_1, rightOf, usd, usd_ } from '../fixtures.js'
import { decoded, golden, goldenNames, goldenText, IN_2020, type Json, plainCharge, plainRefund } from './given.js'

const moved = (charge: Charge, command: Command): Charge => {
  const books = after({ charge, refund: null, dispute: null }, command)
  return books.charge ?? charge
}

const refunded = (charge: Charge, amount: number, legs = { fee: false, transfer: false }): Charge =>
  rightOf(
    refund(
      charge,
      requestRefund({
        id: re_1,
        amount: usd(amount),
        currency: charge.currency,
        legs,
        born: { status: 'succeeded' },
        at: now,
      }),
    ),
  ).charge

describe('an unchanged charge', () => {
  it.each(goldenNames('charge'))('%s goes back to the text it came from', (name) => {
    const { charge, ...rest } = decoded(name)
    expect(`${JSON.stringify(encodeCharge(charge, { charge, ...rest }), null, 2)}\n`).toBe(
      `${JSON.stringify(JSON.parse(goldenText(name)), null, 2)}\n`,
    )
  })
})

describe('a changed charge', () => {
  it('differs in what changed and keeps every other field in its place', () => {
    const from = decoded('charge-partly-refunded')
    const wire = encodeCharge(refunded(from.charge, 3500), from)
    expect(wire).toEqual({ ...golden('charge-partly-refunded'), amount_refunded: 5000, refunded: true })
    expect(Object.keys(wire)).toEqual(Object.keys(golden('charge-partly-refunded')))
  })
  it('leaves the object that was decoded as it was', () => {
    const from = decoded('charge-partly-refunded')
    encodeCharge(refunded(from.charge, 3500), from)
    expect(from.wire).toEqual(golden('charge-partly-refunded'))
  })
  it('shows a capture, and what a final capture of less gave up only before 2025-03-31', () => {
    const shown = (version: object): Json => {
      const from = decoded('charge-uncaptured', version)
      const charge = moved(from.charge, captureCharge({ amount: usd(5000), at: now }))
      const { amount_captured, amount_refunded, captured, paid, refunded, status } = encodeCharge(charge, from)
      return { amount_captured, amount_refunded, captured, paid, refunded, status }
    }
    const taken = { amount_captured: 5000, captured: true, paid: true, refunded: false, status: 'succeeded' }
    expect(shown({})).toEqual({ ...taken, amount_refunded: 0 })
    expect(shown({ version: IN_2020 })).toEqual({ ...taken, amount_refunded: 1500 })
  })
  it('shows a release as a refund only before 2025-03-31', () => {
    const shown = (version: object): Json => {
      const from = decoded('charge-uncaptured', version)
      const charge = moved(from.charge, { type: 'release', at: now })
      const { amount_captured, amount_refunded, captured, refunded } = encodeCharge(charge, from)
      return { amount_captured, amount_refunded, captured, refunded }
    }
    expect(shown({})).toEqual({ amount_captured: 0, amount_refunded: 0, captured: false, refunded: false })
    expect(shown({ version: IN_2020 })).toEqual({
      amount_captured: 0,
      amount_refunded: 6500,
      captured: false,
      refunded: true,
    })
  })
  it('shows a decline with its code', () => {
    const from = decoded('charge-pending')
    const charge = moved(from.charge, { type: 'decline', failure: 'debit_not_authorized', at: now })
    expect(encodeCharge(charge, from)).toEqual({
      ...from.wire,
      status: 'failed',
      failure_code: 'debit_not_authorized',
    })
  })
  it('stays disputed after the dispute is won', () => {
    const from = decoded('charge-dispute-won')
    expect(encodeCharge(refunded(from.charge, 4400), from)).toMatchObject({ disputed: true, refunded: true })
  })
  it('shows what went back of expanded legs', () => {
    const from = decoded('charge-destination')
    const { application_fee, transfer } = encodeCharge(refunded(from.charge, 500, { fee: true, transfer: true }), from)
    expect(application_fee).toMatchObject({
      id: 'fee_1',
      amount: 30,
      amount_refunded: 30,
      refunded: true,
      account: 'acct_1',
    })
    expect(transfer).toMatchObject({
      id: 'tr_1',
      amount: 1356,
      amount_reversed: 1356,
      reversed: true,
      source_type: 'card',
    })
  })
  it('keeps fields whose names are those of every object', () => {
    const json = JSON.parse(JSON.stringify(plainCharge()).replace('{', '{"__proto__":{"a":1},"constructor":"b",'))
    const from = rightOf(decodeCharge(json))
    expect(JSON.stringify(encodeCharge(refunded(from.charge, 300), from))).toMatch(
      /^\{"__proto__":\{"a":1\},"constructor":"b","id"/,
    )
  })
})

describe('every charge that the law can make', () => {
  it.each([{}, { version: IN_2020 }])('comes back as it was, with what stands beside it, under %j', (version) => {
    const from = decoded('charge-partly-refunded', version)
    fc.assert(
      fc.property(anyHistory(), ({ world: { charge } }) => {
        if (charge === null) return
        const wire = JSON.parse(JSON.stringify(encodeCharge(charge, from)))
        expect(rightOf(decodeCharge(wire, { ...version, beside: besideCharge(charge) })).charge).toEqual(charge)
      }),
    )
  })
})

describe('a refund in the expanded list', () => {
  const wireRefund = plainRefund() as never

  it('stands at the head, is counted, and takes the place of its former self', () => {
    const { wire } = decoded('charge-refunds-expanded')
    const once = withRefundListed(wire, wireRefund)
    expect(once.refunds).toMatchObject({ total_count: 4, has_more: false })
    expect(once.refunds?.data.map(({ id }) => id)).toEqual(['re_1', 're_l2', 're_l1', 're_l0'])
    const failed = withRefundListed(once, plainRefund({ status: 'failed' }) as never)
    expect(failed.refunds).toMatchObject({ total_count: 4, data: [{ id: 're_1', status: 'failed' }, {}, {}, {}] })
  })
  it('changes nothing of a charge that lists none', () => {
    const { wire } = decoded('charge-partly-refunded')
    expect(withRefundListed(wire, wireRefund)).toBe(wire)
  })
})

it('tells beside a charge how its authorisation ended', () => {
  expect(besideCharge(captured(1000))).toMatchObject({ ended: null, captures: 1, fee: null })
  expect(usd_).toBe('usd')
})
