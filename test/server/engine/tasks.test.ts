/** Tasks that come twice, too late, or in another state than they were written in. */
import { describe, expect, it } from 'vitest'
import { left, stripe } from '../../../src/index.js'
import { storedKind } from '../../../src/server/decision/kinds.js'
import { countingMint } from '../../../src/server/decision/minted.js'
import { createEngine } from '../../../src/server/engine/engine.js'
import { createFire } from '../../../src/server/engine/handlers.js'
import { handClock } from '../../../src/server/engine/server-clock.js'
import { createState } from '../../../src/server/state.js'
import { account, type DueTask, type MemoryStore, memoryStore, type Store } from '../../../src/store/index.js'
import { NEWEST_API_VERSION } from '../../../src/stripe/version.js'
import { later, now, rightOf } from '../../fixtures.js'

const ACCOUNT = rightOf(account('acct_1'))

/** An engine alone, on a clock that is moved by hand. */
const given = (options: { readonly store?: (store: Store) => Store; readonly other?: () => Promise<void> } = {}) => {
  const clock = handClock(1, now)
  const memory = memoryStore({ clock: clock.now })
  const state = createState(clock, options.store?.(memory) ?? memory, true)
  const reported: unknown[] = []
  const done: string[] = []
  const report = (problem: unknown): void => {
    reported.push(problem)
  }
  const fire = createFire({
    rules: { policy: stripe, version: NEWEST_API_VERSION, soon: clock.soon },
    mint: countingMint(),
    clock,
    state,
    wake: () => undefined,
    others: {
      webhook: (task: DueTask) => async () => {
        done.push(`${String((task.data as { readonly event: string }).event)} at ${clock.now() - now}`)
        await options.other?.()
        return { _tag: 'Right', right: null }
      },
    },
  })
  const engine = createEngine({ clock, state, fire, report })
  const write = async (...due: readonly { readonly at: number; readonly work: DueTask }[]): Promise<void> => {
    const rows = due.map(({ at, work }) => ({ at: later(at), work }))
    rightOf(
      await state.runtime().transact<never, null>({
        account: ACCOUNT,
        charge: null,
        decide: () => ({ answer: { _tag: 'Right', right: null }, due: rows }),
      })(),
    )
  }
  return { clock, state, engine, reported, done, write }
}

const task = (name: string, data: DueTask['data'] = {}): DueTask => ({ type: 'task', name, data })
/** What waits for somebody outside. */
const note = (event: string): DueTask => task('webhook', { event, scope: '', endpoint: 'we_1', of: '' })

describe('what is due', () => {
  it('is done in the order of its time, each at its own', async () => {
    const { engine, done, write } = given()
    await write(
      { at: 9, work: note('c') },
      { at: 2, work: note('a') },
      { at: 5, work: note('b') },
      { at: 70, work: note('d') },
    )
    await engine.advance(60)
    expect(done).toEqual(['a at 2', 'b at 5', 'c at 9'])
  })

  it('is done once what failed before it has failed, and is tried again when its lease ends', async () => {
    const { engine, done, reported, write } = given()
    await write({ at: 1, work: task('unheard of') }, { at: 2, work: note('a') })
    await engine.advance(10)
    expect([done, reported.length]).toEqual([['a at 2'], 1])
    await engine.advance(60)
    expect(reported).toHaveLength(2)
  })

  it.each([
    ['refund.succeed', { charge: 'ch_gone', refund: 're_gone', scope: '' }],
    ['refund.fail', { charge: 'ch_gone', refund: 're_gone', scope: '' }],
    ['refund.reference', { charge: 'ch_gone', refund: 're_gone', scope: '' }],
    ['settle', { charge: 'ch_gone', scope: '' }],
    ['balance.filled', { scope: '' }],
    ['charge.expire', { charge: 'ch_gone', scope: '' }],
    ['dispute.open', { charge: 'ch_gone', dispute: 'du_gone', index: 1, scope: '' }],
    ['dispute.close', { charge: 'ch_gone', dispute: 'du_gone', outcome: 'won', scope: '' }],
    ['dispute.escalate', { charge: 'ch_gone', dispute: 'du_gone', scope: '' }],
  ])('of %s is nothing where what it was about is gone', async (name, data) => {
    const { engine, reported, state, write } = given()
    await write({ at: 1, work: task(name, data) })
    await engine.advance(100)
    expect([reported, rightOf(await state.save()).rows]).toEqual([[], []])
  })

  it('and says nothing of what it is about is reported', async () => {
    const { engine, reported, write } = given()
    await write({ at: 1, work: task('settle', null) })
    await engine.advance(1)
    expect(reported).toMatchObject([
      { due: { work: { name: 'settle' } }, problem: { message: 'a task says no charge' } },
    ])
  })
})

