/** Documents of the caller's own, by kind and by label. */
import type { Document, StoredDocument } from '../rows.js'
import type { Journal } from './journal.js'
import { insertSlot, removeSlot, type Shelf } from './shelf.js'
import { type AccountTables, addRow, createTable, type DocumentTable, replaceRow, rowOf } from './tables.js'

/** Stands for every kind of which there is no document. Nothing is ever put in it. */
const NONE: DocumentTable = { ...createTable<StoredDocument>(), labels: new Map() }

/** The documents of a kind, to be read only. */
export const documentsOf = (tables: AccountTables, kind: string | undefined): DocumentTable =>
  (kind === undefined ? undefined : tables.documents.get(kind)) ?? NONE

/** The document's version; 0 when there is none. */
export const documentVersion = (tables: AccountTables, kind: string, id: string): number =>
  rowOf(documentsOf(tables, kind), id)?.version ?? 0

/** Writes a new document, or the next version of a known one. */
export const writeDocument = (journal: Journal, tables: AccountTables, document: Document): void => {
  const table = openKind(journal, tables, document.kind)
  const slot = table.slots.get(document.id)
  const version = slot === undefined ? 0 : (table.rows[slot] as StoredDocument).version
  place(journal, table, slot, { version: version + 1, document })
}

/** Puts a document in its place, whatever its version. */
export const putDocument = (journal: Journal, tables: AccountTables, stored: StoredDocument): void => {
  const table = openKind(journal, tables, stored.document.kind)
  place(journal, table, table.slots.get(stored.document.id), stored)
}

const place = (journal: Journal, table: DocumentTable, slot: number | undefined, stored: StoredDocument): void => {
  const { id, labels, createdAt } = stored.document
  if (slot === undefined) {
    relabel(journal, table, addRow(journal, table, id, stored, createdAt), { from: NO_LABELS, to: labels })
    return
  }
  relabel(journal, table, slot, { from: (table.rows[slot] as StoredDocument).document.labels, to: labels })
  replaceRow(journal, table, slot, stored)
}

const NO_LABELS: readonly string[] = []

const openKind = (journal: Journal, tables: AccountTables, kind: string): DocumentTable => {
  const known = tables.documents.get(kind)
  if (known !== undefined) return known
  const table: DocumentTable = { ...createTable<StoredDocument>(), labels: new Map() }
  tables.documents.set(kind, table)
  journal.undos?.push(() => tables.documents.delete(kind))
  return table
}

/** Moves a document from the shelves of its former labels to those of its new ones. */
const relabel = (journal: Journal, table: DocumentTable, slot: number, labels: Relabelling): void => {
  moveShelves(table, slot, labels)
  if (journal.undos !== null) journal.undos.push(() => moveShelves(table, slot, { from: labels.to, to: labels.from }))
}

interface Relabelling {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** A label given twice counts once. */
const moveShelves = ({ labels, created }: DocumentTable, slot: number, { from, to }: Relabelling): void => {
  if (from === to) return
  for (const label of once(from)) {
    const shelf = labels.get(label)
    if (shelf === undefined || to.includes(label)) continue
    removeSlot(shelf, created, slot)
    if (shelf.length === 0) labels.delete(label)
  }
  for (const label of once(to)) {
    if (!from.includes(label)) insertSlot(shelfOf(labels, label), created, slot)
  }
}

/** Hardly any document has two labels. */
const once = (labels: readonly string[]): Iterable<string> => (labels.length < 2 ? labels : new Set(labels))

const shelfOf = (labels: Map<string, Shelf>, label: string): Shelf => {
  const known = labels.get(label)
  if (known !== undefined) return known
  const shelf: Shelf = []
  labels.set(label, shelf)
  return shelf
}
