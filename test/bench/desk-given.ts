/** A desk over a store in memory, with charges to refund, and callers who ask it in parallel. */
import { type ChargeId, chargeId, isLeft, type RefundId, refundId, stripe } from '../../src/index.js'
import {
  type Account,
  account,
  countingIds,
  createRefundDesk,
  type IdempotencyKey,
  idempotencyKey,
  type MemoryStore,
  manualClock,
  memoryStore,
  type RefundAsked,
  type RefundDesk,
} from '../../src/store/index.js'
import { now, rightOf, usd, usd_ } from '../fixtures.js'
import { sink } from './measure.js'

/** How many requests are under way at once. */
const CALLERS = 64

/** What a bench is about: so many charges, and whether requests carry a key besides their id. */
export interface Form {
  readonly charges: number
  readonly keys: boolean
}

/** A request that names its refund. */
export type Asked = RefundAsked & { readonly id: RefundId }

/** A desk whose charges are captured and not refunded yet. */
export interface Opened {
  readonly store: MemoryStore
  readonly desk: RefundDesk
  readonly passSecond: () => void
}

/** Ids and keys as long as a processor's. */
const long = (index: number): string => String(index).padStart(24, '0')

export const main: Account = rightOf(account('main'))
export const refundIdAt = (index: number): RefundId => rightOf(refundId(`re_${long(index)}`))
export const keyAt = (index: number): IdempotencyKey => rightOf(idempotencyKey(`key_refund_${long(index)}`))
export const chargeIdAt = (index: number): ChargeId => rightOf(chargeId(`ch_${long(index)}`))

/** Each charge can be refunded a million times. */
export const openDesk = async ({ charges }: Form): Promise<Opened> => {
  const clock = manualClock(now)
  const store = memoryStore({ clock })
  const desk = createRefundDesk({ store, clock, ids: countingIds(), policy: stripe })
  for (let index = 0; index < charges; index += 1) {
    const charge = chargeIdAt(index)
    rightOf(await desk.authorize({ account: main, id: charge, amount: usd(1_000_000), currency: usd_ })())
    rightOf(await desk.capture({ account: main, charge, amount: 'remaining' })())
  }
  return { store, desk, passSecond: () => void clock.advance(1) }
}

/** Refunds of 1 from the number `from` on, over all charges in turn. */
export const requests = ({ charges, keys }: Form, from: number, howMany: number): readonly Asked[] => {
  const asked = Array.from({ length: howMany }, (_, offset): Asked => {
    const index = from + offset
    const charge = chargeIdAt(index % charges)
    const request = { account: main, charge, id: refundIdAt(index), amount: usd(1), currency: usd_ }
    return keys ? { ...request, key: keyAt(index) } : request
  })
  // As a server has them: texts that were just read, not ones that V8 remembers as put together.
  return JSON.parse(JSON.stringify(asked))
}

/** All are asked, so many at once: whoever has an answer asks the next one. Each must be accepted, and new. */
export const refundAll = async (desk: RefundDesk, asked: readonly Asked[]): Promise<void> => {
  const rest = asked.values()
  const caller = async (): Promise<void> => {
    for (const request of rest) {
      const answer = await desk.refund(request)()
      if (isLeft(answer) || answer.right.repeated) throw new Error(`not refunded: ${JSON.stringify(answer)}`)
      sink.last = answer
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
}

/** Milliseconds until it has ended. */
export const milliseconds = async (work: () => void | Promise<void>): Promise<number> => {
  const from = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - from) / 1e6
}
