/** From an intention to the command that it comes to in a world. */
import {
  type Charge,
  type Command,
  type CommandType,
  chargeLifecycle,
  disputeLifecycle,
  type EpochSeconds,
  type LegAmount,
  type Lifecycle,
  type MinorUnits,
  type RefundPolicy,
  refundLifecycle,
} from '../../src/index.js'
import type { Intention, Plan, Size } from './intentions.js'
import { disputeNumber, EUR, MAX, OTHER, OWN, refundNumber, USD, units } from './values.js'
import { type Asked, disputesOf, refundsOf, type World } from './world.js'

interface Moment {
  readonly world: World
  readonly policy: RefundPolicy
  readonly plan: Plan
  readonly at: EpochSeconds
  /** The requests made so far. */
  readonly made: readonly Command<'request'>[]
}

const permits = (chart: Lifecycle, status: string, command: string): boolean =>
  chart.states[status]?.on[command] !== undefined

const isOf = (chart: Lifecycle, act: string): boolean =>
  Object.values(chart.states).some(({ on }) => on[act] !== undefined)

export const resolve = (intention: Intention, now: Moment): Asked => {
  const { act, which } = intention
  if (act === 'again' && now.made.length > 0) return again(intention, now)
  const type = intention.wild && act !== 'again' ? act : sensible(act, which, now)
  const refund = chosen(refundsOf(now.world), [...now.world.refunds.values()], refundLifecycle, type, intention)
  const dispute = chosen(disputesOf(now.world), [...now.world.disputes.values()], disputeLifecycle, type, intention)
  const command = commandOf(type, intention, now)
  if (command.type === 'request') return { command, refund: command.id, dispute: null }
  if (command.type === 'open') return { command, refund: null, dispute: command.id }
  return { command, refund: refund?.id ?? null, dispute: dispute?.id ?? null }
}

/** The act itself where it may happen, and else one that brings the history on. */
const sensible = (act: Intention['act'], which: number, now: Moment): CommandType => {
  const { charge } = now.world
  if (charge === null) return 'authorize'
  if (charge.status === 'pending') return act === 'decline' ? act : 'authorize'
  if (charge.status === 'authorized' && charge.captured === 0)
    return which === 0 && (act === 'release' || act === 'expire') ? act : 'capture'
  if (charge.status === 'authorized' && !now.plan.parts && which < 32) return 'capture'
  if (act === 'open' || act === 'authorize') return act
  return act !== 'again' && act !== 'request' && isPossible(act, charge, now.world) ? act : makingRoom(charge, now)
}

const isPossible = (act: CommandType, charge: Charge, world: World): boolean => {
  if (isOf(refundLifecycle, act)) return refundsOf(world).some(({ status }) => permits(refundLifecycle, status, act))
  if (isOf(disputeLifecycle, act)) return disputesOf(world).some(({ status }) => permits(disputeLifecycle, status, act))
  if (act === 'returnFee') return charge.fee !== null
  if (act === 'reverseTransfer') return charge.transfer !== null
  return permits(chargeLifecycle, charge.status, act)
}

/** A request; where nothing is left or a dispute is in the way, mostly what makes room for one. */
const makingRoom = (charge: Charge, { world, policy, at }: Moment): CommandType => {
  if (at % 4 === 0) return 'request'
  if (charge.disputes.held > 0 && (policy.disputes === 'block' || charge.disputes.held >= charge.captured))
    return 'close'
  if (charge.standing < charge.captured) return 'request'
  const statuses = refundsOf(world).map(({ status }) => status)
  if (statuses.includes('requested')) return at % 4 === 1 ? 'refuse' : 'acknowledge'
  return statuses.some((status) => permits(refundLifecycle, status, 'fail')) ? 'fail' : 'request'
}

