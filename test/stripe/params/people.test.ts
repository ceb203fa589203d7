/** What is said of cards and of people, as it is read. */
import { describe, expect, it } from 'vitest'
import { CreateAccountParams } from '../../../src/stripe/params/accounts.js'
import { UpdateCustomerParams } from '../../../src/stripe/params/customers.js'
import { CreatePaymentMethodParams, UpdatePaymentMethodParams } from '../../../src/stripe/params/payment-methods.js'
import { CreateTokenParams } from '../../../src/stripe/params/tokens.js'
import { refusal, said } from './given.js'

describe('an address', () => {
  it('is read, unset as a whole, or unset in part', () => {
    expect(said(UpdateCustomerParams, 'address[city]=Bern&address[line1]=').params.address).toEqual({
      city: 'Bern',
      line1: '',
    })
    expect(said(UpdateCustomerParams, 'address=&shipping=').params).toEqual({ address: '', shipping: '' })
    expect(said(CreatePaymentMethodParams, 'billing_details[address]=').params.billing_details).toEqual({ address: '' })
  })
  it.each([
    ['address[town]=Bern', { _tag: 'UnknownParams', names: ['address[town]'] }],
    ['shipping[address][town]=Bern', { _tag: 'UnknownParams', names: ['shipping[address][town]'] }],
    ['address=Bern', { _tag: 'NotAHash', param: 'address' }],
    ['address[city][a]=b', { _tag: 'NotAScalar', param: 'address[city]' }],
  ])('is refused: %s', (query, error) => {
    expect(refusal(UpdateCustomerParams, query)).toEqual(error)
  })
})

describe('a card', () => {
  it('is read, and what no refund depends on is passed over', () => {
    const query = 'card[number]=4242&card[exp_month]=13&card[exp_year]=95&card[networks][preferred]=visa'
    expect(said(CreateTokenParams, query).params.card).toEqual({ number: '4242', exp_month: 13, exp_year: 95 })
    expect(said(CreatePaymentMethodParams, `${query}&type=card`).params.card).toEqual({
      number: '4242',
      exp_month: 13,
      exp_year: 95,
    })
  })
  it.each([
    ['card[exp_month]=1&card[exp_year]=30', { _tag: 'MissingParam', param: 'card[number]' }],
    ['card[number]=1&card[exp_year]=30', { _tag: 'MissingParam', param: 'card[exp_month]' }],
    ['card[number]=1&card[exp_month]=1', { _tag: 'MissingParam', param: 'card[exp_year]' }],
    [
      'card[number]=1&card[exp_month]=x&card[exp_year]=1',
      { _tag: 'InvalidInteger', param: 'card[exp_month]', value: 'x' },
    ],
    ['card=card_1', { _tag: 'NotAHash', param: 'card' }],
  ])('of a token is refused: %s', (query, error) => {
    expect(refusal(CreateTokenParams, query)).toEqual(error)
  })
  it('cannot be given another number', () => {
    expect(refusal(UpdatePaymentMethodParams, 'card[number]=4242')).toEqual({
      _tag: 'UnknownParams',
      names: ['card[number]'],
    })
  })
})

describe('a word that has to be one of several', () => {
  it.each([
    [CreatePaymentMethodParams, 'type=klarna', { _tag: 'NotAChoice', param: 'type', choices: ['card'] }],
    [
      UpdatePaymentMethodParams,
      'allow_redisplay=never',
      { _tag: 'NotAChoice', param: 'allow_redisplay', choices: ['always', 'limited', 'unspecified'] },
    ],
    [
      CreateAccountParams,
      'type=own',
      { _tag: 'NotAChoice', param: 'type', choices: ['custom', 'express', 'standard'] },
    ],
  ])('%# is refused', (endpoint, query, error) => {
    expect(refusal<unknown>(endpoint as typeof CreateAccountParams as never, query)).toEqual(error)
  })
})
