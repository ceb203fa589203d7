/** What every store must do, as cases that any test runner can run. */
import type { Case, CaseOptions } from '../case.js'
import { commitTrials } from './cases/commit.js'
import { dueTrials } from './cases/due.js'
import { findTrials } from './cases/find.js'
import { forgetTrials } from './cases/forget.js'
import { keyTrials } from './cases/keys.js'
import { listTrials } from './cases/lists.js'
import { loadTrials } from './cases/load.js'
import { movedTrials } from './cases/moved.js'
import { outboxTrials } from './cases/outbox.js'
import { raceTrials } from './cases/races.js'
import { scriptTrials } from './cases/scripts.js'
import { transactionTrials } from './cases/transactions.js'
import type { Open } from './subject.js'
import { benchOf, type Trials } from './trial.js'

const ALL: Trials = {
  ...loadTrials,
  ...commitTrials,
  ...movedTrials,
  ...raceTrials,
  ...keyTrials,
  ...forgetTrials,
  ...findTrials,
  ...listTrials,
  ...outboxTrials,
  ...dueTrials,
  ...transactionTrials,
  ...scriptTrials,
}

/**
 * What the port asks of a store, each claim a case that any test runner can run:
 * `for (const { name, run } of portContract(open)) it(name, run)`. Each case opens a store of its own, and closes it.
 *
 * A store that locks what is loaded until it is given back passes as well: what nobody can overtake cannot move. Cases about
 * transactions try nothing where the store offers none. Not asked, since the port leaves it open: which of several things
 * that moved is named, whether a lease that ran out still counts while nobody else has claimed, and where a charge stands in
 * the outbox after it was given back or read in part.
 *
 * @example
 * const open = async () => {
 *   const clock = manualClock(now)
 *   const store = memoryStore({ clock })
 *   const passSeconds = async (seconds: number) => void clock.advance(seconds)
 *   return { store, another: async () => store, passSeconds, close: async () => undefined }
 * }
 * portContract(open, { seed: 1, runs: 10 }).length > 100 // => true
 * @since 0.1.0
 * @category testing
 */
export const portContract = (open: Open, options: CaseOptions = {}): readonly Case[] =>
  Object.entries(ALL).map(([name, trial]) => ({
    name,
    run: async () => {
      const subject = await open()
      try {
        await trial(await benchOf(open, subject, options))
      } finally {
        await subject.close()
      }
    },
  }))
