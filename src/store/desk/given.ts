/** What a caller gives, as it is asked of the law: only what is meant, and nothing that the caller may still change. */
import type { LegAmount, LegsAsked } from '../../domain/records/leg.js'
import type { AsPending, AsRequested, AsRequiresAction, AsSucceeded, Born } from '../../domain/records/refund.js'

/** Where the processor's answer puts a refund. What is not said of it, why it is pending or until when something is required, is not known. */
export type Answered = AsSucceeded | Unsaid<AsPending, 'pendingReason'> | Unsaid<AsRequiresAction, 'expiresAt'>
/** Where a refund is born: `requested`, or as the processor answered already. */
export type StandsAt = AsRequested | Answered
type Unsaid<Position, Name extends keyof Position> = Omit<Position, Name> & Partial<Pick<Position, Name>>

/** What is the caller's own may change after it was asked; what is written must not. */
export const copyOf = <Given>(given: Given): Given =>
  typeof given === 'object' && given !== null ? { ...given } : given

export const REQUESTED = { status: 'requested' } as const

/**
 * Where a refund is said to stand. A whole refund is a value of this type as well, of which only that is asked; and what is
 * not said of it is not known.
 */
export const positionIn = (given: StandsAt): Born => {
  if (typeof given !== 'object' || given === null) return given
  if (given.status === 'pending') return { status: 'pending', pendingReason: given.pendingReason ?? null }
  if (given.status === 'requires_action') return { status: 'requires_action', expiresAt: given.expiresAt ?? null }
  return { status: given.status }
}

export const legIn = (given: LegAmount | null): LegAmount | null =>
  typeof given === 'object' && given !== null ? { amount: given.amount, currency: given.currency } : given

export const legsIn = (given: LegsAsked): LegsAsked =>
  typeof given === 'object' && given !== null ? { fee: given.fee, transfer: given.transfer } : given