describe('a store that fails', () => {
  it('is asked again a second later', async () => {
    let failures = 2
    const { engine, clock, reported, state, write } = given({
      store: (store) => ({
        ...store,
        save: memoryStore().save,
        load: (asked) =>
          asked.documents.length > 0 && failures-- > 0
            ? async () => ({
                _tag: 'Left',
                left: { _tag: 'StoreUnavailable', operation: 'load', written: 'no', cause: null },
              })
            : store.load(asked),
      }),
    })
    await write({ at: 1, work: task('refund.reference', { charge: 'ch_1', refund: 're_1', scope: '' }) })
    await engine.advance(3)
    expect([failures, reported, clock.now()]).toEqual([-1, [], later(3)])
    expect(rightOf(await state.save()).rows).toEqual([])
  })
})

describe('references that are done together', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
    at: 2,
    work: task('refund.reference', { charge: 'ch_1', refund: `re_${id}`, scope: '' }),
  }))

  it('are written in one commit', async () => {
    const together: number[] = []
    const { engine, reported, state, write } = given({
      store: (store) => ({
        ...store,
        save: (store as MemoryStore).save,
        commit: (against, wanted) => {
          together.push(wanted.done.length)
          return store.commit(against, wanted)
        },
      }),
    })
    await write(...five)
    await engine.advance(2)
    expect([together, reported, rightOf(await state.save()).rows]).toEqual([[0, 5], [], []])
  })

  it('are done one by one where another has done one of them meanwhile, and that one is reported', async () => {
    let stolen = false
    const { engine, reported, state, write } = given({
      store: (store) => ({
        ...store,
        save: (store as MemoryStore).save,
        commit: (against, wanted) => async () => {
          const [, second] = wanted.done
          if (second !== undefined && !stolen) {
            stolen = true
            const asked = { charge: null, refund: null, dispute: null, documents: [], key: null }
            const loaded = rightOf(await store.load({ account: ACCOUNT, ...asked, at: now })())
            const nothing = { changes: null, record: null, documents: [], due: [] }
            rightOf(await store.commit(loaded, { ...nothing, done: [second] })())
          }
          return store.commit(against, wanted)()
        },
      }),
    })
    await write(...five)
    await engine.advance(2)
    expect([stolen, rightOf(await state.save()).rows]).toEqual([true, []])
    expect(reported).toMatchObject([{ due: { id: 'due_2' }, problem: { _tag: 'LeaseLost', id: 'due_2' } }])
  })
})

