/** Time is an argument: seconds since 1970-01-01 UTC, as Stripe's `created`. The law never reads a clock. */
import type { Brand } from '../brand.js'
import { type Either, left, right } from '../either.js'

/** A moment, in whole seconds since 1970-01-01 UTC. Only `epochSeconds` makes one. */
export type EpochSeconds = Brand<number, 'EpochSeconds'>

/** A value that is no moment, and the field it stood in. */
export interface InvalidTime {
  readonly _tag: 'InvalidTime'
  readonly field: string
  readonly value: unknown
}

/** 9999-12-31T23:59:59Z: later ones are milliseconds passed by mistake. */
const LATEST = 253_402_300_799

/**
 * A moment in whole seconds since 1970-01-01 UTC. Milliseconds are refused: they would lie after the year 9999.
 *
 * @example
 * epochSeconds(1_760_000_000) // => right(1_760_000_000)
 * epochSeconds(1_760_000_000_000)._tag // => 'Left'
 * @since 0.1.0
 * @category time
 */
export const epochSeconds = (value: number, field = 'at'): Either<InvalidTime, EpochSeconds> =>
  Number.isSafeInteger(value) && value >= 0 && value <= LATEST
    ? right(value as EpochSeconds)
    : left({ _tag: 'InvalidTime', field, value })

/** The moment `seconds` later. */
export const secondsAfter = (at: EpochSeconds, seconds: number): EpochSeconds => (at + seconds) as EpochSeconds
