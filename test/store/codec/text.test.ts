/** The text of a row is that of what its codec encodes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowText } from '../../../src/store/codec/row.js'
import { exactly, guard, listOf, nullable, tagged } from '../../../src/store/codec/shapes.js'
import { textOf } from '../../../src/store/codec/text.js'
import { captured, rightOf } from '../../fixtures.js'
import { runs } from '../../tools/runs.js'
import { ACCOUNT, type AnyRow, anyRows, read, rewritten } from './given.js'
import { goldenRows } from './golden.js'

describe('the text of a row', () => {
  it('is what JSON makes of the encoded row, to the letter', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        for (const { kind, row } of rows as readonly AnyRow[])
          expect(rowText(kind, {})(row)).toBe(JSON.stringify(rewritten(kind, row)))
      }),
      { numRuns: runs(30) },
    )
  })

  it.each(goldenRows().map(({ kind, json }, index) => ({ kind, json, name: `${kind} ${index}` })))(
    'is the text that was written by version 1: $name',
    ({ kind, json }) => {
      expect(JSON.parse(rowText(kind, {})(rightOf(read(kind, json))))).toEqual(json)
    },
  )

  const row = { account: ACCOUNT, version: 2, acknowledged: 1, charge: captured(1000) }

  it('leaves out whole members and members of members, and nothing else', () => {
    const { account: _, ...rest } = JSON.parse(rowText('charge', {})(row))
    const { id, standing, ...charge } = rest.charge
    const text = rowText('charge', { account: true, charge: { id: true, standing: true } })(row)
    expect(text).toBe(JSON.stringify({ ...rest, charge }))
    expect([id, standing]).toEqual(['ch_1', 0])
  })

  it('leaves out what stands first and what stands last', () => {
    expect(rowText('charge', { account: true, charge: true })(row)).toBe('{"v":1,"version":2,"acknowledged":1}')
    expect(rowText('charge', { account: true, version: true, acknowledged: true, charge: true })(row)).toBe('{"v":1}')
  })
})

describe('what is no row is written as JSON writes it', () => {
  const anything = guard('anything', (_): _ is string => true)
  const pair = exactly({ a: anything, b: anything })
  const texts = [...['"', '\\', '\n', '\0', '\u2028', '\ud800', 'ä', ''], ...[0, -0, 1e21, 0.1, Number.NaN, -1 / 0]]

  it.each([...texts, null, true, undefined, [], [undefined], {}, { c: undefined }, () => 5])('a member %j', (value) => {
    for (const record of [
      { a: value, b: 1 },
      { a: 1, b: value },
      { a: value, b: value },
    ] as never[])
      expect(textOf(pair)(record)).toBe(JSON.stringify(record))
  })

  it('a record, a list or null within another', () => {
    const codec = exactly({ one: nullable(pair), all: listOf(pair), by: tagged('a', { x: pair, y: pair }) })
    for (const value of [
      { one: null, all: [], by: { a: 'x', b: 1 } },
      {
        one: { a: 1, b: 2 },
        all: [
          { a: null, b: 'b' },
          { a: undefined, b: undefined },
        ],
        by: { a: 'y', b: [] },
      },
    ] as never[])
      expect(textOf(codec)(value)).toBe(JSON.stringify(value))
  })

  it('a record of no known tag not at all', () => {
    const codec = tagged('a', { x: pair })
    for (const tag of ['z', 'toString', undefined]) expect(() => textOf(codec)({ a: tag, b: 1 })).toThrow()
  })
})
