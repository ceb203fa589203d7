/** Ids that the desk mints. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft } from '../../domain/either.js'
import type { StoreUnavailable } from '../errors.js'
import type { Asked } from './perform.js'

/**
 * A task with an id of its own. As long as no run can have made it, whoever has the id is another. Runs of one task come one
 * after the other, so that none meets what another one of them is just making.
 */
export const once = <E extends { readonly _tag: string }, A>(
  given: string | null,
  run: (minted: Pick<Asked, 'minted'>) => TaskEither<E, A>,
): TaskEither<E, A> => {
  if (given !== null) return run({})
  let mayBeMine = false
  let before: Promise<unknown> = Promise.resolve()
  const task = run({ minted: () => !mayBeMine })
  const tried = async (): Promise<Either<E, A>> => {
    try {
      const answer = await task()
      if (!isLeft(answer) || mayHaveWritten(answer.left)) mayBeMine = true
      return answer
    } catch (bug) {
      mayBeMine = true
      throw bug
    }
  }
  return () => {
    const answer = before.then(tried)
    before = answer.catch(() => undefined)
    return answer
  }
}

const mayHaveWritten = (error: { readonly _tag: string }): boolean =>
  'written' in error && (error as StoreUnavailable).written === 'unknown'
