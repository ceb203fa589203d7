/** Single values: what is taken, and what is said of what is not. Fact sheet 2b. */
import { describe, expect, it } from 'vitest'
import { CapturePaymentIntentParams, CreatePaymentIntentParams } from '../../../src/stripe/params/payment-intents.js'
import { CreateRefundParams, ListRefundsParams } from '../../../src/stripe/params/refunds.js'
import { refusal, said } from './given.js'

const create = (more: string): unknown => said(CreateRefundParams, `charge=ch_1&${more}`).params
const refused = (more: string): unknown => refusal(CreateRefundParams, `charge=ch_1&${more}`)

describe('an amount', () => {
  it.each([
    ['1', 1],
    ['500', 500],
    ['999999999999999', 999_999_999_999_999],
  ])('is read: %s', (sent, amount) => {
    expect(create(`amount=${sent}`)).toEqual({ charge: 'ch_1', amount })
  })

  it.each([
    '10.5',
    '25.00',
    '1e3',
    'abc',
    '%207',
    '7%20',
    '%2B5',
    '0x10',
    '05',
    '--1',
    '1_000',
    '1,000',
    'Infinity',
    '%D9%A1',
  ])('is refused where it is no whole number: %s', (sent) => {
    expect(refused(`amount=${sent}`)).toEqual({
      _tag: 'InvalidInteger',
      param: 'amount',
      value: decodeURIComponent(sent),
    })
  })

  it.each(['0', '-0', '-1', '-5', '-9007199254740993'])('is refused below 1: %s', (sent) => {
    expect(refused(`amount=${sent}`)).toEqual({ _tag: 'TooSmall', param: 'amount', least: 1 })
  })

  it.each(['1000000000000000', '9007199254740993', '9'.repeat(400)])('is refused where it is too large: %s', (sent) => {
    expect(refused(`amount=${sent}`)).toEqual({ _tag: 'TooLarge', param: 'amount', most: 999_999_999_999_999 })
  })

  it.each(['amount[]=5', 'amount[0]=5', 'amount[a]=5'])('is refused where it is no text: %s', (sent) => {
    expect(refused(sent)).toEqual({ _tag: 'NotAScalar', param: 'amount' })
  })

  it('is refused where nothing is sent', () => {
    expect(refused('amount=')).toEqual({ _tag: 'EmptyValue', param: 'amount' })
  })

  it('of a PaymentIntent has a refusal of its own for 0', () => {
    expect(refusal(CreatePaymentIntentParams, 'amount=0&currency=usd')).toEqual({ _tag: 'ZeroPayment' })
    expect(refusal(CreatePaymentIntentParams, 'amount=-1&currency=usd')).toMatchObject({ _tag: 'TooSmall' })
    expect(refusal(CreatePaymentIntentParams, 'amount=1000000000000000&currency=usd')).toMatchObject({
      _tag: 'TooLarge',
    })
  })

  it('repeats of what was sent no more than a hundred characters', () => {
    expect(refused(`amount=${'x'.repeat(5000)}`)).toMatchObject({ value: `${'x'.repeat(100)}…` })
  })
})

describe('an amount that may be none', () => {
  const capture = (amount: string): unknown =>
    said(CapturePaymentIntentParams, `amount_to_capture=${amount}`).params.amount_to_capture

  it('is 0, and 0 only: not its negative', () => {
    expect(capture('0')).toBe(0)
    expect(capture('-0')).toBe(0)
  })

  it('is refused below 0 as recorded', () => {
    const refused = refusal(CapturePaymentIntentParams, 'amount_to_capture=-1')
    expect(refused).toEqual({ _tag: 'NegativeInteger', param: 'amount_to_capture' })
  })
})

describe('a flag', () => {
  it('is true or false', () => {
    expect(create('reverse_transfer=true&refund_application_fee=false')).toEqual({
      charge: 'ch_1',
      reverse_transfer: true,
      refund_application_fee: false,
    })
  })

  it.each(['True', 'FALSE', '1', '0', 'yes', 'null'])('is nothing else: %s', (value) => {
    expect(refused(`reverse_transfer=${value}`)).toEqual({ _tag: 'InvalidBoolean', param: 'reverse_transfer', value })
  })
})

