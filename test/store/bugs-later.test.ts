/** The rows of `docs/bugs.md` about notices, stuck refunds and strangers, as a desk meets them; `bugs.test.ts` has the others. */
import { describe, expect, it } from 'vitest'
import { type Acknowledged, type RefundId, right } from '../../src/index.js'
import { account, type Due, type DueTask, manualClock, type StoredEvent } from '../../src/store/index.js'
import { ch_1, ch_2, later, leftOf, now, re_1, re_2, rightOf } from '../fixtures.js'
import { abandoned, back, backend, deskOf, paid, processor, seen, shop, together, word } from './given.js'

const succeeded: Acknowledged = { status: 'succeeded' }
const pending: Acknowledged = { status: 'pending', pendingReason: null }
const said = (answer: Acknowledged, refund: RefundId = re_1) => ({ account: shop, refund, answer })

describe('webhook-dup', () => {
  it('R49: a notice that arrives together with the call makes no second refund', async () => {
    const store = await paid(100)
    const notice = deskOf(store).refund(back(40, re_1, { born: succeeded }))
    const answers = await together(deskOf(store).refund(back(40)), notice, notice)
    expect(answers.map(word).sort()).toEqual(['accepted', 'repeated', 'repeated'])
    const { charge, told } = await seen(store)
    expect(charge).toMatchObject({ standing: 40, refundsMade: 1 })
    expect(told.filter((type) => type === 'RefundRequested')).toHaveLength(1)
  })
  it.each(['before', 'after'] as const)('R50: a notice told %s the answer of the call counts once', async (when) => {
    const store = await paid(100)
    const { call, ...psp } = processor()
    const notice = async () => word(await deskOf(store).acknowledge(said(succeeded))())
    const words: string[] = []
    const asks = async (asked: { key: string; amount: number }) => {
      if (when === 'before') words.push(await notice())
      return call(asked)
    }
    words.push(word(await backend(deskOf(store), { ...psp, call: asks })(back(40))))
    if (when === 'after') words.push(await notice())
    expect(words).toEqual(['accepted', 'MoveNotAllowed'])
    expect(await seen(store)).toMatchObject({ charge: { standing: 40, refundsMade: 1, unsettled: 0 }, problems: [] })
  })
  it('R51: an earlier refund told again is still the one it was, and may fail', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    rightOf(await desk.refund(back(40, re_1, { born: succeeded }))())
    rightOf(await desk.refund(back(30, re_2, { born: succeeded }))())
    expect(word(await desk.refund(back(40, re_1, { born: succeeded }))())).toBe('repeated')
    rightOf(await desk.fail({ account: shop, refund: re_1, failureReason: 'declined' })())
    expect((await seen(store)).charge).toMatchObject({ standing: 30, refundsMade: 2 })
  })
  it('R52: what is told again makes nothing that a queue could take up', async () => {
    const store = await paid(100)
    const task = (name: string): Due => ({ at: now, work: { type: 'task', name, data: null } })
    const desk = deskOf(store, { schedule: () => [task('scheduled')] })
    const done: string[] = []
    const doing =
      ({ name }: DueTask) =>
      async () =>
        right(done.push(name) > 0 ? null : now)
    const tasks = { send: doing, scheduled: doing }
    const heard: string[] = []
    const handler =
      ({ event }: StoredEvent) =>
      async () =>
        right(heard.push(event.type))

    for (const _ of [1, 2, 3]) {
      rightOf(await desk.refund(back(40, re_1, { due: [task('send')] }))())
      rightOf(await desk.runDue({ tasks })())
      rightOf(await desk.deliver(handler)())
    }
    expect(done).toEqual(['send', 'scheduled'])
    expect(heard).toEqual(['ChargeAuthorized', 'ChargeCaptured', 'RefundRequested'])
  })
})

