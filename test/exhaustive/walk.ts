/** Walks one world: every state that its seeds lead to, and where it leads beyond. */
import type { Command } from '../../src/index.js'
import { brokenCharge } from './laws/charge.js'
import type { Alike } from './states/reads.js'
import { BESIDE } from './states/records.js'
import { legStates, type Place, storedAt, type World } from './states/world.js'
import { type Answer, GONE, type Landing, SAME, type Tally } from './steps/answers.js'
import { type Changes, changesAt, crossingsAt } from './steps/changes.js'
import { type DisputeSteps, type DisputeTable, disputeSteps } from './steps/disputes.js'
import { BrokenLaw, type Check } from './steps/evaluate.js'
import { type Known, knownAt } from './steps/known.js'
import { type Moves, movesAt, newMoves } from './steps/moves.js'
import { landingsAt, type Requests, type RequestTable, requestsAt } from './steps/requests.js'

/** What all worlds share. */
export interface Tables {
  readonly disputes: DisputeTable
  readonly requests: RequestTable
  readonly commands: readonly Command[]
  readonly known: readonly Known[]
}

/** By state, 1 for one that was reached: the bag of refunds, how the fee and the transfer stand, and the disputes. */
export type States = Uint8Array

export interface Walked {
  states: number
  accepted: number
  refused: number
}

/** Answers for all places of a world that differ in their legs alone. */
interface Core {
  /** By what the disputes come to. */
  readonly requests: readonly Requests[]
  readonly disputes: DisputeSteps
  readonly changes: Changes
  readonly moves: Map<number, Moves>
  readonly known: Tally
}

/** Where a refund of some kind leads. */
interface Moved extends Tally {
  /** Kind, fee and transfer of each landing, one after the other. */
  readonly landings: readonly number[]
}

/** Another world, or another place of this one, that the charge comes to with its refunds and disputes as they are. */
interface Cross {
  readonly states: States
  /** How many legs there are in that world, and which of them these are. */
  readonly legs: number
  readonly leg: number
}

/** Where the steps at a place lead, ready to be followed from every state there. */
interface Steps extends Tally {
  readonly place: Place
  readonly core: Core
  /** By what the disputes come to. */
  readonly requests: readonly Moved[]
  readonly crosses: readonly Cross[]
  readonly moves: Map<number, Moved>
}

/** The world being walked, with what is known of it so far. */
interface Walk {
  readonly check: Check
  readonly tables: Tables
  readonly world: World
  readonly statesOf: (world: World) => States
  readonly seen: States
  readonly queue: number[]
  /** How many legs, transfers and disputes there are: a state is `(bag × legs + leg) × disputes + dispute`. */
  readonly legs: number
  readonly transfers: number
  readonly disputes: number
  /** What is answered alike at every place of the world. */
  readonly alike: Readonly<Record<'requests' | 'disputes' | 'changes' | 'known', Alike>>
  readonly cores: Map<string, Core>
  readonly places: Map<number, Steps>
  readonly walked: Walked
}

export const noStates = ({ bags }: Check, { disputes }: Tables, { fee, transfer }: World): States =>
  new Uint8Array(bags.bags.length * legStates(fee) * legStates(transfer) * disputes.states.length)

/** Reaches every state of the world, and marks those it leads to in others; null when it was told to stop. */
export const walk = (
  check: Check,
  tables: Tables,
  world: World,
  statesOf: (world: World) => States,
  goOn: () => boolean,
): Walked | null => {
  const seen = statesOf(world)
  const at: Walk = {
    check,
    tables,
    world,
    statesOf,
    seen,
    queue: [],
    legs: legStates(world.fee) * legStates(world.transfer),
    transfers: legStates(world.transfer),
    disputes: tables.disputes.states.length,
    alike: { requests: new Map(), disputes: new Map(), changes: new Map(), known: new Map() },
    cores: new Map(),
    places: new Map(),
    walked: { states: 0, accepted: 0, refused: 0 },
  }
  for (let state = 0; state < seen.length; state++) if (seen[state] === 1) at.queue.push(state)
  // Breadth first: the queue grows while it is walked.
  for (; at.walked.states < at.queue.length; at.walked.states++) {
    if (at.walked.states % 256 === 0 && !goOn()) return null
    leave(at, at.queue[at.walked.states] as number)
  }
  return at.walked
}

const reach = ({ seen, queue, legs, disputes }: Walk, bag: number, leg: number, dispute: number): void => {
  const state = (bag * legs + leg) * disputes + dispute
  if (seen[state] === 1) return
  seen[state] = 1
  queue.push(state)
}

const tally = ({ walked }: Walk, accepted: number, refused: number): void => {
  walked.accepted += accepted
  walked.refused += refused
}

