/** What workers share: how many and how long, and the handlers that they call. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, left } from '../../domain/either.js'
import { invalidInput } from '../codec/input.js'
import type { InvalidInput } from '../errors.js'

/** The first of the counts that is no whole number from 1 on. */
export const invalidCounts = (counts: Readonly<Record<string, unknown>>): InvalidInput | null => {
  const wrong = Object.entries(counts).find(([, value]) => !Number.isSafeInteger(value) || (value as number) < 1)
  return wrong === undefined
    ? null
    : invalidInput(`${wrong[0]}: expected a whole number from 1 on, got ${typeof wrong[1]} ${String(wrong[1])}`)
}

/**
 * A handler that throws, rejects or answers what is no `Either` has failed like one that answers so: the next ones are tried
 * all the same.
 */
export const tried = async <A>(handle: () => TaskEither<unknown, A>): Promise<Either<unknown, A>> => {
  try {
    const handled = await handle()()
    return handled._tag === 'Left' || handled._tag === 'Right' ? handled : left(NO_EITHER)
  } catch (cause) {
    return left(cause)
  }
}

const NO_EITHER = 'the handler answered what is no Either'