describe('stuck-or-dropped', () => {
  it('R63: a refund that was reserved and never sent comes due, and is freed', async () => {
    const store = await paid(100)
    const clock = manualClock(later(0))
    const reminder: Due = { at: later(600), work: { type: 'task', name: 'still requested', data: re_1 } }
    rightOf(await deskOf(store).refund(back(100, re_1, { due: [reminder] }))())

    const restarted = deskOf(store, { clock })
    const ask = () => async () => {
      rightOf(await restarted.refuse({ account: shop, refund: re_1, refusal: 'never sent' })())
      return right(null)
    }
    const due = restarted.runDue({ tasks: { 'still requested': ask } })
    clock.advance(599)
    expect(rightOf(await due())).toEqual([])
    clock.advance(1)
    expect(rightOf(await due())).toMatchObject([{ result: right(null) }])
    expect((await seen(store)).charge).toMatchObject({ standing: 0, unsettled: 0 })
  })
  it('R64: a partial refund made in the dashboard is recorded, and one above what is left is refused by name', async () => {
    const store = await paid(100)
    expect(word(await deskOf(store).refund(back(40, re_1, { born: succeeded }))())).toBe('accepted')
    expect(word(await deskOf(store).refund(back(61, re_2, { born: succeeded }))())).toBe('ExceedsRemaining')
    expect(await seen(store)).toMatchObject({ charge: { standing: 40 }, refunds: [{ id: re_1, amount: 40 }] })
  })
  it('R65: a process that dies after the call leaves a refund that is known and reserved, and is asked for again', async () => {
    const store = await paid(100)
    const psp = processor()
    const dying = { ...deskOf(store), acknowledge: () => () => new Promise<never>(() => undefined) }
    await abandoned(() => backend(dying, psp)(back(70)))
    expect(psp.sent()).toBe(70)

    const restarted = deskOf(store)
    expect((await seen(store)).refunds).toMatchObject([{ id: re_1, amount: 70, status: 'requested' }])
    expect(word(await restarted.refund(back(40, re_2))())).toBe('ExceedsRemaining')
    expect(rightOf(await backend(restarted, psp)(back(70))).refund.status).toBe('succeeded')
    expect(psp.sent()).toBe(70)
    expect(await seen(store)).toMatchObject({ charge: { standing: 70, unsettled: 0 }, problems: [] })
  })
  it('R66: charge, refund and history agree after every move, and another system is told until it acknowledges', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    const heard: string[] = []
    const handler =
      ({ event }: StoredEvent) =>
      async () => {
        heard.push(event.type)
        return event.type === 'RefundSucceeded' && heard.at(-2) !== event.type ? Promise.reject('down') : right(null)
      }
    rightOf(await desk.refund(back(40, re_1, { born: pending }))())
    rightOf(await desk.deliver(handler)())
    rightOf(await desk.succeed({ account: shop, refund: re_1 })())
    expect(rightOf(await desk.deliver(handler)())).toMatchObject({ delivered: 0, failed: [{ cause: 'down' }] })
    expect(await seen(store)).toMatchObject({
      charge: { unsettled: 0 },
      refunds: [{ status: 'succeeded' }],
      problems: [],
    })
    rightOf(await desk.fail({ account: shop, refund: re_1, failureReason: 'declined' })())
    expect(rightOf(await desk.deliver(handler)())).toMatchObject({ delivered: 2, failed: [] })
    expect(await seen(store)).toMatchObject({ charge: { standing: 0 }, refunds: [{ status: 'failed' }], problems: [] })
    expect(heard.slice(2)).toEqual(['RefundRequested', 'RefundSucceeded', 'RefundSucceeded', 'RefundFailed'])
  })
})

describe('status-regression', () => {
  it('R69: of the answer and a notice at once, one moves the refund, and the other changes nothing', async () => {
    for (const [first, second] of [
      [succeeded, pending],
      [pending, succeeded],
    ] as const) {
      const store = await paid(100)
      rightOf(await deskOf(store).refund(back(100))())
      const answers = await together(deskOf(store).acknowledge(said(first)), deskOf(store).acknowledge(said(second)))
      expect(answers.map(word)).toEqual(['accepted', 'MoveNotAllowed'])
      expect((await seen(store)).refunds).toMatchObject([{ status: first.status }])
    }
  })
})

describe('wrong-target', () => {
  it("R79: another account's charge is as unknown as one that nobody has", async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    const stranger = rightOf(account('stranger'))
    rightOf(await desk.refund(back(40))())
    const [before, answers] = [await seen(store), [] as unknown[]]
    for (const charge of [ch_1, ch_2]) {
      answers.push(await desk.refund({ ...back(40, re_2), account: stranger, charge })())
    }
    answers.push(await desk.acknowledge({ ...said(succeeded), account: stranger })())
    answers.push(await desk.acknowledge({ ...said(succeeded, re_2), account: stranger })())
    const [refund, move] = ['charge', 'refund'].map((record) => ({
      _tag: 'Left',
      left: { _tag: 'NotInBooks', record },
    }))
    expect(answers).toEqual([refund, refund, move, move])
    expect(leftOf(await desk.retrieve({ account: stranger, of: 'charge', id: ch_1 })())._tag).toBe('NotFound')
    expect(await seen(store)).toEqual(before)
  })
})
