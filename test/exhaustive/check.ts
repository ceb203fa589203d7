/**
 * The exhaustive check: every reachable state of small worlds of the law, every command in every state, every law on every
 * step. Nothing is sampled.
 *
 * What a state is. One charge, its refunds and its disputes:
 *  - a *world* is what only captures and releases change: status, authorised, captured, in how many captures, and what went
 *    out as application fee and as transfer (`states/world.ts`). Worlds lead to others and never back, so they are walked
 *    one after the other, and the set of visited states stays small;
 *  - the refunds that stand are a *bag*: an amount, a status and the legs, for each (`states/bags.ts`). The law is given
 *    one refund at a time, so it cannot see which is which. Those that ended are dropped: they move no more (asserted in
 *    `steps/known.ts`), and only a limit of refunds *made* counts them, which is asked with every number of them;
 *  - of each leg, how much came back, and whether any of it did directly (the law asks no more of that);
 *  - the disputes, as a list (`steps/disputes.ts`).
 * What refunds and disputes come to (standing, unsettled, counts, bases, held, lost) is no part of a state: the charge must
 * carry exactly that after every step, or a law is broken.
 *
 * What is asked. At each state every command with every amount from 0 to one more than the bound, `'remaining'`, -1 and
 * 0.5; every choice of legs, births, answers and outcomes; under every policy of `bounds.ts`. The policy may be another at
 * every step, which reaches all that each policy reaches alone.
 *
 * What is asserted. On a state: `laws/charge.ts`. On an accepted step: `laws/step.ts` (what may change, by how much, replay,
 * no mutation: inputs are frozen), `laws/ledger.ts` (postings), `steps/cells.ts` (an arrow of the lifecycle), and of a
 * request `laws/request.ts` (its policy, asking twice, splitting, `refund` and `refundable`). Whether a request is accepted
 * at all is compared with a second formulation there. On a refused step: that `PRECEDENCE` lists the refusal. At the end:
 * that every arrow of the lifecycles was taken.
 *
 * Why it is fast enough. The law is the real one, and pure: what it did not read, it cannot have used. Reads are noted
 * (`states/reads.ts`), and an answer is kept for every state that differs only in what was not read for it. So billions of
 * steps rest on some millions of evaluations; where the law begins to read what a state does not keep, the check fails.
 *
 * When a law is broken, `history/` searches the shortest history that shows it, with whole records and no such savings.
 */
import type { Bounds, Law } from './bounds.js'
import { bagsWithin } from './states/bags.js'
import { chargeCommands } from './states/records.js'
import { nameOf, type World } from './states/world.js'
import { allCells } from './steps/cells.js'
import { beginnings } from './steps/changes.js'
import { disputesWithin } from './steps/disputes.js'
import { BrokenLaw, type Check } from './steps/evaluate.js'
import { knownWithin } from './steps/known.js'
import { requestTable } from './steps/requests.js'
import { noStates, type States, type Tables, walk } from './walk.js'

export interface Findings {
  readonly worlds: number
  readonly states: number
  readonly accepted: number
  readonly refused: number
  /** How often the law was asked: an answer stands for all states that differ in what was not read for it. */
  readonly evaluations: number
  /** Worlds that were not walked, or not to their end, because the check was told to stop. More may lie behind them. */
  readonly left: readonly string[]
  readonly broken: BrokenLaw | null
  /** Arrows of the lifecycles that no step took. Only said when all worlds were walked. */
  readonly deadCells: readonly string[]
}

export interface Progress {
  readonly worlds: number
  /** Worlds that are known to lie ahead. */
  readonly ahead: number
  readonly states: number
}

export interface Options {
  /** Asked now and then: whether to go on. */
  readonly goOn?: () => boolean
  readonly progress?: (so_far: Progress) => void
  /** Told of every world with the states reached in it. */
  readonly visit?: (world: World, states: States) => void
}

/** Checks the law within the bounds, and says what it found and how much was covered. */
export const checkLaw = (law: Law, bounds: Bounds, options: Options = {}): Findings => {
  const { goOn = () => true, progress, visit } = options
  const check: Check = { law, bounds, bags: bagsWithin(bounds), cells: new Set(), evaluations: 0, unfit: null }
  const tables: Tables = {
    disputes: disputesWithin(bounds),
    requests: requestTable(bounds),
    commands: chargeCommands(bounds.amount),
    known: knownWithin(check.bags),
  }
  const ahead = new Map<World, States>()
  const statesOf = (world: World): States => {
    const states = ahead.get(world) ?? noStates(check, tables, world)
    ahead.set(world, states)
    return states
  }
  const sum = { worlds: 0, states: 0, accepted: 0, refused: 0 }
  let broken: BrokenLaw | null = null
  try {
    const begun = beginnings(check, tables.commands)
    sum.accepted += begun.accepted
    sum.refused += begun.refused
    for (const world of begun.to) statesOf(world)[0] = 1
    for (let next = nearest(ahead); next !== null; next = nearest(ahead)) {
      const states = statesOf(next)
      const walked = walk(check, tables, next, statesOf, goOn)
      if (walked === null) break
      visit?.(next, states)
      ahead.delete(next)
      sum.worlds++
      sum.states += walked.states
      sum.accepted += walked.accepted
      sum.refused += walked.refused
      progress?.({ worlds: sum.worlds, ahead: ahead.size, states: sum.states })
    }
  } catch (error) {
    if (!(error instanceof BrokenLaw)) throw error
    broken = error
  }
  const left = [...ahead.keys()].map(nameOf)
  broken ??= check.unfit
  const deadCells = broken !== null || left.length > 0 ? [] : allCells(law).filter((cell) => !check.cells.has(cell))
  return { ...sum, evaluations: check.evaluations, left, broken, deadCells }
}

/** The world that no other one ahead leads to: less captured, or the same and not yet final. */
const nearest = (ahead: ReadonlyMap<World, States>): World | null => {
  let first: World | null = null
  for (const world of ahead.keys()) if (first === null || rankOf(world) < rankOf(first)) first = world
  return first
}

const FINAL: Readonly<Record<World['status'], number>> = {
  pending: 0,
  authorized: 1,
  captured: 2,
  released: 2,
  expired: 2,
  failed: 2,
}

const rankOf = ({ authorized, captured, captures, status }: World): number =>
  ((authorized * 1000 + captures) * 1000 + captured) * 3 + FINAL[status]
