/** What the desk promises under which failure, row by row of the table in `docs/embedding.md`: at the commit. */
import { describe, expect, it } from 'vitest'
import { manualClock, type Store, worthRetrying } from '../../src/store/index.js'
import { ch_1, ch_2, later, leftOf, now, re_1, re_2, rightOf, usd, usd_ } from '../fixtures.js'
import { abandoned, back, deskOf, failing, key, minted, paid, seen, shop, together, word } from './given.js'

const named = { key: key('K1') }
const nothing = async (store: Store): Promise<void> => {
  expect(await seen(store)).toMatchObject({ charge: { standing: 0, refundsMade: 0 }, refunds: [], problems: [] })
}
const once = async (store: Store): Promise<void> => {
  expect(await seen(store)).toMatchObject({ charge: { standing: 40, refundsMade: 1 }, problems: [] })
}

describe('the process dies before the commit', () => {
  it('has written nothing, and asking again with the id does the work once', async () => {
    const store = await paid(100)
    await abandoned(deskOf(failing.diesBefore(store)).refund(back(40)))
    await nothing(store)
    expect(word(await deskOf(store).refund(back(40))())).toBe('accepted')
    await once(store)
  })
  it('holds the key until its lease ends, and then asking again does the work once', async () => {
    const store = await paid(100)
    const clock = manualClock(now)
    await abandoned(deskOf(failing.diesBefore(store)).refund(minted(40, named)))
    const again = () => deskOf(store, { clock }).refund(minted(40, named))()
    clock.advance(59)
    expect(leftOf(await again())).toEqual({ _tag: 'KeyInFlight', key: 'K1', until: later(60) })
    clock.advance(1)
    expect(word(await again())).toBe('accepted')
    await once(store)
  })
})

describe('the process dies after the commit, before the answer', () => {
  it.each([
    ['id', () => back(40)],
    ['key', () => minted(40, named)],
  ])('has written all, and asking again with the %s hears it', async (_, asked) => {
    const store = await paid(100)
    await abandoned(deskOf(failing.diesAfter(store)).refund(asked()))
    await once(store)
    expect(word(await deskOf(store).refund(asked())())).toBe('repeated')
    await once(store)
  })
  it('hears of a move that was made that it is not allowed, and from where', async () => {
    const store = await paid(100)
    rightOf(await deskOf(store).refund(back(40))())
    const move = { account: shop, refund: re_1, answer: { status: 'succeeded' } } as const
    await abandoned(deskOf(failing.diesAfter(store)).acknowledge(move))
    expect(leftOf(await deskOf(store).acknowledge(move)())).toMatchObject({ _tag: 'MoveNotAllowed', from: 'succeeded' })
  })
})

describe('the store is down before the write', () => {
  it('says that nothing was written, and that waiting helps', async () => {
    const store = await paid(100)
    const down = leftOf(await deskOf(failing.down(store)).refund(back(40))())
    expect(down).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
    expect(worthRetrying(down)).toBe(true)
    await nothing(store)
  })
  it('takes a store that rejects for one that is down', async () => {
    const store = await paid(100)
    const rejecting: Store = { ...store, load: () => () => Promise.reject('pulled') }
    const down = leftOf(await deskOf(rejecting).refund(back(40))())
    expect(down).toEqual({ _tag: 'StoreUnavailable', operation: 'load', written: 'no', cause: 'pulled' })
  })
})

describe('the connection is lost during the commit', () => {
  it.each([
    ['was', failing.losesAnswer],
    ['was not', failing.losesWrite],
  ])('says that it is unknown, and asking again with the id tells, when it %s written', async (_, fault) => {
    const store = await paid(100)
    const lost = leftOf(await deskOf(fault(store)).refund(back(40))())
    expect(lost).toMatchObject({ _tag: 'StoreUnavailable', operation: 'commit', written: 'unknown' })
    rightOf(await deskOf(store).refund(back(40))())
    await once(store)
  })
  it('replays the answer under the key, when it was written', async () => {
    const store = await paid(100)
    leftOf(await deskOf(failing.losesAnswer(store)).refund(minted(40, named))())
    expect(word(await deskOf(store).refund(minted(40, named))())).toBe('repeated')
    await once(store)
  })
  it('holds the key until its lease ends, when it was not written', async () => {
    const store = await paid(100)
    leftOf(await deskOf(failing.losesWrite(store)).refund(minted(40, named))())
    expect(word(await deskOf(store).refund(minted(40, named))())).toBe('KeyInFlight')
    expect(word(await deskOf(store, { clock: manualClock(later(60)) }).refund(minted(40, named))())).toBe('accepted')
    await once(store)
  })
})

describe('two processes are at one charge', () => {
  it('decides again on what the first one left', async () => {
    const store = await paid(100)
    const words = await together(deskOf(store).refund(back(60)), deskOf(store).refund(back(60, re_2)))
    expect(words.map(word)).toEqual(['accepted', 'ExceedsRemaining'])
  })
  it('gives up after eight attempts, has written nothing, and says that waiting helps', async () => {
    const store = await paid(100)
    const conflict = leftOf(await deskOf(failing.alwaysMoved(store)).refund(back(40))())
    expect(conflict).toEqual({ _tag: 'Conflict', account: shop, charge: ch_1, attempts: 8 })
    expect(worthRetrying(conflict)).toBe(true)
    await nothing(store)
  })
})

describe('the same id comes twice at once', () => {
  it('makes one refund, and both hear of it', async () => {
    const store = await paid(100)
    const words = await together(deskOf(store).refund(back(40)), deskOf(store).refund(back(40)))
    expect(words.map(word)).toEqual(['accepted', 'repeated'])
    await once(store)
  })
  it('refuses the id for another request', async () => {
    const store = await paid(100)
    const words = await together(deskOf(store).refund(back(40)), deskOf(store).refund(back(50)))
    expect(words.map(word)).toEqual(['accepted', 'RefundIdTaken'])
    await once(store)
  })
  it('is the refund of one charge, when it comes for two', async () => {
    const store = await paid(100)
    const [one, other] = [deskOf(store), deskOf(store)]
    rightOf(await one.authorize({ account: shop, id: ch_2, amount: usd(100), currency: usd_ })())
    rightOf(await one.capture({ account: shop, charge: ch_2, amount: 'remaining' })())
    const words = await together(one.refund(back(40)), other.refund({ ...back(40), charge: ch_2 }))
    expect(words.map(word)).toEqual(['accepted', 'RefundOfAnotherCharge'])
    await once(store)
  })
})

describe('the same key comes twice at once', () => {
  it.each(['one process', 'two processes'])('is in flight for the second, and replayed later, in %s', async (where) => {
    const store = await paid(100)
    const desk = deskOf(store)
    const other = where === 'one process' ? desk : deskOf(store)
    const words = await together(desk.refund(minted(40, named)), other.refund(minted(40, named)))
    expect(words.map(word)).toEqual(['accepted', 'KeyInFlight'])
    expect(word(await other.refund(minted(40, named))())).toBe('repeated')
    await once(store)
  })
})
