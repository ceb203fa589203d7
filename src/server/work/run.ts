/** Makes a decision through the desk, as often as it finds that it needs to see more, and until it is written. */
import { type Either, isLeft, right } from '../../domain/either.js'
import type { Json } from '../../domain/idempotency/json.js'
import type { Charge } from '../../domain/records/charge.js'
import {
  type ChargeId,
  chargeId,
  type DisputeId,
  disputeId,
  type RefundId,
  refundId,
} from '../../domain/records/ids.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { ClaimedDue, Decided, Transact, Unit, UnitError } from '../../store/index.js'
import type { Changes, DocumentName, Loaded, Store } from '../../store/port.js'
import type { Document } from '../../store/rows.js'
import { errorBody } from '../../stripe/errors/stripe-error.js'
import type { Handled } from './answer.js'
import type { Asked } from './asked.js'
import { addCell, type Cells } from './cells.js'
import { countWritten, type Holdings, readHoldings } from './holdings.js'
import { type Need, pageName } from './need.js'
import { readPage } from './page.js'
import { createWork, isId, NOT_SEEN, type PageFound, type Work, writtenIn } from './work.js'

/** What is answered, and what it was first answered to. */
export interface Kept {
  readonly status: number
  readonly body: object
  readonly shouldRetry: boolean | null
  /** The request that was executed: an earlier one where the answer is replayed. */
  readonly request: string | null
}

/** What came of a decision. */
export interface Outcome {
  readonly kept: Kept
  readonly replayed: boolean
  /** The earliest of what waits now; null where nothing new does. */
  readonly due: EpochSeconds | null
}

export interface Runtime {
  readonly store: Store
  /** By which decisions are made and committed. */
  readonly transact: Transact
  /** What is due, up to the time that the server's clock has reached or is on its way to. */
  readonly claimDue: Store['claimDue']
}

export type Decide = (work: Work) => Handled

/** What kept a decision from being made: what the desk says. */
export type RunError = UnitError

/** All that was found to be needed so far. */
interface Known {
  charge: ChargeId | null
  refund: RefundId | null
  dispute: DisputeId | null
  readonly names: DocumentName[]
  readonly charges: Map<string, Charge | null>
  readonly pages: Map<string, PageFound>
  readonly balances: Map<string, Holdings>
}

type Told =
  | { readonly of: 'needs'; readonly needs: readonly Need[] }
  | ({ readonly of: 'answer'; readonly written: readonly Document[] } & Outcome)

const NOTHING: readonly Document[] = []
const NO_NEEDS: readonly Need[] = []

/** More rounds than any request takes: each shows it one thing more, and an expansion is four levels deep. */
const MOST_ROUNDS = 1_000

/** What a decision may be told beside who asks. */
export interface RunWith {
  /** What the decision will need for sure: it saves rounds and changes nothing else. */
  readonly guess?: readonly Need[]
  /** What was due, and is done by it. */
  readonly done?: ClaimedDue
}

/** Decides and commits. */
export const run = async (
  { transact, store }: Runtime,
  asked: Asked,
  decide: Decide,
  { guess = NO_NEEDS, done }: RunWith = {},
): Promise<Outcome | RunError> => {
  const known: Known = {
    charge: null,
    refund: null,
    dispute: null,
    names: [],
    charges: new Map(),
    pages: new Map(),
    balances: new Map(),
  }
  let needs: readonly Need[] = guess
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    for (const need of needs) {
      if (named(asked, known, need)) continue
      const failed = await meet(store, asked, known, need)
      if (failed !== null) return failed
    }
    const told = await transact(unitOf(asked, known, decide, done ?? null))()
    if (isLeft(told)) return told.left
    if (told.right.of === 'answer') {
      countWritten(store, asked.account, told.right.written)
      return told.right
    }
    needs = told.right.needs
  }
  throw new Error(`${asked.endpoint} never sees enough`)
}

/** Names what the next round is to load; false for what is not loaded with a decision. */
const named = ({ minted }: Asked, known: Known, need: Need): boolean => {
  switch (need.of) {
    case 'new':
      for (let index = 0; index < need.count; index += 1) {
        const id = minted.at(need.prefix, index)
        // Said once, in a guess: nobody has named it before.
        known.names.push({ kind: need.kind, id })
        if (need.kind === 'refund') known.refund = idOr(known.refund, refundId(id))
      }
      return true
    case 'charge':
      known.charge = idOr(known.charge, chargeId(need.id))
      return true
    case 'refund':
      known.refund = idOr(known.refund, refundId(need.id))
      return true
    case 'dispute':
      known.dispute = idOr(known.dispute, disputeId(need.id))
      return true
    case 'document':
      name(known, need.kind, need.id)
      return true
    case 'law':
      if (known.charge !== null) return false
      known.charge = idOr(null, chargeId(need.id))
      return true
    case 'page':
    case 'balance':
      return false
  }
}

