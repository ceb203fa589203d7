/** Rounds of faults, their kinds in turn, each on data of its own. */
import { seeded } from '../fuzz/seeded.js'
import { type Postgres, startPostgres } from '../tools/postgres/server.js'
import { problemsOf } from './check.js'
import { type Data, newDatabase, temporaryFolder } from './data.js'
import { deskRound, type RoundFigures } from './desk-round.js'
import { KINDS, type Kind } from './kinds.js'
import { createStarter, type Starter } from './processes.js'
import { serverRound } from './server-round.js'

export interface RoundsOptions {
  readonly rounds: number
  readonly seed: number
  /** Default: all, in turn. */
  readonly kinds?: readonly Kind[]
  /** Hears of each round as it ends. */
  readonly onRound?: (round: Round) => void
}

/** A round as it is printed. */
export interface Round extends RoundFigures {
  readonly round: number
  readonly kind: Kind
  readonly seconds: number
  /** Every claim that it broke. */
  readonly broken: readonly string[]
}

interface Places {
  readonly starter: Starter
  readonly postgres: Postgres
  readonly fileAt: (name: string) => Data
}

export const runRounds = async ({ rounds, seed, kinds = KINDS, onRound }: RoundsOptions): Promise<readonly Round[]> => {
  const { fileAt, remove } = temporaryFolder()
  const postgres = await startPostgres()
  const starter = await createStarter()
  const done: Round[] = []
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const kind = kinds[(round - 1) % kinds.length] as Kind
      const from = performance.now()
      const figures = await runRound({ starter, postgres, fileAt }, kind, round, seed)
      const seconds = (performance.now() - from) / 1000
      const one = { ...figures, round, kind, seconds, broken: problemsOf(figures) }
      onRound?.(one)
      done.push(one)
    }
    return done
  } finally {
    await starter.end()
    await postgres.stop()
    remove()
  }
}

/** A round has a seed of its own, so that one of many can be looked at alone. */
const runRound = async (
  { starter, postgres, fileAt }: Places,
  kind: Kind,
  round: number,
  seed: number,
): Promise<RoundFigures> => {
  const chance = seeded(seed + round * 1_000_003)
  const file = fileAt(`round-${round}.db`)
  const database = (): Promise<Data> => newDatabase(postgres.url, `round_${round}`)
  switch (kind) {
    case 'writer, libsql':
      return deskRound({ starter, data: file, fault: { is: 'writer' }, chance })
    case 'writer, postgres':
      return deskRound({ starter, data: await database(), fault: { is: 'writer' }, chance })
    case 'postmaster':
      return deskRound({ starter, data: await database(), fault: { is: 'postmaster', postgres }, chance })
    case 'cut before commit':
      return deskRound({ starter, data: await database(), fault: { is: 'cut', postgres, cuts: ['before'] }, chance })
    case 'cut after commit':
      return deskRound({
        starter,
        data: await database(),
        fault: { is: 'cut', postgres, cuts: ['after', 'during'] },
        chance,
      })
    case 'server, libsql':
      return serverRound(starter, file, chance)
    case 'server, postgres':
      return serverRound(starter, await database(), chance)
  }
}
