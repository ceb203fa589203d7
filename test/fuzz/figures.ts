/** The figures of an attack in one line, and the claims about all of it. */
import type { Outcome } from './attack.js'
import { type Endpoint, nameOf } from './endpoints.js'

/** How much more may be in use at the end than halfway: what no single request can be blamed for. */
export const MOST_GROWTH_BYTES = 1_000_000

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >>> 1] ?? 0

/** In the first half caches fill and the code settles. */
const settled = (memory: readonly number[]): readonly number[] => memory.slice(memory.length >>> 1)

/** Bytes in use halfway. */
const halfway = (memory: readonly number[]): number => median(settled(memory).slice(0, 3))

/** Bytes by which the memory of the last epochs is above that halfway; null where there are too few to say. */
export const growthOf = (memory: readonly number[]): number | null =>
  memory.length < 12 ? null : median(memory.slice(-3)) - halfway(memory)

/** Every claim that did not hold, each in one sentence. */
export const problemsOf = ({ tally, memory }: Outcome, endpoints: readonly Endpoint[]): readonly string[] => {
  const growth = growthOf(memory)
  const missing = endpoints.map(nameOf).filter((endpoint) => (tally.endpoints.get(endpoint)?.asked ?? 0) === 0)
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
      : `memory ${megabytes(halfway(memory))} halfway, ${megabytes(median(memory.slice(-3)))} at the end`,
    `${tally.broken.length} claims broken`,
  ].join('; ')
}
