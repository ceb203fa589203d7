/** The Refund object of a release, under the versions that have one. */
import type { WireRefund } from '../../stripe/wire-refund.js'
import type { Scope } from '../decision/kinds.js'
import { findStored, get, type Work } from '../decision/work.js'
import { RELEASE } from './charge.js'

/**
 * The refund with the balance transaction of its release, if it is one: as the charge says it. It is kept without: since 2025-03-31
 * nothing moved.
 */
export const released = (
  work: Work,
  refund: WireRefund,
  { id, scope }: { readonly id: string; readonly scope: Scope },
): WireRefund => {
  const { charge } = refund
  if (typeof charge !== 'string' || !findStored(work, 'refund', id, scope)?.labels.includes(RELEASE)) return refund
  const release = get(work, 'charge', charge, scope).releases.find((one) => one.id === id)
  return release === undefined ? refund : { ...refund, balance_transaction: release.balance_transaction }
}
