/** What the law knows of a charge beside Stripe's object. */
import type { MinorUnits } from '../domain/money/minor-units.js'
import type { Charge, ChargeDisputes } from '../domain/records/charge.js'
import type { Leg } from '../domain/records/leg.js'
import type { EpochSeconds } from '../domain/records/time.js'

/**
 * What Stripe's charge object does not say, or says only in parts that must be expanded. Keep it beside the object and hand
 * it back when decoding, and nothing is lost.
 */
export interface BesideCharge {
  /** The part of `amount_refunded` that has not succeeded yet. Stripe: `expand[]=refunds`. */
  readonly unsettled: MinorUnits
  readonly refundsStanding: number
  readonly refundsMade: number
  readonly captures: number
  readonly capturedAt: EpochSeconds | null
  /** How an authorisation ended of which nothing was captured; null when it did not. Stripe: `expand[]=payment_intent`. */
  readonly ended: 'released' | 'expired' | null
  /** Stripe: `expand[]=application_fee`. */
  readonly fee: Leg | null
  /** Stripe: `expand[]=transfer`. */
  readonly transfer: Leg | null
  /** Stripe: `expand[]=dispute`. */
  readonly disputes: ChargeDisputes
}

/**
 * What of a charge the wire will not say.
 *
 * Law: decodeCharge(encodeCharge(charge, decoded), { beside: besideCharge(charge) }) gives the charge.
 *
 * @example
 * besideCharge(authorized(1000)).ended // => null
 * @since 0.1.0
 * @category charge
 */
export const besideCharge = (charge: Charge): BesideCharge => ({
  unsettled: charge.unsettled,
  refundsStanding: charge.refundsStanding,
  refundsMade: charge.refundsMade,
  captures: charge.captures,
  capturedAt: charge.capturedAt,
  ended: charge.status === 'released' || charge.status === 'expired' ? charge.status : null,
  fee: charge.fee,
  transfer: charge.transfer,
  disputes: charge.disputes,
})

/** A value, and whether the wire said it or it is the likeliest one. */
export interface Reading<Value> {
  readonly value: Value
  readonly said: boolean
}

export const said = <Value>(value: Value): Reading<Value> => ({ value, said: true })
export const assumed = <Value>(value: Value): Reading<Value> => ({ value, said: false })
