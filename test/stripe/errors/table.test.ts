/** Every refusal, at every endpoint: a well-formed error of Stripe's, and no fault of ours where a request can bring it about. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PRECEDENCE } from '../../../src/domain/law/errors.js'
import type { Refusal } from '../../../src/index.js'
import type { RefundEndpoint, RefusalContext, RefusingEndpoint } from '../../../src/stripe/errors/refusal-context.js'
import { refusalError } from '../../../src/stripe/errors/refusal-error.js'
import { errorBody } from '../../../src/stripe/errors/stripe-error.js'
import { ch_1, now, usd, usd_ } from '../../fixtures.js'
import { around, aroundLegacy } from './given.js'

const ENDPOINTS: readonly RefusingEndpoint[] = [
  'POST /v1/refunds',
  'POST /v1/charges/{charge}/refunds',
  'POST /v1/charges/{charge}/refund',
  'POST /v1/refunds/{refund}',
  'POST /v1/refunds/{refund}/cancel',
  'POST /v1/test_helpers/refunds/{refund}/expire',
  'POST /v1/charges',
  'POST /v1/charges/{charge}/capture',
  'POST /v1/payment_intents',
  'POST /v1/payment_intents/{intent}/confirm',
  'POST /v1/payment_intents/{intent}/capture',
  'POST /v1/payment_intents/{intent}/cancel',
  'POST /v1/application_fees/{id}/refunds',
  'POST /v1/application_fees/{id}/refund',
  'POST /v1/transfers/{id}/reversals',
  'POST /v1/disputes/{dispute}',
  'POST /v1/disputes/{dispute}/close',
  'control',
]

/** One refusal of each kind, with every field that any of them has. */
const ANY = {
  charge: ch_1,
  refund: 're_1',
  dispute: 'dp_1',
  given: ch_1,
  field: 'amount',
  value: 0,
  problem: 'notPositive',
  step: 1,
  record: 'charge',
  status: 'failed',
  stage: 'open',
  requested: usd(600),
  remaining: usd(500),
  authorized: usd(1000),
  captured: usd(500),
  standing: usd(1000),
  left: usd(100),
  total: usd(100),
  leg: 'fee',
  currency: usd_,
  closedAt: now,
  at: now,
  of: 'charge',
  from: 'failed',
  command: 'capture',
}

const TAGS = [...new Set(Object.values(PRECEDENCE).flat())]
const refusalOf = (_tag: (typeof TAGS)[number]): Refusal => ({ ...ANY, _tag }) as unknown as Refusal

const contexts = (endpoint: RefusingEndpoint): readonly RefusalContext[] => [
  around({ endpoint, fee: 'fee_1', transfer: 'tr_1' }),
  aroundLegacy({ endpoint }),
]

describe('the table of refusals', () => {
  it.each(TAGS)('answers %s everywhere by an error of Stripe', (tag) => {
    for (const context of ENDPOINTS.flatMap(contexts)) {
      const error = refusalError(refusalOf(tag), context)
      expect([400, 404, 500]).toContain(error.status)
      const members = Object.entries(errorBody(error).error)
      expect(members.map(([name]) => name)).toEqual(members.map(([name]) => name).sort())
      for (const [, value] of members) expect(value).toMatch(/\S/)
      expect(error.message).not.toMatch(/undefined|null|NaN|\[object/)
    }
  })
  it('finds no fault of ours in what a refund can meet', () => {
    const ours = new Set(['RefundIdTaken', 'MoveNotAllowed'])
    const endpoints: readonly RefundEndpoint[] = [
      'POST /v1/refunds',
      'POST /v1/charges/{charge}/refunds',
      'POST /v1/charges/{charge}/refund',
    ]
    for (const tag of PRECEDENCE.request.filter((name) => !ours.has(name)))
      for (const endpoint of endpoints)
        expect([
          tag,
          refusalError(refusalOf(tag), around({ endpoint, fee: 'fee_1', transfer: 'tr_1' })).status,
        ]).not.toEqual([tag, 500])
  })
  it('calls an unknown charge by the param of the endpoint', () => {
    const param = (endpoint: RefusingEndpoint): unknown => {
      const { status, code, param: name } = refusalError(refusalOf('NotInBooks'), around({ endpoint }))
      return [status, code, name]
    }
    expect(param('POST /v1/refunds')).toEqual([404, 'resource_missing', 'id'])
    expect(param('POST /v1/charges/{charge}/refunds')).toEqual([404, 'resource_missing', 'charge'])
    expect(param('POST /v1/charges/{charge}/refund')).toEqual([404, 'resource_missing', 'charge'])
    expect(param('POST /v1/charges/{charge}/capture')).toEqual([404, 'resource_missing', 'id'])
  })
  it('names a refund of another charge as one that is not there', () => {
    expect(refusalError(refusalOf('RefundOfAnotherCharge'), around())).toMatchObject({
      status: 404,
      code: 'resource_missing',
      param: 'refund',
      message: "No such refund: 're_1'",
    })
  })
  it.each([
    [{ problem: 'notAnInteger', value: 10.5 }, 'Invalid integer: 10.5', 'amount'],
    [{ problem: 'tooLarge' }, 'Amount must be no more than $9,999,999,999,999.99', 'amount'],
    [{ problem: 'notAMultiple', step: 100 }, 'Amount in usd must be evenly divisible by 100.', 'amount'],
    [{ field: 'fee' }, 'This value must be greater than or equal to 1.', 'application_fee_amount'],
    [{ field: 'transfer' }, 'This value must be greater than or equal to 1.', 'transfer_data[amount]'],
  ])('tells the amount %j', (fields, message, param) => {
    const refusal = { ...refusalOf('InvalidAmount'), ...fields } as Refusal
    expect(refusalError(refusal, around())).toMatchObject({ status: 400, message, param, executed: false })
  })
  it('tells whatever was given as an amount, and never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
        const refusal: Refusal = { _tag: 'InvalidAmount', field: 'amount', value, problem: 'notAnInteger', step: 1 }
        return refusalError(refusal, around()).message.startsWith('Invalid integer: ')
      }),
    )
  })
})
