/** Lists and paths to expand. Fact sheet 1. */
import { describe, expect, it } from 'vitest'
import { CreateWebhookEndpointParams } from '../../../src/stripe/params/account.js'
import { EXPANDABLE } from '../../../src/stripe/params/expandable.js'
import { CreateRefundParams, ListRefundsParams, RefundChargeParams } from '../../../src/stripe/params/refunds.js'
import { refusal, said } from './given.js'

const expanded = (query: string): unknown => said(CreateRefundParams, `charge=ch_1&${query}`).params.expand
const refused = (query: string): unknown => refusal(CreateRefundParams, `charge=ch_1&${query}`)

describe('a list', () => {
  it.each([
    'expand[]=charge&expand[]=customer',
    'expand[0]=charge&expand[1]=customer',
    'expand[1]=customer&expand[0]=charge',
  ])('is read in order: %s', (query) => {
    expect(expanded(query)).toEqual(['charge', 'customer'])
  })

  it.each([
    ['expand=charge', { _tag: 'NotAList', param: 'expand' }],
    ['expand=', { _tag: 'EmptyValue', param: 'expand' }],
    ['expand[]=', { _tag: 'EmptyValue', param: 'expand[0]' }],
    ['expand[][a]=charge', { _tag: 'NotAScalar', param: 'expand[0]' }],
    ['expand[1]=charge', { _tag: 'NotSequential', param: 'expand', passed: ['1'], expected: 0 }],
    [
      'expand[0]=charge&expand[2]=customer',
      { _tag: 'NotSequential', param: 'expand', passed: ['0', '2'], expected: 1 },
    ],
    ['expand[99999999]=charge', { _tag: 'NotSequential', param: 'expand', passed: ['99999999'], expected: 0 }],
    ['expand[00]=charge', { _tag: 'NotSequential', param: 'expand', passed: ['00'], expected: 0 }],
    ['expand[a]=charge', { _tag: 'NotSequential', param: 'expand', passed: ['a'], expected: 0 }],
  ])('is refused: %s', (query, error) => {
    expect(refused(query)).toEqual(error)
  })

  it('is missed where it is required', () => {
    expect(refusal(CreateWebhookEndpointParams, 'url=http://127.0.0.1/')).toEqual({
      _tag: 'MissingParam',
      param: 'enabled_events',
    })
  })
})

describe('expand', () => {
  it.each([
    'charge',
    'payment_intent.latest_charge',
    'charge.refunds',
    'charge.refunds.data.charge',
    'charge.review.anything',
  ])('leads to a reference: %s', (path) => {
    expect(expanded(`expand[]=${path}`)).toEqual([path])
  })

  it.each([
    ['amount', { _tag: 'ExpandNotAllowed', path: 'amount', hint: null }],
    ['charge.amount', { _tag: 'ExpandNotAllowed', path: 'charge.amount', hint: null }],
    ['charge.transfer_data', { _tag: 'ExpandNotAllowed', path: 'charge.transfer_data', hint: null }],
    ['nope', { _tag: 'ExpandUnknown', path: 'nope', hint: null }],
    ['charge.', { _tag: 'ExpandUnknown', path: 'charge.', hint: null }],
    ['.', { _tag: 'ExpandUnknown', path: '.', hint: null }],
    ['constructor', { _tag: 'ExpandUnknown', path: 'constructor', hint: null }],
    ['charge.__proto__', { _tag: 'ExpandUnknown', path: 'charge.__proto__', hint: null }],
    ['data.charge', { _tag: 'ExpandUnknown', path: 'data.charge', hint: null }],
    ['charge.customer.a.b.c', { _tag: 'ExpandTooDeep', path: 'charge.customer.a.b.c', most: 4 }],
  ])('is refused: %s', (path, error) => {
    expect(refused(`expand[]=${path}`)).toEqual(error)
  })

  it('goes four levels deep and no deeper', () => {
    const path = 'charge.payment_intent.latest_charge.customer'
    expect(expanded(`expand[]=${path}`)).toEqual([path])
    expect(refused(`expand[]=${path}.default_source`)).toMatchObject({ _tag: 'ExpandTooDeep' })
  })

  it('begins with data on lists, and says so', () => {
    expect(said(ListRefundsParams, 'expand[]=data.charge').params.expand).toEqual(['data.charge'])
    expect(refusal(ListRefundsParams, 'expand[]=charge')).toEqual({
      _tag: 'ExpandUnknown',
      path: 'charge',
      hint: 'data.charge',
    })
    expect(refusal(ListRefundsParams, 'expand[]=data')).toEqual({ _tag: 'ExpandNotAllowed', path: 'data', hint: null })
    expect(refusal(ListRefundsParams, 'expand[]=has_more')).toMatchObject({ _tag: 'ExpandNotAllowed' })
  })

  it('is of what is answered: the older refund path answers the charge', () => {
    expect(said(RefundChargeParams, 'expand[]=refunds').params.expand).toEqual(['refunds'])
    expect(refused('expand[]=refunds')).toMatchObject({ _tag: 'ExpandUnknown' })
  })

  it('has a table whose references lead somewhere', () => {
    const targets = Object.values(EXPANDABLE).flatMap(({ references }) => Object.values(references))
    const objects = targets.map((target) => target.replace(/^(list|hash):/, '')).filter((target) => target !== 'other')
    expect(objects.filter((name) => !Object.hasOwn(EXPANDABLE, name))).toEqual([])
  })
})
