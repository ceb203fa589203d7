/** The memory store as a subject of the contract suites, on a clock of its own. */
import { manualClock } from '../../src/store/clock.js'
import { memoryStore } from '../../src/store/memory/memory.js'
import type { Subject } from '../../src/testing/port/subject.js'
import { now } from '../fixtures.js'

export const openMemory = async (): Promise<Subject> => {
  const clock = manualClock(now)
  const store = memoryStore({ clock })
  return {
    store,
    another: async () => store,
    passSeconds: async (seconds) => {
      clock.advance(seconds)
    },
    transaction: store.transaction,
    close: async () => undefined,
  }
}
