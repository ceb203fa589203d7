/** Every currency in which ISO 4217, Stripe and `Intl` count differently. `Intl` is read here only, to show why nothing else does. */
import { describe, expect, it } from 'vitest'
import { decimalsOf } from '../../../src/domain/money/currency.js'
import { stripeCurrencies } from '../../../src/domain/policies/stripe-currencies.js'
import { CURRENCIES } from './given.js'

/** Measured with the locale data CLDR 48, which Node 20.20 carries. */
const MEASURED = '48'

const DIFFERENCES = [
  { code: 'afn', iso: 2, stripe: 2, intl: 0 },
  { code: 'all', iso: 2, stripe: 2, intl: 0 },
  { code: 'clf', iso: 4, stripe: 2, intl: 4 },
  { code: 'cop', iso: 2, stripe: 2, intl: 0 },
  { code: 'huf', iso: 2, stripe: 2, intl: 0 },
  { code: 'idr', iso: 2, stripe: 2, intl: 0 },
  { code: 'iqd', iso: 3, stripe: 2, intl: 0 },
  { code: 'irr', iso: 2, stripe: 2, intl: 0 },
  { code: 'isk', iso: 0, stripe: 2, intl: 0 },
  { code: 'kpw', iso: 2, stripe: 2, intl: 0 },
  { code: 'lak', iso: 2, stripe: 2, intl: 0 },
  { code: 'lbp', iso: 2, stripe: 2, intl: 0 },
  { code: 'lyd', iso: 3, stripe: 2, intl: 3 },
  { code: 'mga', iso: 2, stripe: 0, intl: 0 },
  { code: 'mmk', iso: 2, stripe: 2, intl: 0 },
  { code: 'pkr', iso: 2, stripe: 2, intl: 0 },
  { code: 'sos', iso: 2, stripe: 2, intl: 0 },
  { code: 'std', iso: 2, stripe: 2, intl: 0 },
  { code: 'syp', iso: 2, stripe: 2, intl: 0 },
  { code: 'ugx', iso: 0, stripe: 2, intl: 0 },
  { code: 'uyi', iso: 0, stripe: 2, intl: 0 },
  { code: 'uyw', iso: 4, stripe: 2, intl: 4 },
  { code: 'yer', iso: 2, stripe: 2, intl: 0 },
] as const

/** What is claimed of other locale data as well: a part of the table, since `Intl` changes with the Node version. */
const ANYWHERE = ['afn', 'all', 'iqd', 'irr', 'kpw', 'lak', 'lbp', 'mga', 'mmk', 'sos', 'syp', 'yer']

const intl = (code: string): number | undefined =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits

const COUNTED = CURRENCIES.map((code) => ({
  code,
  iso: decimalsOf(code),
  stripe: decimalsOf(code, stripeCurrencies),
  intl: intl(code),
}))

describe('ISO 4217, Stripe and Intl', () => {
  it('differ, ISO 4217 from Stripe, in the eight currencies of the table', () => {
    const expected = DIFFERENCES.flatMap(({ code, iso, stripe }) => (iso === stripe ? [] : [{ code, iso, stripe }]))
    const found = COUNTED.flatMap(({ code, iso, stripe }) => (iso === stripe ? [] : [{ code, iso, stripe }]))
    expect(found).toEqual(expected)
    expect(found.map(({ code }) => code)).toEqual(['clf', 'iqd', 'isk', 'lyd', 'mga', 'ugx', 'uyi', 'uyw'])
  })

  it('count every currency of the table as it says', () => {
    for (const { code, iso, stripe } of DIFFERENCES) {
      expect(COUNTED.find((each) => each.code === code)).toMatchObject({ code, iso, stripe })
    }
  })

  // Another Node carries other locale data, hence two forms of the claim: to the row where the data is the measured one.
  const measured = process.versions.cldr?.split('.')[0] === MEASURED

  it.runIf(measured)('differ in the currencies of the table and in no other', () => {
    expect(COUNTED.filter(({ iso, stripe, intl }) => iso !== stripe || stripe !== intl)).toEqual(DIFFERENCES)
  })

  it('differ at least in these, whatever the locale data', () => {
    for (const code of ANYWHERE) expect([code, intl(code)]).toEqual([code, 0])
    const wrong = COUNTED.filter(({ stripe, intl }) => stripe !== intl).map(({ code }) => code as string)
    expect(wrong).toEqual(expect.arrayContaining(ANYWHERE.filter((code) => code !== 'mga')))
  })
})
