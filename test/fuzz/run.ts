/**
 * `tsx test/fuzz/run.ts --requests 200000 --seed 1`: hostile requests to a server in another process. Prints one line of figures, and
 * ends with 1 when a claim does not hold: no 5xx, nothing that hangs, memory flat, nothing changed by what is refused, nothing of the
 * inside told. The same seed sends the same requests; without one it is drawn and printed.
 */
import { fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { attack, type Target } from './attack.js'
import type { Question } from './child.js'
import { ENDPOINTS } from './endpoints.js'
import { lineOf, problemsOf } from './figures.js'

const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' } } })
const requests = Number(values.requests ?? 200_000)
const seed = Number(values.seed ?? randomInt(2 ** 31))
if (!Number.isSafeInteger(requests) || requests < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: tsx test/fuzz/run.ts [--requests 200000] [--seed 1]')
  process.exit(2)
}

/** What is reported of bugs goes to standard error: it is no answer. */
const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), {
  execArgv: ['--import', 'tsx', '--expose-gc'],
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
})

/** One question at a time is asked. */
const ask = async <A>(question: Question | null): Promise<A> => {
  const told = once(child, 'message') as Promise<[A]>
  if (question !== null) child.send(question)
  return (await told)[0]
}

const progress = (count: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${count} of ${requests}`)
}

const started = performance.now()
try {
  const port = await ask<number>(null)
  const target: Target = { port, state: () => ask('state'), memory: () => ask('memory') }
  const outcome = await attack(target, {
    seed,
    requests,
    endpoints: ENDPOINTS,
    epoch: 2_000,
    sample: 100,
    onProgress: progress,
  })
  if (process.stderr.isTTY) process.stderr.write('\n')
  console.log(lineOf(seed, outcome, (performance.now() - started) / 1_000))
  const problems = problemsOf(outcome, ENDPOINTS)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
} catch (thrown) {
  // Whatever else it says, it can be seen again.
  console.error(`--requests ${requests} --seed ${seed} ended early`)
  throw thrown
} finally {
  child.disconnect()
}
