/** All that a server keeps: a store and the desk over it, and how another can take their place. */
import { type Either, isLeft, left, right } from '../domain/either.js'
import { stripe } from '../domain/policies/stripe.js'
import { type EpochSeconds, epochSeconds } from '../domain/records/time.js'
import { createByAccount } from '../store/desk/by-account.js'
import { createTrustingDesk } from '../store/desk/desk.js'
import type { InvalidRow } from '../store/errors.js'
import { randomIds } from '../store/ids.js'
import { type MemoryStore, restoreMemoryStore } from '../store/memory/memory.js'
import type { SavedRow } from '../store/memory/snapshot.js'
import type { Account } from '../store/names.js'
import type { Store } from '../store/port.js'
import type { Runtime } from './decision/run.js'
import type { ServerClock } from './engine/server-clock.js'
import { createStateGate } from './engine/state-gate.js'
import { wrongRow } from './saved-rows.js'

/** The form that is written now. */
const VERSION = 1

/** Everything that a server keeps, as plain JSON. */
export interface SavedState {
  readonly version: 1
  /** The time of its clock, in seconds since 1970-01-01 UTC. */
  readonly at: number
  readonly rows: readonly SavedRow[]
}

/** What is no state that was saved. */
export interface InvalidState {
  readonly _tag: 'InvalidState'
  readonly problem: string
}

/** The store keeps its rows elsewhere: they are dumped, loaded and removed there. */
export interface NotInMemory {
  readonly _tag: 'NotInMemory'
}

export type StateError = InvalidRow | InvalidState | NotInMemory

export interface State {
  /** As it is now. Between two looks it may be replaced. */
  readonly runtime: () => Runtime
  /** The same as long as no other state was loaded: a reset of one account leaves the others where they were. */
  readonly loaded: () => object
  /** What is there is not replaced until `leave` is called, once: from now on where it answers null, else when its promise is kept. */
  readonly enter: () => Promise<void> | null
  readonly leave: () => void
  /** Does something with what is there, which is not replaced meanwhile. Must not be called within itself. */
  readonly use: <A>(work: (runtime: Runtime) => Promise<A>) => Promise<A>
  readonly save: () => Promise<Either<NotInMemory, SavedState>>
  /** Puts a saved state in the place of everything. One that is refused changes nothing. */
  readonly load: (saved: unknown) => Promise<Either<StateError, void>>
  /** Removes all that an account has. */
  readonly reset: (account: Account) => Promise<Either<StateError, void>>
}

/** `selfCheck`: whether decisions are checked as a stranger's are before they are written. */
export const createState = (clock: ServerClock, store: Store, selfCheck = false): State => {
  const gate = createStateGate()
  let runtime = runtimeOf(clock, store, selfCheck)
  let loaded: object = {}

  const replace = (next: Store): Either<never, void> => {
    runtime = runtimeOf(clock, next, selfCheck)
    return right(undefined)
  }

  return {
    runtime: () => runtime,
    loaded: () => loaded,
    enter: gate.enter,
    leave: gate.leave,
    use: (work) => gate.use(() => work(runtime)),
    save: async () => {
      if (!isInMemory(runtime.store)) return left({ _tag: 'NotInMemory' })
      const rows = await runtime.store.save()
      return right({ version: VERSION, at: clock.now(), rows })
    },
    load: async (saved) => {
      if (!isInMemory(runtime.store)) return left({ _tag: 'NotInMemory' })
      const restored = restoredState(saved, clock)
      if (isLeft(restored)) return restored
      return gate.alone(async () => {
        clock.hand?.set(restored.right.at)
        loaded = {}
        return replace(restored.right.store)
      })
    },
    reset: (account) =>
      gate.alone(async () => {
        if (!isInMemory(runtime.store)) return left({ _tag: 'NotInMemory' })
        const rows = (await runtime.store.save()).filter(({ row }) => accountIn(row) !== account)
        const restored = restoreMemoryStore(rows, { clock: clock.now })
        return isLeft(restored) ? restored : replace(restored.right)
      }),
  }
}

/** A store with the rows of a saved state, and its time. */
export const restoredState = (
  saved: unknown,
  clock: Pick<ServerClock, 'now'>,
): Either<InvalidRow | InvalidState, { readonly at: EpochSeconds; readonly store: MemoryStore }> => {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) return invalid('expected a saved state')
  const { version, at, rows } = saved as Readonly<Record<string, unknown>>
  if (version !== VERSION) return invalid(`version: expected ${VERSION}, got ${JSON.stringify(version)}`)
  const time = epochSeconds(at as number)
  if (isLeft(time)) return invalid(`at: expected whole seconds since 1970, got ${JSON.stringify(at)}`)
  if (!Array.isArray(rows)) return invalid('rows: expected a list')
  const store = restoreMemoryStore(rows, { clock: clock.now })
  if (isLeft(store)) return store
  // Each row has the shape of its kind now.
  const wrong = wrongRow(rows)
  return wrong === null ? right({ at: time.right, store: store.right }) : invalid(wrong)
}

/** What is wrong, in one sentence. */
export const stateProblem = (error: StateError): string => {
  switch (error._tag) {
    case 'NotInMemory':
      return 'The state can only be saved, loaded and reset where the server keeps it in memory.'
    case 'InvalidState':
      return `This is no state of this server: ${error.problem}.`
    case 'InvalidRow':
      return `A row of the state cannot be taken: ${error.row} ${error.id ?? '(no id)'}: ${error.problems.join('; ')}.`
  }
}

/** How decisions are made on a store. */
export const runtimeOf = (
  { now, horizon }: Pick<ServerClock, 'horizon' | 'now'>,
  store: Store,
  selfCheck: boolean,
): Runtime => {
  const { desk, transact } = createTrustingDesk({ store, clock: now, ids: randomIds, policy: stripe })
  return {
    store,
    transact: selfCheck ? desk.transact : transact,
    claimDue: (claim) => store.claimDue({ ...claim, at: horizon() }),
    forgetKeys: desk.forgetKeys,
    held: createByAccount(),
  }
}

const isInMemory = (store: Store): store is MemoryStore => 'save' in store && typeof store.save === 'function'

const accountIn = (row: SavedRow['row']): unknown => (row as { readonly account?: unknown }).account

const invalid = (problem: string): Either<InvalidState, never> => left({ _tag: 'InvalidState', problem })
