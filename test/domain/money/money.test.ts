import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { left, right } from '../../../src/domain/either.js'
import { addMoney, type Money, money, subtractMoney } from '../../../src/domain/money/money.js'
import { anyAmount, anyCurrency, code, taken, units } from './given.js'

const MAX = 999_999_999_999_999
const usd = (amount: number): Money<'usd'> => ({ amount: units(amount), currency: code('usd') })
const eur = (amount: number): Money<'eur'> => ({ amount: units(amount), currency: code('eur') })
const mismatch = left({ _tag: 'CurrencyMismatch', expected: 'usd', given: 'eur' })

describe('money', () => {
  it('takes an amount and a code', () => {
    const five: Money<'usd'> = taken(money(5, 'usd'))
    expect(five).toEqual({ amount: 5, currency: 'usd' })
  })

  it('refuses what is no amount before what is no currency', () => {
    expect(money(-1, 'zzz')).toEqual(left({ _tag: 'NotMinorUnits', field: 'amount', value: -1, problem: 'negative' }))
    expect(money(1, 'zzz')).toEqual(left({ _tag: 'UnknownCurrency', field: 'currency', value: 'zzz' }))
  })
})

describe('addMoney', () => {
  it('adds', () => {
    expect(addMoney(usd(500), usd(20))).toEqual(right({ amount: 520, currency: 'usd' }))
    expect(addMoney(usd(MAX - 1), usd(1))).toEqual(right({ amount: MAX, currency: 'usd' }))
  })

  it('does not compile for two currencies, and refuses them at run time', () => {
    // @ts-expect-error Dollars and euros do not add up.
    expect(addMoney(usd(5), eur(2))).toEqual(mismatch)
    const wide: Money = usd(5)
    expect(addMoney(wide, eur(2))).toEqual(mismatch)
  })

  it('refuses another currency before a sum that is too large', () => {
    const wide: Money = usd(MAX)
    expect(addMoney(wide, eur(MAX))).toEqual(mismatch)
  })

  it('refuses a sum above the largest amount', () => {
    expect(addMoney(usd(MAX), usd(1))).toEqual(
      left({ _tag: 'NotMinorUnits', field: 'amount', value: MAX + 1, problem: 'tooLarge' }),
    )
  })
})

describe('subtractMoney', () => {
  it('subtracts, down to zero', () => {
    expect(subtractMoney(usd(500), usd(20))).toEqual(right({ amount: 480, currency: 'usd' }))
    expect(subtractMoney(usd(5), usd(5))).toStrictEqual(right({ amount: 0, currency: 'usd' }))
  })

  it('refuses a difference below zero', () => {
    expect(subtractMoney(usd(2), usd(5))).toEqual(
      left({ _tag: 'NotMinorUnits', field: 'amount', value: -3, problem: 'negative' }),
    )
  })

  it('does not compile for two currencies, and refuses them at run time', () => {
    // @ts-expect-error Dollars and euros do not subtract.
    expect(subtractMoney(usd(5), eur(2))).toEqual(mismatch)
    const wide: Money = usd(5)
    expect(subtractMoney(wide, eur(2))).toEqual(mismatch)
  })

  it('undoes an addition', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, anyCurrency, (a, b, currency) => {
        const sum = addMoney({ amount: a, currency }, { amount: b, currency })
        fc.pre(sum._tag === 'Right')
        expect(subtractMoney(taken(sum), { amount: b, currency })).toEqual(right({ amount: a, currency }))
      }),
    )
  })
})
