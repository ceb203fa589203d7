/** Stripe's webhook endpoint. */
import type { WireMetadata } from './pieces.js'

export interface WireWebhookEndpoint {
  readonly id: string
  readonly object: 'webhook_endpoint'
  readonly api_version: string | null
  readonly application: string | null
  readonly created: number
  readonly description: string | null
  readonly enabled_events: readonly string[]
  readonly livemode: boolean
  readonly metadata: WireMetadata
  /** Told once, in the answer to its creation. */
  readonly secret?: string
  readonly status: 'disabled' | 'enabled'
  readonly url: string
}

/** What is told of a new endpoint. */
export interface GivenWebhookEndpoint {
  readonly id: string
  readonly created: number
  readonly enabled_events: readonly string[]
  readonly secret: string
  readonly url: string
  readonly api_version?: string | null
  readonly description?: string | null
  readonly metadata?: WireMetadata
}

/**
 * An endpoint, with its secret. Source: one quoted in a public guide of 2023.
 *
 * @example
 * const told = { id: 'we_1', created: 1, enabled_events: ['*'], secret: 'whsec_1', url: 'http://127.0.0.1:3000' }
 * newWebhookEndpoint(told).status // => 'enabled'
 * @since 0.1.0
 * @category webhook endpoint
 */
export const newWebhookEndpoint = (given: GivenWebhookEndpoint): WireWebhookEndpoint => ({
  id: given.id,
  object: 'webhook_endpoint',
  api_version: given.api_version ?? null,
  application: null,
  created: given.created,
  description: given.description ?? null,
  enabled_events: given.enabled_events,
  livemode: false,
  metadata: given.metadata ?? {},
  secret: given.secret,
  status: 'enabled',
  url: given.url,
})

/**
 * The endpoint as it is answered from its second answer on: without its secret.
 *
 * @example
 * const told = { id: 'we_1', created: 1, enabled_events: ['*'], secret: 'whsec_1', url: 'http://127.0.0.1:3000' }
 * 'secret' in withoutSecret(newWebhookEndpoint(told)) // => false
 * @since 0.1.0
 * @category webhook endpoint
 */
export const withoutSecret = ({ secret: _, ...endpoint }: WireWebhookEndpoint): WireWebhookEndpoint => endpoint
