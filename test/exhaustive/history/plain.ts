/**
 * The same worlds, walked plainly: whole records, every command evaluated in every state, nothing shared and nothing left
 * out. Far too slow for more than the smallest bounds; but it finds shortest histories, and proves the savings right.
 */
import {
  type Books,
  type Charge,
  type Command,
  type Dispute,
  disputeId,
  type Refund,
  type RefundPolicy,
  refundId,
} from '../../../src/index.js'
import { ch_1, rightOf, usd_ } from '../../fixtures.js'
import { type Bounds, LATE, NOW, units } from '../bounds.js'
import { brokenSums } from '../laws/charge.js'
import { brokenRefundable } from '../laws/request.js'
import {
  amountsUpTo,
  BORN,
  chargeCommands,
  DISPUTE_MOVES,
  frozen,
  legsAsked,
  MOVES,
  NO_BIRTH,
  openings,
} from '../states/records.js'
import { BrokenLaw, type Evaluating, evaluate, unnoted } from '../steps/evaluate.js'

export interface Plain {
  readonly charge: Charge | null
  readonly refunds: readonly Refund[]
  readonly disputes: readonly Dispute[]
}

export interface PlainStep {
  readonly command: Command
  readonly policy: RefundPolicy
  readonly books: Books
  /** Null when the step breaks a law. */
  readonly after: Plain | null
}

/** A state that was reached, and the step that reached it first. */
interface Node {
  readonly state: Plain
  readonly from: Node | null
  readonly step: PlainStep | null
}

const NOTHING: Plain = { charge: null, refunds: [], disputes: [] }

export interface PlainOptions {
  /** States after which the walk stops. */
  readonly limit: number
  /** Told of each state. */
  readonly visit?: (state: Plain) => void
  /** Commands that are left out. */
  readonly leaveOut?: readonly Command['type'][]
}

/** Breadth first over every state, until a law is broken or the limit is reached. `refunds` bounds those ever made here. */
export const walkPlainly = (
  check: Evaluating,
  bounds: Bounds,
  policies: readonly RefundPolicy[],
  { limit, visit, leaveOut = [] }: PlainOptions,
): { readonly states: number; readonly broken: BrokenHistory | null } => {
  const times = policies.some(({ window }) => window !== null) ? [NOW, LATE] : [NOW]
  const seen = new Set<string>([nameOf(NOTHING)])
  const queue: Node[] = [{ state: NOTHING, from: null, step: null }]
  for (const node of queue) {
    if (queue.length > limit) break
    for (const { command, books } of askedIn(node.state, bounds, times))
      for (const policy of leaveOut.includes(command.type) ? [] : policies) {
        const reached = take(check, node, { command, policy, books })
        if ('law' in reached) return { states: queue.length, broken: reached }
        const { after } = reached
        if (after === null || isBeyond(after, bounds) || seen.has(nameOf(after))) continue
        seen.add(nameOf(after))
        visit?.(after)
        queue.push({ state: after, from: node, step: { command, policy, books, after } })
      }
  }
  return { states: queue.length, broken: null }
}

export interface BrokenHistory {
  readonly law: string
  readonly steps: readonly PlainStep[]
}

type Asked = Omit<PlainStep, 'after'>

const take = (check: Evaluating, node: Node, asked: Asked): BrokenHistory | { readonly after: Plain | null } => {
  try {
    const { event, after } = evaluate(check, asked.command, unnoted(asked.books), asked.policy)
    if (event === null || after.charge === null) return { after: null }
    const next = frozen(merged(node.state, after))
    const law =
      brokenSums(after.charge, next.refunds, next.disputes) ??
      brokenRefundable(check.law, after.charge, asked.policy, asked.command.at)
    return law === null ? { after: next } : { law, steps: [...historyOf(node), { ...asked, after: null }] }
  } catch (error) {
    if (!(error instanceof BrokenLaw)) throw error
    return { law: error.message, steps: [...historyOf(node), { ...asked, after: null }] }
  }
}

const historyOf = ({ from, step }: Node): readonly PlainStep[] =>
  from === null || step === null ? [] : [...historyOf(from), step]

const merged = ({ refunds, disputes }: Plain, { charge, refund, dispute }: Books): Plain => ({
  charge,
  refunds: refund === null ? refunds : [...refunds.filter(({ id }) => id !== refund.id), refund],
  disputes: dispute === null ? disputes : [...disputes.filter(({ id }) => id !== dispute.id), dispute],
})

const isBeyond = ({ charge, refunds, disputes }: Plain, bounds: Bounds): boolean =>
  (charge !== null && charge.id !== ch_1) ||
  (charge?.authorized ?? 0) > bounds.amount ||
  (charge?.captures ?? 0) > bounds.captures ||
  refunds.length > bounds.refunds ||
  disputes.length > bounds.disputes

/** Two states are one when they differ in the ids of refunds and disputes, and in their order, alone. */
const nameOf = ({ charge, refunds, disputes }: Plain): string => {
  const nameless = (records: readonly (Refund | Dispute)[]): readonly string[] =>
    records.map((record) => JSON.stringify({ ...record, id: null })).sort()
  return JSON.stringify([charge, nameless(refunds), nameless(disputes)])
}

const askedIn = (state: Plain, bounds: Bounds, times: readonly Command['at'][]): readonly Omit<Asked, 'policy'>[] => {
  const { charge, refunds, disputes } = state
  const books = (refund: Refund | null, dispute: Dispute | null): Books => frozen({ charge, refund, dispute })
  const ask = (commands: readonly Command[], of: Books) => commands.map((command) => ({ command, books: of }))
  const id = rightOf(disputeId(`dp_${disputes.length + 1}`))
  return [
    ...ask(chargeCommands(bounds.amount), books(null, null)),
    ...times.flatMap((at) => ask(requestsIn(state, bounds, at), books(null, null))),
    ...refunds.flatMap((refund) => ask([...MOVES, ...againAndOther(refund)], books(refund, null))),
    ...ask(
      openings(bounds.amount).map((command) => ({ ...command, id })),
      books(null, null),
    ),
    ...disputes.flatMap((dispute) => ask(DISPUTE_MOVES, books(null, dispute))),
  ]
}

const requestsIn = ({ refunds }: Plain, { amount }: Bounds, at: Command['at']): readonly Command<'request'>[] => {
  const id = rightOf(refundId(`re_${refunds.length + 1}`))
  const fixed = { type: 'request', id, currency: usd_, reason: null, metadata: {}, at } as const
  return amountsUpTo(amount).flatMap((asked) =>
    [0, 1, 2, 3].flatMap((legs) =>
      [...BORN, NO_BIRTH].map((born) => ({ ...fixed, amount: asked, legs: legsAsked(legs), born })),
    ),
  )
}

/** What was asked for a refund, once more; and something else under its id. */
const againAndOther = ({ id, asked, currency }: Refund): readonly Command<'request'>[] => {
  const again: Command<'request'> = {
    type: 'request',
    id,
    amount: asked.amount,
    currency,
    reason: asked.reason,
    legs: asked.legs,
    metadata: {},
    born: { status: 'requested' },
    at: NOW,
  }
  return [again, { ...again, amount: asked.amount === 'remaining' ? units(1) : 'remaining' }]
}
