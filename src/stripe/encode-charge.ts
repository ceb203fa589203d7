/** From the law's charge back to Stripe's. */

import { refundState } from '../domain/law/refundable.js'
import { plus, ZERO } from '../domain/money/minor-units.js'
import type { Charge } from '../domain/records/charge.js'
import type { Leg } from '../domain/records/leg.js'
import type { DecodedCharge } from './decode-charge.js'
import { isExpanded } from './read-legs.js'
import { type ApiVersion, countsReleases } from './version.js'
import type { WireCharge } from './wire-charge.js'
import type { WireRefund } from './wire-refund.js'

type Written = Pick<
  WireCharge,
  'id' | 'amount' | 'amount_refunded' | 'created' | 'currency' | 'disputed' | 'paid' | 'refunded' | 'status'
> & { readonly failure_code: string | null }

/**
 * The charge as Stripe would answer it: the object it was decoded from, with the fields in which the two charges differ.
 *
 * Every other field, known or not, stays what and where it was.
 *
 * Law: encodeCharge(decoded.charge, decoded) equals decoded.wire.
 *
 * @example
 * const json = { id: 'ch_1', object: 'charge', amount: 1000, amount_captured: 1000, amount_refunded: 0, captured: true,
 *   created: 1760000000, currency: 'usd', disputed: false, paid: true, refunded: false, status: 'succeeded' }
 * const decoded = rightOf(decodeCharge(json))
 * const all = requestRefund({ id: re_1, amount: 'remaining', currency: usd_, at: now })
 * const wire = encodeCharge(rightOf(refund(decoded.charge, all)).charge, decoded)
 * wire // => { ...json, amount_refunded: 1000, refunded: true }
 * @since 0.1.0
 * @category charge
 */
export const encodeCharge = (charge: Charge, decoded: DecodedCharge): WireCharge => {
  const { wire, version } = decoded
  const [before, after] = [written(decoded.charge, version), written(charge, version)]
  return {
    ...wire,
    ...changed(before, after),
    ...(isDecided(decoded.charge) || isDecided(charge)
      ? { amount_captured: charge.captured, captured: charge.status === 'captured' }
      : {}),
    ...feeChanged(decoded, charge),
    ...transferChanged(decoded, charge),
  }
}

/** Of a charge that is pending or failed the law says nothing about captures, whatever the wire announces. */
const isDecided = ({ status }: Charge): boolean => status !== 'pending' && status !== 'failed'

/** What the law says of the other fields. */
const written = (charge: Charge, version: ApiVersion): Partial<Written> => {
  const released = countsReleases(version) ? charge.released : ZERO
  return {
    id: charge.id,
    amount: charge.authorized,
    amount_refunded: plus(charge.standing, released),
    created: charge.createdAt,
    currency: charge.currency,
    disputed: charge.disputes.ever > 0,
    paid: isDecided(charge),
    refunded: (released > 0 && charge.captured === 0) || refundState(charge).state === 'full',
    status: charge.status === 'pending' || charge.status === 'failed' ? charge.status : 'succeeded',
    ...(charge.status === 'failed' ? { failure_code: charge.failure } : {}),
  }
}

const changed = <Fields extends object>(before: Fields, after: Fields): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name as keyof Fields] !== value),
  ) as Partial<Fields>

const feeChanged = ({ charge: before, wire }: DecodedCharge, { fee, currency }: Charge): Partial<WireCharge> => {
  if (fee === null || isSame(before.fee, fee)) return {}
  const { application_fee: expanded } = wire
  if (isExpanded(expanded))
    return {
      application_fee: { ...expanded, amount: fee.total, amount_refunded: fee.returned, refunded: isSpent(fee) },
    }
  return fee.currency === currency ? { application_fee_amount: fee.total } : {}
}

const transferChanged = (
  { charge: before, wire }: DecodedCharge,
  { transfer, currency }: Charge,
): Partial<WireCharge> => {
  if (transfer === null || isSame(before.transfer, transfer)) return {}
  const { transfer: expanded, transfer_data: asked } = wire
  if (isExpanded(expanded))
    return {
      transfer: {
        ...expanded,
        amount: transfer.total,
        amount_reversed: transfer.returned,
        reversed: isSpent(transfer),
      },
    }
  if (asked === null || asked === undefined || before.transfer?.total === transfer.total) return {}
  return transfer.currency === currency ? { transfer_data: { ...asked, amount: transfer.total } } : {}
}

const isSame = (before: Leg | null, after: Leg): boolean =>
  before !== null && before.total === after.total && before.returned === after.returned

const isSpent = ({ total, returned }: Leg): boolean => total === returned

/**
 * The charge's object with a refund at the head of its expanded list, or in the place of its former self. Without a list
 * nothing changes.
 *
 * @example
 * const json = { id: 'ch_1', object: 'charge', amount: 1000, amount_captured: 1000, amount_refunded: 0, captured: true,
 *   created: 1760000000, currency: 'usd', disputed: false, paid: true, refunded: false, status: 'succeeded' }
 * const { wire } = rightOf(decodeCharge({ ...json, refunds: { data: [], has_more: false } }))
 * const listed = { id: 're_1', object: 'refund', amount: 300, charge: 'ch_1', created: 1760000000, currency: 'usd', status: 'succeeded' }
 * withRefundListed(wire, listed).refunds.data.length // => 1
 * withRefundListed(withRefundListed(wire, listed), listed).refunds.data.length // => 1
 * @since 0.1.0
 * @category charge
 */
export const withRefundListed = (wire: WireCharge, refund: WireRefund): WireCharge => {
  const { refunds } = wire
  if (refunds === null || refunds === undefined) return wire
  const { data, total_count: count } = refunds
  const isKnown = data.some(({ id }) => id === refund.id)
  const listed = isKnown ? data.map((one) => (one.id === refund.id ? refund : one)) : [refund, ...data]
  const counted = isKnown || count === undefined ? {} : { total_count: count + 1 }
  return { ...wire, refunds: { ...refunds, data: listed, ...counted } }
}
