/** One case of the bench, measured in a process of its own. `run.ts` bundles and starts this. */
import { CASES } from './cases.js'
import { FULL, SMOKE } from './measure.js'

const [name = '', effort] = process.argv.slice(2)
const measured = CASES[name]
if (measured === undefined) throw new Error(`no case ${name}`)
process.stdout.write(JSON.stringify(await measured(effort === '--quick' ? SMOKE : FULL)))
