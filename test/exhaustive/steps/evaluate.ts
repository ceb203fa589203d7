/** One evaluation of the law: a command is decided on books and evolved, and every law of the step is asserted. */
import type { Books, Charge, Command, Event, RefundPolicy, Refusal } from '../../../src/index.js'
import { PRECEDENCE } from '../../../src/reports/index.js'
import type { Bounds, Law } from '../bounds.js'
import { brokenFace, brokenRequest, brokenSplit, mayRefund } from '../laws/request.js'
import { same } from '../laws/same.js'
import { brokenStep } from '../laws/step.js'
import type { Bags } from '../states/bags.js'
import { forgetReads, readsNoted } from '../states/reads.js'
import type { Given } from '../states/world.js'
import { arrowsTaken } from './cells.js'

/** Of what every evaluation keeps a record. */
export interface Evaluating {
  readonly law: Law
  /** Arrows of the lifecycles that were taken. */
  readonly cells: Set<string>
  /** How often the law was asked. */
  evaluations: number
}

/** What one run of the check carries along. */
export interface Check extends Evaluating {
  readonly bounds: Bounds
  readonly bags: Bags
  /** The first answer that rests on what the states do not keep. */
  unfit: BrokenLaw | null
}

export interface Asked {
  readonly command: Command
  readonly before: Books
  readonly policy: RefundPolicy
}

export interface Evaluated extends Asked {
  readonly refusal: Refusal | null
  /** Null when the command was refused, or was done before. */
  readonly event: Event | null
  readonly after: Books
  /** The parts of the input that were read, as `PART` names them. */
  readonly reads: number
  /** The same event was accepted on the same books under another policy, and what no policy changes was asserted then. */
  readonly repeated?: boolean
}

/** A law that does not hold, and where: `command` is null for a law of the state itself. */
export class BrokenLaw extends Error {
  readonly before: Books
  readonly command: Command | null
  readonly policy: RefundPolicy | null
  constructor(law: string, at: Asked | { readonly before: Books; readonly command: null; readonly policy: null }) {
    super(law)
    this.before = at.before
    this.command = at.command
    this.policy = at.policy
  }
}

const LISTED = new Map<string, ReadonlySet<string>>(
  Object.entries(PRECEDENCE).map(([type, tags]) => [type, new Set<string>(tags)]),
)

export const evaluate = (check: Evaluating, command: Command, given: Given, policy: RefundPolicy): Evaluated => {
  check.evaluations++
  const evaluated = decideAndEvolve(check, command, given, policy)
  const { refusal } = evaluated
  const { charge } = given.before
  if (refusal !== null && LISTED.get(command.type)?.has(refusal._tag) !== true)
    throw new BrokenLaw(`${command.type} is refused only as PRECEDENCE lists, not with ${refusal._tag}`, evaluated)
  if (command.type === 'request' && charge !== null) assertRequest(check.law, evaluated, command, charge)
  return evaluated
}

/** Books whose reading is not noted. */
export const unnoted = (before: Books): Given => ({ before, asked: before })

/** Inputs are frozen, so that a mutation throws; nothing else may. */
const decideAndEvolve = (
  check: Evaluating,
  command: Command,
  { before, asked, accepted }: Given,
  policy: RefundPolicy,
): Evaluated => {
  const { law } = check
  forgetReads()
  try {
    const decided = law.decide(command, asked, policy)
    const reads = readsNoted()
    if (decided._tag === 'Left')
      return { command, before, policy, refusal: decided.left, event: null, after: before, reads }
    const event = decided.right[0] ?? null
    if (decided.right.length > 1) throw new BrokenLaw('a command makes one event at most', { command, before, policy })
    if (event === null) return { command, before, policy, refusal: null, event, after: before, reads }
    const known = accepted?.get(command) as Evaluated | undefined
    if (known !== undefined && same(known.event, event))
      return { ...known, policy, reads: known.reads | reads, repeated: true }
    const after = law.evolve(before, event)
    const evaluated = { command, before, policy, refusal: null, event, after, reads: readsNoted() }
    assertStep(check, evaluated)
    accepted?.set(command, evaluated)
    return evaluated
  } catch (error) {
    if (error instanceof BrokenLaw) throw error
    throw new BrokenLaw(`deciding and evolving throw nothing and change no input: ${String(error)}`, {
      command,
      before,
      policy,
    })
  }
}

/** What must hold of an accepted step whatever the policy. */
const assertStep = ({ law, cells }: Evaluating, evaluated: Evaluated & { readonly event: Event }): void => {
  const { command, before, after, event } = evaluated
  const broken = brokenStep({ law, command, before, event, after }) ?? arrowsTaken(cells, law, command, before, after)
  if (broken !== null) throw new BrokenLaw(broken, evaluated)
}

/** What must hold of a request under its policy, accepted or refused. */
const assertRequest = (law: Law, evaluated: Evaluated, request: Command<'request'>, charge: Charge): void => {
  const { before, policy, refusal, event, after, repeated = false } = evaluated
  const fresh = before.refund === null && request.currency === charge.currency
  const wrong = fresh && (event !== null) !== mayRefund(charge, request, policy)
  const broken =
    (wrong ? `a refund is ${event === null ? 'refused only where it must' : 'accepted only where it may'} be` : null) ??
    (event === null ? null : brokenRequest(law, { request, policy, before, after })) ??
    (repeated ? null : brokenSplit(law, { request, policy, before, after })) ??
    (repeated ? null : brokenFace(law, { charge, known: before.refund, command: request, policy }, refusal, after))
  if (broken !== null) throw new BrokenLaw(broken, evaluated)
}
