/** Servers on a database: started, asked, and ended by the tests themselves. */
import Stripe from 'stripe'
import { onTestFinished } from 'vitest'
import { createServer, type Server, type ServerOptions } from '../../../src/server/index.js'
import type { Store } from '../../../src/store/index.js'
import { type Answered, keyOf } from '../given.js'

export interface Opened extends Store {
  readonly close: () => Promise<void> | void
}

/** A database of a test's own. */
export interface Place {
  /** One more store on it. */
  readonly open: () => Opened
  /** What stands behind `--data` for it. */
  readonly data: string
  /** Ends all that is held by servers that died, as if a minute had passed. */
  readonly endLeases: () => Promise<void>
  readonly remove: () => Promise<void>
}

/** A server on a store of its own. */
export interface Running {
  readonly server: Server
  /** What it reported. */
  readonly reported: unknown[]
  /** Ends the server, and then its store. */
  readonly end: () => Promise<void>
}

/** One that is ended with the test at the latest: what a test began last is ended first. */
export const start = async (place: Pick<Place, 'open'>, options: ServerOptions = {}): Promise<Running> => {
  const store = place.open()
  const reported: unknown[] = []
  const report = (problem: unknown): void => {
    reported.push(problem)
  }
  const server = await createServer({ port: 0, selfCheck: true, store, report, ...options })
  let ended: Promise<void> | null = null
  const running: Running = {
    server,
    reported,
    end: () => {
      ended ??= server.close().then(() => store.close())
      return ended
    },
  }
  onTestFinished(running.end)
  return running
}

export const sdkAt = (url: string, as: string): Stripe =>
  new Stripe(keyOf(as), {
    host: '127.0.0.1',
    port: new URL(url).port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(),
  })

export interface Heard {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Answered
}

/** A `POST` with these fields and, where it is given, this key. */
export const post = async (
  url: string,
  as: string,
  path: string,
  form: Readonly<Record<string, string | number>>,
  key: string | null = null,
): Promise<Heard> => {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${keyOf(as)}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...(key === null ? {} : { 'idempotency-key': key }),
    },
    body: new URLSearchParams(Object.entries(form).map(([name, value]): [string, string] => [name, String(value)])),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) }
}

/** Asked again as the official SDK asks: where another request had the key or the charge. */
export const insisted = async (ask: () => Promise<Heard>): Promise<Heard> => {
  for (let times = 1; ; times += 1) {
    const heard = await ask()
    if (heard.status !== 409 && heard.status !== 429) return heard
    if (times === 1_000) throw new Error(`asked in vain: ${heard.text}`)
  }
}

/** Waits until it holds: some seconds, as things happen at whole ones. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>, seconds = 20): Promise<void> => {
  const end = performance.now() + seconds * 1000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** All events of an account, the newest first. */
export const eventsOf = async (stripe: Stripe): Promise<readonly Stripe.Event[]> => {
  const events: Stripe.Event[] = []
  for await (const event of stripe.events.list({ limit: 100 })) events.push(event)
  return events
}
