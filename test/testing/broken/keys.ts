/** Stores that are wrong about keys. */
import { judgeKey, type KeyState } from '../../../src/domain/idempotency/idempotency.js'
import type { Json } from '../../../src/domain/idempotency/json.js'
import { type EpochSeconds, isLeft, left, right } from '../../../src/index.js'
import type { Load, Loaded, Store } from '../../../src/store/port.js'
import { later } from '../../fixtures.js'
import { type Flaw, type Flaws, loading, mapped, remembering, rightly, writing } from './tools.js'

type Change = (key: KeyState<Json>, loaded: Loaded, asked: Load) => KeyState<Json> | null

/** Gives keys otherwise than they are. */
const tells = (change: Change): Flaw => ({
  store: (works) =>
    loading(works, { loaded: (one, asked) => (one.key === null ? one : { ...one, key: change(one.key, one, asked) }) }),
})
/** Judges keys by other terms. */
const judges = (change: (asked: NonNullable<Load['key']>) => Partial<NonNullable<Load['key']>>, seconds = 0): Flaw => ({
  store: (works) =>
    loading(works, {
      asked: (asked) =>
        asked.key === null
          ? asked
          : { ...asked, at: (asked.at + seconds) as EpochSeconds, key: { ...asked.key, ...change(asked.key) } },
    }),
})

const runs = (loaded: Loaded, { key, at }: Load): boolean =>
  key !== null && judgeKey(loaded.key, key, at, key.lifeSeconds).do === 'run'

