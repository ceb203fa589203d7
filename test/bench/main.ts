/** One case of the bench, measured in a process of its own. `run.ts` bundles and starts this. */
import { CASES } from './cases.js'
import { PARTS, serveParts } from './desk-million.js'
import { FULL, SMOKE } from './measure.js'
import { SERVER, serveAs } from './server-process.js'

const [name = '', effort, warmUp] = process.argv.slice(2)
const measured = CASES[name]
if (name === PARTS) await serveParts(JSON.parse(effort ?? ''), Number(warmUp))
else if (name === SERVER) await serveAs(JSON.parse(effort ?? ''))
else if (measured === undefined) throw new Error(`no case ${name}`)
else process.stdout.write(JSON.stringify(await measured(effort === '--quick' ? SMOKE : FULL)))
