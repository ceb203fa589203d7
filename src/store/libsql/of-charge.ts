/**
 * Lists of one charge's events or refunds. Both are numbered from 1 on, and as they come in order of time their numbers tell where
 * a time begins: it is looked for by halves. Those whose time is before that of one before them, as a clock was set back, are
 * found by an index of their own, and put in between.
 */
import type { List } from '../port.js'
import { indexName } from '../sql/index-name.js'
import type { Connection } from './connection.js'
import { EVENT, REFUND } from './rows.js'
import { IS_LATE, IS_MARK, MARK_EVERY } from './schema.js'
import { isBefore, isFromStart, isToEnd, type Piece, type Place, pieceByPiece, type Span, WITHIN } from './span.js'

/** Which rows are asked for: the first of those in the span, newest first, or upward, oldest first. */
export interface Asked {
  readonly span: Span
  readonly isUpward: boolean
  readonly enough: number
}

export const rowsOfCharge = (
  connection: Connection,
  { account, charge }: List,
  history: History,
  asked: Asked,
): readonly unknown[] => {
  const known = connection.one<Known>(history.charge, [account, indexName(charge ?? '')])
  if (known === undefined) return []
  const reading: Reading = { connection, history, ...known }
  const rows = [...inTimeRows(reading, asked), ...lateRows(reading, asked)]
  return rows.sort(inOrder(asked.isUpward)).slice(0, asked.enough)
}

/** A charge: its row, and how many it has. */
interface Known {
  readonly seq: number
  readonly count: number
}

interface Reading extends Known {
  readonly connection: Connection
  readonly history: History
}

/** What tells the place of a row, among what else is read of it. */
interface Placed {
  readonly time: number
  readonly seq: number
}

const placeOf = ({ time, seq }: Placed): Place => [time, seq]

const inOrder =
  (isUpward: boolean) =>
  (one: Placed, other: Placed): number =>
    isBefore(placeOf(one), placeOf(other)) === isUpward ? -1 : 1

/** How the events, or the refunds, of a charge are read. Numbers are of those that came in time. */
export interface History {
  readonly charge: string
  /** Those whose number is a multiple of this are found at once; the others from the next such one. */
  readonly step: number
  /** The place of one of those. */
  readonly place: string
  /** The places of those above one number, up to another. */
  readonly places: string
  /** At most so many rows above one number, up to another. */
  readonly rows: { readonly [Direction in 'asc' | 'desc']: string }
  readonly late: { readonly [Direction in 'asc' | 'desc']: { readonly [Of in Piece['of']]: string } }
}

const lateRows = ({ connection, history, seq }: Reading, { span, isUpward, enough }: Asked): readonly Placed[] => {
  const late = history.late[isUpward ? 'asc' : 'desc']
  return pieceByPiece(span, isUpward, enough, ({ of, values }, limit) =>
    connection.all<Placed>(late[of], [seq, ...values, limit]),
  )
}

const inTimeRows = (reading: Reading, { span, isUpward, enough }: Asked): readonly Placed[] => {
  const { connection, history, seq, count } = reading
  const first = isFromStart(span) ? 0 : lastThat(reading, (place) => !isBefore(span.from, place))
  const last = isToEnd(span) ? count : lastThat(reading, (place) => isBefore(place, span.to))
  if (first >= last) return []
  return connection.all<Placed>(history.rows[isUpward ? 'asc' : 'desc'], [seq, first, last, enough])
}

/** The number of the last of which it holds, as it does of all before it; 0 where it holds of none. */
const lastThat = ({ connection, history, seq, count }: Reading, holds: (place: Place) => boolean): number => {
  const { step, place, places } = history
  let low = 0
  let high = Math.floor(count / step)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const found = connection.one<Placed>(place, [seq, middle * step])
    if (found !== undefined && holds(placeOf(found))) low = middle
    else high = middle - 1
  }
  const known = low * step
  const rest = Math.min(count, known + step - 1) - known
  if (rest === 0) return known
  const above = connection.all<Placed>(places, [seq, known, known + rest])
  return known + above.filter((found) => holds(placeOf(found))).length
}

const lateOf = (table: string, columns: string, of: keyof typeof IS_LATE, time: string): History['late'] => {
  const late = (direction: 'asc' | 'desc', piece: Piece['of']): string =>
    `select ${columns}, ${time} as time, seq from ${table} where charge = ? and ${IS_LATE[of]} and ${WITHIN[piece](time, 'seq')}
      order by ${time} ${direction}, seq ${direction} limit ?`
  const both = (direction: 'asc' | 'desc') => ({ times: late(direction, 'times'), second: late(direction, 'second') })
  return { asc: both('asc'), desc: both('desc') }
}

const EVENTS_BETWEEN = `select ${EVENT}, at as time, seq from rm_events
  where charge = ? and number > ? and number <= ? and late = 0 order by number`

/** Where one is late, the last before it that is not has its place. */
const EVENT_PLACE = `select at as time, seq from rm_events where charge = ?1 and number =
  (select case late when 0 then number else late end from rm_events where charge = ?1 and number = ?2)`

export const EVENTS_OF_CHARGE: History = {
  charge: `select seq, coalesce((select max(number) from rm_events where charge = rm_charges.seq), 0) as count
    from rm_charges where account = ? and id = ?`,
  step: 1,
  place: EVENT_PLACE,
  places: '',
  rows: { asc: `${EVENTS_BETWEEN} limit ?`, desc: `${EVENTS_BETWEEN} desc limit ?` },
  late: lateOf('rm_events', EVENT, 'event', 'at'),
}

/**
 * Refunds of the charge `?1` above one number, up to another: from the first from there on that is in the index, or the newest,
 * each is found by the one after it.
 */
const chained = (columns: string, above: string, upTo: string): string => `with recursive chain (of, nth, previous) as (
  select seq, nth, previous from rm_refunds where seq = coalesce(
    (select seq from rm_refunds where charge = ?1 and nth >= ${upTo} and ${IS_MARK} order by nth limit 1),
    (select newest_refund from rm_charges where seq = ?1))
  union all
  select r.seq, r.nth, r.previous from chain cross join rm_refunds r on r.seq = chain.previous
  where chain.nth > ${above} + 1
) select ${columns}, created_at as time, seq from chain cross join rm_refunds on rm_refunds.seq = chain.of
  where chain.nth <= ${upTo}`

export const REFUNDS_OF_CHARGE: History = {
  charge: 'select seq, refunds as count from rm_charges where account = ? and id = ?',
  step: MARK_EVERY,
  place: `select created_at as time, seq from rm_refunds where charge = ? and nth = ? and ${IS_MARK}`,
  places: chained('chain.nth', '?2', '?3'),
  rows: { asc: chained(REFUND, '?2', 'min(?3, ?2 + ?4)'), desc: chained(REFUND, 'max(?2, ?3 - ?4)', '?3') },
  late: lateOf('rm_refunds', REFUND, 'refund', 'created_at'),
}
