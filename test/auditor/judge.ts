/** The auditor's own predicates, for every command. Which of them comes first is not said here. */
import type { Command, CommandType, RefundPolicy, RefusalTag } from '../../src/index.js'
import { type Case, type Conditions, isPositive, LARGEST, noCharge, promised, stands } from './case.js'
import { authorize, capture } from './charges.js'
import { figures, findDispute, findRefund, type Ledger, type LegName, last, legOf } from './ledger.js'
import type { Accepted } from './record.js'
import { request } from './requests.js'

type Simple = 'release' | 'expire' | 'decline'
type Move = 'acknowledge' | 'refuse' | 'succeed' | 'fail' | 'cancel' | 'requireAction' | 'submit' | 'editMetadata'

const whileCharge = (...statuses: readonly string[]): Conditions<Simple> => ({
  NotInBooks: noCharge,
  MoveNotAllowed: (given) => !stands(given, ...statuses),
})

/** Source: the lifecycle of a refund in the fact sheet, with `requested` before it and `refused` beside it. */
const MOVES = `
  requested > pending requires_action succeeded refused
  pending > succeeded requires_action failed canceled
  requires_action > pending failed canceled
  succeeded > requires_action failed canceled`

const leadsTo = (from: string, target: string): boolean =>
  MOVES.split('\n').some((row) => {
    const [start, ends] = row.trim().split(' > ')
    return start === from && (ends ?? '').split(' ').includes(target)
  })

const ofRefund: Conditions<Move> = {
  NotInBooks: (given) => noCharge(given) || given.refund === undefined,
  RefundOfAnotherCharge: (given) => given.refund?.charge !== promised(given).id,
}

/** What only the answer to a requested refund may do, and what only a refund that was taken on may do. */
const move = (target: (command: Command<Move>) => string | null, answers: boolean): Conditions<Move> => ({
  ...ofRefund,
  MoveNotAllowed: ({ refund, command }) => {
    const from = last(refund?.statuses ?? []) ?? ''
    const next = target(command)
    return next !== null && ((from === 'requested') !== answers || !leadsTo(from, next))
  },
})

const direct = (name: LegName, none: RefusalTag, spent: RefusalTag): Conditions<'returnFee' | 'reverseTransfer'> => {
  const rest = ({ ledger }: Case): bigint => {
    const leg = legOf(ledger, name)
    return leg === null ? 0n : leg.total - leg.returned
  }
  return {
    NotInBooks: noCharge,
    InvalidAmount: ({ command }) => command.amount !== 'remaining' && !isPositive(command.amount),
    MoveNotAllowed: (given) => !stands(given, 'authorized', 'captured'),
    [none]: (given: Case) => legOf(given.ledger, name) === null,
    [spent]: (given: Case) => rest(given) === 0n,
    ExceedsLeg: (given) => given.command.amount !== 'remaining' && BigInt(given.command.amount) > rest(given),
  }
}

const isTooMuch = (ledger: Ledger, amount: bigint): boolean => {
  const { held, lost } = figures(ledger).disputes
  return held + lost + amount > LARGEST
}

const open: Conditions<'open'> = {
  NotInBooks: noCharge,
  InvalidAmount: ({ ledger, command, dispute }) =>
    !isPositive(command.amount) || (dispute === undefined && isTooMuch(ledger, BigInt(command.amount))),
  DisputeIdTaken: ({ dispute, command }) =>
    dispute !== undefined && `${dispute.amount} ${dispute.currency}` !== `${command.amount} ${command.currency}`,
  DisputeOfAnotherCharge: (given) => given.dispute !== undefined && given.dispute.charge !== promised(given).id,
  MoveNotAllowed: ({ dispute, command }) => dispute === undefined && !['inquiry', 'open'].includes(command.stage),
  CurrencyMismatch: (given) => given.dispute === undefined && given.command.currency !== promised(given).currency,
  ChargeNotSuccessful: (given) =>
    given.dispute === undefined && stands(given, 'pending', 'failed', 'released', 'expired'),
  ChargeNotCaptured: (given) => given.dispute === undefined && figures(given.ledger).captured === 0n,
}

const ofDispute = (allowed: (from: string, command: Command<'escalate' | 'close'>) => boolean) =>
  ({
    NotInBooks: (given) => noCharge(given) || given.dispute === undefined,
    DisputeOfAnotherCharge: (given) => given.dispute?.charge !== promised(given).id,
    MoveNotAllowed: ({ dispute, command }) => !allowed(last(dispute?.statuses ?? []) ?? '', command),
  }) satisfies Conditions<'escalate' | 'close'>

const mayClose = (from: string, outcome: string): boolean =>
  from === 'inquiry'
    ? ['inquiry_closed', 'prevented'].includes(outcome)
    : from === 'open' && ['won', 'lost', 'prevented'].includes(outcome)

const CONDITIONS: { readonly [Type in CommandType]: Conditions<Type> } = {
  authorize,
  capture,
  release: whileCharge('authorized'),
  expire: whileCharge('authorized'),
  decline: whileCharge('pending'),
  request,
  acknowledge: move((command) => (command.type === 'acknowledge' ? command.answer.status : null), true),
  refuse: move(() => 'refused', true),
  succeed: move(() => 'succeeded', false),
  fail: move(() => 'failed', false),
  cancel: move(() => 'canceled', false),
  requireAction: move(() => 'requires_action', false),
  submit: move(() => 'pending', false),
  editMetadata: ofRefund,
  returnFee: direct('fee', 'NoApplicationFee', 'ApplicationFeeFullyRefunded'),
  reverseTransfer: direct('transfer', 'NoTransfer', 'TransferFullyReversed'),
  open,
  escalate: {
    ...ofDispute((from) => from === 'inquiry'),
    InvalidAmount: ({ ledger, dispute }) => isTooMuch(ledger, dispute?.amount ?? 0n),
  },
  close: ofDispute((from, command) => command.type === 'close' && mayClose(from, command.outcome)),
}

/** Whether the condition of that refusal holds for a command; conditions that the auditor does not know never do. */
export const holds = (ledger: Ledger, asked: Accepted, policy: RefundPolicy, tag: RefusalTag): boolean => {
  const { command } = asked
  const refund = findRefund(ledger, asked.refund)
  const dispute = findDispute(ledger, asked.dispute)
  const condition = CONDITIONS[command.type][tag] as ((given: Case) => boolean) | undefined
  return condition?.({ ledger, command, refund, dispute, policy }) ?? false
}

/** Which refusals the auditor knows for a command. */
export const known = (type: CommandType): readonly string[] => Object.keys(CONDITIONS[type])
