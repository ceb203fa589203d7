/** A binary heap: what comes first is found at once, and taken or added in logarithmic time. */

/** `precedes` is a total order: no two items are equal. */
export interface Heap<Item> {
  readonly items: Item[]
  readonly precedes: (one: Item, other: Item) => boolean
}

export const createHeap = <Item>(precedes: Heap<Item>['precedes']): Heap<Item> => ({ items: [], precedes })

/** What comes first, left where it is. */
export const firstOf = <Item>(heap: Heap<Item>): Item | undefined => heap.items[0]

export const pushItem = <Item>(heap: Heap<Item>, item: Item): void => {
  heap.items.push(item)
  rise(heap, heap.items.length - 1, item)
}

/** Takes out an item that is in the heap: at once when it is the first or was pushed last, else after a search. */
export const removeItem = <Item>(heap: Heap<Item>, item: Item): void => {
  const { items } = heap
  const index = items[0] === item ? 0 : items.lastIndexOf(item)
  const last = items.pop() as Item
  if (index === items.length) return
  sink(heap, index, last)
  if (items[index] === last) rise(heap, index, last)
}

const rise = <Item>({ items, precedes }: Heap<Item>, from: number, item: Item): void => {
  let index = from
  while (index > 0) {
    const above = (index - 1) >>> 1
    const parent = items[above] as Item
    if (precedes(parent, item)) break
    items[index] = parent
    index = above
  }
  items[index] = item
}

const sink = <Item>({ items, precedes }: Heap<Item>, from: number, item: Item): void => {
  let index = from
  for (;;) {
    let below = 2 * index + 1
    if (below >= items.length) break
    if (below + 1 < items.length && precedes(items[below + 1] as Item, items[below] as Item)) below += 1
    const child = items[below] as Item
    if (precedes(item, child)) break
    items[index] = child
    index = below
  }
  items[index] = item
}
