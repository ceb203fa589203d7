/** Params of refunds, row by row of fact sheet 1 and 2b, in the order of 2d, and what Stripe answers. */
import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../../../src/stripe/params/endpoint.js'
import { paramError } from '../../../src/stripe/params/param-error.js'
import * as refunds from '../../../src/stripe/params/refunds.js'
import { refusal, said } from './given.js'

const answered = <Params>(of: Endpoint<Params>, query: string): object => {
  const { status, executed, type, code, param, message } = paramError(refusal(of, query))
  return { status, executed, type, code, param, message }
}
const refused = (message: string, more: object = {}): object => ({
  status: 400,
  executed: false,
  type: 'invalid_request_error',
  code: undefined,
  param: undefined,
  message,
  ...more,
})

describe('POST /v1/refunds', () => {
  it('reads every parameter of the sheet', () => {
    const query =
      'charge=ch_1&amount=500&currency=usd&customer=cus_1&expand[0]=charge&instructions_email=a%40b.c&metadata[order]=6735' +
      '&origin=customer_balance&payment_intent=pi_1&reason=duplicate&refund_application_fee=true&reverse_transfer=true'
    expect(said(refunds.CreateRefundParams, query)).toEqual({
      params: {
        charge: 'ch_1',
        amount: 500,
        currency: 'usd',
        customer: 'cus_1',
        expand: ['charge'],
        instructions_email: 'a@b.c',
        metadata: { order: '6735' },
        origin: 'customer_balance',
        payment_intent: 'pi_1',
        reason: 'duplicate',
        refund_application_fee: true,
        reverse_transfer: true,
      },
      ignored: [],
    })
  })

  it('reads the recorded body', () => {
    const body = 'charge=ch_1&amount=500&reverse_transfer=true&refund_application_fee=true'
    expect(said(refunds.CreateRefundParams, body).params).toEqual({
      charge: 'ch_1',
      amount: 500,
      reverse_transfer: true,
      refund_application_fee: true,
    })
  })

  it.each([
    [
      'amount=-1',
      'This value must be greater than or equal to 1.',
      { code: 'parameter_invalid_integer', param: 'amount' },
    ],
    [
      'amount=0',
      'This value must be greater than or equal to 1.',
      { code: 'parameter_invalid_integer', param: 'amount' },
    ],
    ['amount=abc', 'Invalid integer: abc', { code: 'parameter_invalid_integer', param: 'amount' }],
    ['amount=25.00', 'Invalid integer: 25.00', { code: 'parameter_invalid_integer', param: 'amount' }],
    ['reason=x', 'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer', { param: 'reason' }],
    [
      'reason=expired_uncaptured_charge',
      'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
      { param: 'reason' },
    ],
    ['wat=1', 'Received unknown parameter: wat', { code: 'parameter_unknown', param: 'wat' }],
    ['wat=1&foo=2', 'Received unknown parameters: wat, foo', { code: 'parameter_unknown', param: 'wat' }],
    ['__proto__=1', 'Received unknown parameter: __proto__', { code: 'parameter_unknown', param: '__proto__' }],
    ['reverse_transfer=True', 'Invalid boolean: True', { param: 'reverse_transfer' }],
    ['expand[]=amount', 'This property cannot be expanded (amount).', {}],
    ['expand[]=nope', "This property cannot be expanded because it doesn't exist: nope.", {}],
  ])('refuses %s', (query, message, more) => {
    expect(answered(refunds.CreateRefundParams, `charge=ch_1&${query}`)).toEqual(refused(message, more))
  })

  it('refuses neither charge nor payment_intent', () => {
    const message = 'One of the following params should be provided for this request: payment_intent or charge.'
    expect(answered(refunds.CreateRefundParams, 'amount=5')).toEqual(refused(message))
    expect(said(refunds.CreateRefundParams, 'origin=customer_balance').params).toEqual({ origin: 'customer_balance' })
    expect(said(refunds.CreateRefundParams, 'payment_intent=pi_1').params).toEqual({ payment_intent: 'pi_1' })
  })

  it('refuses an empty charge as a parameter that cannot be unset', () => {
    expect(answered(refunds.CreateRefundParams, 'charge=')).toMatchObject({
      code: 'parameter_invalid_empty',
      param: 'charge',
    })
  })

  it('tells unknown names first, then values, then what is missing', () => {
    const tags = ['wat=1&amount=x', 'amount=x', ''].map((query) => refusal(refunds.CreateRefundParams, query)._tag)
    expect(tags).toEqual(['UnknownParams', 'InvalidInteger', 'NoneOf'])
  })

  it('tells the same fault in whatever order they were sent', () => {
    for (const query of ['amount=x&reason=y&charge=ch_1', 'reason=y&amount=x&charge=ch_1']) {
      expect(refusal(refunds.CreateRefundParams, query)).toMatchObject({ param: 'amount' })
    }
  })
})

