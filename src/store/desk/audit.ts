/** Proves the books of a charge: reads all of it, at one version, and sums it again. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Charge } from '../../domain/records/charge.js'
import type { ChargeId, InvalidId } from '../../domain/records/ids.js'
import type { InvalidTime } from '../../domain/records/time.js'
import type { Conflict, NotFound, StoreError } from '../errors.js'
import type { Account, InvalidName } from '../names.js'
import type { Store } from '../port.js'
import { type Discrepancy, discrepancies, type Whole } from '../proof.js'
import type { Records } from '../rows.js'
import { answered, released } from './asking.js'
import { invalidCall, invalidId } from './names.js'
import type { Settings } from './options.js'

/** What is wrong with the books of a charge; empty when nothing is. */
export type Audit = (asked: {
  readonly account: Account
  readonly charge: ChargeId
}) => TaskEither<InvalidName | InvalidId | InvalidTime | NotFound | Conflict | StoreError, readonly Discrepancy[]>

const ATTEMPTS = 3
const PAGE = 100

export const createAudit =
  ({ store, clock }: Settings): Audit =>
  ({ account, charge: id }) =>
  async () => {
    const invalid = invalidCall({ account }) ?? invalidId('charge', id)
    if (invalid !== null) return left(invalid)
    for (let attempts = 1; attempts <= ATTEMPTS; attempts += 1) {
      const before = await chargeNow({ store, clock }, account, id)
      if (isLeft(before)) return before
      const parts = await readParts(store, account, id)
      if (isLeft(parts)) return parts
      const after = await chargeNow({ store, clock }, account, id)
      if (isLeft(after)) return after
      const { charge, version } = before.right
      // Something was written while it was read page by page: what was read is of two moments.
      if (version === after.right.version) return right(discrepancies({ charge, ...parts.right }))
    }
    return left({ _tag: 'Conflict', account, charge: id, attempts: ATTEMPTS })
  }

/** The charge and its version, of one moment. */
const chargeNow = async (
  { store, clock }: Pick<Settings, 'store' | 'clock'>,
  account: Account,
  id: ChargeId,
): Promise<Either<StoreError | NotFound, { readonly charge: Charge; readonly version: number }>> => {
  const asked = { account, charge: id, refund: null, dispute: null, documents: [], key: null, at: clock() }
  const loaded = await answered('load', 'no', () => store.load(asked))
  if (isLeft(loaded)) return loaded
  await released(store, loaded.right)
  const { books, version } = loaded.right
  return books.charge === null ? left({ _tag: 'NotFound', of: 'charge', id }) : right({ charge: books.charge, version })
}

const readParts = async (
  store: Store,
  account: Account,
  id: ChargeId,
): Promise<Either<StoreError, Omit<Whole, 'charge'>>> => {
  const refunds = await listed(store, account, id, 'refund')
  if (isLeft(refunds)) return refunds
  const disputes = await listed(store, account, id, 'dispute')
  if (isLeft(disputes)) return disputes
  const events = await listed(store, account, id, 'event')
  if (isLeft(events)) return events
  const inOrder = events.right.toSorted((one, other) => one.number - other.number)
  return right({ refunds: refunds.right, disputes: disputes.right, events: inOrder })
}

/** All of a charge, page by page. */
const listed = async <Of extends 'refund' | 'dispute' | 'event'>(
  store: Store,
  account: Account,
  charge: ChargeId,
  of: Of,
): Promise<Either<StoreError, Records[Of][]>> => {
  const rows: Records[Of][] = []
  for (;;) {
    const last = rows.at(-1)
    const page = await answered('list', 'no', () =>
      store.list({ account, of, charge, limit: PAGE, ...(last && { startingAfter: last.id }) }),
    )
    if (isLeft(page)) {
      // Rows are never removed, so that the cursor that was just read is known.
      if (page.left._tag !== 'UnknownCursor') return left(page.left)
      return left({ _tag: 'InvalidRow', row: of, account, id: page.left.cursor, problems: ['listed, and not found'] })
    }
    rows.push(...page.right.data)
    // A store that says that there is more and gives nothing would be asked for ever.
    if (!page.right.more || page.right.data.length === 0) return right(rows)
  }
}
