import { describe, expect, it } from 'vitest'
import { refund, requestRefund } from '../../src/index.js'
import { decodeCharge, encodeRefund, type WireableRefund, type WireRefund } from '../../src/stripe/index.js'
import { withDestination } from '../../src/stripe/usual-refund.js'
import { now, re_1, rightOf, usd, usd_ } from '../fixtures.js'
import { decoded, golden, goldenNames, type Json, plainCharge } from './given.js'

const AFTER = { card: { reference: '5', reference_status: 'available' }, type: 'card' }

const fresh = (
  charge: Json,
  born: Parameters<typeof requestRefund>[0]['born'] = { status: 'succeeded' },
): WireRefund => {
  const on = rightOf(decodeCharge(charge))
  const request = requestRefund({ id: re_1, amount: usd(3), currency: usd_, born, at: now })
  return encodeRefund(rightOf(refund(on.charge, request)).refund as WireableRefund, on)
}

const USUAL = fresh({ ...golden('charge-partly-refunded') })
const SHAPES: readonly (readonly [name: string, refund: WireRefund])[] = [
  ['a usual one', USUAL],
  ['one that says more', { ...USUAL, failure_reason: 'unknown' }],
  ['one that says less', Object.fromEntries(Object.entries(USUAL).slice(0, -1)) as WireRefund],
  ['one in another order', Object.fromEntries(Object.entries(USUAL).reverse()) as WireRefund],
  ...goldenNames('refund').map((name) => [name, golden(name) as WireRefund] as const),
]

describe('a refund with other details of where it went', () => {
  it.each(SHAPES)('is what a spread makes of %s, in its order', (_, before) => {
    const spread = { ...before, destination_details: AFTER }
    expect(JSON.stringify(withDestination(before, AFTER))).toBe(JSON.stringify(spread))
  })

  it('is written by the members that a new refund of a card has', () => {
    expect(decoded('charge-partly-refunded').wire.payment_method_details).toMatchObject({ type: 'card' })
    expect(Object.keys(USUAL)).toHaveLength(18)
    const pending = fresh(golden('charge-partly-refunded'), { status: 'pending', pendingReason: 'processing' })
    expect(Object.keys(pending).filter((name) => name !== 'pending_reason')).toEqual(Object.keys(USUAL))
    expect('destination_details' in fresh(plainCharge({ payment_method_details: { type: 'ideal' } }))).toBe(false)
  })
})
