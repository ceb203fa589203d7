/** Every interleaving of two callers, as cases for any test runner. */
import type { Case } from '../case.js'
import type { DeskCaseOptions } from '../desk/world.js'
import { fail } from '../port/expect.js'
import type { Open } from '../port/subject.js'
import { explore } from './explore.js'
import { endOf, type Scenario } from './scenario.js'
import { alone, oneDesk, twoProcesses } from './scenarios.js'

/** What was tried of a scenario. */
export interface Explored {
  readonly name: string
  readonly runs: number
  /** How often each end came. */
  readonly ends: ReadonlyMap<string, number>
}

/** How far to explore. */
export interface ExploreOptions extends DeskCaseOptions {
  /** How many failures and crashes there may be in one run of two callers. Default: 1. */
  readonly faults?: number
  /** Is told of each scenario when all of it was tried. */
  readonly report?: (explored: Explored) => void
}

/** A caller that is alone has few interleavings, so that it may fail more often. */
const FAULTS_ALONE = 3

/**
 * The races that refunds are lost in, with two callers at every stop of the desk's loop: each operation of the store stops
 * before it takes effect and again before its answer is heard, each wait is a stop as well, and at each of them either caller
 * goes on, its store fails, or its process crashes. All lists of these choices are run; after each run everyone asks again
 * until an answer is heard, and every law is asserted.
 *
 * The store's operations must not wait for each other, and must answer within a turn of the event loop: those of the memory
 * store, or of a simulated one.
 *
 * @example
 * const open = async () => {
 *   const store = memoryStore()
 *   return { store, another: async () => store, close: async () => undefined }
 * }
 * deskExplorations(open)[0].name // => 'two refunds of 60 on 100, by two processes'
 * @since 0.1.0
 * @category testing
 */
export const deskExplorations = (open: Open, options: ExploreOptions = {}): readonly Case[] => {
  const { faults = 1 } = options
  const cases = (who: string, scenarios: readonly Scenario[], most: number): readonly Case[] =>
    scenarios.map((scenario) => exploration(`${scenario.name}, ${who}`, scenario, most))

  const exploration = (name: string, scenario: Scenario, most: number): Case => ({
    name,
    run: async () => {
      const ends = new Map<string, number>()
      const runs = await explore(async (choose) => {
        const end = await endOf(scenario, { open, options, faults: most }, choose)
        ends.set(end, (ends.get(end) ?? 0) + 1)
      })
      for (const end of scenario.ends ?? []) if (!ends.has(end)) fail(`${name}: expected ${end} in one of ${runs} runs`)
      options.report?.({ name, runs, ends })
    },
  })

  return [
    ...cases('by two processes', twoProcesses, faults),
    ...cases('at one desk', oneDesk, faults),
    ...cases('by one who asks again', alone, Math.max(faults, FAULTS_ALONE)),
  ]
}
