/** A store with one flaw, as the contract suite wants it. */
import { manualClock } from '../../../src/store/clock.js'
import { memoryStore } from '../../../src/store/memory/memory.js'
import type { Open } from '../../../src/testing/index.js'
import { now } from '../../fixtures.js'
import { claimFlaws } from './claims.js'
import { commitFlaws } from './commits.js'
import { keyFlaws } from './keys.js'
import { listFlaws } from './lists.js'
import type { Flaw, Flaws } from './tools.js'
import { transactionFlaws } from './transactions.js'

export const flaws: Flaws = { ...commitFlaws, ...keyFlaws, ...listFlaws, ...claimFlaws, ...transactionFlaws }

export const openBroken =
  ({ store: broken, transaction }: Flaw): Open =>
  async () => {
    const clock = manualClock(now)
    const works = memoryStore({ clock })
    const store = { ...works, ...broken?.(works) }
    return {
      store,
      another: async () => store,
      passSeconds: async (seconds) => {
        clock.advance(seconds)
      },
      transaction:
        transaction?.(works) ?? ((work) => works.transaction((bound) => work({ ...bound, ...broken?.(bound) }))),
      close: () => Promise.resolve(),
    }
  }
