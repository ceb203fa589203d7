/**
 * Bugs of shipping refund systems, row by row of `docs/bugs.md`, as a desk meets them: parallel requests, repeated submissions
 * and lost answers. `bugs-later.test.ts` has notices, stuck refunds and strangers.
 */
import { describe, expect, it } from 'vitest'
import { refundId } from '../../src/index.js'
import { manualClock, worthRetrying } from '../../src/store/index.js'
import { ch_1, dp_1, later, leftOf, re_1, re_2, rightOf, usd, usd_ } from '../fixtures.js'
import { back, backend, deskOf, failing, key, minted, paid, processor, seen, shop, together, word } from './given.js'

describe('race-cap', () => {
  it('R01: of ten refunds of 60 at once, in three processes, one is made', async () => {
    const store = await paid(100)
    const desks = [deskOf(store), deskOf(store), deskOf(store)]
    const asked = Array.from({ length: 10 }, (_, n) => back(60, rightOf(refundId(`re_${n}`))))
    const tasks = desks.flatMap((desk, n) => asked.filter((_, of) => of % 3 === n).map((one) => desk.refund(one)))
    const words = (await together(...tasks)).map(word).sort()
    expect(words).toEqual([...Array(9).fill('ExceedsRemaining'), 'accepted'])
    expect(await seen(store)).toMatchObject({ charge: { standing: 60, refundsMade: 1 }, problems: [] })
  })
  it('R02: of two full refunds at once the loser is judged again, and refused', async () => {
    const store = await paid(100)
    const answers = await together(deskOf(store).refund(back(100)), deskOf(store).refund(back(100, re_2)))
    expect(answers.map(word).sort()).toEqual(['AlreadyRefunded', 'accepted'])
    expect(await seen(store)).toMatchObject({ charge: { standing: 100 }, problems: [] })
  })
  it('R03: what the processor is being asked for is taken already', async () => {
    const store = await paid(100)
    const meanwhile: string[] = []
    const { call } = processor()
    const asks = async (asked: { key: string; amount: number }) => {
      meanwhile.push(word(await deskOf(store).refund(back(60, re_2))()))
      return call(asked)
    }
    rightOf(await backend(deskOf(store), { ...processor(), call: asks })(back(60)))
    expect(meanwhile).toEqual(['ExceedsRemaining'])
    expect((await seen(store)).charge).toMatchObject({ standing: 60, unsettled: 0 })
  })
})

describe('repeat-submission', () => {
  it('R04: a double click is one refund, and still after a restart', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    const clicks = await together(desk.refund(back(40)), desk.refund(back(40)), deskOf(store).refund(back(40)))
    expect(clicks.map(word).sort()).toEqual(['accepted', 'repeated', 'repeated'])
    expect(word(await deskOf(store).refund(back(40))())).toBe('repeated')
    expect((await seen(store)).told).toEqual(['ChargeAuthorized', 'ChargeCaptured', 'RefundRequested'])
  })
  it('R05: whoever captures second under a key hears the same capture, and has nothing to undo', async () => {
    const store = await paid(100)
    const capture = { account: shop, charge: ch_1, amount: usd(10), final: true } as const
    expect(leftOf(await deskOf(store).capture(capture)())).toMatchObject({ _tag: 'MoveNotAllowed', from: 'captured' })

    const other = rightOf(await deskOf(store).authorize({ account: shop, amount: usd(100), currency: usd_ })()).charge
    const again = { account: shop, charge: other.id, amount: 'remaining', key: key('capture of order 7') } as const
    const first = await together(deskOf(store).capture(again), deskOf(store).capture(again))
    expect(first.map(word).sort()).toEqual(['KeyInFlight', 'accepted'])
    const replayed = rightOf(await deskOf(store).capture(again)())
    expect(replayed).toMatchObject({ repeated: true, charge: { captured: 100 }, events: [] })
  })
  it('R06: a full refund is made once, whoever asks, and however often', async () => {
    const store = await paid(100)
    const [one, two] = [deskOf(store), deskOf(store)]
    const asked = await together(one.refund(back('remaining')), two.refund(back('remaining', re_2)))
    expect(asked.map(word).sort()).toEqual(['AlreadyRefunded', 'accepted'])
    expect((await seen(store)).charge).toMatchObject({ standing: 100, refundsMade: 1 })
  })
})

