/** Type tests: files named `*.types.ts` are compiled and never run. A line that must not compile says so. */

/** `true` when two types are the same, not only assignable to each other. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles for `true` alone: `assert<Equal<A, B>>()`. */
export const assert = <_Claim extends true>(): void => undefined
