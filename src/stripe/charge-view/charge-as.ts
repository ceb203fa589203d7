/** A charge that is kept as the law's record and Stripe's object, as a version shows it. */
import { refundState } from '../../domain/law/refundable.js'
import { type MinorUnits, plus, ZERO } from '../../domain/money/minor-units.js'
import type { Charge } from '../../domain/records/charge.js'
import type { WireNewCharge } from '../objects/charge.js'
import type { WireSublist } from '../objects/list.js'
import { type ApiVersion, countsReleases, includesRefunds } from '../version.js'
import type { WireRefund } from '../wire-refund.js'
import { type Release, refundsWithin } from './release.js'

/** What is kept of a charge. */
export interface KeptCharge {
  readonly charge: Charge
  /** Stripe's object as it was made, in the newest shape. Of its figures and flags none is read that the law knows. */
  readonly made: WireNewCharge
  readonly releases: readonly Release[]
  /** All refunds of the charge, newest first: where the list was expanded, and wherever `includesRefunds` holds. */
  readonly refunds?: readonly WireRefund[]
  /** How many there are, where `refunds` are only the ten newest. */
  readonly refundsInAll?: number
}

/** A charge with what only some versions and requests show. */
export interface WireShownCharge extends WireNewCharge {
  /** Before 2025-03-31. */
  readonly invoice?: null
  /** Before 2022-11-15, and where it was expanded. */
  readonly refunds?: WireSublist<WireRefund>
}

/**
 * The charge as the version shows it, whichever version it was made, captured or released under: the object that was made, with the
 * law's figures in it. Members come in Stripe's order, and `shownAs` has nothing to add.
 *
 * Before 2025-03-31 what was given up of an authorisation counts in `amount_refunded` and stands among the refunds.
 *
 * Law: decodeCharge(chargeAs(version, kept), { version, beside: besideCharge(kept.charge) }).charge equals kept.charge.
 *
 * @example
 * const made = { id: 'ch_1', object: 'charge', amount: 4300, payment_method_details: { card: {}, type: 'card' }, transfer_data: null }
 * const charge = afterAll([authorizeUsd(4300), captureCharge({ amount: usd(1300), at: now })]).charge
 * const releases = [{ id: re_1, amount: usd(3000), created: now, reason: null, balance_transaction: 'txn_1' }]
 * const in2020 = chargeAs(rightOf(apiVersion('2020-08-27')), { charge, made, releases })
 * const before = [in2020.amount_refunded, in2020.refunded, in2020.refunds.total_count] // => [3000, false, 1]
 * const since = chargeAs(NEWEST_API_VERSION, { charge, made, releases })
 * since.amount_refunded // => 0
 * 'refunds' in since // => false
 * @since 0.1.0
 * @category charge
 */
export const chargeAs = (
  version: ApiVersion,
  { charge, made, releases, refunds, refundsInAll }: KeptCharge,
): WireShownCharge => {
  const isOld = countsReleases(version)
  const isListed = refunds !== undefined || includesRefunds(version)
  return inOrder(made, figuresOf(charge, made, isOld ? charge.released : ZERO), {
    hasInvoice: isOld,
    refunds: isListed ? refundsWithin(version, made, { releases, refunds: refunds ?? [], refundsInAll }) : null,
  })
}

/**
 * What the law says of a charge, as a version shows it and as far as that can differ between two states of one object that is kept.
 *
 * Law: of two states with the same `made` and `releases`, `changedAttributes` of these is that of the whole objects.
 *
 * @example
 * const made = { id: 'ch_1', object: 'charge', amount: 1000, payment_method_details: { card: {}, type: 'card' }, transfer_data: null }
 * chargeFigures(NEWEST_API_VERSION, { charge: captured(1000), made }).amount_captured // => 1000
 * @since 0.1.0
 * @category charge
 */
export const chargeFigures = (version: ApiVersion, { charge, made }: Pick<KeptCharge, 'charge' | 'made'>): Figures =>
  figuresOf(charge, made, countsReleases(version) ? charge.released : ZERO)

/** The members of which the law has the say, and what the object is. */
export type Figures = Pick<
  WireNewCharge,
  | 'amount_captured'
  | 'amount_refunded'
  | 'application_fee_amount'
  | 'captured'
  | 'disputed'
  | 'failure_code'
  | 'object'
  | 'paid'
  | 'refunded'
  | 'status'
  | 'transfer_data'
