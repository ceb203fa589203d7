/** What a store answers, whatever it is. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, left } from '../../domain/either.js'
import type { StoreUnavailable } from '../errors.js'
import type { Loaded, Store } from '../port.js'

/**
 * The answer of a store's operation. One that throws or rejects instead has not kept its contract: it is taken for a store
 * that is down, with what is known of the write, and what it threw is kept as the cause.
 */
export const answered = <E, A>(
  operation: string,
  written: StoreUnavailable['written'],
  ask: () => TaskEither<E, A>,
): Promise<Either<E | StoreUnavailable, A>> => {
  const failed = (cause: unknown): Either<StoreUnavailable, never> => left(unavailable(operation, written, cause))
  try {
    return ask()().catch(failed)
  } catch (cause) {
    return Promise.resolve(failed(cause))
  }
}

/** A store that threw or rejected. */
export const unavailable = (
  operation: string,
  written: StoreUnavailable['written'],
  cause: unknown,
): StoreUnavailable => ({ _tag: 'StoreUnavailable', operation, written, cause })

/** Gives back what was loaded and is not needed. What a store cannot take back lapses, and the answer stands all the same. */
export const released = async (store: Store, loaded: Loaded): Promise<void> => {
  try {
    await store.release(loaded)()
  } catch {
    // Said above.
  }
}
