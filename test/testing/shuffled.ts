/** A store whose operations take effect, and are answered, in an order that a seed gives. */

import type { Store } from '../../src/store/port.js'
import { type Ask, type Stop, stoppingStore } from '../../src/testing/explore/stops.js'

/** Numbers from 0 to less than 1, the same for the same seed (mulberry32). */
export const chanceOf = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((more ^ (more >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Lets those who wait go on, one at a time, in an order of chance. */
export const shuffledStops = (chance: () => number): Ask => {
  const waiting: (() => void)[] = []
  let busy = false
  const letGo = (): void => {
    const [next] = waiting.splice(Math.floor(chance() * waiting.length), 1)
    next?.()
    // Whoever went on comes to its next stop meanwhile, and is among those who wait.
    if (waiting.length > 0) afterOthers(letGo)
    else busy = false
  }
  return () =>
    new Promise((resolve) => {
      waiting.push(() => resolve('go'))
      if (busy) return
      busy = true
      afterOthers(letGo)
    })
}

/** After what can go on by itself within this many turns of the queue of promises, which is more than an operation takes. */
const TURNS = 12
const afterOthers = (work: () => void, turns = TURNS): void => {
  if (turns === 0) work()
  else queueMicrotask(() => afterOthers(work, turns - 1))
}

/** The store of one process among others that share `ask`. Each operation stops once, before it takes effect. */
export const shuffled = (store: Store, process: string, ask: Ask): Store =>
  stoppingStore(store, process, (stop: Stop) => (stop.when === 'before' ? ask(stop) : GO))

const GO = Promise.resolve('go' as const)
