/** Paths to expand, of answers and of lists. Fact sheet 1. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expanded, type Lookup } from '../../src/stripe/expand.js'
import { newList, newSublist } from '../../src/stripe/objects/list.js'
import { forAll } from '../arbitraries/for-all.js'
import { CHARGE } from './objects/given.js'

const REFUND = { id: 're_1', object: 'refund', charge: 'ch_1', customer: null, payment_intent: 'pi_1' }
const REFUNDS = newSublist('/v1/charges/ch_1/refunds', [REFUND])
const INTENT = { id: 'pi_1', object: 'payment_intent', latest_charge: 'ch_1' }
const ACCOUNT = { id: 'acct_1', object: 'account' }
const KNOWN = new Map<string, object>([
  ['ch_1', CHARGE],
  ['pi_1', INTENT],
  ['acct_1', ACCOUNT],
  ['ch_1/refunds', REFUNDS],
])
const find: Lookup = (id) => KNOWN.get(id)

const ROWS: readonly (readonly [path: string, object: object, answer: object])[] = [
  ['charge', REFUND, { ...REFUND, charge: CHARGE }],
  ['charge.payment_intent', REFUND, { ...REFUND, charge: { ...CHARGE, payment_intent: INTENT } }],
  [
    'charge.payment_intent.latest_charge.payment_intent',
    REFUND,
    {
      ...REFUND,
      charge: {
        ...CHARGE,
        payment_intent: { ...INTENT, latest_charge: { ...CHARGE, payment_intent: INTENT } },
      },
    },
  ],
  ['customer', REFUND, REFUND],
  ['customer.default_source', REFUND, REFUND],
  ['failure_balance_transaction', REFUND, REFUND],
  ['balance_transaction', { balance_transaction: 'txn_9' }, { balance_transaction: 'txn_9' }],
  ['balance_transaction.source', { balance_transaction: 'txn_9' }, { balance_transaction: 'txn_9' }],
  [
    'transfer_data.destination',
    { transfer_data: { amount: null, destination: 'acct_1' } },
    { transfer_data: { amount: null, destination: ACCOUNT } },
  ],
  ['refunds', CHARGE, { ...CHARGE, refunds: REFUNDS }],
  ['charge.refunds', REFUND, { ...REFUND, charge: { ...CHARGE, refunds: REFUNDS } }],
  [
    'refunds.data.payment_intent',
    CHARGE,
    { ...CHARGE, refunds: { ...REFUNDS, data: [{ ...REFUND, payment_intent: INTENT }] } },
  ],
  ['refunds', { ...CHARGE, id: 'ch_9' }, { ...CHARGE, id: 'ch_9' }],
  ['refunds', { refunds: REFUNDS }, { refunds: REFUNDS }],
  ['of', { of: ['ch_1', 'ch_9', null] }, { of: [CHARGE, 'ch_9', null] }],
]

const PATHS = ['data.charge', 'data.charge.payment_intent', 'data.charge.refunds.data.charge', 'data.payment_intent']
const PAGE = newList({ url: '/v1/refunds', data: [REFUND, { ...REFUND, id: 're_2', charge: null }], has_more: false })

describe('expanded', () => {
  it.each(ROWS)('follows %s', (path, object, answer) => {
    expect(expanded(object, [path], find)).toStrictEqual(answer)
  })

  it('follows data through every object of a page', () => {
    const page = expanded(PAGE, ['data.charge'], find)
    expect(page).toStrictEqual({ ...PAGE, data: [{ ...REFUND, charge: CHARGE }, PAGE.data[1]] })
  })

  it('puts a list that was absent where Stripe has it', () => {
    const names = Object.keys(expanded(CHARGE, ['refunds'], find))
    expect(names.slice(names.indexOf('refunded'), names.indexOf('review') + 1)).toEqual([
      'refunded',
      'refunds',
      'review',
    ])
    expect(Object.keys(expanded({ id: 'ch_1' }, ['refunds'], find))).toEqual(['id', 'refunds'])
  })

  it('keeps the order of members', () => {
    expect(Object.keys(expanded(CHARGE, ['payment_intent'], find))).toEqual(Object.keys(CHARGE))
  })

  it('answers the same for the paths in any order, and twice', () => {
    forAll(fc.shuffledSubarray(PATHS), (paths) => {
      const sorted = expanded(PAGE, [...paths].sort(), find)
      expect(expanded(PAGE, paths, find)).toStrictEqual(sorted)
      expect(expanded(PAGE, [...paths, ...paths], find)).toStrictEqual(sorted)
    })
  })

  it('changes nothing that is passed in', () => {
    const before = structuredClone([PAGE, [...KNOWN]])
    expect(expanded(PAGE, PATHS, find)).not.toEqual(PAGE)
    expect([PAGE, [...KNOWN]]).toStrictEqual(before)
  })

  it('answers the object itself without paths', () => {
    expect(expanded(PAGE, [], find)).toBe(PAGE)
  })

  it('looks up only what a path leads through', () => {
    const asked: string[] = []
    expanded(REFUND, ['charge.payment_intent'], (id) => {
      asked.push(id)
      return find(id)
    })
    expect(asked).toEqual(['ch_1', 'pi_1'])
  })
})
