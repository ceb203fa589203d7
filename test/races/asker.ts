/** A process of a race: it asks for refunds of one unit, each under a key of its own, and each until it is decided. */
import type { Say } from '../faults/child.js'
import { pause, type Verdict } from '../faults/desk.js'
import type { Job, Raced } from '../faults/jobs.js'

export type AskerJob = Extract<Job, { is: 'asker' }>

/** What one attempt came to. */
export interface Outcome {
  readonly verdict: Verdict
  /** The refund that was accepted, or the name of the refusal or the error. */
  readonly name: string
  /** What is the same when it is replayed. */
  readonly text: string
}

/** Asks for the refund of this number; the same number is the same intention. */
export interface Asker {
  readonly ask: (index: number) => Promise<Outcome>
  readonly close: () => Promise<void>
}

/** Every so many keys are asked once more at the end. */
const REPLAYED = 50

export const race = async (job: AskerJob, opening: Promise<Asker>, say: Say, go: Promise<void>): Promise<void> => {
  const asker = await opening
  await say({ is: 'ready' })
  await go
  const raced = await raceWith(job, asker)
  await asker.close()
  await say({ is: 'raced', raced })
}

interface Tally {
  readonly accepted: string[]
  readonly refused: Record<string, number>
  conflicts: number
  storeErrors: number
  readonly undecided: string[]
}

const raceWith = async ({ refunds, callers, deadlineSeconds }: AskerJob, asker: Asker): Promise<Raced> => {
  const tally: Tally = { accepted: [], refused: {}, conflicts: 0, storeErrors: 0, undecided: [] }
  const deadline = performance.now() + deadlineSeconds * 1000
  const answers = new Map<number, string>()
  const indices = Array.from({ length: refunds }, (_, index) => index).values()
  const caller = async (): Promise<void> => {
    for (const index of indices) {
      const outcome = await decided(asker, index, tally, deadline)
      if (outcome === null) continue
      if (outcome.verdict === 'accepted') tally.accepted.push(outcome.name)
      else if (outcome.verdict === 'refused') tally.refused[outcome.name] = (tally.refused[outcome.name] ?? 0) + 1
      else tally.undecided.push(outcome.text)
      if (outcome.verdict !== 'broken' && (outcome.verdict === 'accepted' || index % REPLAYED === 0))
        answers.set(index, outcome.text)
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return { ...tally, unlike: await unlikeOf(asker, answers, tally, deadline) }
}

/** Null when time ran out. */
const decided = async (asker: Asker, index: number, tally: Tally, deadline: number): Promise<Outcome | null> => {
  let last = 'nothing was asked'
  for (let attempts = 1; performance.now() < deadline; attempts += 1) {
    const outcome = await asker.ask(index)
    if (outcome.verdict === 'again') tally.conflicts += 1
    else if (outcome.verdict === 'unavailable') tally.storeErrors += 1
    else return outcome
    last = outcome.name
    await pause(Math.random() * 20 * Math.min(attempts, 10))
  }
  tally.undecided.push(`${index}: ${last} until time ran out`)
  return null
}

/** How many answers are not the same when they are asked for again. */
const unlikeOf = async (
  asker: Asker,
  answers: ReadonlyMap<number, string>,
  tally: Tally,
  deadline: number,
): Promise<number> => {
  let unlike = 0
  for (const [index, text] of answers) {
    const outcome = await decided(asker, index, tally, deadline)
    if (outcome?.text !== text) unlike += 1
  }
  return unlike
}
