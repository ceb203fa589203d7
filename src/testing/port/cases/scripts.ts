/** Everything together: random operations over two handles, compared with the model answer by answer. */
import fc from 'fast-check'
import { type Bracketed, played, playedInTransaction } from '../played.js'
import { property } from '../property.js'
import { bookings, scripts } from '../script.js'
import { type Bench, benchOf, type Trials } from '../trial.js'

/** Tries each value on a store of its own. */
const onNew = <Value>(
  bench: Bench,
  values: fc.Arbitrary<Value>,
  law: (bench: Bench, value: Value) => Promise<void>,
): Promise<void> =>
  property(bench, values, async (value) => {
    const subject = await bench.open()
    try {
      await law(await benchOf(bench.open, subject, bench.options), value)
    } finally {
      await subject.close()
    }
  })

const bracketed: fc.Arbitrary<Bracketed> = fc.record({ before: scripts, inside: bookings, commits: fc.boolean() })

export const scriptTrials: Trials = {
  'random operations over two handles answer as the model does': (bench) => onNew(bench, scripts, played),

  'random operations in a transaction all stand, or none of them': async (bench) => {
    if (bench.subject.transaction === undefined) return
    await onNew(bench, bracketed, async (fresh, value) => {
      const { transaction } = fresh.subject
      if (transaction !== undefined) await playedInTransaction(fresh, transaction, value)
    })
  },
}
