/** Tasks that come twice, too late, or in another state than they were written in. */
import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/store/index.js'
import { later, now, rightOf } from '../../fixtures.js'

import { given, note, task } from './given.js'

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
