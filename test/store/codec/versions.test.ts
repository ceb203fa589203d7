/** Rows of older versions load, by a chain of one step for each; rows of newer ones are refused. */
import { describe, expect, it } from 'vitest'
import { AccountName, Amount, CurrencyCode, IdOfDispute, Text } from '../../../src/store/codec/fields.js'
import { problemsOf } from '../../../src/store/codec/problems.js'
import { ROWS } from '../../../src/store/codec/rows.js'
import { exactly } from '../../../src/store/codec/shapes.js'
import { UPCASTS, upcast, versioned } from '../../../src/store/codec/versions.js'
import { rightOf } from '../../fixtures.js'
import { read } from './given.js'
import { goldenRows } from './golden.js'

/** A made-up record in its third form: first an amount alone, then with a currency, then named. */
const First = exactly({ account: AccountName, id: IdOfDispute, amount: Amount })
const Second = exactly({ account: AccountName, id: IdOfDispute, amount: Amount, currency: CurrencyCode })
const Third = exactly({ account: AccountName, id: IdOfDispute, amount: Amount, currency: CurrencyCode, note: Text })
const toSecond = upcast(First, (row) => ({ ...row, currency: 'usd' }))
const toThird = upcast(Second, (row) => ({ ...row, note: '' }))
const Row = versioned(Third, [toSecond, toThird])

const row = { account: 'acct_1', id: 'dp_1', amount: 5 }
const refused = (json: unknown): readonly string[] | null => {
  const result = Row.decode(json)
  return result._tag === 'Left' ? problemsOf(result.left) : null
}

describe('a row of an older version', () => {
  it('is led up the chain, from wherever it stands', () => {
    const now = { ...row, currency: 'usd', note: '' }
    expect(rightOf(Row.decode({ v: 1, ...row }))).toEqual(now)
    expect(rightOf(Row.decode({ v: 2, ...row, currency: 'eur' }))).toEqual({ ...now, currency: 'eur' })
    expect(rightOf(Row.decode({ v: 3, ...now, note: 'mine' }))).toEqual({ ...now, note: 'mine' })
  })

  it('is written in the newest form, its version first', () => {
    const text = JSON.stringify(Row.encode(rightOf(Row.decode({ v: 1, ...row }))))
    expect(text).toBe('{"v":3,"account":"acct_1","id":"dp_1","amount":5,"currency":"usd","note":""}')
  })

  it('is refused when it is not of the form that its version had', () => {
    expect(refused({ v: 1, ...row, currency: 'usd' })).toEqual([
      'currency: no such member is known here; a newer version may have written it',
    ])
    expect(refused({ v: 2, ...row })).toEqual(['currency: expected a currency of ISO 4217 in lower case, got nothing'])
    expect(refused({ v: 1, ...row, amount: -5 })).toHaveLength(1)
  })

  it('is refused when the step leads to no row of today', () => {
    const Wrong = versioned(Third, [toSecond, upcast(Second, (old) => ({ ...old, note: 5 }))])
    expect(Wrong.decode({ v: 1, ...row })._tag).toBe('Left')
  })
})

describe('a row of a newer version', () => {
  it('is refused by its version, whatever else it says', () => {
    expect(refused({ v: 4, ...row })).toEqual(['v: 4 is a newer version; this program reads up to 3'])
    for (const { kind, json } of goldenRows())
      expect(read(kind, { ...json, v: 2 })).toMatchObject({
        left: { row: kind, account: 'acct_1', problems: ['v: 2 is a newer version; this program reads up to 1'] },
      })
  })

  it.each([undefined, null, 0, -1, 1.5, '1', Number.NaN, [1]])('is none that %s names', (v) => {
    expect(refused({ ...row, v })?.[0]).toMatch(/^v: expected a whole number from 1, got /)
  })

  it('is told apart although the version is inherited', () => {
    expect(refused(Object.assign(Object.create({ v: 3 }), row))).toEqual(['expected an object, got an object'])
  })
})

describe('the chains', () => {
  it('are there for every kind of row', () => {
    expect(Object.keys(UPCASTS).sort()).toEqual(Object.keys(ROWS).sort())
  })
})
