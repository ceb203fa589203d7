/** A process that asks, several things at once, and each until it is decided. */
import { isLeft } from '../../src/index.js'
import type { RefundDesk } from '../../src/store/index.js'
import type { Say } from './child.js'
import { ask, openDesk, pause, textOf, verdictOf } from './desk.js'
import type { Intent, Job } from './jobs.js'

/** Longer than a database takes to come back, a lease to lapse, and what was asked meanwhile to be decided. */
const DEADLINE_MILLISECONDS = 60_000
const PAUSE_MILLISECONDS = 20

export const write = async (job: Extract<Job, { is: 'writer' }>, say: Say, go: Promise<void>): Promise<void> => {
  const { desk, close } = openDesk(job.data)
  await say({ is: 'ready' })
  await go
  const deadline = performance.now() + DEADLINE_MILLISECONDS
  const chains = chainsOf(job.intents).values()
  const caller = async (): Promise<void> => {
    // What concerns one refund is asked in order.
    for (const chain of chains) for (const intent of chain) await decided(desk, intent, say, deadline)
  }
  await Promise.all(Array.from({ length: job.callers }, caller))
  await close()
  await say({ is: 'wrote' })
}

const chainsOf = (intents: readonly Intent[]): readonly (readonly Intent[])[] => {
  const chains = new Map<string, Intent[]>()
  for (const intent of intents) chains.set(intent.refund, [...(chains.get(intent.refund) ?? []), intent])
  return [...chains.values()]
}

/** Asks until there is an answer. The same intention is the same id and the same key on every attempt. */
const decided = async (desk: RefundDesk, intent: Intent, say: Say, deadline: number): Promise<void> => {
  await say({ is: 'asks', intent })
  let failures = 0
  let doubt = intent.doubt ?? false
  while (performance.now() < deadline) {
    const answer = await ask(desk, intent)
    const verdict = verdictOf(answer)
    if (verdict === 'accepted' || verdict === 'refused' || verdict === 'broken') {
      const accepted = !isLeft(answer)
      const lied = accepted && answer.right.repeated && !doubt
      if (verdict === 'broken') await say({ is: 'failed', key: intent.key, tag: textOf(answer) })
      else await say({ is: 'answered', intent, accepted, text: textOf(answer), lied })
      return
    }
    if (isLeft(answer) && 'written' in answer.left) doubt ||= answer.left.written === 'unknown'
    failures += 1
    await pause(PAUSE_MILLISECONDS * (1 + Math.min(failures, 10) * Math.random()))
  }
  await say({ is: 'failed', key: intent.key, tag: 'was never decided' })
}
