/** Webhook endpoints: who is told of events. The settings of the account say the same to the ledger, in the same decision. */
import { isLeft } from '../../domain/either.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import {
  endpointVersionUnknown,
  eventTypeUnknown,
  tooManyEndpoints,
  urlInvalid,
  urlRemote,
} from '../../stripe/errors/telling-errors.js'
import { EVENT_TYPES } from '../../stripe/events/event-types.js'
import { newDeleted } from '../../stripe/objects/list.js'
import { newWebhookEndpoint, type WireWebhookEndpoint, withoutSecret } from '../../stripe/objects/webhook-endpoint.js'
import {
  CreateWebhookEndpointParams,
  DeleteWebhookEndpointParams,
  ListWebhookEndpointsParams,
  RetrieveWebhookEndpointParams,
  UpdateWebhookEndpointParams,
} from '../../stripe/params/account.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { apiVersion } from '../../stripe/version.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { type Listener, NO_SETTINGS } from '../decision/kinds.js'
import { DELETE, GET, POST, type Route } from '../decision/route.js'
import { find, findStored, mint, put, type Work } from '../decision/work.js'
import { shown } from '../show/show.js'
import { isLive, LIVE } from '../webhooks/live.js'
import { webhookUrl } from '../webhooks/url.js'
import { listed } from './lists.js'

/** Source: docs.stripe.com/webhooks. */
const MOST_ENDPOINTS = 16

interface Shown {
  readonly expand?: readonly string[]
}

interface Told {
  readonly url?: string
  readonly enabled_events?: readonly string[]
  readonly api_version?: string
  readonly description?: string
  readonly metadata?: MetadataUpdate
}

/** What is wrong with what is said of an endpoint; null for nothing. */
const faultIn = (
  { asked }: Work,
  { url, enabled_events: events = [], api_version: version }: Told,
): StripeError | null => {
  const address = url === undefined ? null : webhookUrl(url, asked.rules.allowRemoteWebhooks === true)
  if (address !== null && isLeft(address)) return address.left === 'remote' ? urlRemote() : urlInvalid()
  const unknown = events.findIndex((type) => type !== '*' && !EVENT_TYPES.has(type))
  if (unknown !== -1) return eventTypeUnknown(unknown)
  return version !== undefined && isLeft(apiVersion(version)) ? endpointVersionUnknown(version) : null
}

/** Who hears of events, as it is from now on. */
const listen = (work: Work, next: (listeners: readonly Listener[]) => readonly Listener[]): void => {
  const settings = find(work, 'settings', 'settings') ?? NO_SETTINGS
  put(work, 'settings', 'settings', { ...settings, listeners: next(settings.listeners) })
}

const create = (
  work: Work,
  params: Told & Required<Pick<Told, 'enabled_events' | 'url'>> & { readonly connect?: boolean },
): Handled => {
  const fault = faultIn(work, params)
  if (fault !== null) return refuse(fault)
  const metadata = mergedMetadata({}, params.metadata ?? {})
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  const { listeners } = find(work, 'settings', 'settings') ?? NO_SETTINGS
  if (listeners.length >= MOST_ENDPOINTS) return refuse(tooManyEndpoints(MOST_ENDPOINTS))

  const { url, enabled_events, api_version, connect = false } = params
  const id = mint(work, 'we_')
  const endpoint = newWebhookEndpoint({
    id,
    created: work.at,
    enabled_events,
    secret: mint(work, 'whsec_'),
    url,
    api_version: api_version ?? null,
    description: textOrNull(params.description),
    metadata: metadata.right,
  })
  put(work, 'webhook_endpoint', id, endpoint, { labels: LIVE_ONES })
  listen(work, (all) => [...all, { id, events: enabled_events, connect, ...versionIn(api_version) }])
  return answer(endpoint)
}

const versionIn = (text: string | undefined): Pick<Listener, 'version'> => {
  const version = text === undefined ? null : apiVersion(text)
  return version === null || isLeft(version) ? {} : { version: version.right }
}

const LIVE_ONES: readonly string[] = [LIVE]

const textOrNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

/** The endpoint, unless it was deleted. */
const found = (work: Work, id: string): WireWebhookEndpoint | null => {
  const stored = findStored(work, 'webhook_endpoint', id, work.asked.scope)
  return stored === null || !isLive(stored) ? null : find(work, 'webhook_endpoint', id)
}

const missing = (id: string): Handled => refuse(noSuch('webhook endpoint', id, 'webhook_endpoint'))

const update = (work: Work, params: Told & Shown & { readonly disabled?: boolean }, id: string): Handled => {
  const before = found(work, id)
  if (before === null) return missing(id)
  const fault = faultIn(work, params)
  if (fault !== null) return refuse(fault)
  const metadata = mergedMetadata(before.metadata, params.metadata ?? {})
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  const after: WireWebhookEndpoint = {
    ...before,
    description: params.description === undefined ? before.description : textOrNull(params.description),
    enabled_events: params.enabled_events ?? before.enabled_events,
    metadata: metadata.right,
    status: params.disabled === undefined ? before.status : params.disabled ? 'disabled' : 'enabled',
    url: params.url ?? before.url,
  }
  put(work, 'webhook_endpoint', id, after)
  // One that is disabled stays among them, so that it is known what it listens to, and hears of nothing.
  const events = after.status === 'enabled' ? after.enabled_events : []
  listen(work, (all) => all.map((one) => (one.id === id ? { ...one, events } : one)))
  return answer(shown(work, 'webhook_endpoint', id, params.expand) as object)
}

/** Its name stays, its secret does not. */
const remove = (work: Work, id: string): Handled => {
  const before = found(work, id)
  if (before === null) return missing(id)
  put(work, 'webhook_endpoint', id, { ...withoutSecret(before), status: 'disabled' }, { labels: [] })
  listen(work, (all) => all.filter((one) => one.id !== id))
  return answer(newDeleted('webhook_endpoint', id))
}

export const WEBHOOK_ENDPOINT_ROUTES: readonly Route[] = [
  POST('/v1/webhook_endpoints', { params: CreateWebhookEndpointParams, decide: create }),
  GET('/v1/webhook_endpoints', {
    params: ListWebhookEndpointsParams,
    decide: (work, params) =>
      listed(work, params, {
        kind: 'webhook_endpoint',
        name: 'webhook endpoint',
        url: '/v1/webhook_endpoints',
        label: LIVE,
      }),
  }),
  GET('/v1/webhook_endpoints/{webhook_endpoint}', {
    params: RetrieveWebhookEndpointParams,
    decide: (work, { expand }, { webhook_endpoint: id = '' }) =>
      found(work, id) === null ? missing(id) : answer(shown(work, 'webhook_endpoint', id, expand) as object),
  }),
  POST('/v1/webhook_endpoints/{webhook_endpoint}', {
    params: UpdateWebhookEndpointParams,
    decide: (work, params, { webhook_endpoint: id = '' }) => update(work, params, id),
  }),
  DELETE('/v1/webhook_endpoints/{webhook_endpoint}', {
    params: DeleteWebhookEndpointParams,
    decide: (work, _, { webhook_endpoint: id = '' }) => remove(work, id),
  }),
]
