/** What a refund costs the server's processor, with an empty server of node's beside it. */
import { type Effort, type Finding, finding, median, ratioOf } from './measure.js'
import { openEmpty, openOurs, openReading, type Took } from './server-given.js'

const RATIO = 3
/** Rounds that are not counted. */
const WARM_UPS = 2

const perSecond = (took: readonly Took[]): number =>
  Math.round(median(took.map(({ requests, seconds }) => requests / seconds)))

/** They take turns. The first rounds warm up. */
const speed = async (name: string, charges: number, effort: Effort): Promise<Finding> => {
  const refunds = effort.calls / 20
  const ours = await openOurs(charges)
  const empty = await openEmpty(charges, ours.answer.length)
  const reading = await openReading(charges, ours.answer)
  const [took, base, read]: [Took[], Took[], Took[]] = [[], [], []]
  for (let round = -WARM_UPS; round < effort.rounds; round += 1) {
    const [one, other, third] = [await ours.refund(refunds), await empty.refund(refunds), await reading.refund(refunds)]
    if (round < 0) continue
    took.push(one)
    base.push(other)
    read.push(third)
  }
  await ours.end()
  await empty.end()
  await reading.end()

  const inAll = took.map((part) => part.inAll)
  const answering = took.map((part) => part.answering)
  const other = base.map((part) => part.inAll)
  const without = read.map((part) => part.inAll)
  const ratio = ratioOf(inAll, other)
  return finding(effort, {
    name,
    figures: {
      charges,
      refundsPerRound: refunds,
      answerBytes: ours.answer.length,
      processorMicroseconds: median(inAll),
      emptyMicroseconds: median(other),
      answeringMicroseconds: median(answering),
      answeringRatio: ratioOf(answering, other),
      withoutRefundMicroseconds: median(without),
      withoutRefundRatio: ratioOf(without, other),
      refundsPerSecond: perSecond(took),
      emptyPerSecond: perSecond(base),
    },
    ratio,
    limit: `ratio <= ${RATIO}`,
    ok: ratio <= RATIO,
  })
}

/** Judged by all that a refund takes: its answer, and what follows by itself a second later. Printed beside it: its answer alone, and the server without the refund. */
export const serverHot = (effort: Effort): Promise<Finding> => speed('server-hot', 1, effort)
export const serverSpread = (effort: Effort): Promise<Finding> => speed('server-spread', 1000, effort)

/** How many ask at once; each has one request under way. */
const CONNECTIONS = [1, 4, 8, 32, 128]

/** Without a limit of its own: what the ratio is where fewer or more ask at once than in the cases with one. */
export const serverConnections = async (effort: Effort): Promise<Finding> => {
  const refunds = effort.calls / 40
  const ours = await openOurs(1000)
  const empty = await openEmpty(1000, ours.answer.length)
  for (const server of [ours, empty]) await server.refund(2 * refunds)
  const figures: Record<string, number> = {}
  for (const connections of CONNECTIONS) {
    const [took, base]: [number[], number[]] = [[], []]
    for (let round = 0; round < effort.rounds; round += 1) {
      took.push((await ours.refund(refunds, connections)).inAll)
      base.push((await empty.refund(refunds, connections)).inAll)
    }
    figures[`processorMicrosecondsBy${connections}`] = median(took)
    figures[`emptyMicrosecondsBy${connections}`] = median(base)
    figures[`ratioBy${connections}`] = ratioOf(took, base)
  }
  await ours.end()
  await empty.end()
  return finding(effort, {
    name: 'server-connections',
    figures: { charges: 1000, refundsPerRound: refunds, ...figures },
  })
}