/** Reads what is not loaded with a decision. */
const meet = async (store: Store, { account }: Asked, known: Known, need: Need): Promise<RunError | null> => {
  if (need.of === 'law') {
    const found = await store.find({ account, of: 'charge', id: need.id })()
    if (isLeft(found)) return found.left
    known.charges.set(need.id, found.right)
  } else if (need.of === 'page') {
    const found = await readPage(store, account, need.asked)
    if (isLeft(found) && found.left._tag !== 'UnknownCursor') return found.left
    known.pages.set(pageName(need.asked), found as PageFound)
  } else if (need.of === 'balance') {
    const found = await readHoldings(store, account, need.kind)
    if (isLeft(found)) return found.left
    known.balances.set(need.kind, found.right)
  }
  return null
}

/** What can be no id is not there: what was known before stays. */
const idOr = <Id>(before: Id | null, id: Either<unknown, Id>): Id | null => (isLeft(id) ? before : id.right)

const name = (known: Known, kind: string, id: string): void => {
  if (isId(id) && !known.names.some((one) => one.id === id && one.kind === kind)) known.names.push({ kind, id })
}

const unitOf = (asked: Asked, known: Known, decide: Decide, done: ClaimedDue | null): Unit<never, Told> => ({
  done,
  account: asked.account,
  charge: known.charge,
  refund: known.refund,
  dispute: known.dispute,
  documents: known.names,
  key:
    asked.key === null
      ? null
      : {
          ...asked.key,
          replay: (kept) =>
            right({ of: 'answer', kept: kept as unknown as Kept, replayed: true, due: null, written: NOTHING }),
        },
  decide: (loaded, at) => decided(asked, known, loaded, at, decide),
})

const decided = (
  asked: Asked,
  known: Known,
  loaded: Loaded,
  at: EpochSeconds,
  decide: Decide,
): Decided<never, Told> => {
  const cells: Cells = new Map()
  known.names.forEach(({ kind, id }, index) => {
    addCell(cells, kind, id, loaded.documents[index]?.document ?? null)
  })
  const work = createWork(asked, asked.at ?? at, {
    books: loaded.books,
    on: known,
    cells,
    seen: known,
  })
  try {
    const handled = decide(work)
    return work.needs.length === 0 ? writes(work, handled) : needing(work)
  } catch (signal) {
    if (signal !== NOT_SEEN) throw signal
    return needing(work)
  }
}

const needing = ({ needs }: Work): Decided<never, Told> => ({ answer: right({ of: 'needs', needs }), undone: true })

const writes = (work: Work, handled: Handled): Decided<never, Told> => {
  const { id: request } = work.asked.request
  if (isLeft(handled)) {
    const error = handled.left
    const body = errorBody(error, request === null ? {} : { requestLogUrl: logUrl(request, work.at) })
    const kept: Kept = { status: error.status, body, shouldRetry: error.shouldRetry, request }
    return {
      answer: right({ of: 'answer', kept, replayed: false, due: null, written: NOTHING }),
      ...(error.executed ? keep(kept) : {}),
    }
  }
  const kept: Kept = { ...handled.right, request }
  const due = work.due.length === 0 ? null : work.due.reduce((first, one) => (one.at < first.at ? one : first)).at
  const written = writtenIn(work)
  return {
    answer: right({ of: 'answer', kept, replayed: false, due, written }),
    changes: changesOf(work),
    documents: written,
    due: work.due,
    ...keep(kept),
  }
}

/** Plain JSON as it is: kept by reference, it costs nothing beside the objects that it shows. */
const keep = (kept: Kept): { readonly keep: Json } => ({ keep: kept as unknown as Json })

const changesOf = ({ books, events }: Work): Changes | null => {
  const [first, ...more] = events
  const { charge, refund, dispute } = books
  return first === undefined || charge === null ? null : { charge, refund, dispute, events: [first, ...more] }
}

/** Where Stripe shows a request to people. Source: recorded errors of 2023 (GUM). */
export const logUrl = (request: string, at: EpochSeconds): string =>
  `https://dashboard.stripe.com/test/logs/${request}?t=${at}`
