/** A store whose next answer under a key is not written before it is let go: so that the request is under way meanwhile. */
import { memoryStore } from '../../../src/store/memory/memory.js'
import type { Store } from '../../../src/store/port.js'

export interface Held {
  /** Resolves when the commit has come so far as to wait. */
  readonly reached: Promise<void>
  readonly letGo: () => void
}

export interface SlowStore {
  readonly store: Store
  /** Holds the next commit that keeps an answer under a key. */
  readonly hold: () => Held
}

export const slowStore = (): SlowStore => {
  const inner = memoryStore()
  let next: (() => Promise<void>) | null = null

  const commit: Store['commit'] = (against, write) => async () => {
    if (write.record !== null && next !== null) {
      const waits = next
      next = null
      await waits()
    }
    return inner.commit(against, write)()
  }

  const hold = (): Held => {
    let arrive = (): void => undefined
    let letGo = (): void => undefined
    const reached = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const gone = new Promise<void>((resolve) => {
      letGo = resolve
    })
    next = () => {
      arrive()
      return gone
    }
    return { reached, letGo: () => letGo() }
  }

  return { store: { ...inner, commit }, hold }
}
