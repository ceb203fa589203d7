/** What events say of before: section 6 of the facts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NEWEST_API_VERSION } from '../../../src/stripe/index.js'
import { changedAttributes } from '../../../src/stripe/objects/changed-attributes.js'
import { newEvent } from '../../../src/stripe/objects/event.js'
import { CHARGE, EVENT } from './given.js'

const ROWS: readonly (readonly [name: string, before: object, after: object, previous: object])[] = [
  [
    'a full refund, with the list included',
    { amount_refunded: 0, refunded: false, refunds: { object: 'list', data: [], has_more: false, total_count: 0 } },
    {
      amount_refunded: 500,
      refunded: true,
      refunds: { object: 'list', data: [{ id: 're_1' }], has_more: false, total_count: 1 },
    },
    { amount_refunded: 0, refunded: false, refunds: { data: [], total_count: 0 } },
  ],
  [
    'a second partial refund',
    { amount_refunded: 500, refunded: false },
    { amount_refunded: 700, refunded: false },
    { amount_refunded: 500 },
  ],
  [
    'a refund that failed',
    { id: 're_1', status: 'succeeded' },
    {
      id: 're_1',
      failure_balance_transaction: 'txn_2',
      failure_reason: 'expired_or_canceled_card',
      status: 'failed',
    },
    { failure_balance_transaction: null, failure_reason: null, status: 'succeeded' },
  ],
  ['a customer renamed', { email: 'a@b.c', name: 'Before' }, { email: 'a@b.c', name: 'After' }, { name: 'Before' }],
  ['a key that is new', { metadata: {} }, { metadata: { order: '7' } }, { metadata: { order: null } }],
  ['a key that is gone', { metadata: { order: '7' } }, { metadata: {} }, { metadata: { order: '7' } }],
  ['a field that is gone', { pending_reason: 'processing' }, {}, { pending_reason: 'processing' }],
  ['null that became an object', { shipping: null }, { shipping: { name: 'A' } }, { shipping: null }],
  ['an object that became null', { shipping: { name: 'A' } }, { shipping: null }, { shipping: { name: 'A' } }],
  ['a list, whole', { of: [{ a: 1, b: 2 }] }, { of: [{ a: 1, b: 3 }] }, { of: [{ a: 1, b: 2 }] }],
  ['a list that grew', { of: [1] }, { of: [1, 2] }, { of: [1] }],
  ['an object that became a list', { of: {} }, { of: [] }, { of: {} }],
]

/** As JSON reads it: `__proto__` is a member like any other. */
const parsed = (text: string): object => JSON.parse(text) as object

describe('previous_attributes', () => {
  it.each(ROWS)('of %s', (_, before, after, previous) => {
    expect(changedAttributes(before, after)).toStrictEqual(previous)
  })
  it('of nothing are nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (one) => {
        expect(changedAttributes(one, structuredClone(one))).toEqual({})
      }),
    )
  })
  it('put over the object after give the one before, at the first level', () => {
    const flat = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer(), { noNullPrototype: true })
    fc.assert(
      fc.property(flat, flat, (before, after) => {
        const back = Object.entries({ ...after, ...changedAttributes(before, after) }).filter(
          ([, value]) => value !== null,
        )
        expect(Object.fromEntries(back)).toEqual(before)
      }),
    )
  })
  it('take names that JavaScript has given a meaning for names', () => {
    const [before, after] = [parsed('{"metadata":{}}'), parsed('{"metadata":{"__proto__":"1","constructor":"2"}}')]
    expect(JSON.stringify(changedAttributes(before, after))).toBe('{"metadata":{"__proto__":null,"constructor":null}}')
    expect(JSON.stringify(changedAttributes(after, before))).toBe('{"metadata":{"__proto__":"1","constructor":"2"}}')
    const alone = parsed('{"metadata":{"__proto__":"1"}}')
    expect(JSON.stringify(changedAttributes(before, alone))).toBe('{"metadata":{"__proto__":null}}')
    expect(JSON.stringify(changedAttributes(alone, before))).toBe('{"metadata":{"__proto__":"1"}}')
    expect(Object.hasOwn(Object.prototype, 'order')).toBe(false)
  })
})

describe('an event', () => {
  const told = {
    id: 'evt_1',
    type: 'charge.succeeded',
    created: 1,
    object: CHARGE,
    api_version: NEWEST_API_VERSION,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
  }
  it('says what was before only where it was told', () => {
    expect(EVENT.data.previous_attributes).toEqual({ captured: false })
    expect(Object.keys(newEvent(told).data)).toEqual(['object'])
  })
  it('names the connected account beside the platform only', () => {
    expect(Object.keys(newEvent({ ...told, account: 'acct_1' })).slice(0, 3)).toEqual(['id', 'object', 'account'])
    expect('account' in newEvent(told)).toBe(false)
  })
})
