/** The processor's fees: a formula in place of Stripe's price list. */
import type { Currency } from '../../domain/money/currency.js'
import { fromExact, type MinorUnits } from '../../domain/money/minor-units.js'

/** A share of the amount, in ten-thousandths, and a fixed part in minor units. */
export interface FeeRate {
  readonly perTenThousand: number
  readonly fixed: number
}

/** 2.9 % + 30 minor units. */
const USUAL: FeeRate = { perTenThousand: 290, fixed: 30 }

/** 3.7 % + 30: what fits the fees recorded on accounts that settle in cad, with a US card (4400 → 193, 1414 → 82). */
const IN_CAD: FeeRate = { perTenThousand: 370, fixed: 30 }

/**
 * The rate in a currency. Ours is one formula for all but cad, where recordings give another.
 *
 * @since 0.1.0
 * @category fee
 */
export const feeRate = (currency: Currency): FeeRate => ((currency as string) === 'cad' ? IN_CAD : USUAL)

/**
 * What the processor keeps of a charge: rounded to nearest, halves up. It is kept when the charge is refunded.
 *
 * @example
 * processingFee(usd(1000), usd_) // => 59
 * @since 0.1.0
 * @category fee
 */
export const processingFee = (amount: MinorUnits, currency: Currency): MinorUnits => {
  const { perTenThousand, fixed } = feeRate(currency)
  return fromExact((2n * BigInt(amount) * BigInt(perTenThousand) + 10_000n) / 20_000n + BigInt(fixed))
}

/** What a chargeback costs, won or lost, in the minor units of whatever currency. Recorded: 1500 in cad. */
export const DISPUTE_FEE = 1500
