/** What is no charge, and which numbers of a charge contradict each other. */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { isLeft, left } from '../../src/index.js'
import { decodeCharge, decodeRefund, faultText, wireErrorText } from '../../src/stripe/index.js'
import { leftOf, rightOf, usd } from '../fixtures.js'
import { golden, goldenNames, IN_2024, type Json, plainCharge, plainRefund, versionOf } from './given.js'

const said = (fields: Json): readonly string[] => leftOf(decodeCharge(plainCharge(fields))).map(faultText)

describe('a charge of the wrong shape', () => {
  it.each<[Json, string]>([
    [{ id: '' }, 'charge.id: expected the id of a charge, got ""'],
    [{ amount: '1000' }, 'charge.amount: expected a whole number from 0 to 999999999999999, got "1000"'],
    [{ amount: 10.5 }, 'charge.amount: expected a whole number from 0 to 999999999999999, got 10.5'],
    [{ amount: 1e15 }, 'charge.amount: expected a whole number from 0 to 999999999999999, got 1000000000000000'],
    [
      { amount: Number.POSITIVE_INFINITY },
      'charge.amount: expected a whole number from 0 to 999999999999999, got Infinity',
    ],
    [{ amount_refunded: -1 }, 'charge.amount_refunded: expected a whole number from 0 to 999999999999999, got -1'],
    [{ amount_captured: null }, 'charge.amount_captured: expected a whole number from 0 to 999999999999999, got null'],
    [{ captured: 'true' }, 'charge.captured: expected true or false, got "true"'],
    [{ created: 1_760_000_000_000 }, 'charge.created: expected a time in whole seconds since 1970, got 1760000000000'],
    [{ currency: 'USD' }, 'charge.currency: expected a currency of ISO 4217 in lower case, got "USD"'],
    [{ currency: 'constructor' }, 'charge.currency: expected a currency of ISO 4217 in lower case, got "constructor"'],
    [{ status: 'done' }, 'charge.status: expected "succeeded" or "pending" or "failed", got "done"'],
    [{ metadata: { size: 5 } }, 'charge.metadata.size: expected text, got 5'],
    [{ application_fee: 5 }, 'charge.application_fee: expected an id, an object or null, got 5'],
    [
      { application_fee: { id: 'fee_1' } },
      'charge.application_fee.amount: expected a whole number from 0 to 999999999999999, got nothing',
    ],
    [{ refunds: { data: 'none' } }, 'charge.refunds.data: expected a list of refunds, got "none"'],
    [{ refunds: { data: [[]], has_more: false } }, 'charge.refunds.data.0: expected an object, got a list'],
    [
      { payment_method_details: { type: 'card', card: { capture_before: 'soon' } } },
      'charge.payment_method_details.card.capture_before: expected a time in whole seconds since 1970 or null, got "soon"',
    ],
    [{ transfer_data: [] }, 'charge.transfer_data: expected an object or null, got a list'],
  ])('%j is named by its path', (fields, text) => {
    expect(said(fields)).toContain(text)
  })
  it('is told of all that is wrong, not only the first', () => {
    const paths = leftOf(decodeCharge(plainCharge({ amount: '1', currency: 'xxx', paid: 1 }))).map(({ path }) => path)
    expect(paths).toEqual(['charge.amount', 'charge.currency', 'charge.paid'])
  })
  it('is told in one line by what decoding fails with', () => {
    const json = plainCharge({ amount: '1', paid: 1, status: 'a\nb' })
    expect(pipe(decodeCharge(json), E.mapLeft(wireErrorText))).toEqual(
      left(
        'charge.amount: expected a whole number from 0 to 999999999999999, got "1"; ' +
          'charge.paid: expected true or false, got 1; ' +
          'charge.status: expected "succeeded" or "pending" or "failed", got "a\\nb"',
      ),
    )
    expect(pipe(decodeRefund(5), E.mapLeft(wireErrorText))).toEqual(left('refund: expected an object, got 5'))
  })
  it('is told each fault once', () => {
    const paths = leftOf(decodeCharge({ object: 'charge' })).map(({ path }) => path)
    expect(paths).toEqual([...new Set(paths)])
    expect(paths.length).toBe(11)
  })
  it.each([null, undefined, 5, 'charge', true, [], [plainCharge()]])('%j is no object', (json) => {
    expect(leftOf(decodeCharge(json))).toMatchObject([{ path: 'charge', expected: 'an object' }])
  })
  it.each(['refund', 'event', 'list', 'payment_intent', undefined, 5])(
    'an object that says it is %j is told that alone',
    (object) => {
      expect(leftOf(decodeCharge({ ...plainCharge(), amount: 'x', object }))).toMatchObject([
        { path: 'charge.object', expected: '"charge"' },
      ])
    },
  )
  it('has foreign text shortened to one line', () => {
    const [{ got }] = leftOf(decodeCharge(plainCharge({ status: `a\nb${'c'.repeat(5000)}` })))
    expect(got).toMatch(/^"a\\nbc+…" \(5003 characters\)$/)
    expect(got.length).toBeLessThan(100)
    const key = 'k'.repeat(5000)
    expect(leftOf(decodeCharge(plainCharge({ metadata: { [key]: 1 } })))[0].path.length).toBeLessThan(100)
  })
})