const chosen = <Row extends { readonly status: string }>(
  own: readonly Row[],
  all: readonly Row[],
  chart: Lifecycle,
  type: CommandType,
  { wild, which }: Intention,
): Row | undefined => {
  const rows = wild ? all : own.filter(({ status }) => permits(chart, status, type))
  return rows[which % Math.max(1, rows.length)]
}

/** An earlier request: the very same, or another with its id. */
const again = ({ which, wild, wait }: Intention, { made, at }: Moment): Asked => {
  const first = made[which % made.length] as Command<'request'>
  const command = wild ? { ...first, reason: 'duplicate' as const, at } : { ...first, at: wait > 10 ? at : first.at }
  return { command, refund: command.id, dispute: null }
}

const amountOf = (size: Size, whole: number, step: number): MinorUnits | 'remaining' => {
  if (size === 'remaining') return size
  if (typeof size !== 'number') return units(AMOUNTS[size](whole, step))
  const part = Math.floor((whole / 1000) * size)
  return units(Math.max(step, part - (part % step)))
}

const AMOUNTS: Readonly<Record<Exclude<Size, number | 'remaining'>, (whole: number, step: number) => number>> = {
  all: (whole) => Math.max(1, whole),
  one: (_, step) => step,
  over: (whole) => whole + 1,
  zero: () => 0,
  negative: () => -1,
  fraction: () => 0.5,
  tooLarge: () => MAX + 1,
}

/** What a capture of so much sends out, not always the same share; a wild one more than it takes, or in the other currency. */
const legOf = (plan: Plan['fee'], amount: number, wild: boolean, which: number): LegAmount | null => {
  if (plan === null) return null
  const thousandths = which % 2 === 0 ? plan.thousandths : 1001 - plan.thousandths
  const isAstray = wild && which % 8 > 3
  return {
    amount: units(wild && which % 2 === 1 ? amount + 1 : Math.floor((amount / 1000) * thousandths)),
    currency: plan.foreign === isAstray ? USD : EUR,
  }
}

/** Something captured of the whole, and nothing where there is no charge. */
const leftOf = (charge: Charge | null): number => (charge === null ? 1 : charge.captured - charge.standing)

const answerOf = (which: number, at: EpochSeconds) => {
  if (which % 3 === 0) return { status: 'succeeded' } as const
  if (which % 3 === 1) return { status: 'pending', pendingReason: which % 2 === 0 ? 'processing' : null } as const
  return { status: 'requires_action', expiresAt: which % 2 === 0 ? at : null } as const
}

const capture = ({ size, which, wild }: Intention, { world, plan, policy, at }: Moment): Command<'capture'> => {
  const { charge } = world
  const capturable = charge === null ? 1 : charge.authorized - charge.captured
  const isLast = !plan.parts || which % 8 === 0
  const part = typeof size === 'number' || wild || isLast ? size : 300
  const amount = amountOf(plan.parts || wild ? part : 'remaining', capturable, policy.currencies.steps.usd ?? 1)
  const taken = amount === 'remaining' ? capturable : amount
  return {
    type: 'capture',
    amount,
    final: isLast,
    fee: legOf(plan.fee, taken, wild, which),
    transfer: legOf(plan.transfer, taken, wild, which >> 2),
    processorFee: which % 2 === 0 ? null : units(which % 8),
    at,
  }
}

const request = (intention: Intention, { world, policy, at, made }: Moment): Command<'request'> => {
  const { size, which, wild } = intention
  const { charge } = world
  const hasFee = (charge?.fee ?? null) !== null
  const hasTransfer = (charge?.transfer ?? null) !== null
  // The fee goes back only with the transfer, and after several captures both only with all that remains.
  const legs = wild
    ? { fee: intention.fee, transfer: intention.transfer }
    : { fee: intention.fee && hasFee, transfer: hasTransfer && (intention.fee || intention.transfer) }
  const several = charge !== null && (charge.status === 'authorized' || charge.captures > 1)
  const isWhole = !wild && several && (legs.fee || legs.transfer) && which % 8 !== 0
  return {
    type: 'request',
    // A wild one may take the id of a refund that is there already, also of another charge's.
    id: refundNumber(wild && which % 2 === 0 ? which % (made.length + 1) : made.length + 1),
    amount: amountOf(isWhole ? 'remaining' : size, leftOf(charge), policy.currencies.steps.usd ?? 1),
    currency: wild && which % 8 === 1 ? EUR : USD,
    reason: which % 5 === 0 ? 'requested_by_customer' : null,
    legs,
    metadata: which % 7 === 0 ? { order: String(which), a: 'b' } : {},
    born: which % 2 === 0 ? { status: 'requested' } : answerOf(which, at),
    at,
  }
}

