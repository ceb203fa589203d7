/** One seed for every property of a run, printed so that the run can be replayed. Called once by vitest, before any worker. */
import { randomInt } from 'node:crypto'

export const setup = (): void => {
  const seed = process.env.FC_SEED ?? String(randomInt(2 ** 31))
  process.env.FC_SEED = seed
  process.stdout.write(`fast-check seed ${seed} (replay with FC_SEED=${seed})\n`)
}
