/**
 * Refunds per second through the desk on a database, beside a loop of the same statements with the same values without our
 * code: what the desk's store asked of its database is played back on a twin, block by block in turns.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../tools/postgres/server.js'
import { type Effort, type Finding, finding } from './measure.js'
import { libsqlContest } from './store-libsql.js'
import { postgresContest } from './store-postgres.js'
import { type Contest, type Form, type Turns, takeTurns } from './store-turns.js'

const RATIO = 0.8

/** Callers at once, on the same data for all that is compared. */
const CALLERS = 16

/** A run with its name in the figures: callers, and whether the disk is waited for. */
interface Run {
  readonly name: string
  readonly form: Form
  readonly block: number
}

const figuresOf = (name: string, turns: Turns): Readonly<Record<string, number>> => ({
  [`${name}RefundsPerSecond`]: turns.perSecond,
  [`${name}ReplayRefundsPerSecond`]: turns.replayPerSecond,
  [`${name}ByHandRefundsPerSecond`]: turns.byHandPerSecond,
  [`${name}Ratio`]: turns.ratio,
  [`${name}RatioToByHand`]: turns.byHandRatio,
})

/** BEGIN, the charge, the refund, the sum, the event, COMMIT. */
const BY_HAND = 6

/** Judged by the runs that wait for the disk, each of them. */
const speed = async (
  name: string,
  runs: readonly Run[],
  effort: Effort,
  open: (form: Form) => Promise<Contest>,
): Promise<Finding> => {
  const done: (Run & { readonly turns: Turns })[] = []
  for (const run of runs) {
    const form = effort.judged ? run.form : { ...run.form, charges: Math.min(run.form.charges, CALLERS) }
    const turns = await takeTurns(await open(form), effort.rounds, effort.judged ? run.block : CALLERS)
    done.push({ ...run, form, turns })
  }
  const judged = done.filter(({ form }) => form.fsync)
  const ratio = Math.min(...judged.map(({ turns }) => turns.ratio))
  const [first] = judged
  return finding(effort, {
    name,
    figures: {
      charges: first?.form.charges ?? 0,
      ...Object.assign({}, ...done.map((run) => figuresOf(run.name, run.turns))),
      statementsPerRefund: first?.turns.statements ?? 0,
      roundTripsPerRefund: first?.turns.roundTrips ?? 0,
      byHandStatementsPerRefund: BY_HAND,
    },
    ratio,
    limit: `ratio >= ${RATIO}`,
    ok: ratio >= RATIO,
  })
}

const runsOf = (charges: number, callers: readonly number[], blocks: { fsync: number; none: number }): readonly Run[] =>
  [true, false].flatMap((fsync) =>
    callers.map((count) => ({
      name: `${fsync ? 'fsync' : 'noFsync'}${count}`,
      form: { charges, keys: false, callers: count, fsync },
      block: fsync ? blocks.fsync : blocks.none,
    })),
  )

const libsqlSpeed = async (name: string, charges: number, effort: Effort): Promise<Finding> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-libsql-'))
  try {
    const runs = runsOf(charges, [1, CALLERS], { fsync: 500, none: 1500 })
    return await speed(name, runs, effort, (form) => libsqlContest(folder, form))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const postgresSpeed = async (name: string, charges: number, effort: Effort): Promise<Finding> => {
  const servers = { waiting: await startPostgres(), lax: await startPostgres({ fsync: false }) }
  try {
    const runs = runsOf(charges, [CALLERS], { fsync: 500, none: 1000 })
    return await speed(name, runs, effort, (form) =>
      postgresContest(form.fsync ? servers.waiting.url : servers.lax.url, form),
    )
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()))
  }
}

export const libsqlHot = (effort: Effort): Promise<Finding> => libsqlSpeed('libsql-hot', 1, effort)
export const libsqlSpread = (effort: Effort): Promise<Finding> => libsqlSpeed('libsql-spread', 1000, effort)
export const postgresHot = (effort: Effort): Promise<Finding> => postgresSpeed('postgres-hot', 1, effort)
export const postgresSpread = (effort: Effort): Promise<Finding> => postgresSpeed('postgres-spread', 1000, effort)
