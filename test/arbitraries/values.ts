/**
 * Ids, amounts and moments for generated books.
 *
 * Cast and not constructed, since they are made while a test file loads: a broken constructor must fail tests, not loading.
 */
import type { ChargeId, Currency, DisputeId, EpochSeconds, MinorUnits, RefundId } from '../../src/index.js'

export const MAX = 999_999_999_999_999

export const units = (value: unknown): MinorUnits => value as MinorUnits
export const moment = (value: number): EpochSeconds => value as EpochSeconds
export const refundNumber = (index: number): RefundId => `re_${index}` as RefundId
export const disputeNumber = (index: number): DisputeId => `dp_${index}` as DisputeId

export const OWN = 'ch_own' as ChargeId
export const OTHER = 'ch_other' as ChargeId
export const USD = 'usd' as Currency
export const EUR = 'eur' as Currency
export const START = moment(1_760_000_000)

/** The same value, of which any part that is changed throws. */
export const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) frozen(part)
  return value
}
