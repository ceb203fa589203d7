/** Loading what a decision needs: of one state of the database, and with the key held. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Dispute } from '../../domain/records/dispute.js'
import type { Refund } from '../../domain/records/refund.js'
import type { InvalidRow } from '../errors.js'
import type { Account } from '../names.js'
import type { DocumentName, Load, Loaded } from '../port.js'
import type { StoredDocument } from '../rows.js'
import { indexName } from '../sql/index-name.js'
import type { Connection } from './connection.js'
import { type HeldKey, holdKey } from './keys.js'
import {
  CHARGE,
  DISPUTE,
  DOCUMENT,
  REFUND,
  type Read,
  type ReadCharge,
  readCharge,
  readDispute,
  readDocument,
  readOne,
  readRefund,
  type Versioned,
} from './rows.js'

/** Proves what was loaded, and how the key is given back. A symbol, so that it is no part of what is read. */
const TICKET: unique symbol = Symbol('ticket')

export interface Ticket {
  readonly asked: Load
  /** The charge's row; 0 where there is none. */
  readonly charge: number
  readonly key: HeldKey | null
  /** Whether what was read is, or became, what everyone reads: false after a transaction was rolled back. */
  readonly stands: () => boolean
}

interface Ticketed extends Loaded {
  readonly [TICKET]: Ticket
}

export const ticketOf = (loaded: Loaded): Ticket => (loaded as Ticketed)[TICKET]

const CHARGE_BY_ID = `select ${CHARGE} from rm_charges where account = ? and id = ?`
const REFUND_BY_ID = `select ${REFUND} from rm_refunds where account = ? and id = ?`
const DISPUTE_BY_ID = `select ${DISPUTE} from rm_disputes where account = ? and id = ?`
const DOCUMENT_BY_ID = `select ${DOCUMENT} from rm_documents where account = ? and kind = ? and id = ?`

/** All that is asked for. The key comes last, so that what cannot be read holds none. */
export const load = (connection: Connection, asked: Load, stands: Ticket['stands']): Either<InvalidRow, Loaded> => {
  const { account, key, at } = asked
  const charge = findCharge(connection, account, asked.charge)
  if (isLeft(charge)) return charge
  const refund = findRefund(connection, account, asked.refund)
  if (isLeft(refund)) return refund
  const dispute = findDispute(connection, account, asked.dispute)
  if (isLeft(dispute)) return dispute
  const documents = findDocuments(connection, account, asked.documents)
  if (isLeft(documents)) return documents
  const held = key === null ? right(null) : holdKey(connection, account, key, at)
  if (isLeft(held)) return left(held.left)

  const loaded: Ticketed = {
    account,
    version: charge.right?.version ?? 0,
    books: { charge: charge.right?.charge ?? null, refund: refund.right, dispute: dispute.right },
    documents: documents.right,
    key: held.right?.before ?? null,
    [TICKET]: { asked, charge: charge.right?.seq ?? 0, key: held.right, stands },
  }
  return right(loaded)
}

export const findCharge = (
  connection: Connection,
  account: Account,
  id: string | null,
): Either<InvalidRow, Versioned | null> => {
  if (id === null) return NOTHING
  const row = connection.one<ReadCharge>(CHARGE_BY_ID, [account, indexName(id)])
  return row === undefined ? NOTHING : readCharge(row, connection.charges)
}

const NOTHING = right(null)

export const findRefund = (
  connection: Connection,
  account: Account,
  id: string | null,
): Either<InvalidRow, Refund | null> =>
  id === null ? NOTHING : readOne(connection.one<Read<'refund'>>(REFUND_BY_ID, [account, indexName(id)]), readRefund)

export const findDispute = (
  connection: Connection,
  account: Account,
  id: string | null,
): Either<InvalidRow, Dispute | null> =>
  id === null ? NOTHING : readOne(connection.one<Read<'dispute'>>(DISPUTE_BY_ID, [account, indexName(id)]), readDispute)

export const findDocument = (
  connection: Connection,
  account: Account,
  { kind, id }: DocumentName,
): Either<InvalidRow, StoredDocument | null> =>
  readOne(connection.one<Read<'document'>>(DOCUMENT_BY_ID, [account, indexName(kind), indexName(id)]), readDocument)

const findDocuments = (
  connection: Connection,
  account: Account,
  names: readonly DocumentName[],
): Either<InvalidRow, readonly (StoredDocument | null)[]> => {
  const found: (StoredDocument | null)[] = []
  for (const name of names) {
    const document = findDocument(connection, account, name)
    if (isLeft(document)) return document
    found.push(document.right)
  }
  return right(found)
}
