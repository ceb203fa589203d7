/** What was authorised and given up, as versions before 2025-03-31 show it: as a refund. */
import type { MinorUnits } from '../../domain/money/minor-units.js'
import type { RefundId } from '../../domain/records/ids.js'
import type { RefundReason } from '../../domain/records/refund.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { WireNewCharge } from '../objects/charge.js'
import { newSublist, type WireSublist } from '../objects/list.js'
import type { WireMetadata } from '../objects/pieces.js'
import { shownAs } from '../objects/shown-as.js'
import { type ApiVersion, countsReleases } from '../version.js'
import type { WireRefund } from '../wire-refund.js'

/** What is kept of a release, an expiry, or a final capture of less: under every version, as any of them may ask for it. */
export interface Release {
  readonly id: RefundId
  /** What was given up, in minor units of the charge's currency. */
  readonly amount: MinorUnits
  readonly created: EpochSeconds
  /** Of one that was asked for as a refund, what was said; else null but for an authorisation that ran out. */
  readonly reason: 'expired_uncaptured_charge' | RefundReason | null
  /** Only of one that was asked for as a refund. */
  readonly metadata?: WireMetadata
  readonly balance_transaction: string | null
}

/** What a refund shows of its charge. */
type OfCharge = Pick<
  WireNewCharge,
  'id' | 'currency' | 'customer' | 'payment_intent' | 'payment_method' | 'payment_method_details'
>

/**
 * The Refund object that a release makes before API 2025-03-31. It has the members of any refund of a card that succeeded. Source:
 * docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow.
 *
 * @example
 * const charge = { id: 'ch_1', currency: 'usd', customer: null, payment_intent: 'pi_1', payment_method: 'pm_1', payment_method_details: { card: {}, type: 'card' } }
 * const release = { id: re_1, amount: usd(3000), created: now, reason: null, balance_transaction: 'txn_1' }
 * const { object, amount, charge: of, reason, status } = releaseAsRefund(charge, release)
 * const shown = [object, amount, of, reason, status] // => ['refund', 3000, 'ch_1', null, 'succeeded']
 * @since 0.1.0
 * @category refund
 */
export const releaseAsRefund = (charge: OfCharge, release: Release): WireRefund => ({
  id: release.id,
  object: 'refund',
  amount: release.amount,
  balance_transaction: release.balance_transaction,
  charge: charge.id,
  created: release.created,
  currency: charge.currency,
  customer: charge.customer,
  customer_account: null,
  ...(charge.payment_method_details.type === 'card' ? { destination_details: CARD_REVERSAL } : {}),
  metadata: release.metadata ?? {},
  payment_intent: charge.payment_intent,
  payment_method: charge.payment_method,
  reason: release.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: 'succeeded',
  transfer_reversal: null,
})

/** An authorisation is reversed, and a reversal has no reference number. Source: docs.stripe.com/refunds. */
const CARD_REVERSAL = { card: { type: 'reversal' }, type: 'card' }

/**
 * The refunds of a charge, newest first, with its releases in their places. Of one second, the refund counts as the newer: a
 * release ends what can be captured, and most refunds come after it.
 *
 * @example
 * const charge = { id: 'ch_1', currency: 'usd', customer: null, payment_intent: 'pi_1', payment_method: 'pm_1', payment_method_details: { card: {}, type: 'card' } }
 * const release = { id: re_1, amount: usd(3000), created: now, reason: null, balance_transaction: 'txn_1' }
 * const refunds = [{ id: re_3, created: later(9) }, { id: re_2, created: now }]
 * withReleases(charge, [release], refunds).map(({ id }) => id) // => ['re_3', 're_2', 're_1']
 * @since 0.1.0
 * @category refund
 */
export const withReleases = (
  charge: OfCharge,
  releases: readonly Release[],
  refunds: readonly WireRefund[],
): readonly WireRefund[] =>
  releases.reduce((listed, release) => {
    const at = listed.findLastIndex(({ created }) => created >= release.created) + 1
    return listed.toSpliced(at, 0, releaseAsRefund(charge, release))
  }, refunds)

/** The list that stands inside a charge. Its refunds are shown as the version shows them. */
export const refundsWithin = (
  version: ApiVersion,
  charge: OfCharge,
  all: {
    readonly releases: readonly Release[]
    readonly refunds: readonly WireRefund[]
    /** How many there are, where `refunds` are only the newest. */
    readonly refundsInAll?: number | undefined
  },
): WireSublist<WireRefund> => {
  const shown = countsReleases(version) ? withReleases(charge, all.releases, all.refunds) : all.refunds
  const unlisted = (all.refundsInAll ?? all.refunds.length) - all.refunds.length
  const list = newSublist(`/v1/charges/${charge.id}/refunds`, shown, unlisted)
  return { ...list, data: list.data.map((refund) => shownAs(version, refund) as Named & WireRefund) }
}

type Named = ReturnType<typeof shownAs>
