/** One attempt to tell an endpoint of an event, and what is written down of it. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import { type Clock, systemClock } from '../../store/clock.js'
import type { StoreError } from '../../store/errors.js'
import type { Document } from '../../store/rows.js'
import { type ApiVersion, apiVersion } from '../../stripe/version.js'
import { answer } from '../decision/answer.js'
import type { Asked, Rules } from '../decision/asked.js'
import { type Awaited, type Bodies, type Kind, type Scope, storedKind } from '../decision/kinds.js'
import { createMinted, randomMint } from '../decision/minted.js'
import { type Runtime, run } from '../decision/run.js'
import { find, put } from '../decision/work.js'
import { eventAs } from '../show/event.js'
import type { State } from '../state.js'
import { isLive } from './live.js'
import { type Post, type Posted, post as postOverHttp } from './post.js'
import { isGivenUp, nextAttempt } from './retries.js'
import type { Sending } from './sending.js'
import { signature } from './signature.js'
import { webhookUrl } from './url.js'

export interface AttemptOptions {
  /** Where the event is, and what becomes of it is written. */
  readonly state: Pick<State, 'loaded' | 'runtime' | 'use'>
  readonly rules: Rules
  /** By which attempts are counted out. */
  readonly clock: Clock
  /** How long a receiver may take to answer. Default: 10 seconds. */
  readonly limitMilliseconds?: number
  /** Default: over HTTP. */
  readonly post?: Post
  /** The moment that is signed: receivers look at their own clocks, so it is the machine's also where the server's stands still. */
  readonly signedAt?: Clock
}

/** Null when there is nothing left to do; or when to try again. `Left`: it is not known what came of it. */
export type Attempted = Either<unknown, EpochSeconds | null>

/** What `Attempted` says when the server closes: nothing was written, and it is sent anew later. */
export const CLOSING = 'the server closes'

type Outcome = 'failed' | 'heard' | 'skipped'

/** Tells, unless nobody waits for it any more. `closing` leaves off. */
export const attempt = async (options: AttemptOptions, sending: Sending, closing: AbortSignal): Promise<Attempted> => {
  const loaded = options.state.loaded()
  const event = await read(options, sending, 'event', sending.event, sending.scope)
  if (isLeft(event)) return event
  if (event.right === null || !isAwaited(bodyOf<'event'>(event.right).awaited, sending)) return right(null)
  const endpoint = await read(options, sending, 'webhook_endpoint', sending.endpoint, sending.of)
  if (isLeft(endpoint)) return endpoint
  const outcome = await tellEndpoint(options, { sending, event: event.right, endpoint: endpoint.right }, closing)
  return outcome === 'closing' ? left(CLOSING) : written(options, sending, { outcome, loaded })
}

const read = async (
  { state }: AttemptOptions,
  { account }: Sending,
  kind: Kind,
  id: string,
  scope: Scope,
): Promise<Either<StoreError, Document | null>> => {
  const found = await state.runtime().store.find({ account, of: 'document', kind: storedKind(kind, scope), id })()
  return isLeft(found) ? found : right(found.right?.document ?? null)
}

const bodyOf = <K extends Kind>({ body }: Document): Bodies[K] => body as unknown as Bodies[K]

const isAwaited = (awaited: readonly Awaited[], { endpoint }: Sending): boolean =>
  awaited.some((one) => one.endpoint === endpoint && !isGivenUp(one.attempts))

interface Told {
  readonly sending: Sending
  readonly event: Document
  readonly endpoint: Document | null
}

/** An endpoint that is gone, or disabled, or may not be told any more, is skipped. */
const tellEndpoint = async (
  options: AttemptOptions,
  { sending, event, endpoint }: Told,
  closing: AbortSignal,
): Promise<Outcome | 'closing'> => {
  if (endpoint === null || !isLive(endpoint)) return 'skipped'
  const target = bodyOf<'webhook_endpoint'>(endpoint)
  const url = webhookUrl(target.url, options.rules.allowRemoteWebhooks === true)
  if (target.status === 'disabled' || isLeft(url)) return 'skipped'
  if (closing.aborted) return 'closing'
  const version = versionOf(target.api_version, options.rules)
  const isHeard = await heard(
    options,
    url.right,
    posted(options, target.secret ?? '', shown(version, event, sending)),
    closing,
  )
  if (closing.aborted && !isHeard) return 'closing'
  return isHeard ? 'heard' : 'failed'
}

const versionOf = (text: string | null, { version }: Rules): ApiVersion => {
  const own = text === null ? null : apiVersion(text)
  return own === null || isLeft(own) ? version : own.right
}

/** The event as it is sent: with its account where a platform hears of another's. */
const shown = (version: ApiVersion, event: Document, { scope, of }: Sending): string => {
  const whose = scope === of ? {} : { account: scope }
  const told = eventAs(version, bodyOf<'event'>(event), { id: event.id, created: event.createdAt, ...whose })
  return JSON.stringify(told, null, 2)
}

const posted = ({ signedAt = systemClock }: AttemptOptions, secret: string, body: string): Posted => ({
  headers: {
    accept: '*/*; q=0.5, application/xml',
    'cache-control': 'no-cache',
    'content-type': 'application/json; charset=utf-8',
    'stripe-signature': signature(secret, body, signedAt()),
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  },
  body,
})

const LIMIT_MILLISECONDS = 10_000

/** Whether it was answered in time, with success. */
const heard = async (
  { post = postOverHttp, limitMilliseconds = LIMIT_MILLISECONDS }: AttemptOptions,
  url: URL,
  sent: Posted,
  closing: AbortSignal,
): Promise<boolean> => {
  const leave = new AbortController()
  const off = (): void => leave.abort()
  const limit = setTimeout(off, limitMilliseconds)
  closing.addEventListener('abort', off)
  try {
    const status = await post(url, sent, leave.signal)
    return status >= 200 && status < 300
  } catch {
    return false
  } finally {
    clearTimeout(limit)
    closing.removeEventListener('abort', off)
  }
}

/** Writes down who still waits, and says when to try again. Where another state was loaded meanwhile, nothing is heard in it. */
const written = (
  options: AttemptOptions,
  sending: Sending,
  { outcome, loaded }: { readonly outcome: Outcome; readonly loaded: object },
): Promise<Attempted> =>
  options.state.use(async (runtime) =>
    options.state.loaded() === loaded ? writtenIn(runtime, options, sending, outcome) : right(null),
  )

const writtenIn = async (
  runtime: Runtime,
  { rules, clock }: AttemptOptions,
  { account, event: id, scope, endpoint }: Sending,
  outcome: Outcome,
): Promise<Attempted> => {
  let attempts: number | null = null
  const ran = await run(runtime, nobodyAsks(rules, account, scope), (work) => {
    attempts = null
    const event = find(work, 'event', id)
    if (event === null) return answer({})
    const awaited = event.awaited.flatMap((one) => {
      if (one.endpoint !== endpoint) return [one]
      if (outcome !== 'failed') return []
      attempts = one.attempts + 1
      return [{ ...one, attempts }]
    })
    put(work, 'event', id, { ...event, awaited })
    return answer({})
  })
  if ('_tag' in ran) return left(ran)
  return right(attempts === null ? null : nextAttempt(clock(), attempts))
}

const nobodyAsks = (rules: Rules, account: Asked['account'], scope: Scope): Asked => ({
  rules,
  account,
  scope,
  platform: account,
  version: rules.version,
  endpoint: 'webhook',
  request: { id: null, idempotency_key: null },
  key: null,
  minted: createMinted(randomMint),
  at: null,
})
