/** Reading one record, and lists of them. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { isLeft, left, right } from '../../domain/either.js'
import { invalidInput } from '../codec/input.js'
import type { InvalidInput, InvalidPage, NotFound, StoreError, UnknownCursor } from '../errors.js'
import { account, type InvalidName } from '../names.js'
import type { Find, List, Page, Store } from '../port.js'
import type { RecordKind, Records } from '../rows.js'
import { answered } from './asking.js'

/** What a page may be asked with: the limit is 10 where it is not said. */
export type Listed<Of extends RecordKind> = Omit<List<Of>, 'limit'> & { readonly limit?: number }

/** What tells apart, besides the account: documents have a kind and labels, and what belongs to a charge may be listed by it. */
type OfKind<Of extends RecordKind> = Of extends 'document'
  ? { readonly kind: string; readonly charge?: never }
  : Of extends 'charge'
    ? { readonly kind?: never; readonly label?: never; readonly charge?: never }
    : { readonly kind?: never; readonly label?: never }

/** Reading. */
export interface DeskReads {
  readonly retrieve: <Of extends RecordKind>(
    asked: Find<Of> & OfKind<Of>,
  ) => TaskEither<NotFound | InvalidInput | InvalidName | StoreError, Records[Of]>
  readonly list: <Of extends RecordKind>(
    asked: Listed<Of> & OfKind<Of>,
  ) => TaskEither<UnknownCursor | InvalidPage | InvalidInput | InvalidName | StoreError, Page<Records[Of]>>
}

const LIMIT = 10
const LONGEST = 100
const KINDS: readonly RecordKind[] = ['charge', 'refund', 'dispute', 'event', 'document']

export const createReads = (store: Store): DeskReads => ({
  retrieve:
    <Of extends RecordKind>(asked: Find<Of>) =>
    async () => {
      const invalid = invalidReading(asked && { ...asked, id: asked.id ?? null })
      if (invalid !== null) return left(invalid)
      const found = await answered('find', 'no', () => store.find(asked))
      if (isLeft(found)) return found
      return found.right === null ? left({ _tag: 'NotFound', of: asked.of, id: asked.id }) : right(found.right)
    },
  list:
    <Of extends RecordKind>(asked: Listed<Of>) =>
    async () => {
      const invalid = invalidReading(asked)
      if (invalid !== null) return left(invalid)
      const { limit = LIMIT } = asked
      if (!Number.isSafeInteger(limit) || limit < 1 || limit > LONGEST)
        return left({ _tag: 'InvalidPage', field: 'limit', value: limit })
      if (asked.startingAfter !== undefined && asked.endingBefore !== undefined)
        return left({ _tag: 'InvalidPage', field: 'endingBefore', value: asked.endingBefore })
      return answered('list', 'no', () => store.list({ ...asked, limit }))
    },
})

/** Checked at run time although the types say it: callers in JavaScript exist. */
const invalidReading = (asked: Reading | undefined): InvalidName | InvalidInput | null => {
  if (typeof asked !== 'object' || asked === null) return invalidInput('expected what is asked, in an object')
  const owner = account(asked.account as string)
  if (isLeft(owner)) return owner.left
  if (!KINDS.some((kind) => kind === asked.of)) return invalidInput(`of: expected ${KINDS.join(', ')}`)
  if (asked.of === 'document' && typeof asked.kind !== 'string') return invalidInput('kind: expected text')
  const texts = Object.entries({ id: asked.id, startingAfter: asked.startingAfter, endingBefore: asked.endingBefore })
  for (const [name, value] of texts)
    if (value !== undefined && typeof value !== 'string') return invalidInput(`${name}: expected text`)
  if (asked.created === null) return invalidInput('created: expected bounds')
  for (const [name, value] of Object.entries(asked.created ?? {}))
    if (!Number.isSafeInteger(value)) return invalidInput(`created.${name}: expected whole seconds since 1970`)
  return asked.charge !== undefined && (asked.of === 'charge' || asked.of === 'document')
    ? invalidInput(`charge: a ${asked.of} is not listed by it`)
    : null
}

interface Reading {
  readonly account: unknown
  readonly of: unknown
  readonly kind?: unknown
  readonly id?: unknown
  readonly charge?: unknown
  readonly startingAfter?: unknown
  readonly endingBefore?: unknown
  readonly created?: object | null
}
