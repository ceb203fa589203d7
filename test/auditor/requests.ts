/** When a refund may not be requested, as the auditor sees it. */
import { type Case, type Conditions, hasLeg, isPositive, LEGS, noCharge, promised, stands, stepIn } from './case.js'
import { due, figures, type LegName, last, leftOf, legOf, type RefundEntry, statusOf } from './ledger.js'

const canonical = (metadata: object): string => JSON.stringify(Object.entries(metadata).sort())
const asText = ({ amount, currency, reason, legs, metadata }: RefundEntry['ask']): string =>
  [amount, currency, reason, legs.fee, legs.transfer, canonical(metadata)].join('|')

const amountOf = ({ command, ledger, policy }: Case<'request'>): bigint =>
  command.amount === 'remaining' ? leftOf(ledger, policy) : BigInt(command.amount)

const severalCaptures = ({ ledger }: Case<'request'>): boolean =>
  statusOf(ledger) === 'authorized' || figures(ledger).captures > 1

const isSpent = (given: Case<'request'>, name: LegName): boolean => {
  const leg = legOf(given.ledger, name)
  if (leg === null || !given.command.legs[name]) return false
  return leg.total === leg.returned && due(given.ledger, leg, amountOf(given)) > 0n
}

const BIRTHS = ['requested', 'pending', 'requires_action', 'succeeded']

/** What is asked of a new refund. A known one asked again meets none of it. */
const ofNew: Conditions<'request'> = {
  MoveNotAllowed: ({ command }) => !BIRTHS.includes(command.born.status),
  CurrencyMismatch: (given) => given.command.currency !== promised(given).currency,
  ChargeNotSuccessful: (given) => stands(given, 'pending', 'failed', 'released', 'expired'),
  ChargeNotCaptured: (given) =>
    figures(given.ledger).captured === 0n &&
    (given.command.amount === 'remaining' || BigInt(given.command.amount) >= promised(given).amount),
  PartialReleaseOfAuthorization: (given) =>
    figures(given.ledger).captured === 0n &&
    given.command.amount !== 'remaining' &&
    BigInt(given.command.amount) < promised(given).amount,
  ChargeDisputed: ({ ledger, policy }) => {
    const { captured, standing, unsettled, disputes } = figures(ledger)
    if (policy.disputes === 'block') return disputes.blocking > 0
    const unrefunded = captured - standing
    if (unrefunded === 0n || unrefunded > disputes.held + disputes.lost) return false
    // The lost ones alone took it all, and a refund that is not settled may give something back: that is another refusal.
    return disputes.lost < unrefunded || unrefunded + unsettled <= disputes.lost
  },
  AlreadyRefunded: (given) => {
    const { captured, standing } = figures(given.ledger)
    return stands(given, 'captured') && standing === captured
  },
  ExceedsRemaining: (given) => {
    const left = leftOf(given.ledger, given.policy)
    return left === 0n || amountOf(given) > left
  },
  WindowClosed: ({ ledger, command, policy }) => {
    if (policy.window === null) return false
    const captures = ledger.captures.filter(({ amount }) => amount > 0n)
    const from = policy.window.from === 'creation' ? ledger.promise?.at : last(captures)?.at
    return command.at > (from ?? 0) + policy.window.seconds
  },
  TooManyRefunds: ({ ledger, policy: { count } }) => {
    if (count === null) return false
    const { refundsStanding, refundsMade, captures } = figures(ledger)
    return (count.of === 'made' ? refundsMade : refundsStanding) + (count.withCaptures ? captures : 0) >= count.limit
  },
  PartialNotAllowed: (given) => !given.policy.partial && amountOf(given) !== figures(given.ledger).captured,
  NoApplicationFee: (given) => {
    const { legs } = given.command
    return legs.fee && !hasLeg(given, 'fee') && !(legs.transfer && hasLeg(given, 'transfer'))
  },
  NoTransfer: (given) => given.command.legs.transfer && !hasLeg(given, 'transfer'),
  FeeNeedsTransferReversal: (given) => {
    const { legs } = given.command
    return legs.fee && !legs.transfer && hasLeg(given, 'transfer')
  },
  TransferFullyReversed: (given) => isSpent(given, 'transfer'),
  ApplicationFeeFullyRefunded: (given) => isSpent(given, 'fee'),
  PartialLegRefundUnsupported: (given) => {
    const { fee, transfer } = given.command.legs
    return (fee || transfer) && severalCaptures(given) && amountOf(given) < leftOf(given.ledger, given.policy)
  },
  LegReturnedDirectly: (given) =>
    severalCaptures(given) &&
    LEGS.some((name) => given.command.legs[name] && (legOf(given.ledger, name)?.returnedDirectly ?? 0n) > 0n),
}

export const request: Conditions<'request'> = {
  NotInBooks: noCharge,
  InvalidAmount: (given) =>
    given.command.amount !== 'remaining' &&
    !isPositive(given.command.amount, stepIn(given.policy, promised(given).currency)),
  RefundIdTaken: ({ refund, command }) => refund !== undefined && asText(refund.ask) !== asText(command),
  RefundOfAnotherCharge: (given) => given.refund !== undefined && given.refund.charge !== promised(given).id,
  ...Object.fromEntries(
    Object.entries(ofNew).map(([tag, holds]) => [
      tag,
      (given: Case<'request'>) => given.refund === undefined && holds(given),
    ]),
  ),
}
