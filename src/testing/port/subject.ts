/** The store that is tried, and what the suite may do to it from outside. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StoreError } from '../../store/errors.js'
import type { Store } from '../../store/port.js'

/** A store for one case. */
export interface Subject {
  readonly store: Store
  /** A second handle on the same data, as another process has it. */
  readonly another: () => Promise<Store>
  /** Moves the clock by which the store's leases run. Without it the cases about leases wait in real time. */
  readonly passSeconds?: (seconds: number) => Promise<void>
  /** A transaction of the caller's own: `Right` commits it, `Left` and a rejection roll it back. */
  readonly transaction?: <E, A>(work: (store: Store) => TaskEither<E, A>) => TaskEither<E | StoreError, A>
  /** Ends the store and the handles that `another` gave. */
  readonly close: () => Promise<void>
}

/** Opens a store that holds nothing yet. Each case opens one, and closes it. */
export type Open = () => Promise<Subject>
