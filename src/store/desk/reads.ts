/** Reading one record, and lists of them. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left } from '../../domain/either.js'
import type { InvalidPage, NotFound, StoreError, UnknownCursor } from '../errors.js'
import { account, type InvalidName } from '../names.js'
import type { Find, List, Page, Store } from '../port.js'
import type { RecordKind, Records } from '../rows.js'
import { answered } from './answered.js'

/** What a page may be asked with: the limit is 10 where it is not said. */
export type Listed<Of extends RecordKind> = Omit<List<Of>, 'limit'> & { readonly limit?: number }

/** Reading. */
export interface DeskReads {
  readonly retrieve: <Of extends RecordKind>(
    asked: Find<Of>,
  ) => TaskEither<NotFound | InvalidName | StoreError, Records[Of]>
  readonly list: <Of extends RecordKind>(
    asked: Listed<Of>,
  ) => TaskEither<UnknownCursor | InvalidPage | InvalidName | StoreError, Page<Records[Of]>>
}

const LIMIT = 10
const LONGEST = 100

export const createReads = (store: Store): DeskReads => ({
  retrieve: (asked) => async () => {
    const owner = account(asked.account)
    if (isLeft(owner)) return owner
    const found = await answered('find', 'no', () => store.find(asked))
    if (isLeft(found)) return found
    return found.right === null
      ? left({ _tag: 'NotFound', of: asked.of, id: asked.id })
      : (found as Either<never, never>)
  },
  list: (asked) => async () => {
    const owner = account(asked.account)
    if (isLeft(owner)) return owner
    const { limit = LIMIT } = asked
    if (!Number.isSafeInteger(limit) || limit < 1 || limit > LONGEST)
      return left({ _tag: 'InvalidPage', field: 'limit', value: limit })
    if (asked.startingAfter !== undefined && asked.endingBefore !== undefined)
      return left({ _tag: 'InvalidPage', field: 'endingBefore', value: asked.endingBefore })
    return answered('list', 'no', () => store.list({ ...asked, limit }))
  },
})
