/** What must hold of every accepted step, whatever the state. The first broken law is returned, or null. */
import type { Books, Charge, Command, CommandType, Event, LegAmount, LegName, Refund } from '../../../src/index.js'
import type { Law } from '../bounds.js'
import { brokenCharge, earned } from './charge.js'
import { brokenLedger } from './ledger.js'
import { shareOf } from './request.js'
import { CHARGE, changedBeyond, changedIn, type Fields } from './same.js'

export interface Step {
  readonly law: Law
  readonly command: Command
  readonly before: Books
  readonly event: Event
  readonly after: Books
}

/** What a command may change of the charge. All the rest stays. */
const OF_CHARGE: { readonly [Type in CommandType]: Fields } = {
  authorize: ['status'],
  capture: ['status', 'captured', 'captures', 'released', 'fee', 'transfer', 'capturedAt'],
  release: ['status', 'released'],
  expire: ['status', 'released'],
  decline: ['status', 'failure'],
  request: ['standing', 'unsettled', 'refundsStanding', 'refundsMade', 'fee', 'transfer'],
  acknowledge: ['unsettled', 'fee', 'transfer'],
  refuse: ['standing', 'unsettled', 'refundsStanding'],
  succeed: ['unsettled'],
  fail: ['standing', 'unsettled', 'refundsStanding', 'fee', 'transfer'],
  cancel: ['standing', 'unsettled', 'refundsStanding', 'fee', 'transfer'],
  requireAction: ['unsettled'],
  submit: ['unsettled'],
  editMetadata: [],
  returnFee: ['fee'],
  reverseTransfer: ['transfer'],
  open: ['disputes'],
  escalate: ['disputes'],
  close: ['disputes'],
}

const STAYS = new Map<string, Fields>(
  Object.entries(OF_CHARGE).map(([type, fields]) => [type, CHARGE.filter((field) => !fields.includes(field))]),
)

/** What a move may change of its refund: never the amount, never what was asked. */
const OF_POSITION: Fields = ['status', 'movedAt', 'refusal', 'pendingReason', 'expiresAt', 'failureReason']
const ofRefund = (type: CommandType): Fields => {
  if (type === 'editMetadata') return ['metadata']
  return type === 'acknowledge' ? [...OF_POSITION, 'returned'] : OF_POSITION
}

export const brokenStep = (step: Step): string | null => {
  const { before, after } = step
  if (after.charge === null) return 'an accepted step leaves a charge in the books'
  return (
    brokenFrame(step) ??
    brokenCharge(after.charge) ??
    (before.charge === null ? null : brokenAmounts(step, before.charge, after.charge)) ??
    brokenReplay(step) ??
    brokenLedger(step)
  )
}

const brokenFrame = ({ command, before, after }: Step): string | null => {
  const { type } = command
  if (before.charge !== null && after.charge !== null) {
    const field = changedIn(before.charge, after.charge, STAYS.get(type) ?? CHARGE)
    if (field !== null) return `${type} leaves ${field} of the charge as it is`
  }
  if (before.refund !== null && after.refund !== null && type !== 'request') {
    const field = changedBeyond(before.refund, after.refund, isMove(type) ? ofRefund(type) : [])
    if (field !== null) return `${type} leaves ${field} of the refund as it is`
  }
  if (before.dispute !== null && after.dispute !== null && type !== 'open') {
    const allowed = type === 'escalate' || type === 'close' ? ['status', 'movedAt'] : []
    const field = changedBeyond(before.dispute, after.dispute, allowed)
    if (field !== null) return `${type} leaves ${field} of the dispute as it is`
  }
  return null
}

const MOVES: readonly CommandType[] = [
  'acknowledge',
  'refuse',
  'succeed',
  'fail',
  'cancel',
  'requireAction',
  'submit',
  'editMetadata',
]
const isMove = (type: CommandType): boolean => MOVES.includes(type)

/** What stops to stand gives back exactly its amount and no leg; only refunds and direct returns bring a leg back. */
const brokenAmounts = ({ command, event, after }: Step, charge: Charge, next: Charge): string | null => {
  const ends = command.type === 'refuse' || command.type === 'fail' || command.type === 'cancel'
  const amount = after.refund?.amount ?? 0
  const stands = command.type === 'request' ? amount : ends ? -amount : 0
  if (next.standing - charge.standing !== stands)
    return ends ? 'a refund that ends gives back exactly its amount' : 'only a request adds to what stands'
  for (const name of ['fee', 'transfer'] as const) {
    const leg = next[name]
    if (leg === null) continue
    const was = charge[name] ?? { ...leg, total: 0, basis: 0, returned: 0, returnedDirectly: 0 }
    const { share, direct } = broughtBack(name, event, after.refund)
    if ((share?.amount ?? null) !== dueShare(name, event, charge, after.refund))
      return `a refund brings back its share of the ${name}, and only when it is acknowledged`
    if (leg.returned - was.returned !== (share?.amount ?? 0) + direct)
      return `the ${name} that came back is what refunds and direct returns brought back, and never falls`
    if (leg.returnedDirectly - was.returnedDirectly !== direct) return `the ${name} returned directly is counted`
    if (command.type === 'capture') continue
    const beyond = leg.returned - earned(leg, leg.basis, next.captured)
    const beyondBefore = was.returned - earned(leg, was.basis, charge.captured)
    if (beyond < Math.min(0, beyondBefore) || (share !== null && beyond < 0))
      return `the ${name} returned is at least what the standing refunds come to, until a later capture sends out more`
  }
  return null
}

const broughtBack = (
  name: LegName,
  event: Event,
  refund: Refund | null,
): { readonly share: LegAmount | null; readonly direct: number } => {
  if (event.type === 'FeeReturned') return { share: null, direct: name === 'fee' ? event.leg.amount : 0 }
  if (event.type === 'TransferReversed') return { share: null, direct: name === 'transfer' ? event.leg.amount : 0 }
  const acknowledged = event.type === 'RefundRequested' || event.type === 'RefundAcknowledged'
  return { share: acknowledged ? (refund?.returned[name] ?? null) : null, direct: 0 }
}

/** What the share rule says; null where the leg does not go back with this event. */
const dueShare = (name: LegName, event: Event, charge: Charge, refund: Refund | null): number | null => {
  const acknowledged =
    event.type === 'RefundAcknowledged' || (event.type === 'RefundRequested' && refund?.status !== 'requested')
  const leg = charge[name]
  if (refund === null || leg === null || !acknowledged || !refund.asked.legs[name]) return null
  return shareOf(leg, charge.captured, refund.amount)
}

/** The event alone carries each record forward, without the others. */
const brokenReplay = ({ law, before, event, after }: Step): string | null => {
  const alone = law.evolve({ charge: before.charge, refund: null, dispute: null }, event).charge
  if (alone === null || after.charge === null || changedIn(alone, after.charge, CHARGE) !== null)
    return 'an event carries its charge forward alone'
  if (after.refund !== null) {
    const refund = law.evolve({ charge: null, refund: before.refund, dispute: null }, event).refund
    if (refund === null || changedBeyond(refund, after.refund, []) !== null)
      return 'an event carries its refund forward alone'
  }
  if (after.dispute !== null) {
    const dispute = law.evolve({ charge: null, refund: null, dispute: before.dispute }, event).dispute
    if (dispute === null || changedBeyond(dispute, after.dispute, []) !== null)
      return 'an event carries its dispute forward alone'
  }
  return null
}
