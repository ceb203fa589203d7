/**
 * An independent, naive ledger beside the law. It keeps lists of everything that happened, sums every figure from scratch, in
 * bigint, and shares no code with the law: only types.
 */
import type { Command, RefundPolicy } from '../../src/index.js'

export type LegName = 'fee' | 'transfer'

export interface Taken {
  readonly amount: bigint
  readonly fee: { readonly amount: bigint; readonly currency: string } | null
  readonly transfer: { readonly amount: bigint; readonly currency: string } | null
  readonly at: number
}

export interface RefundEntry {
  readonly id: string
  readonly charge: string
  readonly amount: bigint
  readonly ask: Pick<Command<'request'>, 'amount' | 'currency' | 'reason' | 'legs' | 'metadata'>
  /** Every status it ever had. */
  readonly statuses: string[]
  /** What it returned of a leg; null while it counts in none. */
  readonly shares: { fee: bigint | null; transfer: bigint | null }
}

export interface DisputeEntry {
  readonly id: string
  readonly charge: string
  readonly amount: bigint
  readonly currency: string
  readonly statuses: string[]
}

export interface Ledger {
  promise: { readonly id: string; readonly amount: bigint; readonly currency: string; readonly at: number } | null
  /** What was said about the charge: pending, authorized, failed, released, expired, final. */
  readonly said: string[]
  readonly captures: Taken[]
  readonly givenUp: bigint[]
  readonly refunds: RefundEntry[]
  readonly disputes: DisputeEntry[]
  readonly direct: { readonly leg: LegName; readonly amount: bigint }[]
}

export const newLedger = (): Ledger => ({
  promise: null,
  said: [],
  captures: [],
  givenUp: [],
  refunds: [],
  disputes: [],
  direct: [],
})

export const last = <Item>(items: readonly Item[]): Item | undefined => items[items.length - 1]

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

const UNSETTLED = ['requested', 'pending', 'requires_action']
const STANDING = [...UNSETTLED, 'succeeded']

export const ownRefunds = ({ refunds, promise }: Ledger): readonly RefundEntry[] =>
  refunds.filter(({ charge }) => charge === promise?.id)

const standing = (ledger: Ledger): readonly RefundEntry[] =>
  ownRefunds(ledger).filter(({ statuses }) => STANDING.includes(last(statuses) ?? ''))

const disputesAt = (ledger: Ledger, status: string): readonly DisputeEntry[] =>
  ledger.disputes.filter(({ charge, statuses }) => charge === ledger.promise?.id && last(statuses) === status)

const amounts = (entries: readonly { readonly amount: bigint }[]): bigint => sum(entries.map(({ amount }) => amount))

export const capturedOf = (ledger: Ledger): bigint => amounts(ledger.captures)

/** Where the charge stands, read off what was said about it. */
export const statusOf = (ledger: Ledger): string => {
  const { said } = ledger
  if (said.length === 0) return 'absent'
  const ending = said.find((word) => ['failed', 'released', 'expired', 'final'].includes(word))
  if (ending === undefined) return said.includes('authorized') ? 'authorized' : 'pending'
  return ending === 'final' || (ending !== 'failed' && capturedOf(ledger) > 0n) ? 'captured' : ending
}

export interface LegFigures {
  readonly total: bigint
  readonly basis: bigint
  readonly returned: bigint
  readonly returnedDirectly: bigint
  readonly currency: string
}

export const legOf = (ledger: Ledger, leg: LegName): LegFigures | null => {
  const parts = ledger.captures.flatMap((capture) => capture[leg] ?? []).filter(({ amount }) => amount > 0n)
  const directly = amounts(ledger.direct.filter((entry) => entry.leg === leg))
  const shares = ownRefunds(ledger).flatMap(({ shares }) => shares[leg] ?? [])
  const counted = standing(ledger).filter(({ shares }) => shares[leg] !== null)
  const [first] = parts
  if (first === undefined) return null
  return {
    total: amounts(parts),
    basis: amounts(counted),
    returned: sum(shares) + directly,
    returnedDirectly: directly,
    currency: first.currency,
  }
}

/** Every figure of the charge, from the lists. */
export const figures = (ledger: Ledger) => {
  const stand = standing(ledger)
  const open = disputesAt(ledger, 'open')
  const lost = disputesAt(ledger, 'lost')
  return {
    status: statusOf(ledger),
    authorized: ledger.promise?.amount ?? 0n,
    captured: capturedOf(ledger),
    captures: ledger.captures.filter(({ amount }) => amount > 0n).length,
    released: sum(ledger.givenUp),
    standing: amounts(stand),
    unsettled: amounts(stand.filter(({ statuses }) => UNSETTLED.includes(last(statuses) ?? ''))),
    refundsStanding: stand.length,
    refundsMade: ownRefunds(ledger).length,
    fee: legOf(ledger, 'fee'),
    transfer: legOf(ledger, 'transfer'),
    disputes: {
      blocking: open.length + lost.length,
      held: amounts(open),
      lost: amounts(lost),
      ever: ledger.disputes.filter(({ charge }) => charge === ledger.promise?.id).length,
    },
  }
}

/** What may be refunded now, leaving the policy's other rules aside. */
export const leftOf = (ledger: Ledger, policy: RefundPolicy): bigint => {
  const { captured, standing, disputes } = figures(ledger)
  const kept = policy.disputes === 'hold' ? disputes.held + disputes.lost : 0n
  const rest = captured - standing - kept
  return rest > 0n ? rest : 0n
}

/** The nearest whole share, halves up. */
export const nearest = (total: bigint, part: bigint, whole: bigint): bigint => {
  const over = (total * part) % whole
  return (total * part - over) / whole + (over * 2n >= whole ? 1n : 0n)
}

const smaller = (first: bigint, second: bigint): bigint => {
  if (first < second) return first
  return second
}

/** What of a leg is due for a refund of so much, before looking at what is left of the leg. */
export const due = (ledger: Ledger, leg: LegFigures, amount: bigint): bigint => {
  const captured = capturedOf(ledger)
  const before = nearest(leg.total, leg.basis, captured)
  return nearest(leg.total, leg.basis + amount, captured) - smaller(before, leg.returned)
}

const share = (ledger: Ledger, name: LegName, amount: bigint): bigint | null => {
  const leg = legOf(ledger, name)
  if (leg === null) return null
  return smaller(due(ledger, leg, amount), leg.total - leg.returned)
}

/** The processor takes the refund on: from now on it counts in the legs it asked for. */
export const takeOn = (ledger: Ledger, entry: RefundEntry): void => {
  const { fee, transfer } = entry.ask.legs
  const shares = {
    fee: fee ? share(ledger, 'fee', entry.amount) : null,
    transfer: transfer ? share(ledger, 'transfer', entry.amount) : null,
  }
  Object.assign(entry.shares, shares)
}

export const findRefund = (ledger: Ledger, id: string | null): RefundEntry | undefined =>
  ledger.refunds.find((entry) => entry.id === id)

export const findDispute = (ledger: Ledger, id: string | null): DisputeEntry | undefined =>
  ledger.disputes.find((entry) => entry.id === id)
