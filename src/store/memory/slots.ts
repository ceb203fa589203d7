/**
 * Which slot has an id: a hash table with open addressing, whose cells are numbers only. Against a `Map` of texts, a look that finds
 * nothing, as for each new id and key, reads one place of memory instead of four; V8's collector has nothing to follow in it; and
 * growing it reads no text again.
 */
import { addItem, createPages, dropItem, emptyPages, itemAt, type Pages, setItem } from './pages.js'

/** The ids by their slots, and the cells that lead there. */
export interface Slots {
  /** The empty text where a slot is free. */
  readonly ids: Pages<string>
  readonly free: number[]
  /** Pairs of an id's hash and its slot plus 1; 0 where a cell is empty. A power of two of them, at most half of them taken. */
  cells: Int32Array
}

const FEWEST_CELLS = 8

/** Which ids meet in one cell is another thing in each process: whoever chooses ids cannot have them meet everywhere. */
const SEED = Math.floor(Math.random() * 2 ** 32) | 0

export const createSlots = (): Slots => ({ ids: createPages(), free: [], cells: new Int32Array(2 * FEWEST_CELLS) })

/** The slot of this id, if it has one. */
export const findSlot = (slots: Slots, id: string): number | undefined => {
  const slot = (slots.cells[cellOf(slots, id, hashOf(id)) + 1] as number) - 1
  return slot < 0 ? undefined : slot
}

/** The slot of this id. One that has none is given one: one that is free, or the next. */
export const takeSlot = (slots: Slots, id: string): number => {
  const { ids, free } = slots
  const hash = hashOf(id)
  const cell = cellOf(slots, id, hash)
  const known = (slots.cells[cell + 1] as number) - 1
  if (known >= 0) return known
  const slot = free.pop() ?? ids.length
  if (slot === ids.length) addItem(ids, id)
  else setItem(ids, slot, id)
  slots.cells[cell] = hash
  slots.cells[cell + 1] = slot + 1
  if (4 * (ids.length - free.length) > slots.cells.length) slots.cells = grown(slots)
  return slot
}

/** Takes the slot from an id that has one. The last slot is as if it had never been, any other is free from now on. */
export const removeId = (slots: Slots, id: string): void => {
  const { ids, free, cells } = slots
  const last = cells.length - 1
  let hole = cellOf(slots, id, hashOf(id))
  const slot = (cells[hole + 1] as number) - 1
  if (slot < 0) return
  // Whatever stands behind the hole and was looked for from before it moves up: else nobody would find it.
  for (let cell = (hole + 2) & last; cells[cell + 1] !== 0; cell = (cell + 2) & last) {
    const distance = (cell - placeOf(cells[cell] as number, last)) & last
    if (distance < ((cell - hole) & last)) continue
    cells[hole] = cells[cell] as number
    cells[hole + 1] = cells[cell + 1] as number
    hole = cell
  }
  cells[hole + 1] = 0
  if (slot === ids.length - 1) dropItem(ids)
  else {
    setItem(ids, slot, '')
    free.push(slot)
  }
  if (ids.length === free.length) startAnew(slots)
}

/** Where nothing is left, nothing is kept of it. */
const startAnew = (slots: Slots): void => {
  emptyPages(slots.ids)
  slots.free.length = 0
  slots.cells = new Int32Array(2 * FEWEST_CELLS)
}

/** The cell of this id, or the empty one where it would stand. */
const cellOf = ({ ids, cells }: Slots, id: string, hash: number): number => {
  const last = cells.length - 1
  for (let cell = placeOf(hash, last); ; cell = (cell + 2) & last) {
    const slot = (cells[cell + 1] as number) - 1
    if (slot < 0 || (cells[cell] === hash && itemAt(ids, slot) === id)) return cell
  }
}

const grown = ({ cells }: Slots): Int32Array => {
  const larger = new Int32Array(2 * cells.length)
  for (let cell = 0; cell < cells.length; cell += 2) {
    const slot = (cells[cell + 1] as number) - 1
    if (slot >= 0) putIn(larger, cells[cell] as number, slot)
  }
  return larger
}

const putIn = (cells: Int32Array, hash: number, slot: number): void => {
  const last = cells.length - 1
  let cell = placeOf(hash, last)
  while (cells[cell + 1] !== 0) cell = (cell + 2) & last
  cells[cell] = hash
  cells[cell + 1] = slot + 1
}

/** The first cell to look into: an even index. */
const placeOf = (hash: number, last: number): number => (hash << 1) & last

/** FNV-1a over every second UTF-16 unit, twice, so that neither waits for the other; mixed as MurmurHash3 ends. */
const hashOf = (id: string): number => {
  let even = SEED
  let odd = ~SEED
  const last = id.length - 1
  for (let index = 0; index < last; index += 2) {
    even = Math.imul(even ^ id.charCodeAt(index), PRIME)
    odd = Math.imul(odd ^ id.charCodeAt(index + 1), PRIME)
  }
  if ((last & 1) === 0) even = Math.imul(even ^ id.charCodeAt(last), PRIME)
  let hash = Math.imul(even ^ (even >>> 15), 0x85ebca6b) ^ odd
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

const PRIME = 0x01000193
