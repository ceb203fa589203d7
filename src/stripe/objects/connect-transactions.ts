/** What application fees, transfers and their returns do to the platform's balance. */
import { type GivenMovement, movement, type WireBalanceTransaction, type WireFeeDetail } from './balance-transaction.js'

/**
 * The platform's fee on a charge of a connected account. Quoted once, in a public transcript of July 2025, with the platform's name and the account's address in the
 * description.
 *
 * @example
 * const moved = newApplicationFeeTransaction({ id: 'txn_1', account: 'acct_1', amount: usd(30), application: 'Shop', created: 1, currency: usd_, email: null, fee: 'fee_1' })
 * moved.description // => 'Application fee from application Shop for acct_1'
 * @since 0.1.0
 * @category balance transaction
 */
export const newApplicationFeeTransaction = (
  given: GivenMovement & {
    readonly account: string
    /** The platform's name. */
    readonly application: string
    /** The account's address, where it has one. */
    readonly email: string | null
    readonly fee: string
  },
): WireBalanceTransaction => {
  const whose = given.email === null ? given.account : `${given.email} (${given.account})`
  return movement(given, {
    sign: 1,
    at: 'settled',
    description: `Application fee from application ${given.application} for ${whose}`,
    reporting_category: 'platform_earning',
    source: given.fee,
    type: 'application_fee',
  })
}

/**
 * A part of the platform's fee given back.
 *
 * @example
 * const moved = newApplicationFeeRefundTransaction({ id: 'txn_1', amount: usd(15), created: 1, currency: usd_, feeRefund: 'fr_1' })
 * const shown = [moved.net, moved.reporting_category] // => [-15, 'platform_earning_refund']
 * @since 0.1.0
 * @category balance transaction
 */
export const newApplicationFeeRefundTransaction = (
  given: GivenMovement & { readonly feeRefund: string },
): WireBalanceTransaction =>
  movement(given, {
    sign: -1,
    at: 'settled',
    description: 'REFUND FOR APPLICATION FEE',
    reporting_category: 'platform_earning_refund',
    source: given.feeRefund,
    type: 'application_fee_refund',
  })

/**
 * Money sent on to a connected account. It settles with the charge that it comes from.
 *
 * @example
 * newTransferTransaction({ id: 'txn_1', amount: usd(880), created: 1, currency: usd_, transfer: 'tr_1' }).net // => -880
 * @since 0.1.0
 * @category balance transaction
 */
export const newTransferTransaction = (given: GivenMovement & { readonly transfer: string }): WireBalanceTransaction =>
  movement(given, {
    sign: -1,
    at: 'settled',
    description: null,
    reporting_category: 'transfer',
    source: given.transfer,
    type: 'transfer',
  })

/**
 * Money of a transfer that came back from the connected account.
 *
 * @example
 * newTransferRefundTransaction({ id: 'txn_1', amount: usd(367), created: 1, currency: usd_, reversal: 'trr_1' }).net // => 367
 * @since 0.1.0
 * @category balance transaction
 */
export const newTransferRefundTransaction = (
  given: GivenMovement & { readonly reversal: string },
): WireBalanceTransaction =>
  movement(given, {
    sign: 1,
    at: 'settled',
    description: null,
    reporting_category: 'transfer_reversal',
    source: given.reversal,
    type: 'transfer_refund',
  })

/**
 * The payment that a transfer makes, in the connected account's balance. The processor's fee is the platform's; the platform's own is
 * taken off here, as recorded in 2017.
 *
 * @example
 * const moved = newDestinationTransaction({ id: 'txn_1', amount: usd(880), created: 1, currency: usd_, payment: 'py_1' })
 * const shown = [moved.net, moved.type] // => [880, 'payment']
 * @since 0.1.0
 * @category balance transaction
 */
export const newDestinationTransaction = (
  given: GivenMovement & { readonly payment: string; readonly applicationFee?: WireFeeDetail },
): WireBalanceTransaction =>
  movement(given, {
    sign: 1,
    at: 'settled',
    description: null,
    ...(given.applicationFee === undefined ? {} : { fees: [given.applicationFee] }),
    reporting_category: 'charge',
    source: given.payment,
    type: 'payment',
  })

/**
 * A part of the platform's fee, back in the balance of the connected account that had paid it, where no refund brings it. Reported:
 * payout reports of connected accounts call it an adjustment, "Application fee refund".
 *
 * @example
 * const moved = newFeeReturnedTransaction({ id: 'txn_1', amount: usd(15), created: 1, currency: usd_, feeRefund: 'fr_1' })
 * const shown = [moved.net, moved.type] // => [15, 'adjustment']
 * @since 0.1.0
 * @category balance transaction
 */
export const newFeeReturnedTransaction = (
  given: GivenMovement & { readonly feeRefund: string },
): WireBalanceTransaction =>
  movement(given, {
    sign: 1,
    at: 'settled',
    description: 'Application fee refund',
    reporting_category: 'other_adjustment',
    source: given.feeRefund,
    type: 'adjustment',
  })
