/** What a commit writes, encoded before the database is locked. */
import type { Charge } from '../../domain/records/charge.js'
import type { Account } from '../names.js'
import type { Changes, Loaded, Write } from '../port.js'
import type { ClaimedDue, Document } from '../rows.js'
import { splitRow } from '../sql/columns.js'
import { indexName } from '../sql/index-name.js'
import { copyOf } from './charges.js'
import { type KeyCells, keyCells } from './keys.js'
import { type Ticket, ticketOf } from './load.js'
import type { Read } from './rows.js'

/** A refund or a dispute, and whether it was loaded as this charge's: otherwise it has to be new. */
export interface CellsOfCharge<Kind extends 'refund' | 'dispute'> {
  readonly cells: Read<Kind>
  readonly isKnown: boolean
}

export interface CellsOfChanges {
  readonly charge: Read<'charge'>
  /** What the cells say, to be kept beside them. */
  readonly said: Charge
  /** What the charge was loaded with, and its row; 0 for one that has to be new. */
  readonly from: number
  readonly seq: number
  readonly refund: CellsOfCharge<'refund'> | null
  readonly dispute: CellsOfCharge<'dispute'> | null
  readonly events: readonly Read<'event'>[]
}

export interface CellsOfDocument {
  readonly cells: Read<'document'>
  /** By their names in the index, each once. */
  readonly labels: readonly string[]
  readonly from: number
}

/** A commit that is asked for. */
export interface Encoded {
  readonly account: Account
  readonly against: Loaded
  readonly ticket: Ticket
  readonly changes: CellsOfChanges | null
  readonly record: KeyCells | null
  readonly documents: readonly CellsOfDocument[]
  readonly due: readonly Read<'due'>[]
  readonly done: readonly ClaimedDue[]
}

export const encoded = (against: Loaded, write: Write): Encoded => {
  const { account } = against
  return {
    account,
    against,
    ticket: ticketOf(against),
    changes: write.changes === null ? null : changesOf(account, against, write.changes),
    record: write.record === null ? null : keyCells(account, write.record),
    documents: documentsOf(account, against, write.documents),
    due: write.due.map((due) => splitRow('due', { account, id: '', attempts: 0, ...due })),
    done: write.done,
  }
}

const changesOf = (account: Account, against: Loaded, changes: Changes): CellsOfChanges => {
  const { charge, refund, dispute, events } = changes
  const { books } = against
  const ticket = ticketOf(against)
  const isAsked = ticket.asked.charge === charge.id
  const from = isAsked ? against.version : 0
  const isKnown = (row: OfCharge, loaded: OfCharge | null): boolean =>
    loaded !== null && loaded.id === row.id && loaded.charge === charge.id
  return {
    charge: splitRow('charge', { account, version: from + events.length, acknowledged: 0, charge }),
    said: copyOf(charge),
    from,
    seq: isAsked ? ticket.charge : 0,
    refund:
      refund === null
        ? null
        : { cells: splitRow('refund', { account, refund }), isKnown: isKnown(refund, books.refund) },
    dispute:
      dispute === null
        ? null
        : { cells: splitRow('dispute', { account, dispute }), isKnown: isKnown(dispute, books.dispute) },
    events: events.map((event, index) =>
      splitRow('event', { account, id: '', charge: charge.id, number: from + index + 1, event }),
    ),
  }
}

interface OfCharge {
  readonly id: string
  readonly charge: string
}

const documentsOf = (account: Account, against: Loaded, documents: readonly Document[]): readonly CellsOfDocument[] => {
  if (documents.length === 0) return []
  const versions = new Map<string, number>()
  for (const [index, { kind, id }] of ticketOf(against).asked.documents.entries())
    versions.set(nameOf(kind, id), against.documents[index]?.version ?? 0)
  return documents.map((document) => {
    const name = nameOf(document.kind, document.id)
    const from = versions.get(name) ?? 0
    // One that is written twice is written one after the other.
    versions.set(name, from + 1)
    const labels = [...new Set(document.labels.map(indexName))].sort()
    return { cells: splitRow('document', { account, version: from + 1, document }), labels, from }
  })
}

/** Neither can have a NUL. */
const nameOf = (kind: string, id: string): string => `${kind}\0${id}`
