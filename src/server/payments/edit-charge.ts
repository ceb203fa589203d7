/** Charges that are edited: what the law does not know of them. */
import { updatedEvents } from '../../stripe/events/updated-events.js'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import type { WirePaymentIntent } from '../../stripe/objects/payment-intent.js'
import type { KeptCharge } from '../decision/kinds.js'
import { get, lawOf, put, type Work } from '../decision/work.js'
import { tell } from '../ledger/tell.js'
import { shownThen } from '../show/charge.js'
import type { ForPeople } from './for-people.js'
import { chargeLabels } from './labels.js'

/** What of a charge is the merchant's to change. */
export type ChargeEdit = Partial<
  ForPeople & Pick<WireNewCharge, 'customer' | 'description' | 'fraud_details' | 'metadata' | 'transfer_group'>
>

/** Writes the charge down with this changed, and tells of it. */
export const editCharge = (work: Work, kept: KeptCharge, edit: ChargeEdit): void => {
  const after: KeptCharge = { ...kept, made: { ...kept.made, ...edit } }
  const { id } = kept.made
  put(work, 'charge', id, after, { labels: chargeLabels(after.made) })
  const charge = lawOf(work, id)
  const as = { version: work.asked.rules.version, scope: work.asked.scope }
  const shown = shownThen(work, after, charge, as)
  const events = updatedEvents({ before: shownThen(work, kept, charge, as), after: shown })
  tell(work, events, charge === null ? null : { shown, kept: after, charge })
}

/** The charge of a PaymentIntent is of the same group. */
export const regroup = (work: Work, { latest_charge: id, transfer_group }: WirePaymentIntent): void => {
  if (id === null) return
  const kept = get(work, 'charge', id)
  if (kept.made.transfer_group !== transfer_group) editCharge(work, kept, { transfer_group })
}
