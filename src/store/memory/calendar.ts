/**
 * What waits for its second, in order: by the second, and within it by number. Rows come nearly always behind those of their second,
 * and go from the front; a heap of all of them would compare a dozen with each that goes.
 */
import { createHeap, firstOf, type Heap, pushItem, removeItem } from './heap.js'
import { at } from './shelf.js'

export interface Calendar<Row> {
  readonly secondOf: (row: Row) => number
  /** Grows within a second. No two rows have the same. */
  readonly numberOf: (row: Row) => number
  readonly lines: Map<number, Line<Row>>
  /** Each second that has a line, once. */
  readonly seconds: Heap<number>
}

/** The rows of one second, by their numbers. Those before `start` are gone. */
interface Line<Row> {
  readonly rows: Row[]
  start: number
}

export const createCalendar = <Row>(
  secondOf: Calendar<Row>['secondOf'],
  numberOf: Calendar<Row>['numberOf'],
): Calendar<Row> => ({ secondOf, numberOf, lines: new Map(), seconds: createHeap((one, other) => one < other) })

/** What comes first, left where it is. */
export const firstIn = <Row>({ lines, seconds }: Calendar<Row>): Row | undefined => {
  const second = firstOf(seconds)
  const line = second === undefined ? undefined : lines.get(second)
  return line?.rows[line.start]
}

export const enterRow = <Row>({ lines, seconds, secondOf, numberOf }: Calendar<Row>, row: Row): void => {
  const second = secondOf(row)
  const line = lines.get(second)
  if (line === undefined) {
    lines.set(second, { rows: [row], start: 0 })
    pushItem(seconds, second)
    return
  }
  const { rows } = line
  let place = rows.length
  while (place > line.start && numberOf(at(rows, place - 1)) > numberOf(row)) place -= 1
  if (place === rows.length) rows.push(row)
  else rows.splice(place, 0, row)
}

/** Takes out a row that waits: at once where it is the first or the last of its second, else after a search. */
export const leaveRow = <Row>({ lines, seconds, secondOf }: Calendar<Row>, row: Row): void => {
  const second = secondOf(row)
  const line = lines.get(second)
  if (line === undefined) return
  const { rows } = line
  if (rows[line.start] === row) line.start += 1
  else {
    const place = rows.lastIndexOf(row)
    if (place < line.start) return
    rows.splice(place, 1)
  }
  if (line.start === rows.length) {
    lines.delete(second)
    removeItem(seconds, second)
  } else if (line.start >= LONGEST_GONE && 2 * line.start > rows.length) {
    rows.splice(0, line.start)
    line.start = 0
  }
}

/** So many that are gone are kept before the rest moves up. */
const LONGEST_GONE = 256
