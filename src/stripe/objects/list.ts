/** The envelope of lists, and what is left of a deleted object. */

/** One page of a list. */
export interface WireList<Item> {
  readonly object: 'list'
  readonly data: readonly Item[]
  readonly has_more: boolean
  readonly url: string
}

/** A list that stands inside an object: at most the ten newest, and how many there are in all. */
export interface WireSublist<Item> {
  readonly object: 'list'
  readonly data: readonly Item[]
  readonly has_more: boolean
  readonly total_count: number
  readonly url: string
}

/** What is answered when an object is deleted, and when it is asked for afterwards. */
export interface WireDeleted<Name extends string> {
  readonly id: string
  readonly object: Name
  readonly deleted: true
}

/** How many a list inside an object shows. */
const SUBLIST_SIZE = 10

/**
 * A page of a list. The path stands in `url` without its question.
 *
 * @example
 * newList({ url: '/v1/refunds', data: [], has_more: false }) // => { object: 'list', data: [], has_more: false, url: '/v1/refunds' }
 * @since 0.1.0
 * @category list
 */
export const newList = <Item>({ data, has_more, url }: Omit<WireList<Item>, 'object'>): WireList<Item> => ({
  object: 'list',
  data,
  has_more,
  url,
})

/**
 * The list inside an object, from all its items, newest first; or from the ten newest at least, and how many follow them.
 *
 * @example
 * newSublist('/v1/charges/ch_1/refunds', []).total_count // => 0
 * @since 0.1.0
 * @category list
 */
export const newSublist = <Item>(url: string, all: readonly Item[], unlisted = 0): WireSublist<Item> => ({
  object: 'list',
  data: all.slice(0, SUBLIST_SIZE),
  has_more: all.length + unlisted > SUBLIST_SIZE,
  total_count: all.length + unlisted,
  url,
})

/**
 * The list inside an object with one more at its head.
 *
 * @example
 * prepended(newSublist('/v1/charges/ch_1/refunds', []), { id: 're_1' }).total_count // => 1
 * @since 0.1.0
 * @category list
 */
export const prepended = <Item>({ data, total_count, url }: WireSublist<Item>, item: Item): WireSublist<Item> =>
  newSublist(url, [item, ...data], total_count - data.length)

/**
 * What is left of a deleted object.
 *
 * @example
 * newDeleted('customer', 'cus_1') // => { id: 'cus_1', object: 'customer', deleted: true }
 * @since 0.1.0
 * @category list
 */
export const newDeleted = <const Name extends string>(object: Name, id: string): WireDeleted<Name> => ({
  id,
  object,
  deleted: true,
})
