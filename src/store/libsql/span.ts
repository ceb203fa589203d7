/** Spans of a listing, and the pieces of them that an index finds at once. */
import type { Created } from '../port.js'
import type { Value } from './driver.js'

/** A place in a listing: a time, and a number by which those of one second are ordered. */
export type Place = readonly [created: number, seq: number]

export const isBefore = (one: Place, other: Place): boolean =>
  one[0] < other[0] || (one[0] === other[0] && one[1] < other[1])

/** Before all that is listed, and behind it. */
const FIRST: Place = [0, 0]
const END: Place = [Number.MAX_SAFE_INTEGER, 0]

/** What lies between, its ends not included. */
export interface Span {
  from: Place
  to: Place
}

export const isFromStart = ({ from }: Span): boolean => !isBefore(FIRST, from)
export const isToEnd = ({ to }: Span): boolean => !isBefore(to, END)

/** Times are whole seconds, and numbers are from 1 on. */
export const spanOf = ({ gt, gte, lt, lte }: Created = {}): Span => {
  const first = Math.max(gte ?? 0, gt === undefined ? 0 : gt + 1)
  const end = Math.min(lt ?? END[0], lte === undefined ? END[0] : lte + 1)
  return { from: [first, 0], to: [end, 0] }
}

/** A part of a span that an index finds at once: times from one on and before another; or what lies within one second. */
export interface Piece {
  readonly of: 'times' | 'second'
  readonly values: readonly Value[]
}

/** Newest first. A comparison of times and numbers in one would read a whole second, however much was written in it. */
const piecesOf = ({ from, to }: Span): readonly Piece[] => {
  const second = (time: number, after: number, before: number): Piece[] =>
    before > after + 1 ? [{ of: 'second', values: [time, after, before] }] : []
  if (from[0] === to[0]) return second(from[0], from[1], to[1])
  if (from[0] > to[0]) return []
  const times: Piece = { of: 'times', values: [from[1] === 0 ? from[0] : from[0] + 1, to[0]] }
  return [
    ...second(to[0], 0, to[1]),
    times,
    ...(from[1] === 0 ? [] : second(from[0], from[1], Number.MAX_SAFE_INTEGER)),
  ]
}

/** Piece after piece, until there are enough. */
export const pieceByPiece = <Row>(
  span: Span,
  isUpward: boolean,
  enough: number,
  read: (piece: Piece, limit: number) => readonly Row[],
): readonly Row[] => {
  const pieces = piecesOf(span)
  const rows: Row[] = []
  for (const piece of isUpward ? pieces.toReversed() : pieces) {
    if (rows.length === enough) break
    rows.push(...read(piece, enough - rows.length))
  }
  return rows
}

/** The condition of a piece; its values are the piece's. */
export const WITHIN = {
  times: (created: string) => `${created} >= ? and ${created} < ?`,
  second: (created: string, seq: string) => `${created} = ? and ${seq} > ? and ${seq} < ?`,
} as const
