/** What moves the balance: section 5 of the facts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Currency } from '../../../src/index.js'
import { applicationFee, asOf } from '../../../src/stripe/objects/balance-transaction.js'
import {
  newChargeTransaction,
  newDisputeReversalTransaction,
  newDisputeTransaction,
  newRefundTransaction,
} from '../../../src/stripe/objects/charge-transactions.js'
import { feeRate, processingFee } from '../../../src/stripe/objects/fees.js'
import { usd } from '../../fixtures.js'
import { TRANSACTIONS } from './given.js'

const cad = 'cad' as Currency
const CREATED = 1_789_942_869
const SETTLED = 1_790_467_200

/** As recorded (SW11, SW05), with ids of our own. */
const GOLDEN = {
  charge: {
    id: 'txn_1',
    object: 'balance_transaction',
    amount: 4400,
    available_on: SETTLED,
    balance_type: 'payments',
    created: CREATED,
    currency: 'cad',
    description: 'Order 7',
    exchange_rate: null,
    fee: 193,
    fee_details: [
      { amount: 193, application: null, currency: 'cad', description: 'Stripe processing fees', type: 'stripe_fee' },
    ],
    net: 4207,
    reporting_category: 'charge',
    source: 'ch_1',
    status: 'pending',
    type: 'charge',
  },
  refund: {
    id: 'txn_2',
    object: 'balance_transaction',
    amount: -1400,
    available_on: SETTLED,
    balance_type: 'payments',
    created: 1_789_942_871,
    currency: 'cad',
    description: 'REFUND FOR CHARGE (Order 7)',
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: -1400,
    reporting_category: 'refund',
    source: 're_1',
    status: 'pending',
    type: 'refund',
  },
  dispute: {
    id: 'txn_3',
    object: 'balance_transaction',
    amount: -3000,
    available_on: 1_789_942_874,
    balance_type: 'payments',
    created: 1_789_942_874,
    currency: 'cad',
    description: 'Chargeback withdrawal for ch_1',
    exchange_rate: null,
    fee: 1500,
    fee_details: [{ amount: 1500, application: null, currency: 'cad', description: 'Dispute fee', type: 'stripe_fee' }],
    net: -4500,
    reporting_category: 'dispute',
    source: 'du_1',
    status: 'available',
    type: 'adjustment',
  },
  'dispute won': {
    id: 'txn_4',
    object: 'balance_transaction',
    amount: 8391,
    available_on: SETTLED,
    balance_type: 'payments',
    created: 1_789_920_644,
    currency: 'cad',
    description: 'Chargeback reversal for ch_1',
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: 8391,
    reporting_category: 'dispute_reversal',
    source: 'du_1',
    status: 'pending',
    type: 'adjustment',
  },
}

const MOVED = {
  charge: newChargeTransaction({
    id: 'txn_1',
    amount: usd(4400),
    charge: 'ch_1',
    created: CREATED,
    currency: cad,
    description: 'Order 7',
  }),
  refund: newRefundTransaction({
    id: 'txn_2',
    amount: usd(1400),
    chargeDescription: 'Order 7',
    created: 1_789_942_871,
    currency: cad,
    refund: 're_1',
  }),
  dispute: newDisputeTransaction({
    id: 'txn_3',
    amount: usd(3000),
    charge: 'ch_1',
    created: 1_789_942_874,
    currency: cad,
    dispute: 'du_1',
  }),
  'dispute won': newDisputeReversalTransaction({
    id: 'txn_4',
    amount: usd(8391),
    charge: 'ch_1',
    created: 1_789_920_644,
    currency: cad,
    dispute: 'du_1',
  }),
}

