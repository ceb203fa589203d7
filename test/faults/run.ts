/**
 * `tsx test/faults/run.ts --rounds 20 --seed 1`: processes killed, the database killed, connections cut, while refunds are written. Prints
 * a line for each round, and ends with 1 when a claim does not hold: what was acknowledged is there, no charge gives back more than it
 * took, every event is delivered, every key answers the same again. Without a seed one is drawn; it is printed. The same seed asks the
 * same and breaks at the same counts; how far each process is then, is the machine's.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { endOnSignals } from './data.js'
import { KINDS } from './kinds.js'
import { HEADING, rowOf, sumOf } from './report.js'
import { runRounds } from './rounds.js'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string' },
    kind: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const seed = Number(values.seed ?? randomInt(2 ** 31))
const kinds = KINDS.filter((kind) => values.kind === undefined || values.kind.some((part) => kind.startsWith(part)))
if (!Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed) || kinds.length === 0) {
  console.error(`usage: npm run -s faults -- [--rounds 20] [--seed 1] [--kind "${KINDS.join('" | "')}"] [--json]`)
  process.exit(2)
}

endOnSignals()
console.error(`seed ${seed} (replay with --seed ${seed})`)
if (!values.json) console.log(HEADING)
const done = await runRounds({
  rounds,
  seed,
  kinds,
  onRound: (round) => {
    if (!values.json) console.log(rowOf(round))
    for (const problem of round.broken) console.error(`round ${round.round}, ${round.kind}: ${problem}`)
  },
})
console.log(values.json ? JSON.stringify({ seed, rounds: done }) : sumOf(done))
process.exitCode = done.every(({ broken }) => broken.length === 0) ? 0 : 1
