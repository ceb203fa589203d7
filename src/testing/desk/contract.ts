/** What a desk on any store promises, as cases for any test runner. */
import type { Case } from '../case.js'
import type { Open } from '../port/subject.js'
import { auditTrials } from './cases/audit.js'
import { conflictTrials } from './cases/conflicts.js'
import { deliveryTrials } from './cases/delivery.js'
import { documentTrials } from './cases/documents.js'
import { dueTrials } from './cases/due.js'
import { dueCrashTrials } from './cases/due-crashes.js'
import { dueFailureTrials } from './cases/due-failures.js'
import { failureTrials } from './cases/failures.js'
import { interleavingTrials } from './cases/interleavings.js'
import { keyTrials } from './cases/keys.js'
import { keyTimeTrials } from './cases/keys-in-time.js'
import { modelTrials } from './cases/model.js'
import { nameTrials } from './cases/names.js'
import { onceTrials } from './cases/once.js'
import { readTrials } from './cases/reads.js'
import { refusalTrials } from './cases/refusals.js'
import { transactionTrials } from './cases/transactions.js'
import { type DeskCaseOptions, type DeskTrials, worldOf } from './world.js'

const TRIALS: DeskTrials = {
  ...onceTrials,
  ...keyTrials,
  ...keyTimeTrials,
  ...refusalTrials,
  ...conflictTrials,
  ...failureTrials,
  ...deliveryTrials,
  ...dueTrials,
  ...dueFailureTrials,
  ...dueCrashTrials,
  ...documentTrials,
  ...readTrials,
  ...nameTrials,
  ...auditTrials,
  ...interleavingTrials,
  ...modelTrials,
}

/**
 * The laws of the desk, each a case that any test runner can run: exactly once per id and per key, no refund of more than is
 * left under any interleaving, events complete and in order, refusals that write nothing but their record, and typed errors
 * whatever the store does. Each case opens a store of its own, and closes it.
 *
 * Run it after `portContract`: a store that breaks the port breaks the desk in ways that say less.
 *
 * @example
 * const open = async () => {
 *   const clock = manualClock(now)
 *   const store = memoryStore({ clock })
 *   const passSeconds = async (seconds: number) => void clock.advance(seconds)
 *   return { store, another: async () => store, passSeconds, close: async () => undefined }
 * }
 * deskContract(open, { runs: 10 }).length > 50 // => true
 * @since 0.1.0
 * @category testing
 */
export const deskContract = (open: Open, options: DeskCaseOptions = {}): readonly Case[] =>
  Object.entries({ ...TRIALS, ...transactionTrials }).map(([name, trial]) => ({
    name,
    run: async () => {
      const subject = await open()
      try {
        await trial(await worldOf(subject, options))
      } finally {
        await subject.close()
      }
    },
  }))
