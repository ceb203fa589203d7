/**
 * The proof of a charge's books. The charge is a sum that is kept up to date by every commit; here it is summed again, from
 * its refunds and disputes and from its history, as an accountant would who trusts nobody.
 */
import { canonicalText } from '../domain/idempotency/json.js'
import { evolve } from '../domain/law/evolve.js'
import { type Books, EMPTY_BOOKS } from '../domain/records/books.js'
import type { Charge } from '../domain/records/charge.js'
import type { Dispute } from '../domain/records/dispute.js'
import type { ChargeId } from '../domain/records/ids.js'
import { isStanding, isUnsettled, type Refund } from '../domain/records/refund.js'
import type { StoredEvent } from './rows.js'

/** A figure, or a record, that is not what it has to be. */
export interface Discrepancy {
  readonly of: 'charge' | 'refund' | 'dispute' | 'event'
  readonly id: string
  /** The law that is broken. */
  readonly law: string
  readonly expected: unknown
  readonly found: unknown
}

/** A charge with all that belongs to it. */
export interface Whole {
  readonly charge: Charge
  readonly refunds: readonly Refund[]
  readonly disputes: readonly Dispute[]
  /** In order. */
  readonly events: readonly StoredEvent[]
}

/** What is wrong with the books; empty when nothing is. */
export const discrepancies = ({ charge, refunds, disputes, events }: Whole): readonly Discrepancy[] => [
  ...sums(charge, refunds, disputes),
  ...numbers(charge.id, events),
  ...history({ charge, refunds, disputes, events }),
]

const total = (records: readonly { readonly amount: number }[]): number =>
  records.reduce((sum, { amount }) => sum + amount, 0)

/** The charge's figures against its refunds and disputes. */
const sums = (charge: Charge, refunds: readonly Refund[], disputes: readonly Dispute[]): Discrepancy[] => {
  const standing = refunds.filter(({ status }) => isStanding(status))
  const open = disputes.filter(({ status }) => status === 'open')
  const lost = disputes.filter(({ status }) => status === 'lost')
  const basis = (leg: 'fee' | 'transfer'): number => total(standing.filter(({ returned }) => returned[leg] !== null))
  const rows: readonly (readonly [law: string, expected: number, found: number])[] = [
    ['standing is the sum of the refunds that stand', total(standing), charge.standing],
    [
      'unsettled is the sum of those not settled',
      total(refunds.filter((r) => isUnsettled(r.status))),
      charge.unsettled,
    ],
    ['refundsStanding counts the refunds that stand', standing.length, charge.refundsStanding],
    ['refundsMade counts the refunds', refunds.length, charge.refundsMade],
    ['the basis of the fee is the sum of the refunds that count in it', basis('fee'), charge.fee?.basis ?? 0],
    [
      'the basis of the transfer is the sum of the refunds that count in it',
      basis('transfer'),
      charge.transfer?.basis ?? 0,
    ],
    ['held is the sum of the open disputes', total(open), charge.disputes.held],
    ['lost is the sum of the lost disputes', total(lost), charge.disputes.lost],
    ['blocking counts the open and lost disputes', open.length + lost.length, charge.disputes.blocking],
    ['ever counts the disputes', disputes.length, charge.disputes.ever],
    ['standing refunds are at most what was captured', Math.min(charge.standing, charge.captured), charge.standing],
  ]
  return rows
    .filter(([, expected, found]) => expected !== found)
    .map(([law, expected, found]) => ({ of: 'charge', id: charge.id, law, expected, found }))
}

/** The events are numbered from 1 without gaps. */
const numbers = (charge: ChargeId, events: readonly StoredEvent[]): Discrepancy[] => {
  const gap = events.findIndex(({ number }, index) => number !== index + 1)
  if (gap === -1) return []
  const law = 'the events of a charge are numbered without gaps'
  return [{ of: 'event', id: charge, law, expected: gap + 1, found: events[gap]?.number }]
}

/** Every record is what its events make of it. */
const history = ({ charge, refunds, disputes, events }: Whole): Discrepancy[] => {
  const told = retold(events)
  const rows = [
    compared('charge', charge.id, charge, told.charge),
    ...both(refunds, told.refunds).map(([id, found, expected]) => compared('refund', id, found, expected)),
    ...both(disputes, told.disputes).map(([id, found, expected]) => compared('dispute', id, found, expected)),
  ]
  return rows.filter((row) => row !== null)
}

interface Retold {
  readonly charge: Charge | null
  readonly refunds: ReadonlyMap<string, Refund>
  readonly disputes: ReadonlyMap<string, Dispute>
}

const retold = (events: readonly StoredEvent[]): Retold => {
  const refunds = new Map<string, Refund>()
  const disputes = new Map<string, Dispute>()
  let books: Books = EMPTY_BOOKS
  for (const { event } of events) {
    const refund = 'refund' in event ? (refunds.get(event.refund) ?? null) : null
    const dispute = 'dispute' in event ? (disputes.get(event.dispute) ?? null) : null
    books = evolve({ charge: books.charge, refund, dispute }, event)
    if (books.refund !== null) refunds.set(books.refund.id, books.refund)
    if (books.dispute !== null) disputes.set(books.dispute.id, books.dispute)
  }
  return { charge: books.charge, refunds, disputes }
}

/** By id, what is stored and what the history tells; undefined on the side where there is none. */
const both = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  told: ReadonlyMap<string, Row>,
): [id: string, found: Row | undefined, expected: Row | undefined][] => {
  const found = new Map(rows.map((row) => [row.id, row]))
  return [...new Set([...found.keys(), ...told.keys()])].map((id) => [id, found.get(id), told.get(id)])
}

const compared = (of: Discrepancy['of'], id: string, found: unknown, expected: unknown): Discrepancy | null =>
  canonicalText(found) === canonicalText(expected)
    ? null
    : { of, id, law: 'a record is what its events make of it', expected, found }
