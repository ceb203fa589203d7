/** What an operation answered, and what was expected of it. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft } from '../../domain/either.js'
import { canonicalText } from '../../domain/idempotency/json.js'

/** Longest value that a message shows in full, in characters. */
const LONGEST = 4000

/** Fails the case. */
export const fail = (message: string): never => {
  throw new Error(message)
}

/** A value in a message. */
export const shown = (value: unknown): string => {
  const text = textOf(value)
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`
}

/** Equal exactly for values of the same content. What is no JSON at all, such as a bigint, equals nothing that is expected. */
const textOf = (value: unknown): string => {
  try {
    return canonicalText(value) ?? String(value)
  } catch {
    return `no JSON: ${String(value)}`
  }
}

/** Fails unless both are the same in content. `what` names the operation. */
export const equal = (what: string, actual: unknown, expected: unknown): void => {
  if (textOf(actual) !== textOf(expected)) fail(`${what}: expected ${shown(expected)}, got ${shown(actual)}`)
}

/** Whatever the operation answers. It may not throw or reject. */
export const answered = async <E, A>(operation: string, task: TaskEither<E, A>): Promise<Either<E, A>> => {
  const answer = await running(task).catch((error: unknown) =>
    fail(`${operation}: expected an answer, got a rejection with ${String(error)}`),
  )
  if (answer?._tag !== 'Left' && answer?._tag !== 'Right')
    fail(`${operation}: expected an Either, got ${shown(answer)}`)
  return answer
}

// Async, so that what throws at once is caught as what rejects is.
const running = async <A>(task: () => Promise<A>): Promise<A> => task()

/** What the operation gives. It may not refuse. */
export const given = async <E, A>(operation: string, task: TaskEither<E, A>): Promise<A> => {
  const answer = await answered(operation, task)
  return isLeft(answer) ? fail(`${operation}: expected a Right, got a Left of ${shown(answer.left)}`) : answer.right
}

/** Fails unless the operation refuses with just these members, or more. */
export const refused = async <E>(
  operation: string,
  task: TaskEither<E, unknown>,
  expected: Partial<E>,
): Promise<void> => {
  const answer = await answered(operation, task)
  if (!isLeft(answer))
    return fail(`${operation}: expected a Left of ${shown(expected)}, got a Right of ${shown(answer.right)}`)
  equal(operation, { ...answer.left, ...expected }, answer.left)
}

/** The outcome of a constructor or a decision of the suite's own. */
export const must = <E, A>(result: Either<E, A>): A =>
  isLeft(result) ? fail(`the suite itself asked for what is refused: ${shown(result.left)}`) : result.right
