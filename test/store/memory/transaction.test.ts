/** The caller's own transactions: all or nothing, and nothing to be seen before. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { type Either, left, right } from '../../../src/index.js'
import { manualClock } from '../../../src/store/clock.js'
import { type MemoryStore, memoryStore } from '../../../src/store/memory/memory.js'
import type { Load, Loaded, Store, Write } from '../../../src/store/port.js'
import { leftOf, now, rightOf } from '../../fixtures.js'
import { changesOf, chargeOf, keyNamed, NOTHING, second, shop } from './given.js'

const open = (): MemoryStore => memoryStore({ clock: manualClock(now) })

const asked: Load = {
  account: shop,
  charge: chargeOf(1),
  refund: null,
  dispute: null,
  documents: [],
  key: null,
  at: now,
}

const withKey: Load = {
  ...asked,
  key: { key: keyNamed('k_1'), path: 'p', fingerprint: 'f', lifeSeconds: 60, leaseSeconds: 60 },
}

const loadOf = async (store: Store, what: Load = asked): Promise<Loaded> => rightOf(await store.load(what)())

/** One more event of charge 1, and something due. */
const more: Write = {
  ...NOTHING,
  changes: changesOf(1, 0),
  due: [{ at: now, work: { type: 'task', name: 't', data: null } }],
}

const write = async (store: Store): Promise<void> => {
  rightOf(await store.commit(await loadOf(store), more)())
}

const version = async (store: Store): Promise<number> => (await loadOf(store)).version

const claim = { limit: 10, leaseSeconds: 60 }

/** A task, and how to let it end. */
const gate = <E, A>(): {
  task: TaskEither<E, A>
  end: (result: Either<E, A>) => void
  fail: (thrown: unknown) => void
} => {
  let end = (_: Either<E, A>): void => undefined
  let fail = (_: unknown): void => undefined
  const promise = new Promise<Either<E, A>>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return { task: () => promise, end, fail }
}

