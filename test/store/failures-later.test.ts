/** What the desk promises under which failure, row by row of the table in `docs/embedding.md`: after the commit. */
import { describe, expect, it } from 'vitest'
import { isLeft, right } from '../../src/index.js'
import {
  type Due,
  manualClock,
  memoryStore,
  type Store,
  type StoredEvent,
  worthRetrying,
} from '../../src/store/index.js'
import { ch_1, ch_2, later, leftOf, now, re_1, re_2, rightOf, usd, usd_ } from '../fixtures.js'
import { abandoned, back, deskOf, failing, key, minted, paid, seen, shop, word } from './given.js'

const due: Due = { at: later(10), work: { type: 'task', name: 'ring', data: null } }

/** A charge with a refund that is due to be canceled and a task, and a clock that both its store and its workers go by. */
const withDue = async () => {
  const clock = manualClock(now)
  const store = memoryStore({ clock })
  const desk = deskOf(store, { clock })
  rightOf(await desk.authorize({ account: shop, id: ch_1, amount: usd(100), currency: usd_ })())
  rightOf(await desk.capture({ account: shop, charge: ch_1, amount: 'remaining' })())
  const cancel = { type: 'cancel', failureReason: null } as const
  const move: Due = {
    at: later(10),
    work: { type: 'move', charge: ch_1, refund: re_1, dispute: null, command: cancel },
  }
  const born = { status: 'pending', pendingReason: null } as const
  rightOf(await desk.refund(back(40, re_1, { born, due: [move, due] }))())
  return { clock, store, desk }
}

describe('a worker dies with a claim', () => {
  it('gives what is due to another worker when the lease ends, and fires a move once', async () => {
    const { clock, store, desk } = await withDue()
    clock.advance(10)
    const tasks = { ring: () => async () => right(null) }
    await abandoned(deskOf(failing.diesBefore(store), { clock }).runDue())
    const worked = async () =>
      rightOf(await desk.runDue({ tasks })()).map(({ due, result }) => [due.attempts, result._tag])
    expect(await worked()).toEqual([[1, 'Right']])
    clock.advance(60)
    expect(await worked()).toEqual([[2, 'Right']])
    expect((await seen(store)).told.filter((type) => type === 'RefundCanceled')).toHaveLength(1)
    clock.advance(60)
    expect(rightOf(await desk.runDue({ tasks })())).toEqual([])
  })
  it('hands its events to another worker when the lease ends, in order', async () => {
    const { clock, store, desk } = await withDue()
    await abandoned(desk.deliver(() => () => new Promise(() => undefined)))
    const heard: string[] = []
    const deliver = deskOf(store, { clock }).deliver(
      ({ id }: StoredEvent) =>
        async () =>
          right(heard.push(id)),
    )
    rightOf(await deliver())
    expect(heard).toEqual([])
    clock.advance(60)
    rightOf(await deliver())
    expect(heard).toEqual(['ch_1.1', 'ch_1.2', 'ch_1.3'])
  })
})

describe('a handler fails', () => {
  it('hands the event out again, and none of its charge before it', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    rightOf(await desk.authorize({ account: shop, id: ch_2, amount: usd(5), currency: usd_ })())
    rightOf(await desk.refund(back(40))())
    const heard: string[] = []
    const broken =
      ({ id }: StoredEvent) =>
      async () => {
        if (id === 'ch_1.2') return Promise.reject('down')
        return right(heard.push(id))
      }
    const first = rightOf(await desk.deliver(broken)())
    expect(first).toMatchObject({ delivered: 2, failed: [{ event: { id: 'ch_1.2' }, cause: 'down' }] })
    rightOf(
      await desk.deliver(
        ({ id }) =>
          async () =>
            right(heard.push(id)),
      )(),
    )
    expect(heard).toEqual(['ch_1.1', 'ch_2.1', 'ch_1.2', 'ch_1.3'])
  })
  it('gives a task out again when the lease ends, and says so; one without a handler too', async () => {
    const { clock, desk } = await withDue()
    clock.advance(10)
    const fails = { ring: () => () => Promise.reject('down') }
    const tasks = async (of: object) => {
      const fired = rightOf(await desk.runDue({ tasks: of as typeof fails })())
      const results = fired.filter(({ due }) => due.work.type === 'task').map(({ result }) => result)
      return results.map((result) => (isLeft(result) ? result.left : 'done'))
    }
    expect(await tasks(fails)).toEqual([{ _tag: 'TaskFailed', task: 'ring', problem: 'failed', cause: 'down' }])
    expect(await tasks(fails)).toEqual([])
    clock.advance(60)
    expect(await tasks({})).toMatchObject([{ _tag: 'TaskFailed', problem: 'noHandler' }])
    clock.advance(60)
    expect(await tasks({ ring: () => async () => right(null) })).toEqual(['done'])
  })
})