>

/** As `encodeCharge` writes them: of a charge that is pending or failed the law says nothing about captures. */
const figuresOf = (charge: Charge, made: WireNewCharge, released: MinorUnits): Figures => {
  const { status } = charge
  const isUndecided = status === 'pending' || status === 'failed'
  return {
    amount_captured: isUndecided ? made.amount_captured : charge.captured,
    amount_refunded: plus(charge.standing, released),
    application_fee_amount: feeAmount(charge, made),
    captured: isUndecided ? made.captured : status === 'captured',
    disputed: charge.disputes.ever > 0,
    failure_code: status === 'failed' ? (made.failure_code ?? charge.failure) : made.failure_code,
    object: 'charge',
    paid: !isUndecided,
    refunded: (released > 0 && charge.captured === 0) || refundState(charge).state === 'full',
    status: isUndecided ? status : 'succeeded',
    transfer_data: transferData(charge, made),
  }
}

/** What was asked for until something is captured, and then what the captures took. */
const feeAmount = ({ fee, currency }: Charge, made: WireNewCharge): MinorUnits | null =>
  fee === null || fee.currency !== currency ? made.application_fee_amount : fee.total

/** Without an amount of its own the transfer is of all that is captured, and stays so. */
const transferData = ({ transfer, currency }: Charge, made: WireNewCharge): WireNewCharge['transfer_data'] => {
  const { transfer_data: asked } = made
  if (asked === null || asked.amount === null || transfer === null || transfer.currency !== currency) return asked
  return { amount: transfer.total, destination: asked.destination }
}

interface Beside {
  readonly hasInvoice: boolean
  readonly refunds: WireSublist<WireRefund> | null
}

/**
 * Written out member by member, in Stripe's order, with what is not always there in its place. A spread of so many members takes 3 µs
 * once made objects of more than four hidden classes meet, one with a member put in between 2 µs and more; this takes a tenth.
 */
const inOrder = (made: WireNewCharge, figures: Figures, { hasInvoice, refunds }: Beside): WireShownCharge => {
  const shown: Partial<Writable<WireShownCharge>> = {
    id: made.id,
    object: 'charge',
    amount: made.amount,
    amount_captured: figures.amount_captured,
    amount_refunded: figures.amount_refunded,
    application: made.application,
    application_fee: made.application_fee,
    application_fee_amount: figures.application_fee_amount,
    balance_transaction: made.balance_transaction,
    billing_details: made.billing_details,
    calculated_statement_descriptor: made.calculated_statement_descriptor,
    captured: figures.captured,
    created: made.created,
    currency: made.currency,
    customer: made.customer,
    description: made.description,
    destination: made.destination,
    dispute: made.dispute,
    disputed: figures.disputed,
    failure_balance_transaction: made.failure_balance_transaction,
    failure_code: figures.failure_code,
    failure_message: made.failure_message,
    fraud_details: made.fraud_details,
  }
  if (hasInvoice) shown.invoice = null
  shown.livemode = made.livemode
  shown.metadata = made.metadata
  shown.on_behalf_of = made.on_behalf_of
  shown.order = made.order
  shown.outcome = made.outcome
  shown.paid = figures.paid
  shown.payment_intent = made.payment_intent
  shown.payment_method = made.payment_method
  shown.payment_method_details = made.payment_method_details
  shown.radar_options = made.radar_options
  shown.receipt_email = made.receipt_email
  shown.receipt_number = made.receipt_number
  shown.receipt_url = made.receipt_url
  shown.refunded = figures.refunded
  if (refunds !== null) shown.refunds = refunds
  shown.review = made.review
  shown.shipping = made.shipping
  shown.source = made.source
  shown.source_transfer = made.source_transfer
  shown.statement_descriptor = made.statement_descriptor
  shown.statement_descriptor_suffix = made.statement_descriptor_suffix
  shown.status = figures.status
  if (made.transfer !== undefined) shown.transfer = made.transfer
  shown.transfer_data = figures.transfer_data
  shown.transfer_group = made.transfer_group
  return shown as WireShownCharge
}

type Writable<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] }
