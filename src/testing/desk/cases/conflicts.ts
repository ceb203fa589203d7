/** What the loop does when something moved: it decides again, waits, and ends. */
import { left } from '../../../domain/either.js'
import type { DeskOptions } from '../../../store/desk/options.js'
import { type Conflict, worthRetrying } from '../../../store/errors.js'
import type { Store } from '../../../store/port.js'
import { equal, given, refused } from '../../port/expect.js'
import { ACCOUNT, CH_1, RE_2 } from '../../port/given.js'
import { ask, charged, chargeNow, historyOf, keyNamed, provesRight } from '../given.js'
import { writesNothing } from '../seen.js'
import type { DeskTrials, World } from '../world.js'

/** A store in which something has always moved, and how often each operation was asked. */
const alwaysMoved = (store: Store): { store: Store; asked: { load: number; commit: number } } => {
  const asked = { load: 0, commit: 0 }
  return {
    asked,
    store: {
      ...store,
      load: (what) => {
        asked.load += 1
        return store.load(what)
      },
      commit: (against) => async () => {
        asked.commit += 1
        await store.release(against)()
        return left({ _tag: 'Moved', of: 'charge' })
      },
    },
  }
}

/** The store, with `first` done by others just before its first commit. */
const overtaken = (store: Store, first: () => Promise<void>): Store => {
  let done = false
  return {
    ...store,
    commit: (against, write) => async () => {
      if (done) return store.commit(against, write)()
      done = true
      // Given back before, as the store may lock what is loaded.
      await store.release(against)()
      await first()
      return left({ _tag: 'Moved', of: 'charge' })
    },
  }
}

const waitsOf = async (world: World, options: Partial<DeskOptions>): Promise<readonly number[]> => {
  const waits: number[] = []
  const sleep = (milliseconds: number) => async () => {
    waits.push(milliseconds)
  }
  const { store } = alwaysMoved(world.subject.store)
  await refused('refund', world.deskOn(store, { sleep, ...options }).refund(ask()), { _tag: 'Conflict' })
  return waits
}

const RETRIES = { attempts: 6, firstMilliseconds: 10, longestMilliseconds: 50 }

export const conflictTrials: DeskTrials = {
  'a charge that always moves ends in a typed conflict, after so many attempts, and nothing is written': async (
    world,
  ) => {
    await charged(world.desk)
    const { store, asked } = alwaysMoved(world.subject.store)
    const desk = world.deskOn(store, { retries: { ...RETRIES, attempts: 5 } })
    const conflict: Conflict = { _tag: 'Conflict', account: ACCOUNT, charge: CH_1, attempts: 5 }
    await writesNothing(world.another, 'a conflict', () => refused('refund', desk.refund(ask()), conflict))
    equal('how often it was loaded and written', asked, { load: 5, commit: 5 })
    equal('whether it is worth retrying', worthRetrying(conflict), true)
    await given('the same when nothing moves', world.other.refund(ask()))
  },

  'a conflict leaves its key free': async (world) => {
    await charged(world.desk)
    const asked = ask({ key: keyNamed('k_1'), id: null })
    const moving = world.deskOn(alwaysMoved(world.subject.store).store)
    await refused('refund', moving.refund(asked), { _tag: 'Conflict' })
    equal('repeated', (await given('refund again', world.other.refund(asked))).repeated, false)
    equal('standing', (await chargeNow(world.desk)).standing, 30)
  },

  'a refusal that writes nothing meets no conflict': async (world) => {
    await charged(world.desk)
    const desk = world.deskOn(alwaysMoved(world.subject.store).store)
    await refused('refund of too much', desk.refund(ask({ amount: 101 })), { _tag: 'ExceedsRemaining' })
  },

  'what moved is decided again, on what is there now': async (world) => {
    await charged(world.desk)
    const first = async (): Promise<void> => {
      await given('refund of another', world.other.refund(ask({ id: RE_2, amount: 60 })))
    }
    const desk = world.deskOn(overtaken(world.subject.store, first))
    await refused('refund of 60 after another of 60', desk.refund(ask({ amount: 60 })), { _tag: 'ExceedsRemaining' })
    equal('standing', (await chargeNow(world.desk)).standing, 60)
    await provesRight(world.desk)
  },

  'what moved and still may be done is done once, with the next number': async (world) => {
    await charged(world.desk)
    const first = async (): Promise<void> => {
      await given('refund of another', world.other.refund(ask({ id: RE_2 })))
    }
    const made = await given('refund', world.deskOn(overtaken(world.subject.store, first)).refund(ask()))
    equal('the charge in the answer: standing', made.charge.standing, 60)
    equal(
      'the numbers of the events',
      (await historyOf(world.another)).map(({ number }) => number),
      [1, 2, 3, 4],
    )
    await provesRight(world.desk)
  },

  'its own work that another did meanwhile is found done': async (world) => {
    await charged(world.desk)
    const first = async (): Promise<void> => {
      await given('the same refund', world.other.refund(ask()))
    }
    const made = await given('refund', world.deskOn(overtaken(world.subject.store, first)).refund(ask()))
    equal('repeated, events', [made.repeated, made.events], [true, []])
  },

  'waits grow twofold from the first to the longest, and one comes between any two attempts': async (world) => {
    await charged(world.desk)
    const waits = await waitsOf(world, { retries: RETRIES, chance: () => 0.5 })
    equal('the waits in milliseconds', waits, [5, 10, 20, 25, 25])
  },

  'each wait is what chance makes of its bound': async (world) => {
    await charged(world.desk)
    const chances = [0, 0.25, 0.999, 0.1, 0.5]
    let index = 0
    const chance = (): number => chances[index++] ?? 0
    equal('the waits in milliseconds', await waitsOf(world, { retries: RETRIES, chance }), [0, 5, 39.96, 5, 25])
    equal('the waits where chance is 0', await waitsOf(world, { retries: RETRIES, chance: () => 0 }), [0, 0, 0, 0, 0])
  },

  'a single attempt waits for nothing': async (world) => {
    await charged(world.desk)
    equal('the waits', await waitsOf(world, { retries: { ...RETRIES, attempts: 1 } }), [])
  },
}