/** Whoever loads a key that runs waits for its end. */
const waits = (works: Store): Partial<Store> => {
  const load: Store['load'] = (asked) => async () => {
    for (;;) {
      const loaded = await works.load(asked)()
      if (isLeft(loaded) || loaded.right.key?.status !== 'running' || runs(loaded.right, asked)) return loaded
      await works.release(loaded.right)()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  return { load }
}

const replaysOnce = (works: Store): Partial<Store> => {
  const told = new Set<string>()
  return loading(works, {
    loaded: (one) => {
      if (one.key?.status !== 'done') return one
      const isKnown = told.has(one.key.key)
      told.add(one.key.key)
      return isKnown ? { ...one, key: null } : one
    },
  })
}

/** The mark stays, whatever the commit answers. */
const holdsAfter = (works: Store, when: 'Moved' | 'written'): Partial<Store> => {
  const { load, asked } = remembering(works)
  return {
    load,
    commit: (against, write) => async () => {
      const answer = await works.commit(against, write)()
      const question = asked.get(against)
      if (
        question !== undefined &&
        (write.record === null) === (when === 'written') &&
        isLeft(answer) === (when === 'Moved')
      )
        await works.load(question)()
      return answer
    },
  }
}

/** What is lost is judged by the clock alone. */
const strict = (works: Store): Partial<Store> => {
  const { load, asked } = remembering(works)
  return {
    load,
    commit: (against, write) => async () => {
      const question = asked.get(against)
      const lease = question?.key?.leaseSeconds ?? 0
      if (write.record !== null && question !== undefined && write.record.at >= question.at + lease)
        return left({ _tag: 'Moved', of: 'key' })
      return works.commit(against, write)()
    },
  }
}

/** Whoever gives back what was loaded under a key takes the mark that now stands. */
const takesMarks = (works: Store): Partial<Store> => {
  const { load, asked } = remembering(works)
  return {
    load,
    release: (loaded) => async () => {
      const question = asked.get(loaded)
      await works.release(loaded)()
      if (question?.key !== null && question !== undefined && runs(loaded, question))
        await works.load({ ...question, at: later(1_000_000) })()
    },
  }
}

const keepsFirst = (works: Store): Partial<Store> =>
  writing(works, (write, against) => (against.key?.status === 'done' ? { ...write, record: null } : write))

const forgetsExpired = (works: Store): Partial<Store> => ({
  load: (asked) =>
    mapped(works.load(asked), async (loaded) => {
      if (loaded.key?.status === 'done' && runs(loaded, asked))
        await works.forgetKeys({ before: loaded.key.at, limit: 1000 })()
      return loaded
    }),
})

/** Keys are known by their names, whosever they are. */
const ofAllAccounts = (works: Store): Partial<Store> => {
  const known = new Map<string, KeyState<Json>>()
  const shown = loading(works, {
    loaded: (one, { key }) => ({ ...one, key: one.key ?? (key === null ? null : (known.get(key.key) ?? null)) }),
  })
  return {
    ...shown,
    commit: (against, write) => {
      if (write.record !== null) known.set(write.record.key, write.record)
      return shown.commit(against, write)
    },
    load: (asked) =>
      mapped(shown.load(asked), (loaded) => {
        const { key } = asked
        if (key !== null && !known.has(key.key)) known.set(key.key, { ...key, status: 'running', until: later(60) })
        return loaded
      }),
  }
}

/** Forgets what runs as well. */
const forgetsMarks = (works: Store): Partial<Store> => {
  const marked: Loaded[] = []
  return {
    load: (asked) =>
      mapped(works.load(asked), (loaded) => {
        if (runs(loaded, asked)) marked.push(loaded)
        return loaded
      }),
    forgetKeys: (old) => async () => {
      for (const loaded of marked.splice(0)) await works.release(loaded)()
      return works.forgetKeys(old)()
    },
  }
}

type Old = Parameters<Store['forgetKeys']>[0]
const forgets = (change: (old: Old) => Old): Flaw => ({
  store: (works) => ({ forgetKeys: (old) => works.forgetKeys(change(old)) }),
})
const shifted = (old: Old, seconds: number): Old => ({ ...old, before: (old.before + seconds) as EpochSeconds })

/** Those who ask at the same time read the key before one of them marks it. */
const marksLate = (works: Store): Partial<Store> => {
  let reading: Promise<unknown> = Promise.resolve()
  const shown = loading(works, {})
  return {
    ...shown,
    load: (asked) => async () => {
      const read = reading.then(async () => {
        const loaded = await rightly(works.load(asked))
        await works.release(loaded)()
        return loaded.key
      })
      reading = read
      const key = await read
      await new Promise((resolve) => setTimeout(resolve, 1))
      return mapped(shown.load(asked), (loaded) => Object.assign(loaded, { key }))()
    },
  }
}

export const keyFlaws: Flaws = {
  'gives a key that runs as new': tells((key) => (key.status === 'running' ? null : key)),
  'gives a lapsed or expired key as new': tells((key, one, asked) => (runs(one, asked) ? null : key)),
  'marks a key after others have read it': { store: marksLate },
  'waits for a key that runs': { store: waits },
  'replays nothing': tells((key) => (key.status === 'done' ? null : key)),
  'replays a record once': { store: replaysOnce },
  'gives a key with the path that is asked for': tells((key, _, asked) => ({ ...key, path: asked.key?.path ?? '' })),
  'keeps the mark when it is released': { store: () => ({ release: () => () => Promise.resolve() }) },
  'keeps the mark after a commit without a record': { store: (works) => holdsAfter(works, 'written') },
  'keeps the mark after Moved': { store: (works) => holdsAfter(works, 'Moved') },
  'lets a key lapse a second early': judges(({ leaseSeconds }) => ({ leaseSeconds: leaseSeconds - 1 }), 1),
  'lets a key lapse a second late': judges(({ leaseSeconds }) => ({ leaseSeconds: leaseSeconds + 1 }), -1),
  'lets a record expire a second early': judges(({ lifeSeconds }) => ({ lifeSeconds: lifeSeconds - 1 })),
  'lets a record expire a second late': judges(({ lifeSeconds }) => ({ lifeSeconds: lifeSeconds + 1 })),
  'refuses the record of a load whose mark has lapsed': { store: strict },
  'takes the mark of another when a lost one is released': { store: takesMarks },
  'keeps the first record of a key for ever': { store: keepsFirst },
  'forgets an expired record before the next is written': { store: forgetsExpired },
  'keeps records for a day, whatever is asked': judges(() => ({ lifeSeconds: 86_400 })),
  'knows keys of all accounts by their name': { store: ofAllAccounts },

  'forgets a second too few': forgets((old) => shifted(old, -1)),
  'forgets a second too many': forgets((old) => shifted(old, 1)),
  'forgets without limit': forgets((old) => ({ ...old, limit: 1_000_000 })),
  'forgets one record at a time': forgets((old) => ({ ...old, limit: 1 })),
  'forgets keys that run': { store: forgetsMarks },
  'says that it forgot, and does not': { store: () => ({ forgetKeys: () => async () => right(1) }) },
}
