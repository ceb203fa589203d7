/** fast-check in every test file: the run's seed, and more runs where `FC_RUNS` asks for them. */
import fc from 'fast-check'
import { runs } from './tools/runs.js'

fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  ...(process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) }),
  numRuns: runs(100),
})
