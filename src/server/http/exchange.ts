/** One request of the API, from its headers and bytes to an answer. */
import type { IncomingHttpHeaders } from 'node:http'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { canonicalText } from '../../domain/idempotency/json.js'
import type { Clock } from '../../store/clock.js'
import {
  idempotencyInFlight,
  idempotencyOtherEndpoint,
  idempotencyOtherParams,
  lockTimeout,
  serverFault,
} from '../../stripe/errors/platform-errors.js'
import { errorBody, type StripeError } from '../../stripe/errors/stripe-error.js'
import type { Form } from '../../stripe/params/form.js'
import type { ApiVersion } from '../../stripe/version.js'
import { refuse } from '../decision/answer.js'
import type { Asked, Rules } from '../decision/asked.js'
import { logUrl } from '../decision/log-url.js'
import { createMinted, type Mint } from '../decision/minted.js'
import type { Call, Path, Route } from '../decision/route.js'
import { type Outcome, type RunError, run } from '../decision/run.js'
import { type FormError, formRefusal } from '../form/form-error.js'
import { parseForm, parseQuery } from '../form/parse.js'
import type { State } from '../state.js'
import type { Authenticate, Caller } from './auth.js'
import { bodyRefusal, type KeyIn, keyIn, scopeIn, versionIn } from './headers.js'

/** A request as it came. */
export interface Request {
  readonly headers: IncomingHttpHeaders
  /** The path as it was called, without its query. */
  readonly url: string
  readonly path: Path
  /** What follows the `?`. */
  readonly query: string
  readonly body: Uint8Array | null
}

/** What goes back. */
export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
  /** Nothing goes back: the connection is cut. */
  readonly isDropped?: true
}

export interface ExchangeOptions {
  readonly authenticate: Authenticate
  readonly rules: Rules
  readonly mint: Mint
  readonly clock: Clock
  /** What is there. It may be loaded anew, but not while anyone is inside. */
  readonly state: Pick<State, 'enter' | 'leave' | 'runtime'>
  /** Something waits for its time: the earliest. */
  readonly wake: (at: number) => void
  /** What is wrong and is no answer to a request. */
  readonly report: (problem: unknown) => void
}

export type Exchange = (route: Route, request: Request) => Promise<Response>

/** What the headers said. */
interface Heard {
  readonly caller: Caller
  readonly scope: string
  readonly version: ApiVersion
  readonly key: KeyIn | null
}

/** Everything that was asked, once its headers were understood. */
interface Asking extends Heard {
  readonly route: Route
  readonly request: Request
  readonly id: string
}

export const createExchange = (options: ExchangeOptions): Exchange => {
  const { rules, mint, clock, state, wake, report } = options

  /** What went wrong is kept under the key too: whoever asks again under it is not told another thing. */
  const broken = async (asked: Asked): Promise<Outcome | RunError> => {
    try {
      return await run(state.runtime(), { ...asked, minted: createMinted(mint) }, () => refuse(serverFault()))
    } catch {
      const { status, shouldRetry } = serverFault()
      const kept = { status, shouldRetry, body: errorBody(serverFault()), request: null }
      return { kept, replayed: false, due: null }
    }
  }

  return async (route, request) => {
    const id = mint('req_')
    const heard = hear(options, route, request.headers)
    if (isLeft(heard)) return refused(heard.left, { 'request-id': id, 'stripe-version': rules.version })
    const { caller, scope, version, key } = heard.right
    const asking: Asking = { caller, scope, version, key, route, request, id }
    const headers = headersOf(asking)
    const refusal = (error: StripeError): Response => refused(error, headers, logUrl(id, clock()))

    const call = callOf(route, request)
    // A key is looked at before the parameters: one that was used for others is told so even where these are wrong.
    if (isLeft(call) && key === null) return refusal(call.left)
    const called = isLeft(call) ? refusing(call.left, request) : call.right
    const asked = askedOf(asking, called, options)
    const wait = state.enter()
    if (wait !== null) await wait
    let came: Outcome | RunError
    try {
      came = await run(state.runtime(), asked, called.decide, called)
    } catch (bug) {
      report(bug)
      came = await broken(asked)
    } finally {
      state.leave()
    }
    if ('_tag' in came) return refusal(runError(came, asking, report))
    if (came.due !== null) wake(came.due)
    return answered(came, asking, headers)
  }
}

