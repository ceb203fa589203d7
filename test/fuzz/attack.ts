/** Sends hostile requests to a server, several at a time, and sees what becomes of it. */
import { type Connection, createConnection, type Heard, send } from './client.js'
import type { Endpoint } from './endpoints.js'
import { withIds } from './forms.js'
import { type Ask, generate, type Shot, textOf } from './generate.js'
import { fails, newTally, type Tally, take } from './tally.js'
import { buildWorld, type Ids } from './world.js'

/** What is attacked. */
export interface Target {
  readonly port: number
  /** All that is kept but for answers under keys, as a text that is equal exactly when it is. */
  readonly state: () => Promise<string>
  /** Bytes in use after garbage was collected. */
  readonly memory: () => Promise<number>
}

export interface Attack {
  readonly seed: number
  readonly requests: number
  readonly endpoints: readonly Endpoint[]
  /** After so many shots the account is emptied and built anew, and memory is measured. */
  readonly epoch: number
  /** Before and after one in so many shots, sent alone, the state is looked at. */
  readonly sample: number
  readonly onProgress?: (requests: number) => void
}

/** What was seen, and the memory after each epoch. */
export interface Outcome {
  readonly tally: Tally
  readonly memory: readonly number[]
}

/** How many are under way at once. */
const CONNECTIONS = 8

export const attack = async (target: Target, options: Attack): Promise<Outcome> => {
  const { seed, requests, endpoints, epoch, sample, onProgress } = options
  const tally = newTally()
  const memory: number[] = []
  const shots = generate(seed, endpoints)
  const builder = createConnection(target.port)
  const connections = Array.from({ length: CONNECTIONS }, () => createConnection(target.port))
  try {
    while (tally.requests < requests) {
      const ids = await buildWorld(builder)
      for (let done = 0; done < epoch && tally.requests < requests; done += sample) {
        const batch = Array.from({ length: sample - 1 }, () => shots.next().value)
        await Promise.all(connections.map((connection) => drain(batch, target, connection, ids, tally)))
        await alone(shots.next().value, target, builder, ids, tally)
        onProgress?.(tally.requests)
      }
      await buildWorld(builder)
      memory.push(await target.memory())
    }
  } finally {
    for (const connection of [builder, ...connections]) connection.close()
  }
  return { tally, memory }
}

/** Takes shots from the batch until there are none. */
const drain = async (
  batch: Shot[],
  { port }: Target,
  connection: Connection,
  ids: Ids,
  tally: Tally,
): Promise<void> => {
  for (let shot = batch.pop(); shot !== undefined; shot = batch.pop()) await fire(shot, port, connection, ids, tally)
}

const fire = async (
  shot: Shot,
  port: number,
  connection: Connection,
  ids: Ids,
  tally: Tally,
): Promise<readonly Heard[]> => {
  if (shot.kind === 'raw') {
    const bytes = withIds(shot.bytes, ids)
    const heard = await send(port, bytes, shot.hangsUp)
    take(tally, bytes, heard, null)
    return [heard]
  }
  const requests = shot.asks.map((ask) => requestOf(ask, ids))
  const heard = await connection.ask(
    requests.join(''),
    shot.asks.map(({ method }) => method === 'HEAD'),
  )
  // Behind an answer after which the connection ends nothing is read any more: those were not asked.
  const end = heard.indexOf('closed')
  const answered = end > 0 ? heard.slice(0, end) : heard
  for (const [index, one] of answered.entries())
    take(tally, requests[index] ?? '', one, shot.asks[index]?.endpoint ?? null)
  return heard
}

/** The request of this world. Its length is counted once its ids are there. */
const requestOf = (ask: Ask, ids: Ids): string =>
  textOf({ ...ask, target: withIds(ask.target, ids), body: ask.body === null ? null : withIds(ask.body, ids) })

/** A shot with nothing beside it: what is refused leaves everything as it was. A declined payment is kept, as Stripe keeps it. */
const alone = async (shot: Shot, target: Target, connection: Connection, ids: Ids, tally: Tally): Promise<void> => {
  const before = await target.state()
  const heard = await fire(shot, target.port, connection, ids, tally)
  const isRefused = heard.every((one) => typeof one === 'string' || (one.status >= 400 && one.status !== 402))
  // Whoever hangs up may have asked for something all the same.
  if (!isRefused || (shot.kind === 'raw' && shot.hangsUp)) return
  tally.compared += 1
  if ((await target.state()) !== before)
    fails(tally, 'what is refused changes nothing', JSON.stringify(shot), JSON.stringify(heard))
}
