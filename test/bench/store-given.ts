/** Refunds through a desk on a database: what is asked, by how many, and how two are compared that take turns. */
import { isLeft, stripe } from '../../src/index.js'
import {
  createRefundDesk,
  type ManualClock,
  manualClock,
  type RefundDesk,
  randomIds,
  type Store,
} from '../../src/store/index.js'
import { now, rightOf, usd, usd_ } from '../fixtures.js'
import { type Asked, chargeIdAt, main } from './desk-given.js'
import { sink } from './measure.js'

/** So much that no charge is ever refunded in full. */
const CAPTURED = 900_000_000

export interface DeskOn {
  readonly desk: RefundDesk
  readonly clock: ManualClock
}

export const deskOn = (store: Store): DeskOn => {
  const clock = manualClock(now)
  return { desk: createRefundDesk({ store, clock, ids: randomIds, policy: stripe }), clock }
}

/** The charges, captured and not refunded yet. */
export const prepare = (desk: RefundDesk, charges: number): Promise<void> =>
  each(16, Array.from({ length: charges }, (_, index) => chargeIdAt(index)).values(), async (charge) => {
    rightOf(await desk.authorize({ account: main, id: charge, amount: usd(CAPTURED), currency: usd_ })())
    rightOf(await desk.capture({ account: main, charge, amount: 'remaining' })())
  })

/** So many callers: whoever has done one takes the next. */
export const each = async <A>(
  callers: number,
  items: IterableIterator<A>,
  work: (item: A) => Promise<unknown>,
): Promise<void> => {
  const caller = async (): Promise<void> => {
    for (const item of items) await work(item)
  }
  await Promise.all(Array.from({ length: callers }, caller))
}

/** Each must be accepted, and new. */
export const refundEach = (desk: RefundDesk, callers: number, asked: readonly Asked[]): Promise<void> =>
  each(callers, asked.values(), async (request) => {
    const answer = await desk.refund(request)()
    if (isLeft(answer) || answer.right.repeated) throw new Error(`not refunded: ${JSON.stringify(answer)}`)
    sink.last = answer
  })

/** Those whose name is the same one after the other, as a gate lets them pass. */
export const inOrder = <A>(
  nameOf: (item: A) => string,
  work: (item: A) => Promise<void>,
): ((item: A) => Promise<void>) => {
  const last = new Map<string, Promise<void>>()
  return (item) => {
    const before = last.get(nameOf(item))
    const mine = before === undefined ? work(item) : before.then(() => work(item))
    last.set(nameOf(item), mine)
    return mine
  }
}

/** How many statements stand in a text. */
export const statementsIn = (text: string): number => text.split(';').filter((part) => part.trim() !== '').length
