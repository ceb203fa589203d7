/** Random values, each tried in an account of its own. */
import fc from 'fast-check'
import type { Account } from '../../store/names.js'
import { accountOf } from './given.js'
import type { Bench } from './trial.js'

/** How many values are tried where the user says nothing. */
const RUNS = 100

/** Fails with the smallest value found that breaks the law, the seed that led to it, and what was expected of it. */
export const property = async <Value>(
  { options }: Pick<Bench, 'options'>,
  values: fc.Arbitrary<Value>,
  law: (value: Value, account: Account, run: string) => Promise<void>,
): Promise<void> => {
  let count = 0
  const tried = fc.asyncProperty(values, (value) => {
    count += 1
    return law(value, accountOf(`acct_run_${count}`), String(count))
  })
  const { seed, runs } = options
  await fc.assert(tried, {
    numRuns: runs ?? RUNS,
    includeErrorInReport: true,
    ...(seed === undefined ? {} : { seed }),
  })
}
