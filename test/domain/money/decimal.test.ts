import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { left, right } from '../../../src/domain/either.js'
import type { Currency } from '../../../src/domain/money/currency.js'
import { decimalsOf, isoCurrencies, stepOf } from '../../../src/domain/money/currency.js'
import {
  type AmountTextProblem,
  formatAmount as format,
  formatMoney as formatWith,
  parseAmount as parse,
} from '../../../src/domain/money/decimal.js'
import { MAX_MINOR_UNITS, type MinorUnits } from '../../../src/domain/money/minor-units.js'
import { stripeCurrencies } from '../../../src/domain/policies/stripe-currencies.js'
import { anyAmount, anyCurrency, CURRENCIES, code, units } from './given.js'

// By ISO 4217 where a test does not say otherwise.
const parseAmount = (text: string, currency: Currency, rules = isoCurrencies) => parse(text, currency, rules)
const formatAmount = (amount: MinorUnits, currency: Currency, rules = isoCurrencies) => format(amount, currency, rules)
const formatMoney = (amount: MinorUnits, currency: Currency, rules = isoCurrencies) =>
  formatWith(amount, currency, rules)

const usd = code('usd')
const jpy = code('jpy')
const kwd = code('kwd')
const clf = code('clf')
const isk = code('isk')

const refusal = (text: unknown, currency: Currency, problem: AmountTextProblem) =>
  left({ _tag: 'InvalidAmountText', text, currency, problem })

