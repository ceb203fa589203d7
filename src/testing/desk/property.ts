/** A property in a case: many values on one store, told apart by an account of its own for each. */
import fc from 'fast-check'
import type { World } from './world.js'

/** How many values are tried where the caller does not say. */
const RUNS = 40

/** Tries `law` on values; `run` is a number of its own for each, such as for the name of an account. */
export const propertyOf = async <Values extends [unknown, ...unknown[]]>(
  { options: { seed, runs = RUNS } }: World,
  arbitraries: { readonly [At in keyof Values]: fc.Arbitrary<Values[At]> },
  law: (run: number, ...values: Values) => Promise<void>,
): Promise<void> => {
  let run = 0
  const property = fc.asyncProperty(...(arbitraries as [fc.Arbitrary<unknown>]), (...values) => {
    run += 1
    return law(run, ...(values as unknown as Values))
  })
  await fc.assert(property, { numRuns: runs, includeErrorInReport: true, ...(seed === undefined ? {} : { seed }) })
}
