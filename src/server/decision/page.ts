/** Reads a page of documents, with filters that the store does not have. */
import { type Either, isLeft, right } from '../../domain/either.js'
import type { StoreError, UnknownCursor } from '../../store/errors.js'
import type { Account } from '../../store/names.js'
import type { List, Store } from '../../store/port.js'
import type { Document } from '../../store/rows.js'
import type { PageAsked } from './need.js'

/** How many rows are read at once where some of them are left out. */
const STRIDE = 100

interface Found {
  readonly data: readonly Document[]
  readonly more: boolean
}

export const readPage = async (
  store: Store,
  account: Account,
  { keep, seal: _, ...asked }: PageAsked,
): Promise<Either<StoreError | UnknownCursor, Found>> => {
  if (keep === undefined) {
    const listed = await store.list({ account, of: 'document', ...asked })()
    return isLeft(listed)
      ? listed
      : right({ data: listed.right.data.map(({ document }) => document), more: listed.right.more })
  }
  // One more than asked says whether there are more.
  const kept: Document[] = []
  const backward = asked.endingBefore !== undefined
  let next: List<'document'> = { account, of: 'document', ...asked, limit: STRIDE }
  for (;;) {
    const listed = await store.list(next)()
    if (isLeft(listed)) return listed
    const rows = listed.right.data.map(({ document }) => document)
    const inOrder = backward ? rows.toReversed() : rows
    kept.push(...inOrder.filter(keep.test).slice(0, asked.limit + 1 - kept.length))
    const last = inOrder.at(-1)
    if (kept.length > asked.limit || !listed.right.more || last === undefined) break
    next = backward ? { ...next, endingBefore: last.id } : { ...next, startingAfter: last.id }
  }
  const data = kept.slice(0, asked.limit)
  return right({ data: backward ? data.toReversed() : data, more: kept.length > asked.limit })
}