describe('a balance transaction', () => {
  it.each(Object.keys(GOLDEN) as (keyof typeof GOLDEN)[])('of a %s is as recorded, to the letter', (name) => {
    expect(JSON.stringify(MOVED[name])).toBe(JSON.stringify(GOLDEN[name]))
  })
  it.each(Object.entries(TRANSACTIONS))('of a %s adds up', (_, { amount, fee, fee_details, net }) => {
    expect(net).toBe(amount - fee)
    expect(fee).toBe(fee_details.reduce((sum, detail) => sum + detail.amount, 0))
  })
  it.each([
    ['charge', 'charge', 'charge', 'Order 7', 1],
    ['payment', 'payment', 'charge', null, 1],
    ['refund', 'refund', 'refund', 'REFUND FOR CHARGE (Order 7)', -1],
    ['payment refund', 'payment_refund', 'refund', 'REFUND FOR PAYMENT (Order 7)', -1],
    ['failed refund', 'refund_failure', 'refund_failure', null, 1],
    ['failed payment refund', 'payment_failure_refund', 'refund_failure', null, 1],
    ['dispute', 'adjustment', 'dispute', 'Chargeback withdrawal for ch_1', -1],
    ['dispute won', 'adjustment', 'dispute_reversal', 'Chargeback reversal for ch_1', 1],
    [
      'application fee',
      'application_fee',
      'platform_earning',
      'Application fee from application Example Shop for owner@example.com (acct_1)',
      1,
    ],
    ['application fee refund', 'application_fee_refund', 'platform_earning_refund', 'REFUND FOR APPLICATION FEE', -1],
    ['transfer', 'transfer', 'transfer', null, -1],
    ['transfer reversal', 'transfer_refund', 'transfer_reversal', null, 1],
    ['destination payment', 'payment', 'charge', null, 1],
    ['fee returned', 'adjustment', 'other_adjustment', 'Application fee refund', 1],
  ] as const)('of a %s has its type, category, description and sign', (name, type, category, description, sign) => {
    const { type: made, reporting_category, description: text, amount } = TRANSACTIONS[name]
    expect([made, reporting_category, text, Math.sign(amount)]).toEqual([type, category, description, sign])
  })
  it('has a row here for each kind', () => {
    expect(Object.keys(TRANSACTIONS)).toHaveLength(14)
  })
  it('takes a fee on charges, payments and disputes only', () => {
    const taken = Object.entries(TRANSACTIONS).filter(([, { fee }]) => fee > 0)
    expect(taken.map(([name]) => name)).toEqual(['charge', 'payment', 'dispute', 'destination payment'])
  })
  it('of a refund gives the platform’s fee back where it has to', () => {
    const given = { id: 'txn_1', amount: usd(300), chargeDescription: null, created: CREATED, currency: cad }
    const fee = applicationFee(-9, 'cad', { id: 'ca_1', name: 'Example Shop' })
    const moved = newRefundTransaction({ ...given, refund: 'pyr_1', applicationFee: fee })
    expect([moved.amount, moved.fee, moved.net]).toEqual([-300, -9, -291])
    expect(moved.fee_details).toEqual([fee])
    expect(fee).toMatchObject({ application: 'ca_1', description: 'Example Shop application fee refund' })
  })
  it('of a refund without description names nothing', () => {
    const { description } = newRefundTransaction({
      id: 'txn_1',
      amount: usd(300),
      chargeDescription: null,
      created: CREATED,
      currency: cad,
      refund: 're_1',
    })
    expect(description).toBe('REFUND FOR CHARGE')
  })
  it('is available from its moment on, not a second before', () => {
    expect(asOf(SETTLED - 1, MOVED.charge).status).toBe('pending')
    expect(asOf(SETTLED, MOVED.charge)).toEqual({ ...MOVED.charge, status: 'available' })
    expect(asOf(SETTLED, MOVED.dispute)).toBe(MOVED.dispute)
  })
  it('of a card that bypasses the pending balance is available at once', () => {
    expect(TRANSACTIONS.payment).toMatchObject({ status: 'available', available_on: TRANSACTIONS.payment.created })
  })
})

describe("the processor's fee", () => {
  it.each([
    ['cad', 4400, 193],
    ['cad', 1414, 82],
    ['usd', 1000, 59],
    ['usd', 0, 30],
    ['usd', 50, 31],
    ['jpy', 1000, 59],
    ['usd', 999_999_999_999_999, 29_000_000_000_030],
  ])('of %s %i is %i', (currency, amount, fee) => {
    expect(processingFee(usd(amount), currency as Currency)).toBe(fee)
  })
  it('is the share rounded to nearest, and the fixed part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom('usd', 'cad', 'eur'), (amount, currency) => {
        const { perTenThousand, fixed } = feeRate(currency as Currency)
        const exact = (amount * perTenThousand) / 10_000 + fixed
        expect(Math.abs(processingFee(usd(amount), currency as Currency) - exact)).toBeLessThanOrEqual(0.5)
      }),
    )
  })
})
