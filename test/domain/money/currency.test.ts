import { describe, expect, it } from 'vitest'
import { left, right } from '../../../src/domain/either.js'
import {
  type Currency,
  type CurrencyRules,
  currency,
  decimalsOf,
  isoCurrencies,
  stepOf,
} from '../../../src/domain/money/currency.js'
import { code } from './given.js'

const unknown = (value: unknown, field = 'currency') => left({ _tag: 'UnknownCurrency', field, value })

/** What a JavaScript caller may pass. */
const unsound = (value: unknown): Currency => value as Currency

describe('currency', () => {
  it.each(['usd', 'eur', 'jpy', 'kwd', 'clf', 'xcg', 'std', 'bgn'])('knows %s', (value) => {
    expect(currency(value)).toEqual(right(value))
  })

  it('keeps the code in the type', () => {
    const usd: Currency<'usd'> = code('usd')
    const any: Currency = usd
    // @ts-expect-error One currency is not another.
    const eur: Currency<'eur'> = usd
    // @ts-expect-error A text is no currency.
    const text: Currency = 'usd'
    expect([any, eur, text]).toEqual(['usd', 'usd', 'usd'])
  })

  it.each(['USD', 'Usd', 'usd ', ' usd', 'us', 'usdd', '', 'zzz', 'dollar'])('refuses %j', (value) => {
    expect(currency(value)).toEqual(unknown(value))
  })

  it.each(['xxx', 'xts', 'xau', 'xag', 'xpt', 'xpd', 'xdr', 'xua', 'xsu', 'xba', 'xbb', 'xbc', 'xbd'])(
    'refuses %s, which has no minor unit',
    (value) => {
      expect(currency(value)).toEqual(unknown(value))
    },
  )

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('refuses %s', (value) => {
    expect(currency(value)).toEqual(unknown(value))
  })

  it.each([[null], [undefined], [840], [['usd']], [{ toString: () => 'usd' }]])(
    'refuses what is no text: %j',
    (value) => {
      expect(currency(unsound(value))).toEqual(unknown(value))
    },
  )

  it('names the field', () => {
    expect(currency('zzz', 'settled')).toEqual(unknown('zzz', 'settled'))
  })
})

const rules: CurrencyRules = { decimals: { usd: 0, jpy: 4 }, steps: { usd: 25 } }

describe('decimalsOf', () => {
  it('is that of ISO 4217', () => {
    expect([code('jpy'), code('usd'), code('kwd'), code('clf')].map((each) => decimalsOf(each))).toEqual([0, 2, 3, 4])
  })

  it('is that of the rules where they name the currency, zero included', () => {
    expect([code('usd'), code('jpy'), code('kwd')].map((each) => decimalsOf(each, rules))).toEqual([0, 4, 3])
  })

  it.each(['USD', 'zzz', 'constructor', undefined])('throws for %j, of which nobody knows the decimals', (value) => {
    expect(() => decimalsOf(unsound(value))).toThrow(`refund-machine: unexpected ${JSON.stringify(value)}`)
  })

  it('throws also where the rules have a row for what is no currency', () => {
    expect(() => decimalsOf(unsound('zzz'), { decimals: { zzz: 2 }, steps: {} })).toThrow('unexpected "zzz"')
  })
})

describe('stepOf', () => {
  it('is 1', () => {
    expect(stepOf(code('usd'))).toBe(1)
    expect(stepOf(code('jpy'), rules)).toBe(1)
  })

  it('is that of the rules where they name the currency', () => {
    expect(stepOf(code('usd'), rules)).toBe(25)
  })

  it.each(['constructor', '__proto__'])('is 1 for %s, which no rule names', (value) => {
    expect(stepOf(unsound(value), rules)).toBe(1)
  })
})

describe('isoCurrencies', () => {
  it('changes nothing', () => {
    expect(isoCurrencies).toEqual({ decimals: {}, steps: {} })
  })
})
