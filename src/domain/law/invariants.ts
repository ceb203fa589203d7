/**
 * The laws that a record shows to be broken by itself, without its history: what no list of commands ever leads to. A store
 * asks them of every row that it reads. Each broken law is a sentence that names the fields and the rule; a lawful record
 * breaks none. They hold of every moment's charge, refund and dispute, also between the captures of a charge.
 */
import { MAX_MINOR_UNITS, problemOf } from '../money/minor-units.js'
import type { Dispute } from '../records/dispute.js'
import type { LegName, LegsReturned } from '../records/leg.js'
import type { Asked, Refund, RefundStatus } from '../records/refund.js'

/** A law of a record: the sentence when it is broken, or false. */
export type Law<Kind> = (record: Kind) => string | false

/** The sentences of the laws that the record breaks. */
export const brokenOf = <Kind>(laws: readonly Law<Kind>[], record: Kind): readonly string[] =>
  laws.map((law) => law(record)).filter((sentence) => sentence !== false)

/** A field that holds no amount. */
export const noAmount = (name: string, value: unknown): string | false =>
  problemOf(value) !== null && `${name} ${shown(value)} is no whole number from 0 to ${MAX_MINOR_UNITS}`

/** A field that holds no count. */
export const noCount = (name: string, value: unknown): string | false =>
  !(Number.isSafeInteger(value) && (value as number) >= 0) && `${name} ${shown(value)} is no whole number from 0`

const shown = (value: unknown): string => (typeof value === 'number' ? String(value) : `of type ${typeof value}`)

/** What a refund, and the event of its birth, say of the decision. */
export interface DecidedRefund {
  readonly amount: number
  readonly asked: Asked
  readonly returned: LegsReturned
  readonly status: RefundStatus
}

const LEGS: readonly LegName[] = ['fee', 'transfer']

/** The laws that a refund's birth obeys as well. */
export const OF_DECIDED_REFUND: readonly Law<DecidedRefund>[] = [
  ({ amount }) => noAmount('amount', amount),
  ({ amount }) => amount === 0 && 'amount is 0',
  ({ asked }) => asked.amount !== 'remaining' && noAmount('asked.amount', asked.amount),
  ({ amount, asked }) =>
    asked.amount !== 'remaining' &&
    asked.amount !== amount &&
    `amount ${amount} is not asked.amount ${shown(asked.amount)}`,
  ...LEGS.flatMap((leg): readonly Law<DecidedRefund>[] => [
    ({ returned }) => noAmount(`returned.${leg}.amount`, returned[leg]?.amount ?? 0),
    ({ asked, returned }) =>
      returned[leg] !== null && !asked.legs[leg] && `returned.${leg} is not null, and asked.legs.${leg} is false`,
    ({ returned, status }) =>
      returned[leg] !== null &&
      (status === 'requested' || status === 'refused') &&
      `returned.${leg} is not null, and status is ${status}`,
  ]),
]

const OF_REFUND: readonly Law<Refund>[] = [
  ...OF_DECIDED_REFUND,
  // No move leads back to where it was born. After any move the times are the processor's, in whatever order it says.
  ({ status, createdAt, movedAt }) =>
    status === 'requested' &&
    movedAt !== createdAt &&
    `movedAt ${movedAt} is not createdAt ${createdAt}, and status is requested`,
]

/** The laws that a refund breaks by itself, as sentences. */
export const brokenByRefund = (refund: Refund): readonly string[] => brokenOf(OF_REFUND, refund)

const OF_DISPUTE: readonly Law<Dispute>[] = [
  ({ amount }) => noAmount('amount', amount),
  ({ amount }) => amount === 0 && 'amount is 0',
  ({ status, createdAt, movedAt }) =>
    status === 'inquiry' &&
    movedAt !== createdAt &&
    `movedAt ${movedAt} is not createdAt ${createdAt}, and status is inquiry`,
]

/** The laws that a dispute breaks by itself, as sentences. */
export const brokenByDispute = (dispute: Dispute): readonly string[] => brokenOf(OF_DISPUTE, dispute)
