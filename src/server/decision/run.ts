/** Makes a decision through the desk, as often as it finds that it needs to see more, and until it is written. */
import { isLeft, right } from '../../domain/either.js'
import type { Json } from '../../domain/idempotency/json.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { ByAccount } from '../../store/desk/by-account.js'
import type { ClaimedDue, Decided, RefundDesk, Transact, Unit, UnitError } from '../../store/index.js'
import type { Changes, Loaded, Store } from '../../store/port.js'
import type { Document } from '../../store/rows.js'
import { errorBody } from '../../stripe/errors/stripe-error.js'
import type { Handled } from './answer.js'
import type { Asked } from './asked.js'
import { addCell, createCells } from './cells.js'
import { countWritten, failedWrite } from './holdings.js'
import { type Known, met, named, nothingKnown } from './known.js'
import { logUrl } from './log-url.js'
import { restart } from './minted.js'
import type { Need } from './need.js'
import { createWork, NOT_SEEN, type Work, writtenIn } from './work.js'

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
  /** Removes answers that are not told any more. */
  readonly forgetKeys: RefundDesk['forgetKeys']
  /** The keys under which a request is under way here. Between two rounds the desk lets a key go; whoever came first keeps it. */
  readonly held: ByAccount<true>
}

export type Decide = (work: Work) => Handled

/** A request under the same key is under way in this process. */
export interface KeyHeld {
  readonly _tag: 'KeyHeld'
}

/** What kept a decision from being made: what the desk says, or a key that is in use. */
export type RunError = UnitError | KeyHeld

type Told =
  | { readonly of: 'needs'; readonly needs: readonly Need[] }
  | ({ readonly of: 'answer'; readonly written: readonly Document[] } & Outcome)

const NOTHING: readonly Document[] = []
const NO_NEEDS: readonly Need[] = []
const NOTHING_DONE: readonly ClaimedDue[] = []

/** More rounds than any request takes: each shows it one thing more, and an expansion is four levels deep. */
const MOST_ROUNDS = 1_000

/** What a decision may be told beside who asks. */
export interface RunWith {
  /** What the decision will need for sure: it saves rounds and changes nothing else. */
  readonly guess?: readonly Need[]
  /** What was due, and is done by it. */
  readonly done?: readonly ClaimedDue[]
}

/** Decides and commits. */
export const run = async (
  { transact, store, held }: Runtime,
  asked: Asked,
  decide: Decide,
  { guess = NO_NEEDS, done = NOTHING_DONE }: RunWith = {},
): Promise<Outcome | RunError> => {
  const { account, key } = asked
  if (key !== null) {
    if (held.get(account, key.key) !== null) return KEY_HELD
    held.set(account, key.key, true)
  }
  try {
    const known = nothingKnown()
    let needs: readonly Need[] = guess
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      for (const need of needs) {
        if (named(known, need)) continue
        const failed = await met(store, asked, known, need)
        if (failed !== null) return failed
      }
      const told = await transact(unitOf(asked, known, decide, done))()
      if (isLeft(told)) return failedWrite(store, account, told.left)
      if (told.right.of === 'answer') {
        countWritten(store, account, told.right.written)
        return told.right
      }
      needs = told.right.needs
    }
    throw new Error(`${asked.endpoint} never sees enough`)
  } finally {
    if (key !== null) held.remove(account, key.key)
  }
}

const KEY_HELD: KeyHeld = { _tag: 'KeyHeld' }

const unitOf = (asked: Asked, known: Known, decide: Decide, done: readonly ClaimedDue[]): Unit<never, Told> => ({
  done,
  account: asked.account,
  charge: known.charge,
  refund: known.refund,
  dispute: known.dispute,
  documents: known.names,
  // Under ids that were minted for them.
  addsDocuments: true,
  key:
    asked.key === null
      ? null
      : {
          key: asked.key.key,
          path: asked.key.path,
          fingerprint: asked.key.fingerprint,
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
  const cells = createCells()
  known.names.forEach(({ kind, id }, index) => {
    addCell(cells, kind, id, loaded.documents[index]?.document ?? null)
  })
  restart(asked.minted)
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
      keep: error.executed ? asJson(kept) : undefined,
    }
  }
  // Member by member: V8 gives what a spread makes here a hidden class of its own, and each key's record keeps it.
  const { status, body, shouldRetry } = handled.right
  const kept: Kept = { status, body, shouldRetry, request }
  const due = work.due.length === 0 ? null : work.due.reduce((first, one) => (one.at < first.at ? one : first)).at
  const written = writtenIn(work)
  return {
    answer: right({ of: 'answer', kept, replayed: false, due, written }),
    changes: changesOf(work),
    documents: written,
    due: work.due,
    keep: asJson(kept),
  }
}

/** Plain JSON as it is: kept by reference, it costs nothing beside the objects that it shows. */
const asJson = (kept: Kept): Json => kept as unknown as Json

const changesOf = ({ books, events }: Work): Changes | null => {
  const [first, ...more] = events
  const { charge, refund, dispute } = books
  return first === undefined || charge === null ? null : { charge, refund, dispute, events: [first, ...more] }
}