describe('a choice', () => {
  it.each(['duplicate', 'fraudulent', 'requested_by_customer'])('is one of its words: %s', (reason) => {
    expect(create(`reason=${reason}`)).toEqual({ charge: 'ch_1', reason })
  })

  it.each(['expired_uncaptured_charge', 'Duplicate', 'x'])('is no other: %s', (reason) => {
    const choices = ['duplicate', 'fraudulent', 'requested_by_customer']
    expect(refused(`reason=${reason}`)).toEqual({ _tag: 'NotAChoice', param: 'reason', choices })
  })

  it('is unset by nothing only where that is among its words', () => {
    const start = 'amount=1&currency=usd&payment_method_options[card][capture_method]='
    expect(said(CreatePaymentIntentParams, start).params.payment_method_options).toEqual({
      card: { capture_method: '' },
    })
    const choices = ['manual']
    const param = 'payment_method_options[card][capture_method]'
    expect(refusal(CreatePaymentIntentParams, `${start}x`)).toEqual({ _tag: 'NotAChoice', param, choices })
    expect(refused('reason=')).toEqual({ _tag: 'EmptyValue', param: 'reason' })
  })
})

describe('a text', () => {
  it('has at most 5,000 characters, each counted once', () => {
    expect(create(`instructions_email=${encodeURIComponent('💶'.repeat(5000))}`)).toBeDefined()
    expect(refused(`instructions_email=${'x'.repeat(5001)}`)).toEqual({
      _tag: 'TextTooLong',
      param: 'instructions_email',
      most: 5000,
      length: 5001,
    })
  })
})

describe('a currency', () => {
  it('is read in either case', () => {
    expect(create('currency=EUR')).toEqual({ charge: 'ch_1', currency: 'eur' })
  })

  it.each(['zzz', 'us', '€'])('is refused where there is none: %s', (value) => {
    const error = { _tag: 'InvalidCurrency', param: 'currency', value }
    expect(refused(`currency=${encodeURIComponent(value)}`)).toEqual(error)
  })
})

describe('a limit', () => {
  it.each([
    ['', 10],
    ['limit=0', 1],
    ['limit=-5', 1],
    ['limit=1', 1],
    ['limit=100', 100],
    ['limit=101', 100],
    [`limit=${'9'.repeat(400)}`, 100],
  ])('is clamped silently: %s', (query, limit) => {
    expect(said(ListRefundsParams, query).params).toEqual({ limit })
  })

  it.each(['abc', '1.5', '1e1'])('is refused where it is no whole number: %s', (value) => {
    expect(refusal(ListRefundsParams, `limit=${value}`)).toEqual({ _tag: 'InvalidInteger', param: 'limit', value })
  })
})

describe('created', () => {
  it.each([
    ['created=5', { gte: 5, lte: 5 }],
    ['created[gt]=1&created[lte]=9', { gt: 1, lte: 9 }],
    ['created[gte]=1&created[lt]=9', { gte: 1, lt: 9 }],
    ['created[gte]=-1&created[lt]=99999999999999999999', { gte: 0, lt: 253_402_300_799 }],
  ])('is a second or bounds: %s', (query, created) => {
    expect(said(ListRefundsParams, query).params.created).toEqual(created)
  })

  it.each([
    ['created=yesterday', { _tag: 'InvalidInteger', param: 'created', value: 'yesterday' }],
    ['created=', { _tag: 'EmptyValue', param: 'created' }],
    ['created[gte]=x', { _tag: 'InvalidInteger', param: 'created[gte]', value: 'x' }],
    ['created[gte][lt]=1', { _tag: 'NotAScalar', param: 'created[gte]' }],
    ['created[]=1', { _tag: 'NotAHash', param: 'created' }],
    ['created[since]=1', { _tag: 'UnknownParams', names: ['created[since]'] }],
  ])('is refused: %s', (query, error) => {
    expect(refusal(ListRefundsParams, query)).toEqual(error)
  })
})

describe('cursors', () => {
  it.each(['starting_after', 'ending_before'])('go one way: %s', (cursor) => {
    expect(said(ListRefundsParams, `${cursor}=re_1`).params).toEqual({ limit: 10, [cursor]: 're_1' })
  })

  it('are not given both', () => {
    expect(refusal(ListRefundsParams, 'starting_after=re_1&ending_before=re_2')).toEqual({ _tag: 'BothCursors' })
  })
})
