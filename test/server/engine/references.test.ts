/** References of refunds, done together; and where one of them is lost or broken, one by one. */
import { describe, expect, it } from 'vitest'
import { left } from '../../../src/index.js'
import { storedKind } from '../../../src/server/decision/kinds.js'
import type { MemoryStore } from '../../../src/store/index.js'
import { now, rightOf } from '../../fixtures.js'
import { ACCOUNT, given, task } from './given.js'

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
