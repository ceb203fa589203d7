/** What is written is read again as it was. */
import { describe, expect, it } from 'vitest'
import { decodeRow, encodeRow } from '../../../src/store/codec/row.js'
import { forAll } from '../../arbitraries/for-all.js'
import { leftOf, rightOf } from '../../fixtures.js'
import { anyRows, read, rewritten, written } from './given.js'
import { goldenRows } from './golden.js'

/** The same JSON with the members of every record in the other order. */
const backwards = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(backwards)
  const entries = Object.entries(value).map(([name, member]) => [name, backwards(member)] as const)
  return Object.fromEntries(entries.reverse())
}

describe('a row', () => {
  it('is read as it was written', () => {
    forAll(anyRows, (rows) => {
      for (const row of rows) expect(rightOf(read(row.kind, written(row)))).toStrictEqual(row.row)
    })
  })

  it('is written as the same text in whatever order its members were kept', () => {
    forAll(anyRows, (rows) => {
      for (const row of rows) {
        // What callers keep as they like keeps its own order.
        if (row.kind !== 'charge' && row.kind !== 'dispute') continue
        const kept = rightOf(read(row.kind, backwards(written(row))))
        expect(JSON.stringify(rewritten(row.kind, kept))).toBe(JSON.stringify(written(row)))
      }
    })
  })

  it('is written without members that its type does not name', () => {
    for (const { kind, json } of goldenRows()) {
      if (kind !== 'charge') continue
      const { account, version, acknowledged, charge } = rightOf(decodeRow(kind, json))
      const more = { account, version, acknowledged, charge: { ...charge, note: 'mine' } }
      expect(encodeRow(kind, more)).toEqual(json)
    }
  })

  it('is read into records of its own', () => {
    for (const { kind, json } of goldenRows()) {
      const before = JSON.stringify(json)
      const row = rightOf(read(kind, json))
      expect(row).not.toBe(json)
      expect(JSON.stringify(json)).toBe(before)
    }
  })

  it('is refused by its kind, account and id', () => {
    for (const { kind, json, id } of goldenRows())
      expect(leftOf(read(kind, { ...json, v: 0 }))).toEqual({
        _tag: 'InvalidRow',
        row: kind,
        account: 'acct_1',
        id,
        problems: ['v: expected a whole number from 1, got 0'],
      })
  })

  it('is refused as a row of another kind', () => {
    const rows = goldenRows()
    for (const { kind, json } of rows)
      for (const other of rows) if (other.kind !== kind) expect(read(other.kind, json)._tag).toBe('Left')
  })
})