const commandOf = (type: CommandType, intention: Intention, now: Moment): Command => {
  const { size, which, wild } = intention
  const { world, plan, at } = now
  const { charge } = world
  switch (type) {
    case 'authorize': {
      const amount = units(wild && which % 2 === 0 ? amountOf(size, plan.authorized, 1) : charge?.authorized)
      return {
        type,
        id: wild && which % 8 === 1 && charge !== null ? OTHER : OWN,
        amount: charge === null ? opening(now, size, wild) : amount,
        currency: wild && which % 8 === 3 && charge !== null ? EUR : USD,
        status: which % 4 === 0 && (charge === null || wild) ? 'pending' : 'authorized',
        at,
      }
    }
    case 'capture':
      return capture(intention, now)
    case 'request':
      return request(intention, now)
    case 'release':
    case 'expire':
    case 'succeed':
    case 'escalate':
      return { type, at }
    case 'decline':
      return { type, failure: 'card_declined', at }
    case 'acknowledge':
      return { type, answer: answerOf(which, at), at }
    case 'refuse':
      return { type, refusal: 'insufficient_balance', at }
    case 'fail':
      return { type, failureReason: which % 2 === 0 ? 'declined' : 'unknown', at }
    case 'cancel':
      return { type, failureReason: which % 2 === 0 ? 'merchant_request' : null, at }
    case 'requireAction':
      return { type, expiresAt: which % 2 === 0 ? at : null, at }
    case 'submit':
      return { type, pendingReason: which % 2 === 0 ? 'processing' : null, at }
    case 'editMetadata':
      return { type, metadata: { note: String(which) }, at }
    case 'returnFee':
    case 'reverseTransfer': {
      const leg = (type === 'returnFee' ? charge?.fee : charge?.transfer) ?? null
      return { type, amount: amountOf(size, leg === null ? 1 : leg.total - leg.returned, 1), at }
    }
    case 'open': {
      const disputes = disputesOf(world)
      const known = disputes[which % Math.max(1, disputes.length)]
      if (known !== undefined && which % 8 === 0)
        return {
          type,
          id: known.id,
          amount: wild ? units(known.amount + 1) : known.amount,
          currency: USD,
          stage: 'open',
          at,
        }
      const whole = amountOf(size, charge?.captured ?? 1, 1)
      return {
        type,
        id: disputeNumber(wild && which % 4 === 1 ? 0 : disputes.length + 1),
        amount: units(whole === 'remaining' ? Math.max(1, charge?.captured ?? 1) : whole),
        currency: wild && which % 8 === 3 ? EUR : USD,
        stage: which % 2 === 0 ? 'inquiry' : 'open',
        at,
      }
    }
    case 'close':
      return { type, outcome: (['won', 'lost', 'prevented', 'inquiry_closed'] as const)[which % 4] ?? 'won', at }
  }
}

/** What is promised: a multiple of what the policy takes. */
const opening = ({ plan, policy }: Moment, size: Size, wild: boolean): MinorUnits => {
  const step = policy.currencies.steps.usd ?? 1
  const whole = Math.max(step, plan.authorized - (plan.authorized % step))
  return wild && typeof size === 'string' && size !== 'remaining' ? units(AMOUNTS[size](whole, step)) : units(whole)
}
