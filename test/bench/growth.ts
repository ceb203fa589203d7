/** What many refunds of one charge cost: neither time nor memory may grow with them. */
import {
  type Charge,
  type Command,
  type RefundPolicy,
  refund,
  refundId,
  requestRefund,
  stripe,
} from '../../src/index.js'
import { captured, now, rightOf, usd, usd_ } from '../fixtures.js'
import { type Effort, type Finding, finding, median, sink } from './measure.js'

const TIME_RATIO = 1.2
const HEAP_RATIO = 1.05
const SHARE = 1000

const requests = (howMany: number): readonly Command<'request'>[] =>
  Array.from({ length: howMany }, (_, index) =>
    requestRefund({ id: rightOf(refundId(`re_${index}`)), amount: usd(1), currency: usd_, at: now }),
  )

const refundAll = (charge: Charge, asked: readonly Command<'request'>[], policy: RefundPolicy = stripe): Charge => {
  let after = charge
  for (const request of asked) {
    const { charge: next, refund: made } = rightOf(refund(after, request, { known: null, policy }))
    after = next
    sink.last = made
  }
  return after
}

const milliseconds = (work: () => Charge): readonly [Charge, number] => {
  const from = process.hrtime.bigint()
  const charge = work()
  return [charge, Number(process.hrtime.bigint() - from) / 1e6]
}

/** One charge, refunded 100,000 times; once more for each round. The first round warms up. */
export const manyRefunds = (effort: Effort): Finding => {
  const asked = requests(effort.judged ? 100_000 : 3 * SHARE)
  const firsts: number[] = []
  const lasts: number[] = []
  for (let round = 0; round <= 3 * effort.rounds; round += 1) {
    const [early, first] = milliseconds(() => refundAll(captured(asked.length), asked.slice(0, SHARE)))
    const late = refundAll(early, asked.slice(SHARE, -SHARE))
    const [, last] = milliseconds(() => refundAll(late, asked.slice(-SHARE)))
    if (round === 0) continue
    firsts.push(first)
    lasts.push(last)
  }
  const ratio = median(lasts) / median(firsts)
  return finding(effort, {
    name: 'growth',
    figures: { refunds: asked.length, firstThousandMs: median(firsts), lastThousandMs: median(lasts) },
    ratio,
    limit: `ratio <= ${TIME_RATIO}`,
    ok: ratio <= TIME_RATIO,
  })
}

const heapUsed = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/** Many charges, after one refund each and after a hundred. Only the charges are kept, as a store would keep them. */
export const heapPerCharge = (effort: Effort): Finding => {
  const howMany = effort.judged ? 10_000 : 100
  const [first, ...rest] = requests(100)
  if (first === undefined) throw new Error('expected a request')
  const charge = captured(1000)
  refundAll(charge, rest)
  const charges: Charge[] = Array.from({ length: howMany }, () => charge)
  const before = heapUsed()
  for (let index = 0; index < howMany; index += 1) charges[index] = refundAll(charge, [first])
  const afterOne = heapUsed() - before
  for (let index = 0; index < howMany; index += 1) charges[index] = refundAll(charges[index] ?? charge, rest)
  const afterHundred = heapUsed() - before
  sink.last = charges
  const ratio = afterHundred / afterOne
  return finding(effort, {
    name: 'heap',
    figures: { charges: howMany, bytesAfterOne: afterOne / howMany, bytesAfterHundred: afterHundred / howMany },
    ratio,
    limit: `ratio <= ${HEAP_RATIO}`,
    ok: ratio <= HEAP_RATIO,
  })
}
