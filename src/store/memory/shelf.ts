/**
 * Rows of a table in the order of listings, oldest first: by the second they were created in, and within it by when they
 * were written. A row's slot is its place in the order of writing, so a shelf is an array of slots, and `created` a column
 * with the second of each slot. Most rows are the newest when they are written: they go to the end.
 */

/** The slots, sorted. */
export type Shelf = number[]
/** The second in which the row of each slot was created. */
export type Created = ArrayLike<number>
/** Null for the shelf of all slots, as long as that is their order. */
export type Shelved = readonly number[] | null

/** The value at an index that is known to be one of the array. */
export const at = <Item>(items: readonly Item[], index: number): Item => items[index] as Item

/** The slot at an index of the shelf. */
export const slotAt = (shelf: Shelved, index: number): number => (shelf === null ? index : at(shelf, index))

/** How many of the first `count` on the shelf stand before a slot of this second; also the index of the slot itself, when it is one. */
export const placeOf = (shelf: Shelved, count: number, created: Created, second: number, slot: number): number => {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = slotAt(shelf, middle)
    const otherSecond = created[other] as number
    if (otherSecond < second || (otherSecond === second && other < slot)) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the first `count` on the shelf were created before this second. */
export const countBefore = (shelf: Shelved, count: number, created: Created, second: number): number =>
  placeOf(shelf, count, created, second, -1)

/** Puts a slot on the shelf, where it belongs. */
export const insertSlot = (shelf: Shelf, created: Created, slot: number): void => {
  const place = placeFromEnd(shelf, created, slot)
  if (place === shelf.length) shelf.push(slot)
  else shelf.splice(place, 0, slot)
}

/** Takes a slot off the shelf that is on it. */
export const removeSlot = (shelf: Shelf, created: Created, slot: number): void => {
  if (shelf.length > 0 && at(shelf, shelf.length - 1) === slot) shelf.pop()
  else shelf.splice(placeOf(shelf, shelf.length, created, created[slot] as number, slot), 1)
}

const placeFromEnd = (shelf: readonly number[], created: Created, slot: number): number => {
  // A look at the place before the first is one that V8 does by name from then on, for every shelf.
  if (shelf.length === 0) return 0
  const last = at(shelf, shelf.length - 1)
  const second = created[slot] as number
  const lastSecond = created[last] as number
  if (lastSecond < second || (lastSecond === second && last < slot)) return shelf.length
  return placeOf(shelf, shelf.length, created, second, slot)
}