describe('the clock jumps', () => {
  it('forgets keys early when it jumps forward, but no ids', async () => {
    const store = await paid(100)
    rightOf(await deskOf(store).refund(minted(40, { key: key('K1') }))())
    rightOf(await deskOf(store).refund(back(10))())
    const tomorrow = deskOf(store, { clock: manualClock(later(86_400)) })
    expect(word(await tomorrow.refund(back(10))())).toBe('repeated')
    expect(word(await tomorrow.refund(minted(40, { key: key('K1') }))())).toBe('accepted')
    expect((await seen(store)).charge).toMatchObject({ standing: 90, refundsMade: 3 })
  })
  it('fires what waits early when it jumps forward, and the law still judges it', async () => {
    const { store } = await withDue()
    rightOf(await deskOf(store).fail({ account: shop, refund: re_1, failureReason: 'declined' })())
    const ahead = deskOf(store, { clock: manualClock(later(86_400)) })
    const [move] = rightOf(await ahead.runDue()())
    expect(leftOf(move?.result ?? right(null))).toMatchObject({ _tag: 'MoveNotAllowed', from: 'failed' })
    expect((await seen(store)).charge).toMatchObject({ standing: 0 })
  })
  it('fires what waits late when it jumps back', async () => {
    const { store } = await withDue()
    expect(rightOf(await deskOf(store, { clock: manualClock(later(-3600)) }).runDue()())).toEqual([])
  })
  it('keeps the order of events and every figure when it jumps back', async () => {
    const store = await paid(100)
    rightOf(await deskOf(store).refund(back(40))())
    rightOf(await deskOf(store, { clock: manualClock(later(-3600)) }).refund(back(30, re_2))())
    const { charge, events, problems } = await seen(store)
    expect(charge.standing).toBe(70)
    expect(problems).toEqual([])
    expect(events.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4])
    const refunds = events.filter(({ event }) => event.type === 'RefundRequested')
    expect(refunds.toSorted((one, other) => one.number - other.number).map(({ event }) => event.at)).toEqual([
      now,
      later(-3600),
    ])
  })
})

describe('a row was changed by hand', () => {
  it('is not decided on when it breaks a law, and is named', async () => {
    const store = await paid(100)
    const problems = ['standing 120 is more than captured 100']
    const row = { _tag: 'InvalidRow', row: 'charge', account: shop, id: ch_1, problems } as const
    const answer = await deskOf({ ...store, load: () => async () => ({ _tag: 'Left', left: row }) }).refund(back(40))()
    expect(leftOf(answer)).toBe(row)
    expect(worthRetrying(row)).toBe(false)
    expect((await seen(store)).refunds).toEqual([])
  })
  it('is found by the audit when it breaks none', async () => {
    const store = await paid(100)
    rightOf(await deskOf(store).refund(back(40))())
    const changed: Store = {
      ...store,
      load: (asked) => async () => {
        const loaded = rightOf(await store.load(asked)())
        const charge = loaded.books.charge && { ...loaded.books.charge, standing: usd(30), unsettled: usd(30) }
        return right({ ...loaded, books: { ...loaded.books, charge } })
      },
    }
    const found = rightOf(await deskOf(changed).audit({ account: shop, charge: ch_1 })())
    expect(found[0]).toEqual({
      of: 'charge',
      id: ch_1,
      law: 'standing is the sum of the refunds that stand',
      expected: 40,
      found: 30,
    })
    expect(rightOf(await deskOf(store).audit({ account: shop, charge: ch_1 })())).toEqual([])
  })
})
