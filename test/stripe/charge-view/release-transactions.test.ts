/** A capture of a part in the balance, before and since 2025-03-31. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { releaseTransactions, transactionAs } from '../../../src/stripe/charge-view/release-transactions.js'
import { apiVersion, NEWEST_API_VERSION } from '../../../src/stripe/index.js'
import { applicationFee } from '../../../src/stripe/objects/balance-transaction.js'
import { newChargeTransaction } from '../../../src/stripe/objects/charge-transactions.js'
import { forAll } from '../../arbitraries/for-all.js'
import { now, re_1, rightOf, usd, usd_ } from '../../fixtures.js'
import { checkAgainst } from '../objects/openapi.js'

const OLD = rightOf(apiVersion('2025-03-30'))
const SINCE = rightOf(apiVersion('2025-03-31.basil'))

const given = (captured: number, released: number, more: object = {}) => {
  const moved = newChargeTransaction({
    id: 'txn_1',
    amount: usd(captured),
    charge: 'ch_1',
    created: now,
    currency: usd_,
    description: 'Order 7',
    ...more,
  })
  const release = { id: re_1, amount: usd(released), created: now, reason: null, balance_transaction: 'txn_2' } as const
  const both = releaseTransactions(moved, { id: 'txn_2', release, currency: usd_, chargeDescription: 'Order 7' })
  return { moved, ...both }
}

const amounts = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))

describe('the transactions of a capture and its release', () => {
  it('come to the same under every version, at the same moment', () => {
    forAll(amounts, ([captured, released]) => {
      const { moved, capture, release } = given(captured, released)
      const [charge, refund] = [transactionAs(OLD, capture), transactionAs(OLD, release)]
      expect(charge.net + refund.net).toBe(moved.net)
      expect(charge.fee + refund.fee).toBe(moved.fee)
      expect(charge.amount + refund.amount).toBe(captured)
      expect(refund.available_on).toBe(charge.available_on)
      expect(transactionAs(SINCE, release)).toMatchObject({ amount: 0, fee: 0, net: 0, fee_details: [] })
    })
  })
  it('since 2025-03-31 is the capture alone, as it was', () => {
    const { moved, capture } = given(1300, 3000)
    for (const version of [SINCE, NEWEST_API_VERSION]) expect(transactionAs(version, capture)).toEqual(moved)
  })
  it('before it the fee is that of the whole charge, and given back with the rest', () => {
    const { capture, release } = given(1300, 3000)
    expect(transactionAs(OLD, capture)).toMatchObject({ amount: 4300, fee: 155, fee_details: [{ amount: 155 }] })
    expect(transactionAs(OLD, release)).toMatchObject({
      id: 'txn_2',
      amount: -3000,
      description: 'REFUND FOR CHARGE (Order 7)',
      fee: -87,
      fee_details: [{ amount: -87, description: 'Stripe processing fee refund', type: 'stripe_fee' }],
      net: -2913,
      source: 're_1',
      type: 'refund',
    })
  })
  it('leaves what the platform takes as it was', () => {
    const platform = applicationFee(40, 'usd', { id: 'ca_1', name: 'Shop' })
    const { capture } = given(1300, 3000, { applicationFee: platform })
    expect(transactionAs(OLD, capture).fee_details).toEqual([platform, expect.objectContaining({ amount: 155 })])
  })
  it('has no fee to give back where both cost the same', () => {
    const { release } = given(1300, 1)
    expect(transactionAs(OLD, release)).toMatchObject({ amount: -1, fee: 0, fee_details: [], net: -1 })
  })
  it('is available at once where the capture is', () => {
    const { release } = given(1300, 3000, { bypassesPending: true })
    expect(transactionAs(OLD, release)).toMatchObject({ available_on: now, status: 'available' })
  })
  it.each([OLD, NEWEST_API_VERSION])('under %s are what the schema says', (version) => {
    const { capture, release } = given(1300, 3000)
    for (const one of [capture, release])
      expect(checkAgainst('balance_transaction', transactionAs(version, one)).problems).toEqual([])
  })
})

describe('any other transaction', () => {
  it('is shown as it is kept', () => {
    const { moved } = given(1300, 3000)
    for (const version of [OLD, NEWEST_API_VERSION]) expect(transactionAs(version, moved)).toBe(moved)
  })
})
