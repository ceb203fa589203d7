/** A process that hands on events: it says each before the desk acknowledges it, and goes on until it is ended. */
import { right } from '../../src/index.js'
import type { Say } from './child.js'
import { openDesk, pause } from './desk.js'
import type { Job } from './jobs.js'

/** What a killed reader held is given out again after so long. */
const LEASE_SECONDS = 1

export const read = async (job: Extract<Job, { is: 'reader' }>, say: Say): Promise<void> => {
  const { desk } = openDesk(job.data)
  await say({ is: 'ready' })
  for (;;) {
    const delivered = await desk.deliver(
      ({ id }) =>
        async () =>
          right(await say({ is: 'delivered', event: id })),
      { limit: 20, leaseSeconds: LEASE_SECONDS },
    )()
    // Empty, or a store that is down: it is asked again either way.
    if (delivered._tag === 'Left' || delivered.right.delivered === 0) await pause(20)
  }
}
