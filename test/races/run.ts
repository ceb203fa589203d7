/**
 * `tsx test/races/run.ts --store libsql --through desk`: processes that refund one charge, all at once, each of one unit and each under
 * an id and a key of its own. Prints one line of figures, `--json` as JSON, and ends with 1 when a claim does not hold: exactly as many
 * are accepted as were captured, sums are equal, none is lost, none is double.
 */
import { parseArgs } from 'node:util'
import { endOnSignals } from '../faults/data.js'
import { figuresOf, lineOf, problemsOf } from './figures.js'
import { type RaceOptions, runRace } from './race.js'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'libsql' },
    through: { type: 'string', default: 'desk' },
    processes: { type: 'string', default: '8' },
    refunds: { type: 'string', default: '2500' },
    units: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
})

const { store, through } = values
const counts = [values.processes, values.refunds, values.units].map(Number)
const [processes = 0, refunds = 0, units = 0] = counts
const known = (store === 'libsql' || store === 'postgres') && (through === 'desk' || through === 'server')
if (!known || counts.some((count) => !Number.isSafeInteger(count) || count < 1)) {
  console.error(
    'usage: npm run -s races -- --store libsql|postgres --through desk|server [--processes 8] [--refunds 2500] [--units 1000] [--json]',
  )
  process.exit(2)
}

endOnSignals()
const options: RaceOptions = { store, through, processes, refunds, units }
const outcome = await runRace(options)
console.log(values.json ? JSON.stringify(figuresOf(outcome)) : lineOf(outcome))
const problems = problemsOf(outcome)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length === 0 ? 0 : 1
