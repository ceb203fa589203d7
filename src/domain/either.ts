/**
 * The result of a decision: `Left` is a refusal, `Right` an outcome.
 *
 * Structurally fp-ts's `Either`, so values pass both ways through `pipe`, `E.map`, `E.chainW` and `E.match`. It is
 * declared here because a type imported from fp-ts silently becomes `any` where fp-ts is not installed.
 */
export type Either<E, A> = Left<E> | Right<A>

/** A refusal. */
export interface Left<E> {
  readonly _tag: 'Left'
  readonly left: E
}

/** An outcome. */
export interface Right<A> {
  readonly _tag: 'Right'
  readonly right: A
}

/**
 * A refusal, as a value.
 *
 * @example
 * left('no') // => { _tag: 'Left', left: 'no' }
 * @since 0.1.0
 * @category result
 */
export const left = <E>(error: E): Either<E, never> => ({ _tag: 'Left', left: error })

/**
 * An outcome, as a value.
 *
 * @example
 * right(1) // => { _tag: 'Right', right: 1 }
 * @since 0.1.0
 * @category result
 */
export const right = <A>(value: A): Either<never, A> => ({ _tag: 'Right', right: value })

/**
 * Whether a result is a refusal; narrows the type.
 *
 * @example
 * isLeft(left('no')) // => true
 * @since 0.1.0
 * @category result
 */
export const isLeft = <E, A>(result: Either<E, A>): result is Left<E> => result._tag === 'Left'

/**
 * Closes an exhaustive `switch`: reaching it is a bug of ours or an unsound value, so this is the one `throw` of the law.
 *
 * @since 0.1.0
 * @category result
 */
export const absurd = (unexpected: never): never => {
  throw new Error(`refund-machine: unexpected ${JSON.stringify(unexpected)}`)
}
