/**
 * A decision at work: what it sees, and what it is to write. It is pure as seen from outside: nothing is read or written but through
 * what was loaded, and it may be made again.
 *
 * What it looks for and was not loaded is noted, and the decision is left: it is made again once that was loaded too. So a
 * handler reads as if everything were there.
 */
import type { Either } from '../../domain/either.js'
import type { Json } from '../../domain/idempotency/json.js'
import type { Event } from '../../domain/law/events.js'
import type { Books } from '../../domain/records/books.js'
import type { Charge } from '../../domain/records/charge.js'
import type { Metadata, RefundReason } from '../../domain/records/refund.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { UnknownCursor } from '../../store/errors.js'
import type { Document, Due } from '../../store/rows.js'
import type { Asked } from './asked.js'
import { addCell, type Cell, type Cells, cellOf } from './cells.js'
import type { Holdings } from './holdings.js'
import { type Bodies, type Kind, type Scope, storedKind } from './kinds.js'
import { isMinted, nextMinted } from './minted.js'
import { type Need, type PageAsked, pageName } from './need.js'

/** A page of a listing, as far as it was read. */
export type PageFound = Either<UnknownCursor, { readonly data: readonly Document[]; readonly more: boolean }>

/** A fee or a transfer that goes back by itself, not with a refund. */
export interface Direct {
  /** Whose the charge is that it went out with: not always whose request this is. */
  readonly scope: Scope
  /** What its return is to say. */
  readonly metadata: Metadata
}

/** A refund of an authorisation. */
export interface Releasing {
  readonly reason: RefundReason | null
  readonly metadata: Metadata
}

/** What was loaded beside the books. */
export interface Seen {
  /** Charges that the decision is not about; null where there is none. */
  readonly charges: ReadonlyMap<string, Charge | null>
  readonly pages: ReadonlyMap<string, PageFound>
  /** By the kind of their transactions. */
  readonly balances: ReadonlyMap<string, Holdings>
}

/** A document to be written. */
export interface Written {
  /** As it was loaded; null for a new one. */
  readonly loaded: Document | null
  readonly written: Document | null
}

export interface Work {
  readonly asked: Asked
  readonly at: EpochSeconds
  readonly seen: Seen
  /** Which records the books were loaded with. */
  readonly on: { readonly charge: string | null; readonly refund: string | null; readonly dispute: string | null }
  /** As they were loaded. */
  readonly loaded: Books
  books: Books
  readonly events: Event[]
  /** Every document that was loaded, or is made here. */
  readonly cells: Cells
  /** Those to be written, in the order first written. */
  readonly touched: Written[]
  readonly due: Due[]
  readonly needs: Need[]
  /** The charge that is made here and told of only when it is known what became of it. */
  hushed: string | null
  /** Set before a leg is asked back by itself. */
  direct: Direct | null
  /** Where a customer who has to act on a refund is written to, where the request says so. */
  email: string | null
  /** What the refund says by which an authorisation is given up; null where it is given up otherwise. */
  releasing: Releasing | null
}

export const createWork = (
  asked: Asked,
  at: EpochSeconds,
  { seen, on, books, cells }: Pick<Work, 'books' | 'cells' | 'on' | 'seen'>,
): Work => ({
  asked,
  at,
  seen,
  on,
  loaded: books,
  books,
  events: [],
  cells,
  touched: [],
  due: [],
  needs: [],
  hushed: null,
  direct: null,
  email: null,
  releasing: null,
})

/** Thrown where something was not loaded; what it is stands in `needs`. Nobody but the runner catches it. */
export const NOT_SEEN: unique symbol = Symbol('not loaded yet')

/** Leaves the decision until this was loaded. */
export const suspend = (work: Work, need: Need): never => {
  work.needs.push(need)
  throw NOT_SEEN
}

/**
 * Does it for each of them. Whatever any of them needs to see is noted before the decision is left, so that it is all loaded at
 * once: else a list of a hundred would take a hundred rounds.
 */
export const forEach = <A, B>(items: readonly A[], act: (item: A) => B): readonly B[] => {
  const done: B[] = []
  for (const item of items) {
    try {
      done.push(act(item))
    } catch (signal) {
      if (signal !== NOT_SEEN) throw signal
    }
  }
  if (done.length < items.length) throw NOT_SEEN
  return done
}

