/**
 * A list that is long, in pages. An array that is full is copied into a larger one as a whole, however many rows it has; here a page is
 * added.
 */
export interface Pages<Item> {
  readonly pages: Item[][]
  length: number
}

const BITS = 10
const SIZE = 2 ** BITS
const LAST = SIZE - 1
/** The first page grows by itself, as most accounts have only a few rows of a kind, or none. */
const FEWEST = 4

export const createPages = <Item>(): Pages<Item> => ({ pages: [], length: 0 })

/** The item at an index below the length. */
export const itemAt = <Item>({ pages }: Pages<Item>, index: number): Item =>
  (pages[index >>> BITS] as Item[])[index & LAST] as Item

/** Puts another item in the place of the one at an index below the length. */
export const setItem = <Item>({ pages }: Pages<Item>, index: number, item: Item): void => {
  ;(pages[index >>> BITS] as Item[])[index & LAST] = item
}

/** Puts an item at the end. */
export const addItem = <Item>(list: Pages<Item>, item: Item): void => {
  const { pages, length } = list
  if (length === pages.length << BITS) pages.push(new Array<Item>(length === 0 ? FEWEST : SIZE))
  list.length = length + 1
  setItem(list, length, item)
}

/** Takes the last item away. One page that is empty then stays for the next ones. */
export const dropItem = (list: Pages<unknown>): void => {
  const { pages } = list
  list.length -= 1
  setItem(list, list.length, undefined)
  if (pages.length > ((list.length + LAST) >>> BITS) + 1) pages.pop()
}

/** As if nothing had ever been put in. */
export const emptyPages = (list: Pages<unknown>): void => {
  list.pages.length = 0
  list.length = 0
}

/** All items, from the first on. */
export function* itemsOf<Item>(list: Pages<Item>): Generator<Item> {
  for (let index = 0; index < list.length; index += 1) yield itemAt(list, index)
}
