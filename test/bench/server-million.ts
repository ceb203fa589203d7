/**
 * Whether the server's millionth refund costs what the first ones did.
 *
 * As `desk-million.ts`: minutes lie between the first block and the last, so two servers take turns, part by part: one is new, and
 * one has all but the last block in its store already.
 */
import { type Effort, type Finding, finding, median } from './measure.js'
import { type Asked, openOurs } from './server-given.js'

const RATIO = 1.2
interface Sizes {
  readonly refunds: number
  readonly block: number
  /** The servers take turns after so many refunds. */
  readonly part: number
  /** How many refunds a server has made before it is the new one, so that V8 knows its code as well as the full one's. */
  readonly warmUp: number
}
const FULL: Sizes = { refunds: 1_000_000, block: 50_000, part: 5000, warmUp: 20_000 }
const SMALL: Sizes = { refunds: 2000, block: 500, part: 250, warmUp: 500 }

/** Microseconds of each part. */
interface Block {
  readonly inAll: number[]
  readonly answering: number[]
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

const takePart = async (server: Asked, part: number, { inAll, answering }: Block): Promise<void> => {
  const took = await server.refund(part)
  inAll.push(took.inAll)
  answering.push(took.answering)
}

const million = async (name: string, charges: number, effort: Effort): Promise<Finding> => {
  const { refunds, block, part, warmUp } = effort.judged ? FULL : SMALL
  const [young, old] = [await openOurs(charges), await openOurs(charges)]
  for (let made = 0; made < warmUp; made += part) await young.refund(part)
  for (let made = 0; made < refunds - block; made += part) await old.refund(part)
  const [first, last]: [Block, Block] = [
    { inAll: [], answering: [] },
    { inAll: [], answering: [] },
  ]
  for (let made = 0; made < block; made += part) {
    await takePart(young, part, first)
    await takePart(old, part, last)
  }
  const { resident } = await old.used()
  await young.end()
  await old.end()
  const ratio = mean(last.inAll) / mean(first.inAll)
  return finding(effort, {
    name,
    figures: {
      charges,
      refunds,
      block,
      firstBlockMicroseconds: mean(first.inAll),
      lastBlockMicroseconds: mean(last.inAll),
      firstBlockAnsweringMicroseconds: mean(first.answering),
      lastBlockAnsweringMicroseconds: mean(last.answering),
      typicalRatio: median(last.inAll) / median(first.inAll),
      residentMegabytes: Math.round(resident / 1e6),
    },
    ratio,
    limit: `ratio <= ${RATIO}`,
    ok: ratio <= RATIO,
  })
}

/** Judged by the processor's time of the whole blocks, what follows by itself and the collector with it. */
export const serverMillionOnOne = (effort: Effort): Promise<Finding> => million('server-million', 1, effort)
export const serverMillionOnMany = (effort: Effort): Promise<Finding> => million('server-million-spread', 1000, effort)