/** A new id with this prefix. */
export const mint = ({ asked }: Work, prefix: string): string => nextMinted(asked.minted, prefix)

/** The document, as the decision has made it so far; null where there is none. */
export const find = <K extends Kind>(work: Work, kind: K, id: string, scope = work.asked.scope): Bodies[K] | null => {
  const document = findStored(work, kind, id, scope)
  return document === null ? null : (document.body as unknown as Bodies[K])
}

/** The same with its labels and its time. */
export const findStored = (work: Work, kind: Kind, id: string, scope: Scope): Document | null => {
  const cell = placeOf(work, storedKind(kind, scope), id)
  return cell === null ? null : (cell.written ?? cell.loaded)
}

/** The document's place; null for what can be no id. */
const placeOf = (work: Work, kind: string, id: string): Cell | null => {
  const cell = cellOf(work.cells, kind, id)
  if (cell !== null) return cell
  if (!isMinted(work.asked.minted, id)) return isId(id) ? suspend(work, { of: 'document', kind, id }) : null
  // Nobody else has what was just minted. If somebody had, nothing would be written: what was not loaded has to be new.
  return addCell(work.cells, kind, id, null)
}

/** The documents that are to be written, in the order first written. */
export const writtenIn = ({ touched }: Work): readonly Document[] => touched.map(({ written }) => written as Document)

/** The document that is known to be there: an object of the server's own names it. */
export const get = <K extends Kind>(work: Work, kind: K, id: string, scope = work.asked.scope): Bodies[K] => {
  const found = find(work, kind, id, scope)
  if (found === null) throw new Error(`${storedKind(kind, scope)} ${id} is named and is not there`)
  return found
}

/** Whether an id may be one of the server's: whatever else is asked for is not there, and no store is troubled with it. */
export const isId = (id: string): boolean => /^[\w-]{1,255}$/.test(id)

/** How a new document is listed. */
export interface Filing {
  readonly labels?: readonly string[]
  readonly scope?: Scope
  readonly created?: EpochSeconds
}

const NO_LABELS: readonly string[] = []

/** Writes a new document, or the next state of one that was found. Without labels it keeps those it has. */
export const put = <K extends Kind>(
  work: Work,
  kind: K,
  id: string,
  body: Bodies[K],
  filing: Filing = NO_FILING,
): void => {
  const stored = storedKind(kind, filing.scope ?? work.asked.scope)
  const cell = placeOf(work, stored, id)
  if (cell === null) throw new Error(`${stored} ${id} can have no such id`)
  const before = cell.written ?? cell.loaded
  if (cell.written === null) work.touched.push(cell)
  cell.written = {
    kind: stored,
    id,
    createdAt: before?.createdAt ?? filing.created ?? work.at,
    labels: filing.labels ?? before?.labels ?? NO_LABELS,
    // Stripe's objects are plain JSON; TypeScript does not take an interface for that by itself.
    body: body as unknown as Json,
  }
}

const NO_FILING: Filing = {}

/** Writes a new document that this decision does not look at: it takes no place among those that are looked for. */
export const record = <K extends Kind>(work: Work, kind: K, id: string, body: Bodies[K], filing: Filing): void => {
  const stored = storedKind(kind, filing.scope ?? work.asked.scope)
  const { created = work.at, labels = NO_LABELS } = filing
  work.touched.push({
    loaded: null,
    written: { kind: stored, id, createdAt: created, labels, body: body as unknown as Json },
  })
}

/** A page of documents, newest first, without what this decision has written. */
export const page = (work: Work, asked: PageAsked): PageFound =>
  work.seen.pages.get(pageName(asked)) ?? suspend(work, { of: 'page', asked })

/** What the balance holds, without what this decision has written. */
export const holdingsOf = (work: Work, scope = work.asked.scope): Holdings => {
  const kind = storedKind('balance_transaction', scope)
  return work.seen.balances.get(kind) ?? suspend(work, { of: 'balance', kind })
}

/** The law's charge, also one that the decision is not about; null where there is none. */
export const lawOf = (work: Work, id: string): Charge | null => {
  if (work.on.charge === id) return work.books.charge
  const seen = work.seen.charges.get(id)
  return seen === undefined ? suspend(work, { of: 'law', id }) : seen
}

/** Does something later, or as soon as this is written. */
export const later = (work: Work, at: EpochSeconds, name: string, data: Json): void => {
  work.due.push({ at, work: { type: 'task', name, data } })
}
