import { describe, expect, it } from 'vitest'
import { DECIMALS } from '../../../src/domain/money/iso4217.js'
import { currencies, listed } from '../../tools/generate-currencies.js'

describe('DECIMALS', () => {
  it('is what the generator makes of ISO 4217', () => {
    expect(Object.entries(DECIMALS)).toEqual(currencies())
  })

  it('has every code of List One that has a minor unit, with its decimals', () => {
    const withMinorUnit = [...listed()].filter(([, decimals]) => decimals !== null)
    expect(withMinorUnit.length).toBe(166)
    for (const [code, decimals] of withMinorUnit) expect([code, DECIMALS[code]]).toEqual([code, decimals])
  })

  it('has three codes that List One of 2024-06-25 lacks', () => {
    const added = Object.keys(DECIMALS).filter((code) => !listed().has(code))
    expect(added).toEqual(['std', 'xad', 'xcg'])
  })

  it('leaves out what has no minor unit', () => {
    const without = [...listed()].flatMap(([code, decimals]) => (decimals === null ? [code] : []))
    expect(without.sort()).toEqual(
      ['xag', 'xau', 'xba', 'xbb', 'xbc', 'xbd', 'xdr', 'xpd', 'xpt', 'xsu', 'xts', 'xua', 'xxx'].sort(),
    )
    expect(without.filter((code) => code in DECIMALS)).toEqual([])
  })

  it('has lower-case codes of three letters and no more than four decimals', () => {
    for (const [code, decimals] of Object.entries(DECIMALS)) {
      expect(code).toMatch(/^[a-z]{3}$/)
      expect([0, 2, 3, 4]).toContain(decimals)
    }
  })
})
