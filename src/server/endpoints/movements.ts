/**
 * The balance transactions of one source: found by what the source itself says of them. A label on each would cost memory with every
 * refund, and hardly anybody asks.
 */
import type { Document } from '../../store/rows.js'
import { noSuchCursor } from '../../stripe/errors/lookup-errors.js'
import { newList } from '../../stripe/objects/list.js'
import type { CreatedBounds } from '../../stripe/params/created.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import type { Bodies, Kind } from '../decision/kinds.js'
import { find, findStored, lawOf, type Work } from '../decision/work.js'
import { released } from '../show/released.js'
import { kindOfId, shown, withExpanded } from '../show/show.js'
import { type Listing, listed, type PageParams } from './lists.js'

/** A page of the transactions of this source. One that is not there has none. */
export const listedOfSource = (work: Work, params: PageParams, listing: Listing, source: string): Handled => {
  const kind = kindOfId(source)
  if (kind !== null && isPaidInParts(work, kind, source)) return listed(work, params, searched(listing, kind, source))
  const own = (kind === null ? [] : movementsOf(work, kind, source)).flatMap((id) => {
    const stored = findStored(work, 'balance_transaction', id, work.asked.scope)
    return stored === null || !isAsked(stored, params.created, listing) ? [] : [stored]
  })
  return paged(work, params, listing, own.reverse().sort(newestFirst))
}

/** What each kind of source says of its transactions, in the order in which they came. */
const MOVEMENTS: { readonly [K in Kind]?: (body: Bodies[K]) => readonly (string | null | undefined)[] } = {
  application_fee: ({ balance_transaction }) => [balance_transaction],
  charge: ({ made }) => [made.balance_transaction],
  dispute: ({ balance_transactions }) => balance_transactions.map(({ id }) => id),
  fee_refund: ({ balance_transaction }) => [balance_transaction],
  refund: ({ balance_transaction, failure_balance_transaction }) => [
    idIn(balance_transaction),
    idIn(failure_balance_transaction),
  ],
  transfer: ({ balance_transaction }) => [balance_transaction],
  transfer_reversal: ({ balance_transaction }) => [balance_transaction],
}

const idIn = (reference: unknown): string | null => (typeof reference === 'string' ? reference : null)

const movementsOf = (work: Work, kind: Kind, source: string): readonly string[] => {
  const body = kind === 'refund' ? refundOf(work, source) : find(work, kind, source)
  const said = MOVEMENTS[kind] as ((body: unknown) => readonly (string | null | undefined)[]) | undefined
  return body === null || said === undefined ? [] : said(body).filter((id) => typeof id === 'string')
}

/** That of a release says of its transaction nothing by itself. */
const refundOf = (work: Work, id: string): Bodies['refund'] | null => {
  const refund = find(work, 'refund', id)
  return refund === null ? null : released(work, refund, { id, scope: work.asked.scope })
}

/** Whether there may be more transactions than the one it names: a charge of several captures names the last one's. */
const isPaidInParts = (work: Work, kind: Kind, source: string): boolean => {
  const charge = chargeBehind(work, kind, source)
  return charge !== null && (lawOf(work, charge)?.captures ?? 0) > 1
}

const chargeBehind = (work: Work, kind: Kind, source: string): string | null => {
  if (kind === 'charge') return find(work, 'charge', source) === null ? null : source
  if (kind === 'application_fee') return find(work, 'application_fee', source)?.charge ?? null
  return kind === 'transfer' ? (find(work, 'transfer', source)?.source_transaction ?? null) : null
}

/** Looked for among all of its type. */
const searched = (listing: Listing, kind: Kind, source: string): Listing => ({
  ...listing,
  label: listing.label ?? (kind === 'charge' && source.startsWith('py') ? 'payment' : kind),
  keep: {
    name: JSON.stringify([listing.keep?.name, source]),
    test: (document) => sourceOf(document) === source && (listing.keep?.test(document) ?? true),
  },
})

const sourceOf = ({ body }: Document): unknown => (body as { readonly source?: unknown }).source

const isAsked = (
  document: Document,
  { gt, gte, lt, lte }: CreatedBounds = {},
  { label, keep }: Pick<Listing, 'keep' | 'label'>,
): boolean => {
  const { createdAt, labels } = document
  if ((gt !== undefined && createdAt <= gt) || (gte !== undefined && createdAt < gte)) return false
  if ((lt !== undefined && createdAt >= lt) || (lte !== undefined && createdAt > lte)) return false
  return (label === undefined || labels.includes(label)) && (keep?.test(document) ?? true)
}

/** Sorting keeps the order of those of the same second: the later one came first. */
const newestFirst = (one: Document, other: Document): number => other.createdAt - one.createdAt

/** The page of a list that is all there. */
const paged = (
  work: Work,
  { limit, starting_after: after, ending_before: before, expand }: PageParams,
  { name, url }: Listing,
  all: readonly Document[],
): Handled => {
  const cursor = after ?? before
  const at = cursor === undefined ? null : findStored(work, 'balance_transaction', cursor, work.asked.scope)
  if (cursor !== undefined && at === null)
    return refuse(noSuchCursor(name, cursor, after === undefined ? 'ending_before' : 'starting_after'))
  const older = at === null ? all : all.filter(isBeyond(at, all, after === undefined))
  const some = before === undefined ? older.slice(0, limit) : older.slice(-limit)
  const data = some.map(({ id }) => shown(work, 'balance_transaction', id) as object)
  return answer(withExpanded(work, newList({ data, has_more: older.length > limit, url }), expand))
}

/** On the side of the cursor that is asked for. A cursor that the filters leave out is a place in time. */
const isBeyond =
  (cursor: Document, all: readonly Document[], newer: boolean) =>
  (document: Document): boolean => {
    const place = all.findIndex(({ id }) => id === cursor.id)
    const index = all.indexOf(document)
    if (place !== -1) return newer ? index < place : index > place
    return newer ? document.createdAt > cursor.createdAt : document.createdAt < cursor.createdAt
  }
