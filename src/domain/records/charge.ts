/** A charge: how much was authorised, captured and released, and what its refunds and disputes come to. Of fixed size. */
import type { Currency } from '../money/currency.js'
import type { MinorUnits } from '../money/minor-units.js'
import type { ChargeId } from './ids.js'
import type { Leg } from './leg.js'
import type { EpochSeconds } from './time.js'

/** What the disputes of a charge come to. */
export interface ChargeDisputes {
  /** How many are open or lost. Inquiries are not among them. */
  readonly blocking: number
  /** Sum of the open ones, in the charge's currency. May exceed what was captured: a dispute is a fact from outside. */
  readonly held: MinorUnits
  /** Sum of the lost ones. */
  readonly lost: MinorUnits
  /** How many there ever were, inquiries among them. */
  readonly ever: number
}

interface ChargeFacts {
  readonly id: ChargeId
  readonly currency: Currency
  /** What the customer's bank promised, at most. Never the ceiling of a refund. */
  readonly authorized: MinorUnits
  /** What was taken, over all captures: the ceiling of all refunds. */
  readonly captured: MinorUnits
  /** How many captures that took something. */
  readonly captures: number
  /** What was promised and given up, by a release, an expiry or a final capture of less. Not a refund. */
  readonly released: MinorUnits
  /** Sum of the refunds that stand: requested, pending, requires_action, succeeded. */
  readonly standing: MinorUnits
  /** The part of `standing` that has not succeeded yet. */
  readonly unsettled: MinorUnits
  /** How many refunds stand. */
  readonly refundsStanding: number
  /** How many refunds there ever were, failed, canceled and refused ones among them. */
  readonly refundsMade: number
  /** The application fee; null when none was taken. */
  readonly fee: Leg | null
  /** The transfer to a connected account; null when there is none. */
  readonly transfer: Leg | null
  readonly disputes: ChargeDisputes
  readonly createdAt: EpochSeconds
  /** When something was last captured; null before. */
  readonly capturedAt: EpochSeconds | null
}

/** The payment method has not answered yet. */
export interface PendingCharge extends ChargeFacts {
  readonly status: 'pending'
}
/** Promised; nothing or a part captured, and more may be. */
export interface AuthorizedCharge extends ChargeFacts {
  readonly status: 'authorized'
}
/** Something captured, and no more will be. */
export interface CapturedCharge extends ChargeFacts {
  readonly status: 'captured'
}
/** The payment method said no. */
export interface FailedCharge extends ChargeFacts {
  readonly status: 'failed'
  /** The processor's own code, such as `card_declined`. */
  readonly failure: string
}
/** Given up by the merchant before anything was captured. */
export interface ReleasedCharge extends ChargeFacts {
  readonly status: 'released'
}
/** The authorisation ran out before anything was captured. */
export interface ExpiredCharge extends ChargeFacts {
  readonly status: 'expired'
}

/** A charge, by where it stands. */
export type Charge = PendingCharge | AuthorizedCharge | CapturedCharge | FailedCharge | ReleasedCharge | ExpiredCharge
/** The name of where a charge stands. */
export type ChargeStatus = Charge['status']

/** Whether the charge has more than one capture, or may get more: partial leg returns are then unsupported. */
export const mayHaveSeveralCaptures = (charge: Charge): boolean => charge.status === 'authorized' || charge.captures > 1
