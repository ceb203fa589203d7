/**
 * What a capture of a part did to the balance, as versions before 2025-03-31 show it: the whole charge with its fee, and a refund of
 * the rest that gives the fee of the rest back. Since then there is one transaction, of what was captured.
 *
 * Law: the nets come to the same under every version.
 */
import type { Currency } from '../../domain/money/currency.js'
import { fromExact, plus } from '../../domain/money/minor-units.js'
import { stripeFee, type WireBalanceTransaction, type WireFeeDetail } from '../objects/balance-transaction.js'
import { newRefundTransaction } from '../objects/charge-transactions.js'
import { processingFee } from '../objects/fees.js'
import { type ApiVersion, countsReleases } from '../version.js'
import type { Release } from './release.js'

/** The figures of a transaction that a release changes. */
type Figures = Pick<WireBalanceTransaction, 'amount' | 'fee' | 'fee_details' | 'net'>

/** A transaction as it is kept: in the newest shape, and with its figures before 2025-03-31 where a release changed them. */
export interface KeptTransaction extends WireBalanceTransaction {
  readonly withRelease?: Figures
}

/** The transactions of a capture and of its release, as they are kept. Since 2025-03-31 the second one moves nothing. */
export interface ReleaseTransactions {
  readonly capture: KeptTransaction
  readonly release: KeptTransaction
}

/**
 * Both transactions, from that of the capture. They are available at the same moment, so that also what is pending comes to the
 * same.
 *
 * @example
 * const moved = { id: 'txn_1', amount: 1300, available_on: 9, fee: 68, fee_details: [{ amount: 68, type: 'stripe_fee' }], net: 1232, status: 'pending' }
 * const release = { id: re_1, amount: usd(3000), created: now, reason: null, balance_transaction: 'txn_2' }
 * const both = releaseTransactions(moved, { id: 'txn_2', release, currency: usd_, chargeDescription: null })
 * const in2024 = rightOf(apiVersion('2024-04-10'))
 * const [charge, refund] = [transactionAs(in2024, both.capture), transactionAs(in2024, both.release)]
 * const amounts = [charge.amount, charge.fee, refund.amount, refund.fee] // => [4300, 155, -3000, -87]
 * charge.net + refund.net // => moved.net
 * transactionAs(NEWEST_API_VERSION, both.capture) // => moved
 * @since 0.1.0
 * @category balance transaction
 */
export const releaseTransactions = (
  capture: WireBalanceTransaction,
  of: {
    readonly id: string
    readonly release: Release
    readonly currency: Currency
    readonly chargeDescription: string | null
  },
): ReleaseTransactions => {
  const { amount, created, id: refund } = of.release
  const captured = fromExact(BigInt(capture.amount))
  const whole = plus(captured, amount)
  const [kept, inAll] = [processingFee(captured, of.currency), processingFee(whole, of.currency)]
  const given = { id: of.id, amount, created, currency: of.currency, refund, chargeDescription: of.chargeDescription }
  const { available_on, status } = capture
  const rest = { ...newRefundTransaction(given), available_on, status }
  const fees = capture.fee_details.map((fee) => (fee.type === 'stripe_fee' ? { ...fee, amount: inAll } : fee))
  const back = inAll === kept ? [] : [stripeFee(kept - inAll, of.currency, 'Stripe processing fee refund')]
  return {
    capture: { ...capture, withRelease: figures(whole, fees) },
    release: { ...rest, ...figures(0, []), withRelease: figures(-amount, back) },
  }
}

const figures = (amount: number, fee_details: readonly WireFeeDetail[]): Figures => {
  const fee = fee_details.reduce((sum, one) => sum + one.amount, 0)
  return { amount, fee, fee_details, net: amount - fee }
}

/**
 * A kept transaction as a version shows it. That of a release is shown by versions before 2025-03-31 alone.
 *
 * @example
 * transactionAs(NEWEST_API_VERSION, { id: 'txn_1', amount: 1300, withRelease: { amount: 4300 } }) // => { id: 'txn_1', amount: 1300 }
 * @since 0.1.0
 * @category balance transaction
 */
export const transactionAs = (version: ApiVersion, kept: KeptTransaction): WireBalanceTransaction => {
  if (kept.withRelease === undefined) return kept
  const { withRelease: before, ...shown } = kept
  return countsReleases(version) ? { ...shown, ...before } : shown
}