const askedOf = (
  { caller, scope, version, key, route, request, id }: Asking,
  call: Call,
  { rules, mint }: ExchangeOptions,
): Asked => ({
  rules,
  account: caller.account,
  platform: caller.platform,
  scope,
  version,
  endpoint: `${route.method} ${route.path}`,
  request: { id, idempotency_key: key?.sent ?? null },
  key:
    key === null
      ? null
      : {
          key: key.kept,
          // One text for all of them: each key's record keeps it.
          path: request.url === route.path ? route.path : request.url,
          fingerprint: call.fingerprint(),
        },
  minted: createMinted(mint),
  at: null,
})

/** What every answer says from here on. The official SDK reads `stripe-account` (stripe-node, `RequestSender`). */
const headersOf = ({ id, version, scope, key }: Asking): Record<string, string> => {
  const headers: Record<string, string> = { 'request-id': id, 'stripe-version': version }
  if (scope !== '') headers['stripe-account'] = scope
  if (key !== null) headers['idempotency-key'] = key.sent
  return headers
}

/** Whether to retry is said where something was executed: recorded with `POST`, and not with `GET` (GUM). */
const answered = ({ kept, replayed }: Outcome, { route, key }: Asking, headers: Record<string, string>): Response => {
  if (key !== null && kept.request !== null) headers['original-request'] = kept.request
  if (replayed) headers['idempotent-replayed'] = 'true'
  if (route.method !== 'GET') {
    const retry = kept.shouldRetry ?? (kept.status === 200 ? false : null)
    if (retry !== null) headers['stripe-should-retry'] = String(retry)
  }
  return { status: kept.status, headers, body: kept.body }
}

const hear = (
  { authenticate, rules }: ExchangeOptions,
  { method }: Route,
  headers: IncomingHttpHeaders,
): Either<StripeError, Heard> => {
  const caller = authenticate(headers.authorization)
  if (isLeft(caller)) return caller
  const version = versionIn(headers, rules.version)
  if (isLeft(version)) return version
  const scope = scopeIn(headers, caller.right)
  if (isLeft(scope)) return scope
  const key = method === 'POST' ? keyIn(headers, scope.right) : NO_KEY
  if (isLeft(key)) return key
  return right({ caller: caller.right, scope: scope.right, version: version.right, key: key.right })
}

const NO_KEY = right(null)

const callOf = (route: Route, request: Request): Either<StripeError, Call> => {
  const form = formOf(request)
  return isLeft(form) ? form : route.read(form.right, request.path)
}

/** What a request says: in its body, in its query, or in both. */
const formOf = ({ headers, query, body }: Request): Either<StripeError, Form> => {
  if (body === null) return read(parseQuery(query))
  const refusal = bodyRefusal(headers)
  if (refusal !== null) return left(refusal)
  if (query === '') return read(parseForm(body))
  // Each is read by itself as well: a query is ASCII, and what is broken in it breaks nothing of the body.
  const asked = parseQuery(query)
  return isLeft(asked) ? read(asked) : read(parseForm(Buffer.concat([Buffer.from(`${query}&`), body])))
}

const read = (parsed: Either<FormError, Form>): Either<StripeError, Form> =>
  isLeft(parsed) ? left(formRefusal(parsed.left)) : parsed

/** A call that is refused, unless its key has something to say first. */
const refusing = (error: StripeError, { query, body }: Request): Call => ({
  fingerprint: () => canonicalText([query, body === null ? '' : Buffer.from(body).toString('latin1')]),
  decide: () => refuse(error),
  guess: [],
})

/** What keeps a decision from being made, in Stripe's words. */
const runError = (error: RunError, { key, request }: Asking, report: (problem: unknown) => void): StripeError => {
  const sent = key?.sent ?? ''
  switch (error._tag) {
    case 'KeyReused':
      return error.differs === 'path'
        ? idempotencyOtherEndpoint(sent, { first: error.usedFor, now: request.url })
        : idempotencyOtherParams(sent)
    case 'KeyHeld':
    case 'KeyInFlight':
      return idempotencyInFlight(sent)
    case 'Conflict':
      return lockTimeout()
    case 'StoreUnavailable':
    case 'InvalidRow':
    case 'InvalidInput':
    case 'LeaseLost':
      report(error)
      return serverFault()
  }
}

/** Refused without having been executed, or by a store that cannot. */
const refused = (
  error: StripeError,
  headers: Readonly<Record<string, string>>,
  requestLogUrl: string | null = null,
): Response => ({
  status: error.status,
  headers: error.shouldRetry === null ? headers : { ...headers, 'stripe-should-retry': String(error.shouldRetry) },
  body: errorBody(error, requestLogUrl === null ? {} : { requestLogUrl }),
})
