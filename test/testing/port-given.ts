/** The memory store, as the contract suite wants it. */

import { manualClock } from '../../src/store/clock.js'
import { memoryStore } from '../../src/store/memory/memory.js'
import type { Open } from '../../src/testing/port/subject.js'
import { now } from '../fixtures.js'

export const openMemory: Open = async () => {
  const clock = manualClock(now)
  const store = memoryStore({ clock })
  return {
    store,
    another: async () => store,
    passSeconds: async (seconds) => {
      clock.advance(seconds)
    },
    transaction: store.transaction,
    close: () => Promise.resolve(),
  }
}
