/** The documents of a decision: each as it was loaded, and as it is to be written. */
import type { Document } from '../../store/rows.js'

/** A document's place. */
export interface Cell {
  /** As the store has it. */
  readonly kind: string
  readonly id: string
  /** Null where there is none. */
  readonly loaded: Document | null
  /** Null as long as nothing is written. */
  written: Document | null
  /** The next one with this id, of another kind. */
  readonly next: Cell | null
}

/** The places of a decision: few are looked through faster than they are put into a map. */
export interface Cells {
  readonly all: Cell[]
  /** By their ids; null while they are few. */
  byId: Map<string, Cell> | null
}

const FEW = 12

export const createCells = (): Cells => ({ all: [], byId: null })

/** The place of a document; null where it was not loaded. */
export const cellOf = (cells: Cells, kind: string, id: string): Cell | null => {
  let cell = firstOf(cells, id)
  while (cell !== null && cell.kind !== kind) cell = cell.next
  return cell
}

/** Makes a place for a document that was loaded, or is new. */
export const addCell = (cells: Cells, kind: string, id: string, loaded: Document | null): Cell => {
  const cell: Cell = { kind, id, loaded, written: null, next: firstOf(cells, id) }
  cells.all.push(cell)
  if (cells.byId !== null) cells.byId.set(id, cell)
  else if (cells.all.length > FEW) cells.byId = new Map(cells.all.map((each) => [each.id, each]))
  return cell
}

const firstOf = ({ all, byId }: Cells, id: string): Cell | null => {
  if (byId !== null) return byId.get(id) ?? null
  for (let index = all.length - 1; index >= 0; index -= 1) {
    const cell = all[index] as Cell
    if (cell.id === id) return cell
  }
  return null
}
