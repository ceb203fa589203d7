/** Stripe's event: what happened, with the object as it then was. */
import type { ApiVersion } from '../version.js'
import { changedAttributes, type WireFields } from './changed-attributes.js'

export interface WireEvent {
  readonly id: string
  readonly object: 'event'
  /** Of an event of a connected account, where the platform hears it. */
  readonly account?: string
  readonly api_version: string
  readonly created: number
  readonly data: { readonly object: WireFields; readonly previous_attributes?: WireFields }
  readonly livemode: boolean
  readonly pending_webhooks: number
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null }
  readonly type: string
}

/** What is told of a new event. */
export interface GivenEvent {
  readonly id: string
  readonly type: string
  readonly created: number
  /** The object after it, in the shape of `api_version`. */
  readonly object: object
  /** The object before it, in the same shape, where the event is about a change. */
  readonly before?: object
  readonly api_version: ApiVersion
  /** How many endpoints are still to hear of it. */
  readonly pending_webhooks: number
  /** The request that caused it; of what happened by itself both are null. */
  readonly request: WireEvent['request']
  readonly account?: string
}

/**
 * An event. `previous_attributes` is there only where something is told of before. Source: recorded events of 2026-08-26.
 *
 * @example
 * const told = { id: 'evt_1', type: 'refund.failed', created: 1, api_version: NEWEST_API_VERSION, pending_webhooks: 0, request: { id: null, idempotency_key: null } }
 * const event = newEvent({ ...told, object: { id: 're_1', status: 'failed' }, before: { id: 're_1', status: 'succeeded' } })
 * event.data.previous_attributes // => { status: 'succeeded' }
 * 'previous_attributes' in newEvent({ ...told, object: { id: 're_1' } }).data // => false
 * @since 0.1.0
 * @category event
 */
export const newEvent = (given: GivenEvent): WireEvent => ({
  id: given.id,
  object: 'event',
  ...(given.account === undefined ? {} : { account: given.account }),
  api_version: given.api_version,
  created: given.created,
  data: {
    object: given.object as WireFields,
    ...(given.before === undefined ? {} : { previous_attributes: changedAttributes(given.before, given.object) }),
  },
  livemode: false,
  pending_webhooks: given.pending_webhooks,
  request: given.request,
  type: given.type,
})