describe('ambiguous-retry', () => {
  it('R07: a call whose answer was lost is made again as the same refund, or not at all', async () => {
    const store = await paid(100)
    const psp = processor('lost')
    expect(rightOf(await backend(deskOf(store), psp)(back(100))).refund.status).toBe('requested')
    expect(word(await backend(deskOf(store), psp)(back(100, re_2)))).toBe('AlreadyRefunded')
    expect(rightOf(await backend(deskOf(store), psp)(back(100))).refund.status).toBe('succeeded')
    expect(psp.log.map((call) => call.key)).toEqual([re_1, re_1])
    expect(psp.sent()).toBe(100)
  })
  it('R08: asked again under its key, a refund has the id that was minted first', async () => {
    const store = await paid(100)
    const psp = processor('lost', 'lost')
    const attempt = (name: string) => backend(deskOf(store), psp)(minted(30, { key: key(name) }))
    rightOf(await attempt('order 7, return 1'))
    rightOf(await attempt('order 7, return 1'))
    rightOf(await attempt('order 7, return 1'))
    expect(new Set(psp.log.map((call) => call.key)).size).toBe(1)
    rightOf(await attempt('order 7, return 2'))
    expect(psp.sent()).toBe(60)
    expect((await seen(store)).charge).toMatchObject({ standing: 60, refundsMade: 2, unsettled: 0 })
  })
  it('R08: a lost commit and a lost answer of it are one refund when asked again', async () => {
    for (const fault of [failing.losesWrite, failing.losesAnswer]) {
      const store = await paid(100)
      expect(leftOf(await deskOf(fault(store)).refund(back(30))())).toMatchObject({ written: 'unknown' })
      rightOf(await deskOf(store).refund(back(30))())
      expect((await seen(store)).charge).toMatchObject({ standing: 30, refundsMade: 1 })
    }
  })
  it('R09: a day alone ends no refund and frees nothing', async () => {
    const store = await paid(100)
    rightOf(await deskOf(store).refund(back(100))())
    const tomorrow = deskOf(store, { clock: manualClock(later(25 * 3600)) })
    expect(rightOf(await tomorrow.runDue()())).toEqual([])
    expect(word(await tomorrow.refund(back(100, re_2))())).toBe('AlreadyRefunded')
    expect((await seen(store)).refunds).toMatchObject([{ id: re_1, status: 'requested' }])
  })
  it('R10: a time-out cannot be recorded as a failure', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    rightOf(await desk.refund(back(100))())
    const failed = await desk.fail({ account: shop, refund: re_1, failureReason: 'unknown' })()
    expect(leftOf(failed)).toMatchObject({ _tag: 'MoveNotAllowed', from: 'requested' })
    expect((await seen(store)).charge).toMatchObject({ standing: 100, unsettled: 100 })
  })
})

describe('key-scope', () => {
  it('R11: equal amounts under two keys are two refunds', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    const both = await together(desk.refund(minted(5, { key: key('K1') })), desk.refund(minted(5, { key: key('K2') })))
    expect(both.map(word)).toEqual(['accepted', 'accepted'])
    expect((await seen(store)).charge.refundsMade).toBe(2)
  })
  it('R12: a key of the payment is refused for its refund, and says what it was used for', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    const order = key('order 7')
    const { charge } = rightOf(await desk.authorize({ account: shop, amount: usd(9), currency: usd_, key: order })())
    expect(leftOf(await desk.refund({ ...minted(5, { key: order }), charge: charge.id })())).toEqual({
      _tag: 'KeyReused',
      key: order,
      differs: 'path',
      usedFor: 'authorize',
      givenFor: 'request',
    })
  })
  it('R13: a task run again is the same refund, also where the desk minted its id', async () => {
    const store = await paid(100)
    const submit = deskOf(store).refund(minted(40))
    const [first, second] = [rightOf(await submit()), rightOf(await submit())]
    expect(second).toMatchObject({ repeated: true, refund: { id: first.refund.id } })
    expect((await seen(store)).charge.refundsMade).toBe(1)
  })
})

describe('dispute-overlap', () => {
  it('R46: a dispute and a refund at once are judged one after the other', async () => {
    const dispute = {
      account: shop,
      charge: ch_1,
      dispute: dp_1,
      amount: usd(100),
      currency: usd_,
      stage: 'open',
    } as const
    for (const refundFirst of [true, false]) {
      const store = await paid(100)
      const refund = async () => word(await deskOf(store).refund(back(100))())
      const open = async () => word(await deskOf(store).openDispute(dispute)())
      const words = await together(...(refundFirst ? [refund, open] : [open, refund]))
      expect(words.sort()).toEqual(refundFirst ? ['accepted', 'accepted'] : ['ChargeDisputed', 'accepted'])
      expect(await seen(store)).toMatchObject({ charge: { standing: refundFirst ? 100 : 0 }, problems: [] })
    }
  })
})

describe('stuck-or-dropped', () => {
  it('R67: the desk gives up after a bounded number of attempts, and says when asking again is of no use', async () => {
    const store = await paid(100)
    const conflict = leftOf(await deskOf(failing.alwaysMoved(store)).refund(back(100))())
    expect(conflict).toMatchObject({ _tag: 'Conflict', attempts: 8 })
    expect(worthRetrying(conflict)).toBe(true)

    rightOf(await deskOf(store).refund(back(100, re_1, { born: { status: 'succeeded' } }))())
    const over = leftOf(await deskOf(store).refund(back(100, re_2))())
    expect(over._tag).toBe('AlreadyRefunded')
    expect(worthRetrying(over)).toBe(false)
  })
})