describe('references of which one cannot be done', () => {
  const named = (refund: string | null, scope = '') =>
    task('refund.reference', { charge: 'ch_1', ...(refund === null ? {} : { refund }), scope })

  it('are tried again a second later, all of them, where the store failed', async () => {
    let failures = 1
    const { engine, clock, reported, state, write } = given({
      store: (store) => ({
        ...store,
        save: (store as MemoryStore).save,
        commit: (against, wanted) =>
          wanted.done.length > 1 && failures-- > 0
            ? async () => left({ _tag: 'StoreUnavailable', operation: 'commit', written: 'no', cause: null })
            : store.commit(against, wanted),
      }),
    })
    await write(...['re_a', 're_b', 're_c'].map((id) => ({ at: 2, work: named(id) })))
    await engine.advance(2)
    expect(rightOf(await state.save()).rows.map(({ row }) => row)).toMatchObject(
      [{ at: 3 }, { at: 3 }, { at: 3 }].map(({ at }) => ({ at: now + at })),
    )
    await engine.advance(1)
    expect([clock.now() - now, reported, rightOf(await state.save()).rows]).toEqual([3, [], []])
  })

  it('are left to their leases where the store stays away: it is not asked for each of them', async () => {
    let asked = 0
    let isAway = true
    const { engine, reported, state, write } = given({
      store: (store) => ({
        ...store,
        save: (store as MemoryStore).save,
        commit: (against, wanted) => {
          if (wanted.done.length === 0 || !isAway) return store.commit(against, wanted)
          asked += 1
          return async () => left({ _tag: 'StoreUnavailable', operation: 'commit', written: 'no', cause: null })
        },
      }),
    })
    await write(...['re_a', 're_b', 're_c'].map((id) => ({ at: 2, work: named(id) })))
    await engine.advance(2)
    expect([asked, reported.length, rightOf(await state.save()).rows.length]).toEqual([2, 1, 3])
    isAway = false
    await engine.advance(60)
    expect(rightOf(await state.save()).rows).toEqual([])
  })

  it('are done all the same where one of them says nothing of its refund, and that one is reported', async () => {
    const { engine, reported, state, write } = given()
    await write(...['re_a', null, 're_c'].map((id) => ({ at: 2, work: named(id) })))
    await engine.advance(2)
    expect(reported).toMatchObject([{ due: { id: 'due_2' }, problem: { message: 'a task says no refund' } }])
    expect(rightOf(await state.save()).rows).toMatchObject([{ row: { id: 'due_2' } }])
  })

  it('are looked up each in its own account’s world', async () => {
    const asked: string[] = []
    const { engine, reported, write } = given({
      store: (store) => ({
        ...store,
        load: (load) => {
          asked.push(
            load.documents
              .filter(({ id }) => id.startsWith('re_'))
              .map(({ kind, id }) => `${kind} ${id}`)
              .join(),
          )
          return store.load(load)
        },
      }),
    })
    await write(...['acct_a', 'acct_b', 'acct_a'].map((scope, index) => ({ at: 2, work: named(`re_${index}`, scope) })))
    await engine.advance(2)
    expect(reported).toEqual([])
    expect(asked.filter((names) => names !== '').sort()).toEqual([
      `${storedKind('refund', 'acct_a')} re_0,${storedKind('refund', 'acct_a')} re_2`,
      `${storedKind('refund', 'acct_b')} re_1`,
    ])
  })
})

describe('a state that is replaced on the way', () => {
  it('is left as it was loaded: nothing of the other is done in it, and its time stands', async () => {
    const world = given({ other: () => load() })
    const load = async (): Promise<void> => {
      rightOf(await world.state.load(saved))
    }
    await world.write({ at: 5, work: note('a') }, { at: 6, work: note('b') })
    const saved = rightOf(await world.state.save())
    await world.engine.advance(60)
    expect([world.done, world.reported]).toEqual([['a at 5'], []])
    expect(rightOf(await world.state.save())).toEqual(saved)
  })
})

describe('what was claimed in a state that is no more', () => {
  it('is left, and waits in the other for its own time', async () => {
    let claimed = async (): Promise<void> => undefined
    const world = given({
      store: (store) => ({
        ...store,
        claimDue: (claim) => async () => {
          const due = await store.claimDue(claim)()
          await claimed()
          return due
        },
      }),
    })
    const saved = rightOf(await world.state.save())
    await world.write({ at: 5, work: note('a') })
    claimed = async () => {
      rightOf(await world.state.load({ ...saved, rows: [] }))
    }
    await world.engine.advance(60)
    expect([world.done, world.reported, world.clock.now()]).toEqual([[], [], now])
  })
})

describe('an engine that is closed', () => {
  it('does nothing more', async () => {
    const { engine, done, write } = given()
    await write({ at: 1, work: note('a') })
    await engine.close(100)
    await expect(engine.advance(10)).rejects.toThrow('closed')
    expect(done).toEqual([])
  })

  it('waits for what is under way, but not for ever', async () => {
    let end = (): void => undefined
    const { engine, write } = given({
      other: () =>
        new Promise((resolve) => {
          end = () => resolve()
        }),
    })
    await write({ at: 1, work: note('a') })
    const advanced = engine.advance(1).catch((error: Error) => error.message)
    await engine.close(50)
    end()
    expect(await advanced).toContain('closed')
  })
})
