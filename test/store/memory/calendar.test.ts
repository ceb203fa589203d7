/** The calendar, against sorting all again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar, enterRow, firstIn, leaveRow } from '../../../src/store/memory/calendar.js'
import { forAll } from '../../arbitraries/for-all.js'
import { rowsIn } from './waiting.js'

interface Row {
  readonly second: number
  readonly number: number
}

const opened = () =>
  createCalendar<Row>(
    ({ second }) => second,
    ({ number }) => number,
  )

const sorted = (rows: Iterable<Row>): readonly Row[] =>
  [...rows].sort((one, other) => one.second - other.second || one.number - other.number)

describe('a calendar', () => {
  it('has what comes first at hand, and all in order, whatever comes and goes', () => {
    const moves = fc.array(fc.record({ second: fc.nat({ max: 4 }), number: fc.nat({ max: 12 }) }), {
      maxLength: 120,
      size: 'max',
    })
    forAll(moves, (asked) => {
      const calendar = opened()
      const naive = new Map<number, Row>()
      for (const row of asked) {
        const key = row.second * 100 + row.number
        const known = naive.get(key)
        if (known === undefined) {
          naive.set(key, row)
          enterRow(calendar, row)
        } else {
          naive.delete(key)
          leaveRow(calendar, known)
        }
        expect(firstIn(calendar)).toBe(sorted(naive.values())[0])
        expect([...rowsIn(calendar)]).toEqual(sorted(naive.values()))
        expect(calendar.lines.size).toBe(new Set([...naive.values()].map(({ second }) => second)).size)
      }
    })
  })

  it('gives thousands of one second in their order, and keeps none of those that are gone', () => {
    const calendar = opened()
    const rows = Array.from({ length: 3000 }, (_, number) => ({ second: 7, number }))
    for (const row of rows) enterRow(calendar, row)
    for (const row of rows.slice(0, 2500)) {
      expect(firstIn(calendar)).toBe(row)
      leaveRow(calendar, row)
    }
    expect([...rowsIn(calendar)]).toEqual(rows.slice(2500))
    expect(calendar.lines.get(7)?.rows.length).toBeLessThan(1000)
    for (const row of rows.slice(2500)) leaveRow(calendar, row)
    expect([firstIn(calendar), calendar.lines.size, calendar.seconds.items]).toEqual([undefined, 0, []])
  })

  it('loses nobody to a row that does not wait', () => {
    const calendar = opened()
    const rows = [0, 1, 2].map((number) => ({ second: 7, number }))
    for (const row of rows) enterRow(calendar, row)
    leaveRow(calendar, { second: 7, number: 1 })
    leaveRow(calendar, { second: 8, number: 1 })
    expect(rowsIn(calendar)).toEqual(rows)
  })
})
