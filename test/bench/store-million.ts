/**
 * Whether a refund costs the same with a million stored as with a thousand. Both stores are there at once and take turns.
 * They are filled by SQL, with rows that are copies of what the store has written itself, but for names and numbers.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isLeft } from '../../src/index.js'
import type { Store } from '../../src/store/index.js'
import { startPostgres } from '../tools/postgres/server.js'
import { milliseconds, requests } from './desk-given.js'
import { type Effort, type Finding, finding, median, ratioOf } from './measure.js'
import { fillLibsql } from './store-fill-libsql.js'
import { fillPostgres } from './store-fill-postgres.js'
import { deskOn, prepare, refundEach } from './store-given.js'
import { openStore } from './store-libsql.js'
import { poolOn, storeOnPool } from './store-postgres.js'

const RATIO = 1.3
const CALLERS = 16

/** A store with its filling. */
export interface Filled {
  readonly store: Store
  /** Multiplies the one refund that is there, until there are so many, and tells the bytes on disk of all. */
  readonly fill: (refunds: number, charges: number) => Promise<number>
  readonly close: () => Promise<unknown>
}

interface Sizes {
  readonly few: number
  readonly many: number
  readonly rounds: number
  readonly block: number
}
const FULL: Sizes = { few: 1000, many: 1_000_000, rounds: 15, block: 320 }
const SMALL: Sizes = { few: 100, many: 3000, rounds: 1, block: 32 }

/** A desk whose store holds so many refunds, and what they take on disk. */
const filled = async ({ store, fill }: Filled, charges: number, refunds: number) => {
  const { desk } = deskOn(store)
  await prepare(desk, charges)
  const form = { charges, keys: true }
  await refundEach(desk, 1, requests(form, 0, 1))
  const bytes = await fill(refunds, charges)
  // What was filled in is read as what the store has written: a refund asked again is answered by what is there.
  const again = requests(form, refunds - 1, 1)
  for (const asked of again) {
    const answer = await desk.refund(asked)()
    if (isLeft(answer) || !answer.right.repeated) throw new Error(`not there: ${JSON.stringify(answer)}`)
  }
  const block = (from: number, howMany: number): Promise<number> => {
    const asked = requests(form, refunds + from, howMany)
    return milliseconds(() => refundEach(desk, CALLERS, asked))
  }
  return { block, bytes }
}

const million = async (
  name: string,
  asked: number,
  effort: Effort,
  open: (name: string) => Promise<Filled>,
): Promise<Finding> => {
  const charges = effort.judged ? asked : Math.min(asked, CALLERS)
  const { few, many, rounds, block } = effort.judged ? FULL : SMALL
  const stores = { young: await open('young'), old: await open('old') }
  const young = await filled(stores.young, charges, few)
  const old = await filled(stores.old, charges, many)
  const times = { young: [] as number[], old: [] as number[] }
  // Each charge once: what was just filled in is read for the first time, by both.
  const warmUp = Math.max(block, charges)
  for (const { block: refund } of [young, old]) await refund(0, warmUp)
  for (let round = 0; round < rounds; round += 1) {
    times.young.push(await young.block(warmUp + round * block, block))
    times.old.push(await old.block(warmUp + round * block, block))
  }
  await Promise.all([stores.young.close(), stores.old.close()])
  const ratio = ratioOf(times.old, times.young)
  const sum = (parts: readonly number[]): number => parts.reduce((one, other) => one + other, 0)
  return finding(effort, {
    name,
    figures: {
      charges,
      refunds: many,
      fewRefunds: few,
      fewMicrosecondsPerRefund: (1000 * median(times.young)) / block,
      manyMicrosecondsPerRefund: (1000 * median(times.old)) / block,
      ratioOfSums: sum(times.old) / sum(times.young),
      bytesPerRefund: Math.round(old.bytes / many),
    },
    ratio,
    limit: `ratio <= ${RATIO}`,
    ok: ratio <= RATIO,
  })
}

const libsqlOf = async (name: string, charges: number, effort: Effort): Promise<Finding> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-libsql-'))
  try {
    return await million(name, charges, effort, async (file) => {
      const path = join(folder, `${file}.db`)
      const { store, close } = openStore(path, true)
      return { store, fill: (refunds, of) => fillLibsql(path, refunds, of), close }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const postgresOf = async (name: string, charges: number, effort: Effort): Promise<Finding> => {
  const server = await startPostgres({ settings: { max_wal_size: '4GB' } })
  try {
    return await million(name, charges, effort, async (schema) => {
      const pool = poolOn(server.url, CALLERS)
      const fill = (refunds: number, of: number): Promise<number> => fillPostgres(pool, schema, refunds, of)
      return { store: storeOnPool(pool, schema), fill, close: () => pool.end() }
    })
  } finally {
    await server.stop()
  }
}

export const libsqlMillionOnOne = (effort: Effort): Promise<Finding> => libsqlOf('libsql-million', 1, effort)
export const libsqlMillionOnMany = (effort: Effort): Promise<Finding> => libsqlOf('libsql-million-spread', 1000, effort)
export const postgresMillionOnOne = (effort: Effort): Promise<Finding> => postgresOf('postgres-million', 1, effort)
export const postgresMillionOnMany = (effort: Effort): Promise<Finding> =>
  postgresOf('postgres-million-spread', 1000, effort)