/** Lets everything happen that waits for nothing but its turn. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

describe('a transaction', () => {
  it('keeps what was written, and answers what its work answers', async () => {
    const store = open()
    const result = await store.transaction((inside) => async () => {
      await write(inside)
      await write(inside)
      return right('done')
    })()
    expect(result).toEqual(right('done'))
    expect(await version(store)).toBe(2)
  })

  it('sees what it wrote itself', async () => {
    const seen = await open().transaction((inside) => async () => {
      await write(inside)
      return right(await version(inside))
    })()
    expect(seen).toEqual(right(1))
  })

  it.each([
    ['a refusal', async (): Promise<Either<string, never>> => left('no')],
    [
      'a rejection',
      async (): Promise<Either<string, never>> => {
        throw new Error('broken')
      },
    ],
  ])('leaves nothing after %s, and passes it on', async (_, end) => {
    const store = open()
    await write(store)
    const result = store.transaction((inside) => async () => {
      await write(inside)
      await loadOf(inside, withKey)
      rightOf(await inside.claimEvents(claim)())
      rightOf(await inside.claimDue({ ...claim, at: now })())
      return end()
    })()
    await expect(result.catch((thrown: Error) => left(thrown.message))).resolves.toMatchObject({ _tag: 'Left' })
    expect((await loadOf(store, withKey)).key).toBe(null)
    expect(await version(store)).toBe(1)
    expect(rightOf(await store.claimEvents(claim)())).toMatchObject([{ events: [{ number: 1 }] }])
    expect(rightOf(await store.claimDue({ ...claim, at: now })())).toMatchObject([{ attempts: 1 }])
  })

  it('passes a rejection on as it is', async () => {
    const broken = new Error('broken')
    const result = open().transaction(() => () => Promise.reject(broken))()
    await expect(result).rejects.toBe(broken)
  })

  it('is rolled back when its work throws at once', async () => {
    const store = open()
    const work = (): TaskEither<never, never> => {
      throw new Error('at once')
    }
    await expect(store.transaction(work)()).rejects.toThrow('at once')
    await write(store)
    expect(await version(store)).toBe(1)
  })

  it('is waited for by every operation of the store, and none sees it before', async () => {
    const store = open()
    await write(store)
    const before = await loadOf(store)
    const end = gate<string, string>()
    const transaction = store.transaction((inside) => async () => {
      await write(inside)
      return end.task()
    })()
    await settle()

    const done: string[] = []
    const note = async (name: string, task: () => Promise<unknown>): Promise<unknown> => {
      const result = await task()
      done.push(name)
      return result
    }
    const waiting = [
      note('load', store.load(asked)),
      note('commit', store.commit(before, more)),
      note('release', store.release(before)),
      note('find', store.find({ account: shop, of: 'charge', id: chargeOf(1) })),
      note('list', store.list({ account: shop, of: 'event', limit: 10 })),
      note('claimDue', store.claimDue({ ...claim, at: now })),
      note('forgetKeys', store.forgetKeys({ before: now, limit: 1 })),
      note('claimEvents', store.claimEvents(claim)),
      note(
        'transaction',
        store.transaction((inside) => async () => right(await version(inside))),
      ),
      note('last', store.load(asked)),
    ]
    await settle()
    expect(done).toEqual([])

    end.end(left('no'))
    expect(await transaction).toEqual(left('no'))
    const results = await Promise.all(waiting)
    expect(done).toHaveLength(waiting.length)
    // Each saw what those before it had done.
    expect(results[0]).toMatchObject(right({ version: 1 }))
    expect(results[1]).toEqual(right(undefined))
    expect(results[4]).toMatchObject(right({ data: [{ number: 2 }, { number: 1 }] }))
    expect(results[8]).toEqual(right(2))
  })

  it('is one at a time, in order', async () => {
    const store = open()
    const log: string[] = []
    const work = (name: string) =>
      store.transaction((inside) => async () => {
        log.push(`${name} begins at ${await version(inside)}`)
        await settle()
        await write(inside)
        log.push(`${name} ends`)
        return right(null)
      })
    await Promise.all([work('first')(), work('second')(), work('third')()])
    expect(log).toEqual([
      'first begins at 0',
      'first ends',
      'second begins at 1',
      'second ends',
      'third begins at 2',
      'third ends',
    ])
  })

  it('takes part in the same order as single operations', async () => {
    const store = open()
    const slow = store.transaction((inside) => async () => {
      await write(inside)
      await settle()
      return right(null)
    })()
    const between = store.load(asked)()
    const later = store.transaction((inside) => async () => {
      await write(inside)
      return right(null)
    })()
    const last = store.load(asked)()
    await Promise.all([slow, later])
    expect([rightOf(await between).version, rightOf(await last).version]).toEqual([1, 2])
  })

  it('loses no update: who loaded before it is told that the charge moved', async () => {
    const store = open()
    await write(store)
    const before = await loadOf(store)
    await store.transaction((inside) => async () => {
      await write(inside)
      return right(null)
    })()
    expect(await store.commit(before, more)()).toEqual(left({ _tag: 'Moved', of: 'charge' }))
  })

  it('takes what was loaded outside, while it stands', async () => {
    const store = open()
    const before = await loadOf(store)
    const inside = await store.transaction((bound) => bound.commit(before, more))()
    expect(inside).toEqual(right(undefined))
    expect(await version(store)).toBe(1)
  })

  it('leaves nothing that can be committed against after its rollback', async () => {
    const store = open()
    let loaded: Loaded | null = null
    await store.transaction((inside) => async () => {
      await write(inside)
      loaded = await loadOf(inside)
      return left('no')
    })()
    await write(store)
    if (loaded === null) throw new Error('expected to have loaded')
    expect(await store.commit(loaded, more)()).toEqual(left({ _tag: 'Moved', of: 'charge' }))
    expect(await version(store)).toBe(1)
  })
})

describe('the store of a transaction that has ended', () => {
  const ended = async (): Promise<{ inside: Store; store: MemoryStore; loaded: Loaded }> => {
    const store = open()
    let kept: { inside: Store; loaded: Loaded } | null = null
    await store.transaction((inside) => async () => {
      kept = { inside, loaded: await loadOf(inside, withKey) }
      return right(null)
    })()
    if (kept === null) throw new Error('expected a store')
    return { ...(kept as { inside: Store; loaded: Loaded }), store }
  }

  it('does nothing any more, and says what it did not do', async () => {
    const { inside, store, loaded } = await ended()
    const events = { account: shop, charge: chargeOf(1), events: [], lease: '' }
    const tasks: Record<Exclude<keyof Store, 'release'>, () => Promise<Either<unknown, unknown>>> = {
      load: inside.load(asked),
      commit: inside.commit(loaded, more),
      find: inside.find({ account: shop, of: 'charge', id: chargeOf(1) }),
      list: inside.list({ account: shop, of: 'charge', limit: 1 }),
      claimEvents: inside.claimEvents(claim),
      acknowledgeEvents: inside.acknowledgeEvents(events, 0),
      claimDue: inside.claimDue({ ...claim, at: now }),
      forgetKeys: inside.forgetKeys({ before: now, limit: 1 }),
    }
    for (const [operation, task] of Object.entries(tasks))
      expect(leftOf(await task())).toMatchObject({ _tag: 'StoreUnavailable', operation, written: 'no' })
    expect(await version(store)).toBe(0)
  })

  it('gives no key back', async () => {
    const { inside, store, loaded } = await ended()
    await inside.release(loaded)()
    expect((await loadOf(store, withKey)).key?.status).toBe('running')
  })

  it('leaves what it loaded to be given back to the outer store', async () => {
    const { store, loaded } = await ended()
    await store.release(loaded)()
    expect((await loadOf(store, { ...withKey, at: second(1) })).key).toBe(null)
  })
})
