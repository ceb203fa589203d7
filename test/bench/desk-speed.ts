/** Refunds per second through the desk, with the bare law beside it. No limits: what the desk and a store in memory cost. */
import { type Charge, type Command, refund, requestRefund, stripe } from '../../src/index.js'
import { captured, now, rightOf } from '../fixtures.js'
import { type Asked, type Form, milliseconds, openDesk, refundAll, requests } from './desk-given.js'
import { type Effort, type Finding, finding, median, ratioOf, sink } from './measure.js'

/** The law alone on the same requests, each on the charge that the one before has left. */
const foldAll = (charges: Charge[], asked: readonly Command<'request'>[]): void => {
  for (const [index, request] of asked.entries()) {
    const at = index % charges.length
    const refunded = rightOf(refund(charges[at] as Charge, request, { known: null, policy: stripe }))
    charges[at] = refunded.charge
    sink.last = refunded
  }
}

const throughLaw = (charges: number, asked: readonly Asked[]): Promise<number> => {
  const commands = asked.map(({ id, amount, currency }) => requestRefund({ id, amount, currency, at: now }))
  const start = captured(1_000_000)
  const books = Array.from({ length: charges }, (): Charge => ({ ...start }))
  return milliseconds(() => foldAll(books, commands))
}

const throughDesk = async (form: Form, asked: readonly Asked[]): Promise<number> => {
  const { desk } = await openDesk(form)
  return milliseconds(() => refundAll(desk, asked))
}

/** Every round has a store of its own, and measures all three in turn. The first round warms up. */
const speed = async (name: string, charges: number, effort: Effort): Promise<Finding> => {
  const refunds = effort.calls / 10
  const byId = requests({ charges, keys: false }, 0, refunds)
  const byKey = requests({ charges, keys: true }, 0, refunds)
  const times = { law: [] as number[], id: [] as number[], key: [] as number[] }
  for (let round = 0; round <= effort.rounds; round += 1) {
    globalThis.gc?.()
    const law = await throughLaw(charges, byId)
    const id = await throughDesk({ charges, keys: false }, byId)
    const key = await throughDesk({ charges, keys: true }, byKey)
    if (round === 0) continue
    times.law.push(law)
    times.id.push(id)
    times.key.push(key)
  }
  const perSecond = (milliseconds: readonly number[]): number => Math.round((1000 * refunds) / median(milliseconds))
  return finding(effort, {
    name,
    figures: {
      charges,
      refundsPerRound: refunds,
      refundsPerSecond: perSecond(times.id),
      withKeysRefundsPerSecond: perSecond(times.key),
      lawRefundsPerSecond: perSecond(times.law),
      withKeysToLaw: ratioOf(times.key, times.law),
    },
    ratio: ratioOf(times.id, times.law),
  })
}

export const hotCharge = (effort: Effort): Promise<Finding> => speed('desk-hot', 1, effort)
export const spreadCharges = (effort: Effort): Promise<Finding> => speed('desk-spread', 1000, effort)
