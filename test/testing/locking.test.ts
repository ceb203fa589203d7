/** A store that locks what was loaded until it is given back keeps the contract as well, and no case waits for ever. */
import { describe, it } from 'vitest'
import type { Load, Loaded, Store } from '../../src/store/port.js'
import { deskContract, type Open, portContract } from '../../src/testing/index.js'
import { openMemory } from './open-memory.js'

/** One holder of each name at a time; the others wait in order. */
interface Locks {
  readonly take: (name: string) => Promise<() => void>
}

const locksOf = (): Locks => {
  const last = new Map<string, Promise<void>>()
  return {
    take: async (name) => {
      const before = last.get(name)
      let free = (): void => undefined
      last.set(name, new Promise((resolve) => (free = resolve)))
      await before
      return free
    },
  }
}

/** Locks a charge that is there, as a database locks a row; a key is read first, as nobody waits for one. */
const locking = (works: Store, locks: Locks): Store => {
  const held = new WeakMap<Loaded, () => void>()
  const inner = new WeakMap<Loaded, Loaded>()
  const lockFor = async ({ account, charge }: Load): Promise<() => void> => {
    if (charge === null) return () => undefined
    const found = await works.find({ account, of: 'charge', id: charge })()
    return found._tag === 'Right' && found.right !== null ? locks.take(`${account} ${charge}`) : () => undefined
  }
  const giveBack = (loaded: Loaded): void => held.get(loaded)?.()
  return {
    ...works,
    load: (asked) => async () => {
      const first = await works.load(asked)()
      const isRefused = first._tag === 'Right' && first.right.key?.status === 'running'
      const free = isRefused ? () => undefined : await lockFor(asked)
      if (first._tag === 'Left') return first
      // Read again behind the lock, for what moved meanwhile; the key stays as the first reading marked it.
      const fresh = await works.load({ ...asked, key: null })()
      if (fresh._tag === 'Left') return fresh
      const shown = { ...fresh.right, key: first.right.key }
      held.set(shown, free)
      inner.set(shown, asked.key === null ? fresh.right : first.right)
      return { _tag: 'Right', right: shown }
    },
    commit: (against, write) => async () => {
      const answer = await works.commit(inner.get(against) ?? against, write)()
      giveBack(against)
      return answer
    },
    release: (loaded) => async () => {
      await works.release(inner.get(loaded) ?? loaded)()
      giveBack(loaded)
    },
  }
}

const openLocking: Open = async () => {
  const { transaction: _, ...subject } = await openMemory()
  const store = locking(subject.store, locksOf())
  return { ...subject, store, another: async () => store }
}

describe('a store that locks', () => {
  for (const { name, run } of portContract(openLocking, { runs: 5 })) it(name, run)
})

describe('a desk on a store that locks', () => {
  for (const { name, run } of deskContract(openLocking, { runs: 5 })) it(name, run)
})
