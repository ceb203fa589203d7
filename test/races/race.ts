/** A race: processes that refund one charge all at once, and what its books say afterwards. */
import { chargeId } from '../../src/index.js'
import { account } from '../../src/store/index.js'
import { newDatabase, query, type Sums, sumsOf, temporaryFolder } from '../faults/data.js'
import { capture, openDesk } from '../faults/desk.js'
import type { Raced, Through } from '../faults/jobs.js'
import { createStarter, type Starter } from '../faults/processes.js'
import { rightOf } from '../fixtures.js'
import { startPostgres } from '../tools/postgres/server.js'
import { post } from './ask-server.js'

export interface RaceOptions {
  readonly store: 'libsql' | 'postgres'
  readonly through: 'desk' | 'server'
  readonly processes: number
  /** Asked for by each process. */
  readonly refunds: number
  /** That were captured; each refund is of one. */
  readonly units: number
}

/** What the askers heard, all together. */
export interface Heard extends Raced {
  /** How many of the accepted ones each process has: where one has them all there was no race. */
  readonly shares: readonly number[]
}

/** What the store says afterwards. */
export interface Books {
  readonly sums: Sums | null
  /** Every refund row, whether it stands or not. */
  readonly rows: readonly string[]
  /** What the audit of the desk finds; null where it could not be made. */
  readonly discrepancies: number | null
}

export interface RaceOutcome {
  readonly options: RaceOptions
  readonly heard: Heard
  readonly books: Books
  /** From the moment that all were told to go until the last was answered. */
  readonly seconds: number
}

/** How many requests each process has under way at once. */
const CALLERS = 8
const SERVERS = 4
const DEADLINE_SECONDS = 540

export const runRace = async (options: RaceOptions): Promise<RaceOutcome> => {
  const starter = await createStarter()
  const place = await placeOf(options)
  try {
    const { charge, through } = await prepared(starter, options, place.data)
    const { heard, seconds } = await raced(starter, options, charge, through)
    return { options, heard, seconds, books: await booksOf(place.data, charge) }
  } finally {
    await starter.end()
    await place.remove()
  }
}

const placeOf = async ({
  store,
}: RaceOptions): Promise<{ readonly data: string; readonly remove: () => void | Promise<void> }> => {
  if (store === 'libsql') {
    const { fileAt, remove } = temporaryFolder()
    return { data: fileAt('race.db'), remove }
  }
  const postgres = await startPostgres({ settings: { max_connections: 300 } })
  return { data: await newDatabase(postgres.url, 'race'), remove: postgres.stop }
}

/** A charge that is captured, and the way to it. */
const prepared = async (
  starter: Starter,
  { through, units }: RaceOptions,
  data: string,
): Promise<{ readonly charge: string; readonly through: Through }> => {
  if (through === 'desk') {
    await capture(data, ['ch_1'], units)
    return { charge: 'ch_1', through: { is: 'desk', data } }
  }
  const urls: string[] = []
  // One after the other: the first makes the tables.
  for (let index = 0; index < SERVERS; index += 1) {
    const { url = '' } = await starter.start({ is: 'server', data }).first('ready')
    urls.push(url)
  }
  const form = { amount: String(units), currency: 'usd', source: 'tok_visa' }
  const made = await post(`${urls[0]}/v1/charges`, form, 'key_charge')
  if (made?.status !== 200) throw new Error(`no charge was made: ${made?.text}`)
  return { charge: JSON.parse(made.text).id, through: { is: 'server', urls } }
}

const raced = async (
  starter: Starter,
  { processes, refunds }: RaceOptions,
  charge: string,
  through: Through,
): Promise<{ readonly heard: Heard; readonly seconds: number }> => {
  const askers = Array.from({ length: processes }, (_, who) =>
    starter.start({
      is: 'asker',
      through,
      who,
      charge,
      refunds,
      callers: CALLERS,
      deadlineSeconds: DEADLINE_SECONDS,
    }),
  )
  await Promise.all(askers.map((asker) => asker.first('ready')))
  const from = performance.now()
  for (const asker of askers) asker.tell({ is: 'go' })
  const said = await Promise.all(askers.map((asker) => asker.first('raced')))
  return { heard: together(said.map((one) => one.raced)), seconds: (performance.now() - from) / 1000 }
}

const together = (all: readonly Raced[]): Heard => {
  const refused: Record<string, number> = {}
  for (const one of all)
    for (const [name, count] of Object.entries(one.refused)) refused[name] = (refused[name] ?? 0) + count
  const sum = (of: (one: Raced) => number): number => all.reduce((total, one) => total + of(one), 0)
  return {
    accepted: all.flatMap(({ accepted }) => accepted),
    shares: all.map(({ accepted }) => accepted.length),
    refused,
    conflicts: sum(({ conflicts }) => conflicts),
    storeErrors: sum(({ storeErrors }) => storeErrors),
    undecided: all.flatMap(({ undecided }) => undecided),
    unlike: sum(({ unlike }) => unlike),
  }
}

const booksOf = async (data: string, charge: string): Promise<Books> => {
  const sums = (await sumsOf(data)).find((one) => one.charge === charge) ?? null
  const rows = (await query(data, 'SELECT id FROM {refunds}')).map(({ id }) => String(id))
  const { desk, close } = openDesk(data)
  const asked = { account: rightOf(account(sums?.account ?? 'none')), charge: rightOf(chargeId(charge)) }
  const audit = await desk.audit(asked)()
  await close()
  return { sums, rows, discrepancies: audit._tag === 'Right' ? audit.right.length : null }
}
