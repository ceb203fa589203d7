/** What was seen, and which claims it breaks. */
import type { Heard } from './client.js'

/** A claim that did not hold, with the request that shows it. */
export interface Broken {
  readonly claim: string
  readonly request: string
  readonly answer: string
}

/** How often what was seen. */
export interface Tally {
  requests: number
  /** By status, `closed` or `hangs`. */
  readonly statuses: Map<string, number>
  /** By endpoint: how often it was asked, and how often it did what it was asked. */
  readonly endpoints: Map<string, { asked: number; succeeded: number }>
  /** Refused requests around which the state was compared. */
  compared: number
  readonly broken: Broken[]
}

export const newTally = (): Tally => ({
  requests: 0,
  statuses: new Map(),
  endpoints: new Map(),
  compared: 0,
  broken: [],
})

/** More are of no use to whoever reads them. */
const MOST_BROKEN = 50

export const fails = (tally: Tally, claim: string, request: string, answer: string): void => {
  if (tally.broken.length < MOST_BROKEN)
    tally.broken.push({ claim, request: request.slice(0, 2_000), answer: answer.slice(0, 2_000) })
}

/** Takes down one answer, and holds it against what is claimed of every answer. */
export const take = (tally: Tally, request: string, heard: Heard, endpoint: string | null): void => {
  tally.requests += 1
  const status = typeof heard === 'string' ? heard : String(heard.status)
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
  if (endpoint !== null) {
    const counted = tally.endpoints.get(endpoint) ?? { asked: 0, succeeded: 0 }
    counted.asked += 1
    if (status === '200') counted.succeeded += 1
    tally.endpoints.set(endpoint, counted)
  }
  if (heard === 'hangs') fails(tally, 'nothing takes longer than 10 s', request, heard)
  if (endpoint !== null && heard === 'closed') fails(tally, 'what is HTTP is answered', request, heard)
  if (typeof heard === 'string') return
  if (heard.status >= 500) fails(tally, 'nothing is answered with 5xx', request, heard.text)
  if (LEAKS.test(heard.text)) fails(tally, 'no answer tells of the inside', request, heard.text)
  if (!isInForm(heard)) fails(tally, 'what is refused is refused in the form of Stripe', request, heard.text)
}

/** Files, stacks, and the names of what the server is made of. */
const LEAKS = /node_modules|\n {4}at |\.[cm]?[jt]s:\d|FST_ERR|fastify|ERR_[A-Z]/

const TYPES = ['api_error', 'card_error', 'idempotency_error', 'invalid_request_error']

/** Answers without a body are Node's own: to what is no HTTP/1.1, or to `HEAD`. */
const isInForm = ({ status, text }: Exclude<Heard, string>): boolean => {
  if (text === '' || text === '0\r\n\r\n') return status >= 400
  let body: { readonly error?: { readonly type?: unknown; readonly message?: unknown } }
  try {
    body = JSON.parse(text)
  } catch {
    return false
  }
  if (status < 400) return body.error === undefined
  return TYPES.includes(String(body.error?.type)) && typeof body.error?.message === 'string'
}
