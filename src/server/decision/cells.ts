/** The documents of a decision: each as it was loaded, and as it is to be written. */
import type { Document } from '../../store/rows.js'

/** A document's place. Ids are found by one look into a map; those of several kinds stand one behind the other. */
export interface Cell {
  /** As the store has it. */
  readonly kind: string
  readonly id: string
  /** Null where there is none. */
  readonly loaded: Document | null
  /** Null as long as nothing is written. */
  written: Document | null
  readonly next: Cell | null
}

export type Cells = Map<string, Cell>

/** The place of a document; null where it was not loaded. */
export const cellOf = (cells: Cells, kind: string, id: string): Cell | null => {
  let cell = cells.get(id) ?? null
  while (cell !== null && cell.kind !== kind) cell = cell.next
  return cell
}

/** Makes a place for a document that was loaded, or is new. */
export const addCell = (cells: Cells, kind: string, id: string, loaded: Document | null): Cell => {
  const cell: Cell = { kind, id, loaded, written: null, next: cells.get(id) ?? null }
  cells.set(id, cell)
  return cell
}
