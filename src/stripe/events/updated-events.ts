/** The events of an edit: of what the law knows nothing about, such as a description, evidence, or a refund's reference. */
import type { WireFields } from '../objects/changed-attributes.js'
import { type Change, previousOf, type ToldEvent, type ToldType } from './told-event.js'

/** The objects of whose edits Stripe tells. */
export type EditedObject = 'charge' | 'dispute' | 'fee_refund' | 'refund' | 'transfer'

/** Source: stripe-node `Events.d.ts`; both events of a refund, in this order: a measured log of August 2026. */
const TYPES: Readonly<Record<EditedObject, readonly ToldType[]>> = {
  charge: ['charge.updated'],
  dispute: ['charge.dispute.updated'],
  fee_refund: ['application_fee.refund.updated'],
  refund: ['refund.updated', 'charge.refund.updated'],
  transfer: ['transfer.updated'],
}

/**
 * What Stripe sends when an object was edited. An edit that changes nothing is not told.
 *
 * @example
 * const before = { object: 'refund', metadata: {} }
 * const events = updatedEvents({ before, after: { object: 'refund', metadata: { order: '7' } } })
 * events.map(({ type }) => type) // => ['refund.updated', 'charge.refund.updated']
 * events[0].previous // => { metadata: { order: null } }
 * updatedEvents({ before, after: { ...before } }) // => []
 * @since 0.1.0
 * @category event
 */
export const updatedEvents = (change: Change<{ readonly object: EditedObject }>): readonly ToldEvent[] =>
  updatedFrom(previousOf(change), change.after)

/**
 * The same where it is known what the object was before; null for nothing else.
 *
 * @example
 * const after = { object: 'transfer', description: 'Order 7' }
 * updatedFrom({ description: null }, after) // => [{ type: 'transfer.updated', object: after, previous: { description: null } }]
 * updatedFrom(null, after) // => []
 * @since 0.1.0
 * @category event
 */
export const updatedFrom = (
  previous: WireFields | null,
  after: { readonly object: EditedObject },
): readonly ToldEvent[] =>
  previous === null ? [] : TYPES[after.object].map((type) => ({ type, object: after, previous }))