describe('parseAmount', () => {
  it.each([
    ['12.34', usd, 1234],
    ['0', usd, 0],
    ['0.00', usd, 0],
    ['0.01', usd, 1],
    ['0.1', usd, 10],
    ['5', usd, 500],
    ['5.0', usd, 500],
    ['5.00', usd, 500],
    ['10', usd, 1000],
    ['5', jpy, 5],
    ['0', jpy, 0],
    ['5.12', kwd, 5120],
    ['0.005', kwd, 5],
    ['1.0005', clf, 10_005],
    ['9999999999999.99', usd, MAX_MINOR_UNITS],
    ['999999999999999', jpy, MAX_MINOR_UNITS],
    // 4.35 * 100 and 1.005 * 1000 are no integers in floats.
    ['4.35', usd, 435],
    ['1.005', kwd, 1005],
  ] as const)('reads %j in %s as %d', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toStrictEqual(right(amount))
  })

  it.each([
    ['', 'empty'],
    ['-1', 'sign'],
    ['+1', 'sign'],
    ['--1', 'sign'],
    ['−1', 'sign'],
    ['-', 'sign'],
    ['-1e3', 'sign'],
    ['-1,5', 'sign'],
    ['1e3', 'exponent'],
    ['1E3', 'exponent'],
    ['12e34', 'exponent'],
    ['1.5e3', 'exponent'],
    ['1.25e3', 'exponent'],
    ['1.e3', 'exponent'],
    ['1e+3', 'exponent'],
    ['1e-3', 'exponent'],
    ['1,034.45', 'separator'],
    ['6,95', 'separator'],
    ['79,00', 'separator'],
    ['1.034,45', 'separator'],
    ['1.034.45', 'separator'],
    ['1,034,567', 'separator'],
    ['1 000', 'separator'],
    ['1\u00a0000', 'separator'],
    ['1\u202f000', 'separator'],
    ["1'000", 'separator'],
    ['1’000', 'separator'],
    ['1_000', 'separator'],
    ['12,34', 'separator'],
    ['12.', 'notANumber'],
    ['.5', 'notANumber'],
    ['.', 'notANumber'],
    [',5', 'notANumber'],
    ['5,', 'notANumber'],
    ['1..5', 'notANumber'],
    ['1,.5', 'notANumber'],
    [' 7', 'notANumber'],
    ['7 ', 'notANumber'],
    ['7\n', 'notANumber'],
    ['\t7', 'notANumber'],
    [' ', 'notANumber'],
    ['5-', 'notANumber'],
    ['(5)', 'notANumber'],
    ['$5', 'notANumber'],
    ['5 USD', 'notANumber'],
    ['5x', 'notANumber'],
    ['x5', 'notANumber'],
    ['5.5x', 'notANumber'],
    ['1,000x', 'notANumber'],
    ['x1,000', 'notANumber'],
    ['1e', 'notANumber'],
    ['e3', 'notANumber'],
    ['x1e3', 'notANumber'],
    ['1e3x', 'notANumber'],
    ['1e3.5', 'notANumber'],
    ['0x10', 'notANumber'],
    ['0b1', 'notANumber'],
    ['0xe1', 'notANumber'],
    ['1n', 'notANumber'],
    ['Infinity', 'notANumber'],
    ['NaN', 'notANumber'],
    ['null', 'notANumber'],
    ['１２', 'notANumber'],
    ['१२', 'notANumber'],
    ['١٢', 'notANumber'],
    ['1٫5', 'notANumber'],
    ['Ⅻ', 'notANumber'],
    ['1²', 'notANumber'],
    ['\u200b12', 'notANumber'],
    ['12\u0000', 'notANumber'],
    ['007', 'leadingZero'],
    ['00', 'leadingZero'],
    ['00.5', 'leadingZero'],
    ['01.50', 'leadingZero'],
    ['000000001234', 'leadingZero'],
    ['5.000', 'tooFine'],
    ['0.001', 'tooFine'],
    ['12.345', 'tooFine'],
    ['99999999999999999999.999', 'tooFine'],
    ['10000000000000', 'tooLarge'],
    ['10000000000000.00', 'tooLarge'],
    ['9999999999999999', 'tooLarge'],
    ['90071992547409.92', 'tooLarge'],
    ['99999999999999999999', 'tooLarge'],
  ] as const)('refuses %j as %s', (text, problem) => {
    expect(parseAmount(text, usd)).toEqual(refusal(text, usd, problem))
  })

  it('refuses more decimals than the currency has, also zeros', () => {
    expect(parseAmount('5.0', jpy)).toEqual(refusal('5.0', jpy, 'tooFine'))
    expect(parseAmount('5.1230', kwd)).toEqual(refusal('5.1230', kwd, 'tooFine'))
    expect(parseAmount('1000000000000000', jpy)).toEqual(refusal('1000000000000000', jpy, 'tooLarge'))
  })

  it('reads by the rules and refuses what is between their steps', () => {
    expect(parseAmount('5', isk, stripeCurrencies)).toEqual(right(500))
    expect(parseAmount('5.00', isk, stripeCurrencies)).toEqual(right(500))
    expect(parseAmount('5.50', isk, stripeCurrencies)).toEqual(refusal('5.50', isk, 'notAMultiple'))
    expect(parseAmount('5.12', kwd, stripeCurrencies)).toEqual(right(5120))
    expect(parseAmount('5.124', kwd, stripeCurrencies)).toEqual(refusal('5.124', kwd, 'notAMultiple'))
    expect(parseAmount('9999999999999.995', kwd, stripeCurrencies)).toEqual(
      refusal('9999999999999.995', kwd, 'tooLarge'),
    )
  })

  it.each([[12.34], [null], [undefined], [['5']], [5n]])('refuses %s, which is no text', (value) => {
    expect(parseAmount(value as unknown as string, usd)).toEqual(refusal(value, usd, 'notText'))
  })

  it.each([
    ['1'.repeat(100_000), 'tooLarge'],
    ['0'.repeat(100_000), 'leadingZero'],
    [`0.${'0'.repeat(100_000)}`, 'tooFine'],
    [`${'1'.repeat(100_000)}x`, 'notANumber'],
    [`${'1,'.repeat(50_000)}x`, 'notANumber'],
    [`${'1,'.repeat(50_000)}1`, 'separator'],
    [`${'1'.repeat(100_000)}e`, 'notANumber'],
    ['.'.repeat(100_000), 'notANumber'],
    [' '.repeat(100_000), 'notANumber'],
    ['-'.repeat(100_000), 'sign'],
  ] as const)('is quick to refuse long text %#', (text, problem) => {
    const before = performance.now()
    expect(parseAmount(text, usd)).toEqual(refusal(text, usd, problem))
    // Linear work takes about a millisecond; a backtracking expression takes seconds.
    expect(performance.now() - before).toBeLessThan(200)
  })

  it('reads only texts that are the amount it returns, whatever is thrown at it', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'0123456789.,+-eE_ x'), maxLength: 20 }),
    )
    fc.assert(
      fc.property(hostile, anyCurrency, (text, currency) => {
        const read = parseAmount(text, currency)
        if (read._tag === 'Left') return
        const [whole, fraction] = formatAmount(read.right, currency).split('.')
        const meant = fraction === undefined ? `${whole}` : `${whole}.${fraction}`
        // The text is the canonical one, less some zeros at the end of its fraction.
        expect(meant.startsWith(text)).toBe(true)
        expect(meant.slice(text.length)).toMatch(/^(\.?0*)$/)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('formatAmount', () => {
  it.each([
    [1234, usd, '12.34'],
    [0, usd, '0.00'],
    [5, usd, '0.05'],
    [50, usd, '0.50'],
    [100, usd, '1.00'],
    [5, jpy, '5'],
    [0, jpy, '0'],
    [5120, kwd, '5.120'],
    [7, kwd, '0.007'],
    [10_005, clf, '1.0005'],
    [MAX_MINOR_UNITS, usd, '9999999999999.99'],
    [MAX_MINOR_UNITS, jpy, '999999999999999'],
  ] as const)('writes %d in %s as %s', (amount, currency, text) => {
    expect(formatAmount(units(amount), currency)).toBe(text)
  })

  it('writes by the rules', () => {
    expect(formatAmount(units(500), isk)).toBe('500')
    expect(formatAmount(units(500), isk, stripeCurrencies)).toBe('5.00')
  })

  it('is read back in every currency, from zero to the largest amount', () => {
    for (const rules of [isoCurrencies, stripeCurrencies]) {
      for (const currency of CURRENCIES) {
        const step = stepOf(currency, rules)
        const whole = 10 ** decimalsOf(currency, rules)
        for (const amount of [0, step, whole, MAX_MINOR_UNITS - (MAX_MINOR_UNITS % step)].map(units)) {
          const text = formatAmount(amount, currency, rules)
          expect([currency, text, parseAmount(text, currency, rules)]).toEqual([currency, text, right(amount)])
        }
      }
    }
  })

  it('is read back for every amount', () => {
    fc.assert(
      fc.property(anyAmount, anyCurrency, (amount, currency) => {
        expect(parseAmount(formatAmount(amount, currency), currency)).toEqual(right(amount))
      }),
    )
  })
})

describe('formatMoney', () => {
  it('adds the currency in capitals', () => {
    expect(formatMoney(units(1234), usd)).toBe('12.34 USD')
    expect(formatMoney(units(500), isk)).toBe('500 ISK')
    expect(formatMoney(units(500), isk, stripeCurrencies)).toBe('5.00 ISK')
  })
})
