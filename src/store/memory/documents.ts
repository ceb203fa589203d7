/** Documents of the caller's own, by kind and by label. */
import type { Json } from '../../domain/idempotency/json.js'
import type { DocumentName } from '../port.js'
import type { Document, StoredDocument } from '../rows.js'
import type { Journal } from './journal.js'
import { createNumbers, numberAt, popNumber, pushNumber, setNumber } from './numbers.js'
import { addItem, createPages, dropItem, itemAt, setItem } from './pages.js'
import { insertSlot, removeSlot } from './shelf.js'
import { findSlot, removeId, takeSlot } from './slots.js'
import { type AccountTables, appendRow, createTable, type DocumentTable, type Labelled, replaceRow } from './tables.js'

const createDocuments = (kind: string): DocumentTable => ({
  ...createTable<Json>(),
  kind,
  versions: createNumbers(),
  labelsOf: createPages(),
  labels: new Map(),
})

/** Stands for every kind of which there is no document. Nothing is ever put in it. */
const NONE: DocumentTable = createDocuments('')

/** The documents of a kind, to be read only. */
export const documentsOf = (tables: AccountTables, kind: string | undefined): DocumentTable =>
  (kind === undefined ? undefined : tables.documents.get(kind)) ?? NONE

/** The document in this slot. */
export const storedDocument = (table: DocumentTable, slot: number): StoredDocument => ({
  version: numberAt(table.versions, slot),
  document: {
    kind: table.kind,
    id: itemAt(table.slots.ids, slot),
    createdAt: numberAt(table.created, slot),
    labels: itemAt(table.labelsOf, slot),
    body: itemAt(table.rows, slot),
  },
})

/** The document in this slot of its kind, or null. */
export const documentAt = (
  tables: AccountTables,
  kind: string | undefined,
  slot: number | undefined,
): StoredDocument | null => (slot === undefined ? null : storedDocument(documentsOf(tables, kind), slot))

/** The document's slot, if there is one. */
export const documentSlot = (tables: AccountTables, { kind, id }: DocumentName): number | undefined =>
  findSlot(documentsOf(tables, kind).slots, id)

/** The document's version; 0 when there is none. */
export const documentVersion = (tables: AccountTables, name: DocumentName): number =>
  documentAt(tables, name.kind, documentSlot(tables, name))?.version ?? 0

/** Writes a document that was not there before this write, which may have it twice. */
export const putDocument = (journal: Journal, tables: AccountTables, document: Document, version = 1): void => {
  const table = openKind(journal, tables, document.kind)
  const { id, createdAt, labels, body } = document
  const slot = takeSlot(table.slots, id)
  if (slot < table.rows.length) {
    replaceDocument(journal, tables, slot, document)
    return
  }
  journal.undos?.push(() => removeId(table.slots, id))
  appendRow(journal, table, body, createdAt)
  pushNumber(table.versions, version)
  addItem(table.labelsOf, shelveNew(table, slot, labels))
  journal.undos?.push(() => {
    moveShelves(table, slot, { from: labels, to: NO_LABELS })
    dropItem(table.labelsOf)
    popNumber(table.versions)
  })
}

/** Writes the next version of the document in this slot. */
export const replaceDocument = (
  journal: Journal,
  tables: AccountTables,
  slot: number,
  { kind, labels, body }: Document,
): void => {
  const table = openKind(journal, tables, kind)
  const version = numberAt(table.versions, slot)
  const before = itemAt(table.labelsOf, slot)
  replaceRow(journal, table, slot, body)
  setNumber(table.versions, slot, version + 1)
  if (before !== labels) {
    moveShelves(table, slot, { from: before, to: labels })
    setItem(table.labelsOf, slot, listOf(table, labels))
  }
  journal.undos?.push(() => {
    setNumber(table.versions, slot, version)
    if (before === labels) return
    moveShelves(table, slot, { from: labels, to: before })
    setItem(table.labelsOf, slot, before)
  })
}

const NO_LABELS: readonly string[] = []

/** Puts a new document on its shelves. The list that is kept of its labels. */
const shelveNew = (table: DocumentTable, slot: number, labels: readonly string[]): readonly string[] => {
  const [label] = labels
  if (label === undefined) return NO_LABELS
  if (labels.length === 1) {
    const { alone, shelf } = openLabel(table.labels, label)
    insertSlot(shelf, table.created.cells, slot)
    return alone
  }
  moveShelves(table, slot, { from: NO_LABELS, to: labels })
  return labels
}

/** The list that is kept of these labels, which are on their shelves: nearly always one that others have too. */
const listOf = (table: DocumentTable, labels: readonly string[]): readonly string[] => {
  const [first] = labels
  if (first === undefined) return NO_LABELS
  return labels.length === 1 ? (table.labels.get(first)?.alone ?? labels) : labels
}

const openKind = (journal: Journal, tables: AccountTables, kind: string): DocumentTable => {
  const known = tables.documents.get(kind)
  if (known !== undefined) return known
  const table = createDocuments(kind)
  tables.documents.set(kind, table)
  journal.undos?.push(() => tables.documents.delete(kind))
  return table
}

interface Relabelling {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** Moves a document from the shelves of its former labels to those of its new ones. A label given twice counts once. */
const moveShelves = ({ labels, created }: DocumentTable, slot: number, { from, to }: Relabelling): void => {
  for (const label of once(from)) {
    const labelled = labels.get(label)
    if (labelled === undefined || to.includes(label)) continue
    removeSlot(labelled.shelf, created.cells, slot)
    if (labelled.shelf.length === 0) labels.delete(label)
  }
  for (const label of once(to)) {
    if (!from.includes(label)) insertSlot(openLabel(labels, label).shelf, created.cells, slot)
  }
}

/** Hardly any document has two labels. */
const once = (labels: readonly string[]): Iterable<string> => (labels.length < 2 ? labels : new Set(labels))

const openLabel = (labels: Map<string, Labelled>, label: string): Labelled => {
  const known = labels.get(label)
  if (known !== undefined) return known
  const labelled: Labelled = { alone: [label], shelf: [] }
  labels.set(label, labelled)
  return labelled
}
