/** The figures of an attack in one line, and the claims about all of it. */
import type { Route } from '../../src/server/work/route.js'
import type { Outcome } from './attack.js'

/** How much more may be in use at the end than at the beginning: what no single request can be blamed for. */
export const MOST_GROWTH_BYTES = 4_000_000

/** Epochs at the beginning in which caches fill and code is compiled. */
const WARM_UP = 3

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >>> 1] ?? 0

/** Bytes by which the memory of the last epochs is above that of the first; null where there are too few to say. */
export const growthOf = (memory: readonly number[]): number | null => {
  const warm = memory.slice(WARM_UP)
  return warm.length < 6 ? null : median(warm.slice(-3)) - median(warm.slice(0, 3))
}

/** Every claim that did not hold, each in one sentence. */
export const problemsOf = ({ tally, memory }: Outcome, routes: readonly Route[]): readonly string[] => {
  const growth = growthOf(memory)
  const missing = routes
    .map(({ method, path }) => `${method} ${path}`)
    .filter((endpoint) => (tally.endpoints.get(endpoint)?.asked ?? 0) === 0)
  return [
    ...tally.broken.map(({ claim, request, answer }) => `${claim}\n--- request\n${request}\n--- answer\n${answer}`),
    ...missing.map((endpoint) => `${endpoint} was never asked`),
    ...(growth !== null && growth > MOST_GROWTH_BYTES ? [`memory grew by ${growth} bytes`] : []),
  ]
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

export const lineOf = (seed: number, { tally, memory }: Outcome, seconds: number): string => {
  const of = (name: string): number => tally.statuses.get(name) ?? 0
  const statuses = [...tally.statuses].sort(([one], [other]) => one.localeCompare(other))
  const faults = statuses.reduce((sum, [name, count]) => (name.startsWith('5') ? sum + count : sum), 0)
  const growth = growthOf(memory)
  const succeeded = [...tally.endpoints.values()].filter((endpoint) => endpoint.succeeded > 0).length
  return [
    `seed ${seed}`,
    `${tally.requests} requests in ${seconds.toFixed(1)} s`,
    statuses.map(([name, count]) => `${name}: ${count}`).join(', '),
    `5xx ${faults}`,
    `hangs ${of('hangs')}`,
    `endpoints ${tally.endpoints.size} asked, ${succeeded} with successes`,
    `state compared around ${tally.compared} refusals`,
    memory.length === 0
      ? 'memory not measured'
      : `memory ${megabytes(memory[WARM_UP] ?? memory[0] ?? 0)} to ${megabytes(memory.at(-1) ?? 0)}` +
        (growth === null ? '' : ` (growth ${megabytes(growth)})`),
    `${tally.broken.length} claims broken`,
  ].join('; ')
}
