/** The process: it does the job that is its argument, and ends when the parent does. */
import { askDesk } from '../races/ask-desk.js'
import { askServer } from '../races/ask-server.js'
import { race } from '../races/asker.js'
import { commit } from './committer.js'
import type { Job, Said, Told } from './jobs.js'
import { read } from './reader.js'
import { serve } from './serve.js'
import { write } from './writer.js'

export type Say = (said: Said) => Promise<void>

/** Resolves when it was handed to the system, so that it arrives even if this process is killed then. */
const say: Say = (said) =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(said, undefined, undefined, () => resolve())
    else resolve()
  })

const told = new Map<Told['is'], () => void>()
const until = (is: Told['is']): Promise<void> => new Promise((resolve) => told.set(is, resolve))
process.on('message', ({ is }: Told) => told.get(is)?.())
process.on('disconnect', () => process.exit())
// The parent may have ended while this process was loading.
if (!process.connected) process.exit()

const main = async (job: Job): Promise<void> => {
  const go = until('go')
  switch (job.is) {
    case 'asker':
      return race(job, job.through.is === 'desk' ? askDesk(job, job.through) : askServer(job, job.through), say, go)
    case 'writer':
      return write(job, say, go)
    case 'reader':
      return read(job, say)
    case 'server':
      return serve(job, say)
    case 'committer':
      return commit(job, say, go)
  }
}

const [job = ''] = process.argv.slice(2)
await main(JSON.parse(job))
