/** Keys at the desk: when one is needed, what is replayed under it, and what is not kept. `docs/embedding.md` says it in words. */
import { describe, expect, it } from 'vitest'
import type { Either, MinorUnits } from '../../src/index.js'
import { account, type CaptureAsked, type LegReturnAsked, manualClock } from '../../src/store/index.js'
import { ch_1, ch_2, later, leftOf, now, re_1, re_2, rightOf, usd, usd_ } from '../fixtures.js'
import { back, deskOf, key, minted, paid, seen, shop, word } from './given.js'

const named = { key: key('K1') }

describe('a key', () => {
  it('is needed by what carries no id: captures before the final one, and legs that go back directly', async () => {
    const desk = deskOf(await paid(100))
    const on = { account: shop, charge: ch_1, amount: usd(1) } as const
    const answers: Either<unknown, unknown>[] = [
      await desk.capture({ ...on, final: false } as unknown as CaptureAsked)(),
      await desk.returnFee(on as LegReturnAsked)(),
      await desk.reverseTransfer(on as LegReturnAsked)(),
    ]
    expect(answers.map((answer) => leftOf(answer))).toEqual(
      answers.map(() => ({ _tag: 'InvalidName', field: 'key', value: undefined, problem: 'notText' })),
    )
  })
  it('makes a capture that is asked again one capture', async () => {
    const desk = deskOf(await paid(1))
    rightOf(await desk.authorize({ account: shop, id: ch_2, amount: usd(100), currency: usd_ })())
    const part = { account: shop, charge: ch_2, amount: usd(30), final: false, ...named } as const
    expect([word(await desk.capture(part)()), word(await desk.capture(part)())]).toEqual(['accepted', 'repeated'])
    expect(rightOf(await desk.retrieve({ account: shop, of: 'charge', id: ch_2 })()).captured).toBe(30)
  })
  it('makes a leg that is returned again return once', async () => {
    const desk = deskOf(await paid(1))
    const on = { account: shop, charge: ch_2 } as const
    const leg = { amount: usd(20), currency: usd_ }
    rightOf(await desk.authorize({ account: shop, id: ch_2, amount: usd(100), currency: usd_ })())
    rightOf(await desk.capture({ ...on, amount: 'remaining', fee: leg, transfer: leg })())
    for (const [name, method] of Object.entries({ fee: desk.returnFee, transfer: desk.reverseTransfer })) {
      const asked = { ...on, amount: usd(5), key: key(name) }
      expect([word(await method(asked)()), word(await method(asked)())]).toEqual(['accepted', 'repeated'])
    }
    const { fee, transfer } = rightOf(await desk.retrieve({ account: shop, of: 'charge', id: ch_2 })())
    expect([fee?.returned, transfer?.returned]).toEqual([5, 5])
  })
  it('replays the records as they were, with no events, also when they have moved since', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    const first = rightOf(await desk.refund(minted(40, named))())
    const refund = first.refund.id
    rightOf(await desk.acknowledge({ account: shop, refund, answer: { status: 'succeeded' } })())
    const again = rightOf(await desk.refund(minted(40, named))())
    expect(again).toEqual({ ...first, events: [], repeated: true })
    expect(rightOf(await desk.retrieve({ account: shop, of: 'refund', id: refund })()).status).toBe('succeeded')
  })
  it('replays a refusal, also when it would not be refused any more', async () => {
    const desk = deskOf(await paid(100))
    rightOf(await desk.refund(back(100, re_1, { born: { status: 'pending', pendingReason: null } }))())
    const refused = leftOf(await desk.refund(back(40, re_2, named))())
    rightOf(await desk.fail({ account: shop, refund: re_1, failureReason: 'declined' })())
    expect(leftOf(await desk.refund(back(40, re_2, named))())).toEqual(refused)
    expect(word(await desk.refund(back(40, re_2))())).toBe('accepted')
  })
  it('keeps no refusal of an amount that is none, or of a record that is not there', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    expect(word(await desk.refund({ ...minted(40, named), amount: 0.5 as MinorUnits })())).toBe('InvalidAmount')
    expect(word(await desk.refund({ ...minted(40, named), charge: ch_2 })())).toBe('NotInBooks')
    expect(word(await desk.refund(minted(40, named))())).toBe('accepted')
  })
  it('is refused for other parameters', async () => {
    const desk = deskOf(await paid(100))
    rightOf(await desk.refund(minted(40, named))())
    expect(leftOf(await desk.refund(minted(41, named))())).toMatchObject({ _tag: 'KeyReused', differs: 'parameters' })
  })
  it('is replayed for 24 hours, and forgotten when it is told to', async () => {
    const store = await paid(100)
    const clock = manualClock(now)
    const desk = deskOf(store, { clock })
    rightOf(await desk.refund(minted(40, named))())
    clock.advance(86_399)
    expect(word(await desk.refund(minted(40, named))())).toBe('repeated')
    expect(rightOf(await desk.forgetKeys()())).toBe(0)
    clock.advance(1)
    expect(rightOf(await desk.forgetKeys()())).toBe(1)
    expect(word(await desk.refund(minted(40, named))())).toBe('accepted')
  })
  it('belongs to one account', async () => {
    const store = await paid(100)
    const other = { account: rightOf(account('other')), amount: usd(5), currency: usd_, ...named }
    rightOf(await deskOf(store).refund(minted(40, named))())
    expect(word(await deskOf(store).authorize(other)())).toBe('accepted')
  })
})

describe('an id', () => {
  it('shows the record as it now stands, and is judged anew after a refusal', async () => {
    const store = await paid(100)
    const desk = deskOf(store)
    rightOf(await desk.refund(back(100))())
    expect(word(await desk.refund(back(40, re_2))())).toBe('AlreadyRefunded')
    rightOf(await desk.refuse({ account: shop, refund: re_1, refusal: 'declined' })())
    expect(rightOf(await desk.refund(back(100))())).toMatchObject({ repeated: true, refund: { status: 'refused' } })
    expect(word(await desk.refund(back(40, re_2))())).toBe('accepted')
  })
  it('is enough for years', async () => {
    const store = await paid(100)
    rightOf(await deskOf(store).refund(back(40))())
    const much = deskOf(store, { clock: manualClock(later(10 * 365 * 86_400)) })
    expect(word(await much.refund(back(40))())).toBe('repeated')
    expect((await seen(store)).charge.refundsMade).toBe(1)
  })
})
