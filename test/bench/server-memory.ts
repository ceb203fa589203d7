/** What a refund takes of the server's memory: its events, its key, and what follows by itself with it. */
import { type Effort, type Finding, finding } from './measure.js'
import { openOurs } from './server-given.js'

const BYTES = 4096

interface Slope {
  readonly heap: number
  readonly resident: number
}

/** Bytes per refund, from so many refunds to twice as many. */
const slope = async (charges: number, refunds: number): Promise<Slope> => {
  const ours = await openOurs(charges)
  await ours.refund(refunds)
  const before = await ours.used({ collect: true })
  await ours.refund(refunds)
  const after = await ours.used({ collect: true })
  await ours.end()
  return { heap: (after.heap - before.heap) / refunds, resident: (after.resident - before.resident) / refunds }
}

/** Judged by the heap after a collection. The process keeps more of the machine's memory than it uses. */
export const serverMemory = async (effort: Effort): Promise<Finding> => {
  const refunds = effort.judged ? 100_000 : 2000
  const hot = await slope(1, refunds)
  const spread = await slope(1000, refunds)
  return finding(effort, {
    name: 'server-memory',
    figures: {
      fromRefunds: refunds,
      toRefunds: 2 * refunds,
      hotBytesPerRefund: hot.heap,
      spreadBytesPerRefund: spread.heap,
      hotResidentBytesPerRefund: hot.resident,
      spreadResidentBytesPerRefund: spread.resident,
    },
    limit: `<= ${BYTES} bytes per refund`,
    ok: Math.max(hot.heap, spread.heap) <= BYTES,
  })
}
