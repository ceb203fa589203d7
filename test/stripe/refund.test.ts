/** Stripe's refunds: what the law makes of them, and back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Command, type Refund, refund, requestRefund } from '../../src/index.js'
import {
  apiVersion,
  besideRefund,
  decodeCharge,
  decodeRefund,
  encodeRefund,
  isWireable,
  type WireableRefund,
} from '../../src/stripe/index.js'
import { anyHistory } from '../arbitraries/histories.js'
import { afterAll, leftOf, now, re_1, rightOf, usd, usd_ } from '../fixtures.js'
import { decoded, golden, goldenNames, goldenText, plainCharge, plainRefund } from './given.js'

const ON = decoded('charge-partly-refunded')
const THEN = { amount: 700, charge: 'ch_1', createdAt: 1_789_900_100, movedAt: 1_789_900_100 }

const ROWS: readonly (readonly [name: string, facts: object])[] = [
  ['refund-2023', { ...THEN, status: 'succeeded' }],
  ['refund-canceled', { ...THEN, status: 'canceled', failureReason: 'merchant_request' }],
  ['refund-failed', { ...THEN, status: 'failed', failureReason: 'expired_or_canceled_card' }],
  ['refund-pending', { ...THEN, status: 'pending', pendingReason: 'insufficient_funds' }],
  ['refund-requires-action', { ...THEN, status: 'requires_action', expiresAt: 1_792_500_000 }],
  ['refund-succeeded', { ...THEN, status: 'succeeded', metadata: { k: 'v' } }],
  ['refund-unknown-words', { ...THEN, status: 'failed', failureReason: 'unknown' }],
  ['refund-with-reversal', { amount: 500, returned: { fee: null, transfer: { amount: 367, currency: 'usd' } } }],
]

describe('a recorded refund', () => {
  it.each(ROWS)('%s reads as the law counts it', (name, facts) => {
    expect(rightOf(decodeRefund(golden(name))).refund).toMatchObject(facts)
  })
  it('has a row here for each golden file', () => {
    expect(ROWS.map(([name]) => name)).toEqual(goldenNames('refund'))
  })
  it.each(goldenNames('refund'))('%s goes back to the text it came from', (name) => {
    const before = rightOf(decodeRefund(golden(name)))
    expect(before.wire).toEqual(golden(name))
    const wire = encodeRefund(before.refund as WireableRefund, ON, { before })
    expect(JSON.stringify(wire)).toBe(JSON.stringify(JSON.parse(goldenText(name))))
  })
  it('was asked for as far as the wire tells, and as is said beside it', () => {
    const json = golden('refund-with-reversal')
    const { asked } = rightOf(decodeRefund(json)).refund
    expect(asked).toEqual({ amount: 500, reason: null, legs: { fee: false, transfer: true }, metadata: '' })
    const beside = { asked: { ...asked, amount: 'remaining' as const } }
    expect(rightOf(decodeRefund(json, { beside })).refund.asked.amount).toBe('remaining')
  })
})

describe('a refund that the law does not take', () => {
  it.each([
    [{ amount: 0 }, 'refund.amount'],
    [{ charge: null }, 'refund.charge'],
    [{ charge: '' }, 'refund.charge'],
    [{ status: null }, 'refund.status'],
    [{ status: 'requested' }, 'refund.status'],
    [{ reason: 'expired_uncaptured_charge' }, 'refund.reason'],
    [{ metadata: { a: null } }, 'refund.metadata.a'],
    [{ object: 'charge' }, 'refund.object'],
    [{ id: 5 }, 'refund.id'],
    [{ failure_reason: null }, 'refund.failure_reason'],
  ])('%j is named by its path', (fields, path) => {
    expect(leftOf(decodeRefund(plainRefund(fields)))[0].path).toBe(path)
  })
})

const made = (more: Partial<Parameters<typeof requestRefund>[0]> = {}): Refund => {
  const asked = { id: re_1, amount: usd(300), currency: usd_, born: { status: 'succeeded' as const }, at: now, ...more }
  return rightOf(refund(ON.charge, requestRefund(asked))).refund
}

const moved = (born: Refund, ...commands: readonly Command[]): WireableRefund => {
  const { refund: after } = afterAll(commands, { charge: ON.charge, refund: born, dispute: null })
  if (after === null || !isWireable(after)) throw new Error('expected a refund that the processor knows')
  return after
}

describe('a new refund', () => {
  it('has the fields that were recorded, in their order, and null or absent as recorded', () => {
    const wire = encodeRefund(moved(made({ reason: 'duplicate', metadata: { p: 's05' } })), ON)
    const recorded = golden('charge-refunds-expanded') as { refunds: { data: readonly object[] } }
    expect(Object.keys(wire)).toEqual(Object.keys(recorded.refunds.data[1] ?? {}))
    expect(wire).toMatchObject({
      id: 're_1',
      amount: 300,
      balance_transaction: null,
      charge: 'ch_part',
      created: now,
      customer: 'cus_Example0000001',
      customer_account: null,
      destination_details: { card: { reference_status: 'pending' }, type: 'card' },
      metadata: { p: 's05' },
      payment_intent: 'pi_3ExampleIntent000000001',
      reason: 'duplicate',
      receipt_number: null,
      status: 'succeeded',
      transfer_reversal: null,
    })
  })
  it('says why it is pending only since 2025-04-30', () => {
    const pending = moved(made({ born: { status: 'pending', pendingReason: 'processing' } }))
    expect(encodeRefund(pending, ON)).toMatchObject({ pending_reason: 'processing' })
    const version = rightOf(apiVersion('2025-03-31.basil'))
    expect(encodeRefund(pending, { ...ON, version })).not.toHaveProperty('pending_reason')
  })
  it('shows what is to be done only to whom an address is known', () => {
    const waiting = moved(made({ born: { status: 'requires_action', expiresAt: now } }))
    expect(encodeRefund(waiting, ON)).not.toHaveProperty('next_action')
    const wire = encodeRefund(waiting, ON, { instructionsEmail: 'customer@example.com' })
    expect(rightOf(decodeRefund(wire)).refund).toMatchObject({ status: 'requires_action', expiresAt: now })
  })
  it('takes the ids of what moved with it', () => {
    const ids = { balanceTransaction: 'txn_1', transferReversal: 'trr_1', failureBalanceTransaction: 'txn_2' }
    expect(encodeRefund(moved(made()), ON, ids)).toMatchObject({
      balance_transaction: 'txn_1',
      transfer_reversal: 'trr_1',
      failure_balance_transaction: 'txn_2',
    })
    const before = rightOf(decodeRefund(golden('refund-succeeded')))
    const again = encodeRefund(before.refund as WireableRefund, ON, { before, ...ids })
    expect(again).toEqual({ ...before.wire, ...again, transfer_reversal: 'trr_1', balance_transaction: 'txn_1' })
  })
  it('of another method than a card names no destination', () => {
    const cash = rightOf(decodeCharge(plainCharge({ payment_method_details: { type: 'paypal', paypal: {} } })))
    expect(encodeRefund(moved(made()), cash)).not.toHaveProperty('destination_details')
  })
})

describe('a refund that moved', () => {
  const before = { refund: made(), wire: encodeRefund(moved(made()), ON) }

  it('says why it failed, and keeps the rest', () => {
    const failed = moved(before.refund, { type: 'fail', failureReason: 'declined', at: now })
    const wire = encodeRefund(failed, ON, { before, failureBalanceTransaction: 'txn_2' })
    expect(wire).toEqual({
      ...before.wire,
      status: 'failed',
      failure_reason: 'declined',
      failure_balance_transaction: 'txn_2',
    })
  })
  it('is no longer pending for a reason once it succeeded', () => {
    const json = golden('refund-pending')
    const pending = rightOf(decodeRefund(json, { beside: { asked: before.refund.asked } }))
    const wire = encodeRefund({ ...made(), ...pending.refund, status: 'succeeded' } as WireableRefund, ON, {
      before: pending,
    })
    expect(wire).not.toHaveProperty('pending_reason')
    expect(wire.status).toBe('succeeded')
  })
  it('asks for nothing any more once the customer has acted', () => {
    const waiting = rightOf(decodeRefund(golden('refund-requires-action')))
    const acted = { ...waiting.refund, status: 'pending', pendingReason: null } as WireableRefund
    expect(encodeRefund(acted, ON, { before: waiting })).not.toHaveProperty('next_action')
    const longer = { ...waiting.refund, expiresAt: now } as WireableRefund
    expect(encodeRefund(longer, ON, { before: waiting }).next_action?.display_details?.expires_at).toBe(now)
  })
})

describe('every refund that a processor can know', () => {
  it('comes back as it was, with what stands beside it', () => {
    fc.assert(
      fc.property(anyHistory(), ({ world }) => {
        for (const one of world.refunds.values()) {
          if (!isWireable(one)) continue
          const wire = JSON.parse(JSON.stringify(encodeRefund(one, ON)))
          expect(rightOf(decodeRefund(wire, { beside: besideRefund(one) })).refund).toEqual(one)
        }
      }),
    )
  })
})