describe('POST /v1/charges/{charge}/refunds', () => {
  it('does not know charge, and needs nothing', () => {
    expect(said(refunds.CreateChargeRefundParams, '').params).toEqual({})
    expect(refusal(refunds.CreateChargeRefundParams, 'charge=ch_1')).toEqual({
      _tag: 'UnknownParams',
      names: ['charge'],
    })
    expect(said(refunds.CreateChargeRefundParams, 'currency=usd&customer=cus_1').params).toEqual({
      currency: 'usd',
      customer: 'cus_1',
    })
  })
})

describe('POST /v1/charges/{charge}/refund', () => {
  it('knows neither currency nor customer nor origin', () => {
    expect(said(refunds.RefundChargeParams, 'amount=5&payment_intent=pi_1').params).toEqual({
      amount: 5,
      payment_intent: 'pi_1',
    })
    expect(refusal(refunds.RefundChargeParams, 'currency=usd&customer=cus_1&origin=customer_balance')).toEqual({
      _tag: 'UnknownParams',
      names: ['currency', 'customer', 'origin'],
    })
  })
})

describe('POST /v1/refunds/{refund}', () => {
  it('takes metadata and expand only', () => {
    expect(said(refunds.UpdateRefundParams, 'metadata[a]=1&expand[]=charge').params).toEqual({
      metadata: { a: '1' },
      expand: ['charge'],
    })
    expect(answered(refunds.UpdateRefundParams, 'amount=1&currency=usd')).toEqual(
      refused('Received unknown parameters: amount, currency', { code: 'parameter_unknown', param: 'amount' }),
    )
  })
})

describe.each([
  ['retrieve', refunds.RetrieveRefundParams],
  ['cancel', refunds.CancelRefundParams],
  ['expire', refunds.ExpireRefundParams],
])('%s', (_, of) => {
  it('takes expand only', () => {
    expect(said(of, 'expand[]=charge').params).toEqual({ expand: ['charge'] })
    expect(refusal(of, 'metadata[a]=1')).toEqual({ _tag: 'UnknownParams', names: ['metadata'] })
  })
})

describe('GET /v1/refunds', () => {
  it('filters, and a single charge has no filters', () => {
    const query = 'charge=ch_1&payment_intent=pi_1&created[gte]=5&limit=3&starting_after=re_1'
    expect(said(refunds.ListRefundsParams, query).params).toEqual({
      charge: 'ch_1',
      payment_intent: 'pi_1',
      created: { gte: 5 },
      limit: 3,
      starting_after: 're_1',
    })
    expect(refusal(refunds.ListChargeRefundsParams, query)).toEqual({
      _tag: 'UnknownParams',
      names: ['charge', 'payment_intent', 'created'],
    })
  })

  it('answers two cursors and a limit that is no number as recorded', () => {
    expect(answered(refunds.ListRefundsParams, 'starting_after=re_1&ending_before=re_2')).toEqual(
      refused('Received both starting_after and ending_before parameters. Please pass in only one.'),
    )
    expect(answered(refunds.ListRefundsParams, 'limit=abc')).toEqual(
      refused('Invalid integer: abc', { code: 'parameter_invalid_integer', param: 'limit' }),
    )
  })
})
