/** What is attempted may throw: a bug, or a store that does not keep its contract. */
import { type Either, left } from '../../domain/either.js'

/** The answer, or what was thrown. */
export const attempted = async <A>(act: () => Promise<Either<unknown, A>>): Promise<Either<unknown, A>> => {
  try {
    return await act()
  } catch (cause) {
    return left(cause)
  }
}
