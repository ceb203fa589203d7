/**
 * Failures on the way: a request is refused before its work, breaks while it is done, or its answer is lost after it.
 *
 * What is planned stands in the memory of the process, not in the store: it is about the way to the server, not about what is kept
 * there, and no dump has it. A reset or a load forgets it.
 */
import { isLeft, isRight, right } from 'fp-ts/lib/Either.js'
import type { Account } from '../../store/names.js'
import { idempotencyInFlight, lockTimeout, rateLimit, serverFault } from '../../stripe/errors/platform-errors.js'
import { errorBody, invalid, type StripeError } from '../../stripe/errors/stripe-error.js'
import { refuse } from '../decision/answer.js'
import type { Route } from '../decision/route.js'
import type { Exchange, ExchangeOptions, Request, Response } from '../http/exchange.js'
import { versionIn } from '../http/headers.js'
import { FAILURES_PATH, type Failure } from './failure-routes.js'

/** A failure, and how often it is still to happen. */
interface Planned {
  readonly failure: Failure
  left: number
}

export interface Failing {
  /** The exchange, with the failures that were asked for. */
  readonly exchange: Exchange
  /** Forgets what was planned for an account; null for all. */
  readonly forget: (account: Account | null) => void
}

export const failing = (
  exchange: Exchange,
  { authenticate, rules, mint }: Pick<ExchangeOptions, 'authenticate' | 'mint' | 'rules'>,
): Failing => {
  const plans = new Map<Account, Planned[]>()

  const planned = async (account: Account, route: Route, request: Request): Promise<Response> => {
    const response = await exchange(route, request)
    if (isNew(response)) plans.set(account, [...(plans.get(account) ?? []), planOf(response)])
    return response
  }

  const taken = (account: Account, route: Route, request: Request): Failure | null => {
    const own = plans.get(account) ?? []
    const next = own.find(({ failure }) => isMeant(failure, route, request))
    if (next === undefined) return null
    next.left -= 1
    const left = own.filter((plan) => plan.left > 0)
    if (left.length === 0) plans.delete(account)
    else plans.set(account, left)
    return next.failure
  }

  /** As of a request that was not looked at any further. */
  const headersOf = ({ headers }: Request): Readonly<Record<string, string>> => {
    const version = versionIn(headers, rules.version)
    return { 'request-id': mint('req_'), 'stripe-version': isRight(version) ? version.right : rules.version }
  }

  /** Nearly always nothing is planned, and nothing has to be looked at. */
  const withFailures: Exchange = (route, request) => {
    const isLever = route.path.startsWith('/_control/')
    return (isLever ? route.path !== FAILURES_PATH : plans.size === 0)
      ? exchange(route, request)
      : planning(route, request, isLever)
  }

  const planning = async (route: Route, request: Request, isLever: boolean): Promise<Response> => {
    const caller = authenticate(request.headers.authorization)
    if (!isRight(caller)) return exchange(route, request)
    const { account } = caller.right
    if (isLever) return planned(account, route, request)
    const failure = taken(account, route, request)
    if (failure === null) return exchange(route, request)
    if (failure.when === 'during') return exchange(breaking(route), request)
    const headers = failure.when === 'before' ? headersOf(request) : (await exchange(route, request)).headers
    return failed(failure, keyOf(request), headers)
  }

  return {
    exchange: withFailures,
    forget: (account) => {
      if (account === null) plans.clear()
      else plans.delete(account)
    },
  }
}

/** Whether the lever was pulled just now, rather than under a key that is asked again. */
const isNew = ({ status, headers }: Response): boolean => status === 200 && headers['idempotent-replayed'] === undefined

const planOf = ({ body }: Response): Planned => {
  const failure = body as Failure
  return { failure, left: failure.count }
}

/** The route whose work ends in a fault of the server: what was asked is not done, and the 500 is kept under the key. */
const breaking = (route: Route): Route => ({
  ...route,
  read: (form, path) => {
    const call = route.read(form, path)
    return isLeft(call) ? call : right({ ...call.right, decide: () => refuse(serverFault()), guess: [] })
  },
})

/** The path as it was called, or as Stripe's reference writes it. */
const isMeant = ({ method, path }: Failure, route: Route, { url }: Request): boolean =>
  (method === null || method === route.method) && (path === null || path === url || path === route.path)

const keyOf = ({ headers }: Request): string | null => {
  const key = headers['idempotency-key']
  return typeof key === 'string' && key !== '' ? key : null
}

/** The headers of an answer that was given and does not arrive. */
const LOST: ReadonlySet<string> = new Set(['idempotent-replayed', 'original-request', 'stripe-should-retry'])

const failed = ({ fail }: Failure, key: string | null, given: Readonly<Record<string, string>>): Response => {
  const kept = Object.entries(given).filter(([name]) => !LOST.has(name))
  const headers = Object.fromEntries(key === null ? kept : [...kept, ['idempotency-key', key]])
  if (fail === 'drop') return { status: 0, headers, body: {}, isDropped: true }
  const error = errorOf(fail, key)
  const retry = error.shouldRetry === null ? {} : { 'stripe-should-retry': String(error.shouldRetry) }
  return { status: error.status, headers: { ...headers, ...retry }, body: errorBody(error) }
}

const errorOf = (fail: Exclude<Failure['fail'], 'drop'>, key: string | null): StripeError => {
  switch (fail) {
    case 'rate_limit':
      return rateLimit()
    case 'lock_timeout':
      return lockTimeout()
    case 'conflict':
      return key === null ? conflict() : idempotencyInFlight(key)
    case 'server_error':
      return serverFault()
  }
}

/** UNKNOWN text. Stripe's 409 is about a key; that one may come without it is said in the table of its status codes. */
const conflict = (): StripeError =>
  invalid('The request conflicts with another request. Please try again later.', {}, 409)
