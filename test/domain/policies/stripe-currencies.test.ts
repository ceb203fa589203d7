import { describe, expect, it } from 'vitest'
import { decimalsOf, isoCurrencies, stepOf } from '../../../src/domain/money/currency.js'
import { stripeCurrencies } from '../../../src/domain/policies/stripe-currencies.js'
import { CURRENCIES, code } from '../money/given.js'

// As docs.stripe.com/currencies lists them.
const ZERO_DECIMAL = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ')
const SENT_TIMES_100 = ['isk', 'ugx']
const THREE_DECIMAL = 'bhd jod kwd omr tnd'.split(' ')

const decimals = (each: string): number => (ZERO_DECIMAL.includes(each) ? 0 : THREE_DECIMAL.includes(each) ? 3 : 2)
const step = (each: string): number => (SENT_TIMES_100.includes(each) ? 100 : THREE_DECIMAL.includes(each) ? 10 : 1)

describe('stripeCurrencies', () => {
  it('counts every currency as Stripe does', () => {
    const counted = CURRENCIES.map((each) => [each, decimalsOf(each, stripeCurrencies), stepOf(each, stripeCurrencies)])
    expect(counted).toEqual(CURRENCIES.map((each) => [each, decimals(each), step(each)]))
  })

  it('knows every currency that Stripe names', () => {
    for (const each of [...ZERO_DECIMAL, ...SENT_TIMES_100, ...THREE_DECIMAL]) expect(CURRENCIES).toContain(each)
  })

  it('has no row that says what ISO 4217 says, nor a step of 1', () => {
    for (const [each, own] of Object.entries(stripeCurrencies.decimals)) {
      expect([each, decimalsOf(code(each), isoCurrencies)]).not.toEqual([each, own])
    }
    expect(Object.keys(stripeCurrencies.steps).sort()).toEqual([...SENT_TIMES_100, ...THREE_DECIMAL].sort())
  })

  it('lets forint and Taiwan dollars be charged and refunded in hundredths', () => {
    for (const each of [code('huf'), code('twd')]) {
      expect([decimalsOf(each, stripeCurrencies), stepOf(each, stripeCurrencies)]).toEqual([2, 1])
    }
  })
})
