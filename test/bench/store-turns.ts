/** Ours, the same statements without it, and a loop as people write it, block by block in turns. */
import { median, ratioOf } from './measure.js'

/** What is compared: so many callers on so many charges, with a disk that is waited for or not. */
export interface Form {
  readonly charges: number
  readonly keys: boolean
  readonly callers: number
  readonly fsync: boolean
}

/** What was played back: how long it took, and what it asked of the database. */
export interface Replayed {
  readonly milliseconds: number
  readonly statements: number
  readonly roundTrips: number
}

/** The three, each on data of its own that began as the others' did. Blocks are timed in milliseconds. */
export interface Contest {
  /** Writes down what ours asks of its database for these refunds. Not timed. */
  readonly record: (from: number, howMany: number) => Promise<void>
  readonly ours: (from: number, howMany: number) => Promise<number>
  /** Asks the same, as it was written down last. */
  readonly replay: () => Promise<Replayed>
  readonly byHand: (from: number, howMany: number) => Promise<number>
  /** Throws where the replay has not written what ours has. */
  readonly end: () => Promise<void>
}

export interface Turns {
  readonly perSecond: number
  readonly replayPerSecond: number
  readonly byHandPerSecond: number
  /** Of the throughput of ours to the replay's, and to the loop's by hand. */
  readonly ratio: number
  readonly byHandRatio: number
  readonly statements: number
  readonly roundTrips: number
}

/** The first round warms up. Nothing is collected between the blocks by force: each pays for the collections that it brings about. */
export const takeTurns = async (contest: Contest, rounds: number, block: number): Promise<Turns> => {
  const times = { ours: [] as number[], replay: [] as number[], hand: [] as number[] }
  const asked = { statements: 0, roundTrips: 0 }
  for (let round = 0; round <= rounds; round += 1) {
    await contest.record(round * block, block)
    const ours = await contest.ours(round * block, block)
    const { milliseconds, statements, roundTrips } = await contest.replay()
    const hand = await contest.byHand(round * block, block)
    if (round === 0) continue
    times.ours.push(ours)
    times.replay.push(milliseconds)
    times.hand.push(hand)
    asked.statements += statements
    asked.roundTrips += roundTrips
  }
  await contest.end()
  const perSecond = (milliseconds: readonly number[]): number => Math.round((1000 * block) / median(milliseconds))
  return {
    perSecond: perSecond(times.ours),
    replayPerSecond: perSecond(times.replay),
    byHandPerSecond: perSecond(times.hand),
    ratio: ratioOf(times.replay, times.ours),
    byHandRatio: ratioOf(times.hand, times.ours),
    statements: asked.statements / (rounds * block),
    roundTrips: asked.roundTrips / (rounds * block),
  }
}