describe('a charge whose numbers contradict each other', () => {
  it.each<[string, Json, string]>([
    ['amount', { amount: 0, amount_captured: 0, captured: false }, 'at least 1'],
    ['amount_captured', { amount_captured: 1001 }, 'at most 1000, the amount'],
    ['amount_captured', { amount_captured: 0 }, 'at least 1, since captured is true'],
    [
      'amount_refunded',
      { amount_refunded: 1001, refunded: true },
      'at most 1000, what was captured under API 2026-10-28.endive',
    ],
    [
      'amount_refunded',
      { amount_captured: 0, captured: false, amount_refunded: 1 },
      'at most 0, what was captured under API 2026-10-28.endive',
    ],
    ['amount_refunded', { status: 'failed', amount_refunded: 1 }, '0, since status is "failed"'],
    ['amount_refunded', { status: 'pending', amount_refunded: 1 }, '0, since status is "pending"'],
    [
      'amount_refunded',
      { amount_refunded: 299, refunds: { data: [plainRefund()], has_more: false } },
      'at least 300, what the listed refunds come to',
    ],
    ['refunded', { amount_refunded: 999, refunded: true }, 'false, since 1 is left'],
    ['refunded', { amount_refunded: 1000 }, 'true, since nothing is left'],
    [
      'refunded',
      { amount_captured: 500, amount_refunded: 500, captured: false, refunded: true },
      'false, since captured is false',
    ],
    [
      'refunds.data.0.charge',
      { amount_refunded: 300, refunds: { data: [plainRefund({ charge: 'ch_2' })], has_more: false } },
      '"ch_1"',
    ],
    [
      'refunds.data.0.currency',
      { amount_refunded: 300, refunds: { data: [plainRefund({ currency: 'eur' })], has_more: false } },
      '"usd"',
    ],
    [
      'application_fee.amount',
      { application_fee: { id: 'fee_1', amount: 1001, amount_refunded: 0, currency: 'usd' } },
      'at most 1000, what was captured',
    ],
    [
      'application_fee.amount_refunded',
      { application_fee: { id: 'fee_1', amount: 10, amount_refunded: 11, currency: 'usd' } },
      'at most 10, its amount',
    ],
    [
      'transfer.amount_reversed',
      { transfer: { id: 'tr_1', amount: 10, amount_reversed: 11, currency: 'eur' } },
      'at most 10, its amount',
    ],
    [
      'disputed',
      { dispute: { id: 'du_1', amount: 5, currency: 'usd', status: 'lost' } },
      'true, since the dispute blocks',
    ],
    [
      'dispute.charge',
      { disputed: true, dispute: { id: 'du_1', amount: 5, charge: 'ch_2', currency: 'usd', status: 'lost' } },
      '"ch_1"',
    ],
    [
      'dispute.currency',
      { disputed: true, dispute: { id: 'du_1', amount: 5, currency: 'eur', status: 'lost' } },
      '"usd"',
    ],
  ])('%s: %j', (field, fields, expected) => {
    expect(leftOf(decodeCharge(plainCharge(fields)))).toMatchObject([{ path: `charge.${field}`, expected }])
  })
  it('before 2025-03-31 must count what was released', () => {
    const json = plainCharge({ amount_captured: 400, amount_refunded: 599 })
    expect(leftOf(decodeCharge(json, { version: IN_2024 }))[0].expected).toBe('at least 600, what was released')
  })
  it('may say either of refunded when nothing is left of a part that was captured', () => {
    for (const refunded of [true, false]) {
      const json = plainCharge({ amount_captured: 400, amount_refunded: 400, refunded })
      expect(rightOf(decodeCharge(json)).charge).toMatchObject({ status: 'captured', standing: 400 })
    }
  })
  it('takes a transfer in another currency for more than the charge', () => {
    const transfer = { id: 'tr_1', amount: 1356, amount_reversed: 0, currency: 'eur' }
    expect(rightOf(decodeCharge(plainCharge({ transfer }))).charge.transfer?.total).toBe(1356)
  })
  it('is also told what does not fit beside it', () => {
    const leg = {
      total: usd(5),
      basis: usd(0),
      returned: usd(6),
      returnedDirectly: usd(0),
      currency: golden('charge-refunded').currency as never,
    }
    const beside = { unsettled: usd(1), ended: 'released' as const, fee: leg }
    expect(leftOf(decodeCharge(plainCharge(), { beside })).map(({ path }) => path)).toEqual([
      'beside.unsettled',
      'beside.ended',
      'beside.fee.returned',
    ])
  })
})

describe('hostile JSON', () => {
  const anyField = fc.constantFrom(...new Set(goldenNames('charge').flatMap((name) => Object.keys(golden(name)))))

  it('never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...goldenNames('charge')), anyField, fc.jsonValue(), (name, field, value) => {
        const result = decodeCharge({ ...golden(name), [field]: value }, versionOf(name))
        return isLeft(result) ? result.left.every(({ path }) => /^(charge|beside)/.test(path)) : true
      }),
    )
    fc.assert(fc.property(fc.jsonValue(), (json) => isLeft(decodeCharge(json)) && isLeft(decodeRefund(json))))
  })
  it('cannot reach a prototype', () => {
    const json = JSON.parse('{"__proto__":{"object":"charge","polluted":true},"metadata":{"__proto__":"x"}}')
    expect(leftOf(decodeCharge(json))[0].path).toBe('charge.object')
    const kept = JSON.parse(JSON.stringify(plainCharge()).replace('{', '{"__proto__":{"polluted":true},'))
    expect(JSON.stringify(rightOf(decodeCharge(kept)).wire)).toContain('"__proto__":{"polluted":true}')
    expect(({} as Json).polluted).toBeUndefined()
  })
})
