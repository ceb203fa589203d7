/** Loading what a decision needs, in one statement; of a hot charge behind a lock. */
import { type Either, isLeft, type Left, left, right } from '../../domain/either.js'
import type { InvalidRow, StoreError } from '../errors.js'
import type { Load, Loaded } from '../port.js'
import type { StoredDocument } from '../rows.js'
import { indexName } from '../sql/index-name.js'
import type { Access, Asking, Holding } from './access.js'
import type { Row } from './client.js'
import { type Failure, failedRead, isCut } from './errors.js'
import { type Held, holdCharge } from './held.js'
import { type FoundKey, giveBackKey, type HeldKey, heldBy, holdValues, isLapsed, readKey } from './keys.js'
import type { Line } from './line.js'
import { readAll, readJson, readRow } from './rows.js'

/** Proves what was loaded, and how it is given back. A symbol, so that it is no part of what is read. */
const TICKET: unique symbol = Symbol('ticket')

export interface Ticket {
  readonly asked: Load
  readonly key: HeldKey | null
  /** The lock on the charge. */
  readonly held: Held | null
}

interface Ticketed extends Loaded {
  readonly [TICKET]: Ticket
}

export const ticketOf = (loaded: Loaded): Ticket => (loaded as Ticketed)[TICKET]

/** What is loaded behind the lock of its charge. */
type Locked = Load & { readonly charge: NonNullable<Load['charge']> }

type Answer = Either<StoreError, Loaded>

export const load = (access: Access, asked: Load): Promise<Answer> => {
  const { holding } = access
  const { account, charge } = asked
  return holding !== null && charge !== null && holding.hot.is(account, charge)
    ? loadLocked(access, holding, { ...asked, charge })
    : loadPlain(access, asked)
}

const bookValues = ({ account, charge, refund, dispute, documents }: Load): readonly unknown[] => [
  account,
  ...[charge, refund, dispute].map((id) => (id === null ? null : indexName(id))),
  documents.map(({ kind }) => indexName(kind)),
  documents.map(({ id }) => indexName(id)),
]

const loadPlain = async (access: Access, asked: Load): Promise<Answer> => {
  const { statements } = access
  if (asked.key === null) {
    const answer = await access.ask(statements.load, bookValues(asked))
    if (isLeft(answer)) return failedRead('load', answer.left)
    return loadedOf(asked, answer.right[0], { state: null, held: null }, null)
  }
  const [mark, values] = holdValues(asked.key, asked.at)
  const answer = await access.ask(statements.loadWithKey, [...bookValues(asked), ...values])
  if (isLeft(answer)) return failedHold(access, asked.account, { key: asked.key.key, mark, before: null }, answer.left)
  const row = answer.right[0]
  const key = readKey(row?.key, asked.key, mark, asked.at)
  const loaded = isLeft(key) ? key : loadedOf(asked, row, key.right, null)
  // What cannot be read must not keep the key.
  if (isLeft(loaded)) await giveBackKey(access, asked.account, heldBy(row?.key, asked.key, mark))
  return loaded
}

/** It may be held though nobody heard of it. */
const failedHold = async (
  access: Access,
  account: Load['account'],
  held: HeldKey,
  failure: Failure,
): Promise<Left<StoreError>> => {
  if (!access.inside && isCut(failure)) await giveBackKey(access, account, held)
  return failedRead('load', failure)
}

/** The key first, so that whoever has to hear of it does not wait for the lock; and then what stands behind the lock. */
const loadLocked = async (access: Access, holding: Holding, asked: Locked): Promise<Answer> => {
  const taken = await holding.take()
  if (isLeft(taken)) return failedRead('load', taken.left)
  const line = taken.right
  const ask: Asking = async (statement, values) => {
    try {
      return right(await line.ask(statement, values))
    } catch (error) {
      return left({ sent: true, error })
    }
  }
  const on: Access = { ...access, ask, holding: null }
  const found = await findKey({ on, access }, line, holding, asked)
  if (isLeft(found)) {
    line.close()
    return found
  }
  const key = found.right
  if (asked.key !== null && key.held === null) {
    const answer = await booksOf(on, asked, key, null)
    line.close()
    return answer
  }
  const held = await holdCharge(line, holding, access.statements, asked)
  if (isLeft(held)) {
    line.close()
    await giveBackKey(access, asked.account, key.held)
    return failedRead('load', held.left)
  }
  const answer = await booksOf({ ...on, ask: held.right.ask }, asked, key, held.right)
  if (isLeft(answer)) {
    await held.right.rollback()
    await giveBackKey(access, asked.account, key.held)
  }
  return answer
}

/** A key whose mark has lapsed may be that of the one who has the lock: it is taken over when that one has ended. */
const findKey = async (
  { on, access }: { readonly on: Access; readonly access: Access },
  line: Line,
  holding: Holding,
  asked: Locked,
): Promise<Either<StoreError, FoundKey>> => {
  const { account, key, at } = asked
  if (key === null) return right({ state: null, held: null })
  const [mark, values] = holdValues(key, at)
  for (const patient of [true, false]) {
    const answer = await on.ask(on.statements.holdKey, [account, ...values, patient])
    if (isLeft(answer)) {
      line.close()
      return failedHold(access, account, { key: key.key, mark, before: null }, answer.left)
    }
    const text = answer.right[0]?.key
    if (!isLapsed(text)) {
      const found = readKey(text, key, mark, at)
      if (isLeft(found)) await giveBackKey(on, account, heldBy(text, key, mark))
      return found
    }
    const waited = await holdCharge(line, holding, access.statements, asked)
    if (isLeft(waited)) return failedRead('load', waited.left)
    await waited.right.pass()
  }
  return right({ state: null, held: null })
}

const booksOf = async (access: Access, asked: Load, key: FoundKey, held: Held | null): Promise<Answer> => {
  const answer = await access.ask(access.statements.load, bookValues(asked))
  return isLeft(answer) ? failedRead('load', answer.left) : loadedOf(asked, answer.right[0], key, held)
}

const loadedOf = (
  asked: Load,
  row: Row | undefined,
  { state, held: key }: FoundKey,
  held: Held | null,
): Either<InvalidRow, Loaded> => {
  const charge = readJson('charge', row?.charge)
  if (isLeft(charge)) return charge
  const refund = readJson('refund', row?.refund)
  if (isLeft(refund)) return refund
  const dispute = readJson('dispute', row?.dispute)
  if (isLeft(dispute)) return dispute
  const documents = documentsOf(row?.documents)
  if (isLeft(documents)) return documents
  const loaded: Ticketed = {
    account: asked.account,
    version: charge.right?.version ?? 0,
    books: {
      charge: charge.right?.charge ?? null,
      refund: refund.right?.refund ?? null,
      dispute: dispute.right?.dispute ?? null,
    },
    documents: documents.right,
    key: state,
    [TICKET]: { asked, key, held },
  }
  return right(loaded)
}

const documentsOf = (text: unknown): Either<InvalidRow, readonly (StoredDocument | null)[]> => {
  const rows = typeof text === 'string' ? (JSON.parse(text) as readonly (Row | null)[]) : []
  return readAll(rows, (row) => {
    if (row === null) return right(null)
    const read = readRow('document', row)
    return isLeft(read) ? read : right({ version: read.right.version, document: read.right.document })
  })
}
