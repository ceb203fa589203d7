/** An event of Stripe's before it has an id and a time: its type, the object as it now is, and what of it changed. */
import { changedAttributes, type WireFields } from '../objects/changed-attributes.js'

/** The types of the events that tell of charges, refunds, disputes, application fees and transfers. */
export type ToldType =
  | 'application_fee.created'
  | 'application_fee.refund.updated'
  | 'application_fee.refunded'
  | 'charge.captured'
  | 'charge.dispute.closed'
  | 'charge.dispute.created'
  | 'charge.dispute.funds_reinstated'
  | 'charge.dispute.funds_withdrawn'
  | 'charge.dispute.updated'
  | 'charge.expired'
  | 'charge.failed'
  | 'charge.pending'
  | 'charge.refund.updated'
  | 'charge.refunded'
  | 'charge.succeeded'
  | 'charge.updated'
  | 'refund.created'
  | 'refund.failed'
  | 'refund.updated'
  | 'transfer.created'
  | 'transfer.reversed'
  | 'transfer.updated'

export interface ToldEvent {
  readonly type: ToldType
  /** The object after it: `data.object`. */
  readonly object: object
  /** `data.previous_attributes`; null where it is absent. */
  readonly previous: WireFields | null
}

/** An object as it was, null where it was not there, and as it now is. Both in the shape of one version. */
export interface Change<Wire extends object> {
  readonly before: Wire | null
  readonly after: Wire
}

/**
 * The events of these types about one object. They say what was before where the object was there and something of it changed.
 *
 * @example
 * const change = { before: { id: 're_1', status: 'succeeded' }, after: { id: 're_1', status: 'failed' } }
 * telling(change, 'refund.failed') // => [{ type: 'refund.failed', object: change.after, previous: { status: 'succeeded' } }]
 * telling({ before: null, after: change.after }, 'refund.created')[0].previous // => null
 * telling(undefined, 'refund.failed') // => []
 * @since 0.1.0
 * @category event
 */
export const telling = (change: Change<object> | undefined, ...types: readonly ToldType[]): readonly ToldEvent[] => {
  if (change === undefined) return []
  const previous = previousOf(change)
  return types.map((type) => ({ type, object: change.after, previous }))
}

/**
 * One event of this type about an object.
 *
 * @example
 * toldOnce({ before: null, after: { id: 're_1' } }, 'refund.created') // => { type: 'refund.created', object: { id: 're_1' }, previous: null }
 * @since 0.1.0
 * @category event
 */
export const toldOnce = (change: Change<object>, type: ToldType): ToldEvent => ({
  type,
  object: change.after,
  previous: previousOf(change),
})

/** What an event says of an object before; null where it says nothing. */
export const previousOf = ({ before, after }: Change<object>): WireFields | null => {
  if (before === null || before === after) return null
  const changed = changedAttributes(before, after)
  return Object.keys(changed).length === 0 ? null : changed
}
