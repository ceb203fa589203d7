/** A process that serves, on the data of the run, until it is ended or killed. */
import { createServer } from '../../src/server/index.js'
import type { Say } from './child.js'
import { openStore } from './data.js'
import type { Job } from './jobs.js'

export const serve = async (job: Extract<Job, { is: 'server' }>, say: Say): Promise<void> => {
  const { store } = openStore(job.data)
  const { url } = await createServer({ port: 0, store, report })
  await say({ is: 'ready', url })
}

/** Of a store that cannot, clients are told; and a lease that the round cut short is lost. Anything else is a bug. */
const report = (problem: unknown): void => {
  const tag = tagOf(problem) ?? (isObject(problem) ? tagOf(problem.problem) : undefined)
  if (tag !== 'StoreUnavailable' && tag !== 'LeaseLost') console.error(problem)
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const tagOf = (value: unknown): unknown => (isObject(value) ? value._tag : undefined)