/** Takes every step from a state. */
const leave = (at: Walk, state: number): void => {
  const { bags, sumsOf } = at.check.bags
  const dispute = state % at.disputes
  const leg = Math.floor(state / at.disputes) % at.legs
  const bag = Math.floor(state / at.disputes / at.legs)
  const steps = stepsAt(at, sumsOf[bag] as number, leg)
  const { accepted, refused, to } = steps.core.disputes
  tally(at, steps.accepted + (accepted[dispute] as number), steps.refused + (refused[dispute] as number))
  for (const other of to[dispute] as readonly number[]) reach(at, bag, leg, other)
  request(at, steps.requests[at.tables.disputes.totalsOf[dispute] as number] as Moved, bag, dispute)
  for (const kind of bags[bag] as readonly number[]) move(at, movedAt(at, steps, kind), bag, kind, dispute)
  for (const cross of steps.crosses)
    if (cross.states === at.seen) reach(at, bag, cross.leg, dispute)
    else cross.states[(bag * cross.legs + cross.leg) * at.disputes + dispute] = 1
}

const request = (at: Walk, { landings, accepted, refused }: Moved, bag: number, dispute: number): void => {
  const { kinds, plus } = at.check.bags
  tally(at, accepted, refused)
  for (let i = 0; i < landings.length; i += 3) {
    const more = plus[bag * kinds + (landings[i] as number)] as number
    const leg = (landings[i + 1] as number) * at.transfers + (landings[i + 2] as number)
    if (more >= 0) reach(at, more, leg, dispute)
  }
}

const move = (at: Walk, { landings, accepted, refused }: Moved, bag: number, kind: number, dispute: number): void => {
  const { kinds, plus, minus } = at.check.bags
  tally(at, accepted, refused)
  const without = minus[bag * kinds + kind] as number
  for (let i = 0; i < landings.length; i += 3) {
    const next = landings[i] as number
    const other = next === GONE ? without : (plus[without * kinds + next] as number)
    reach(at, other, (landings[i + 1] as number) * at.transfers + (landings[i + 2] as number), dispute)
  }
}

const stepsAt = (at: Walk, sums: number, leg: number): Steps => {
  const { check, world, cores, places, legs, transfers } = at
  const known = places.get(sums * legs + leg)
  if (known !== undefined) return known
  const place: Place = {
    world,
    sums: check.bags.sums[sums] as Place['sums'],
    fee: Math.floor(leg / transfers),
    transfer: leg % transfers,
    charges: new Map(),
  }
  const name = `${place.sums.standing} ${place.sums.unsettled} ${place.sums.refunds}`
  const core = cores.get(name) ?? coreAt(at, place)
  cores.set(name, core)
  const steps = newSteps(at, place, core)
  places.set(sums * legs + leg, steps)
  return steps
}

const coreAt = ({ check, tables, alike }: Walk, place: Place): Core => ({
  requests: requestsAt(check, place, tables.disputes.totals, tables.requests, alike.requests),
  disputes: disputeSteps(check, place, tables.disputes, alike.disputes),
  changes: changesAt(check, place, tables.commands, alike.changes),
  moves: new Map(),
  known: knownAt(check, place, tables.known, alike.known),
})

const newSteps = ({ check, statesOf }: Walk, place: Place, core: Core): Steps => {
  const { charge } = storedAt(place)
  const broken = brokenCharge(charge)
  if (broken !== null) throw new BrokenLaw(broken, { before: { ...BESIDE, charge }, command: null, policy: null })
  const requests = core.requests.map((ofTotals) => moved(landingsAt(check, place, ofTotals), place))
  const changed = crossingsAt(check, place, core.changes)
  // The records are made anew where they are needed again: kept, they would fill the memory.
  place.charges.clear()
  const crosses = changed.to.map(({ world, fee, transfer }) => ({
    states: statesOf(world),
    legs: legStates(world.fee) * legStates(world.transfer),
    leg: fee * legStates(world.transfer) + transfer,
  }))
  const accepted = changed.accepted + core.known.accepted
  const refused = changed.refused + core.known.refused
  return { place, core, requests, crosses, moves: new Map(), accepted, refused }
}

const moved = ({ accepted, refused, to }: Answer<Landing>, place: Place): Moved => {
  const landings: number[] = []
  for (const { kind, fee, transfer } of to)
    landings.push(kind, fee === SAME ? place.fee : fee, transfer === SAME ? place.transfer : transfer)
  return { accepted, refused, landings }
}

const movedAt = ({ check }: Walk, { place, core, moves }: Steps, kind: number): Moved => {
  const known = moves.get(kind)
  if (known !== undefined) return known
  const ofKind = core.moves.get(kind) ?? newMoves(kind)
  core.moves.set(kind, ofKind)
  const answer = moved(movesAt(check, place, ofKind), place)
  moves.set(kind, answer)
  return answer
}
