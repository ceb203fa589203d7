/** A server of its own for a file of tests, and those who call it: the official SDK, and plain HTTP. */
import Stripe from 'stripe'
import { afterAll, beforeAll, expect } from 'vitest'
import { createServer, type Server, type ServerOptions } from '../../src/server/index.js'
import { libsqlStore } from '../../src/store/libsql/index.js'
import { freshFile } from './data/file.js'
import { schemaProblems } from './schema.js'

/** What is called: a server that is there while the tests of the file run. */
export interface Called {
  readonly server: () => Server
  /** The official SDK, with an account that no other test sees unless it says the same name. It never asks twice by itself. */
  readonly sdk: (name?: string, config?: Stripe.StripeConfig) => Stripe
  readonly http: (method: string, path: string, ask?: Ask) => Promise<Heard>
}

export interface Ask {
  /** The account, by the name in its key. */
  readonly as?: string
  readonly form?: string | Readonly<Record<string, string | number | boolean>>
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer over plain HTTP. */
export interface Heard {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Answered
}

/** An object of Stripe's, or an error, as far as tests read them. */
export interface Answered {
  readonly id?: string
  readonly object?: string
  readonly status?: string
  readonly amount?: number
  readonly amount_refunded?: number
  readonly metadata?: Readonly<Record<string, string>>
  readonly data?: readonly Answered[]
  readonly has_more?: boolean
  readonly url?: string
  readonly error?: {
    readonly type?: string
    readonly code?: string
    readonly message?: string
    readonly param?: string
    readonly request_log_url?: string
  }
  readonly [name: string]: unknown
}

export const keyOf = (name: string): string => `sk_test_${name}`

let accounts = 0

/** A name that no other test has. */
export const newAccount = (): string => {
  accounts += 1
  return `a${process.pid}n${accounts}`
}

/** Where a server of the tests keeps everything: in a file with SERVER_STORE=libsql, but where a test dumps, loads or resets. */
const DATA = process.env.SERVER_STORE === 'libsql' ? 'libsql' : 'memory'

/** The options with a store on a file of its own, and how that ends. */
const onFile = (options: ServerOptions): readonly [options: ServerOptions, end: () => Promise<void>] => {
  const { path, remove } = freshFile()
  const store = libsqlStore({ path })
  const end = async (): Promise<void> => {
    await store.close()
    remove()
  }
  return [{ ...options, store }, end]
}

const NOTHING = async (): Promise<void> => undefined

export const serving = (options: ServerOptions = {}, data: 'libsql' | 'memory' = DATA): Called => {
  let running: Server | null = null
  const server = (): Server => {
    if (running === null) throw new Error('the server is not there yet')
    return running
  }
  let endData = NOTHING
  beforeAll(async () => {
    const isOwn = options.store !== undefined || options.state !== undefined
    const [all, end] = data === 'memory' || isOwn ? [options, NOTHING] : onFile(options)
    endData = end
    running = await createServer({ port: 0, selfCheck: true, ...all })
  })
  /** What is wrong with the objects that were answered in this file: nothing may be. */
  const problems = new Set<string>()
  const seen = (text: string): void => {
    for (const problem of schemaProblems(JSON.parse(text))) problems.add(problem)
  }
  const watched: typeof fetch = async (...asked) => {
    const answer = await fetch(...asked)
    const text = await answer.text()
    seen(text)
    return new Response(text, answer)
  }
  afterAll(async () => {
    await running?.close()
    await endData()
    expect([...problems]).toEqual([])
  })

  return {
    server,
    sdk: (name = newAccount(), config = {}) =>
      new Stripe(keyOf(name), {
        host: '127.0.0.1',
        port: server().port,
        protocol: 'http',
        maxNetworkRetries: 0,
        telemetry: false,
        httpClient: Stripe.createFetchHttpClient(watched),
        ...config,
      }),
    http: async (method, path, { as = 'plain', form, headers = {} } = {}) => {
      const body = form === undefined ? null : typeof form === 'string' ? form : encoded(form)
      const answer = await fetch(`${server().url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${keyOf(as)}`,
          ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          ...headers,
        },
        body,
      })
      const text = await answer.text()
      seen(text)
      return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) }
    },
  }
}

const encoded = (form: Readonly<Record<string, string | number | boolean>>): string =>
  new URLSearchParams(Object.entries(form).map(([name, value]): [string, string] => [name, String(value)])).toString()

/** The error that a call of the SDK ends with; a failed test when it succeeds. */
export const errorOf = async (call: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  const answer = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('value' in answer) throw new Error(`expected an error, got ${JSON.stringify(answer.value)}`)
  if (!(answer.error instanceof Stripe.errors.StripeError)) throw answer.error
  return answer.error
}

/** What Stripe's error says, without what differs from request to request. */
export const said = (error: Stripe.errors.StripeError): object => {
  const raw = error.raw as Readonly<Record<string, unknown>>
  const { type, code, param, message, doc_url } = raw
  const told = { status: error.statusCode, type, code, param, message, doc_url }
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
}

/** The same of an answer over plain HTTP. */
export const told = ({ status, body }: Heard): object => {
  const { request_log_url: _, ...error } = body.error ?? {}
  return { status, ...error }
}

/** What is refused by the law or by Stripe's rules: the usual type, 400 unless said. */
export const refusal = (message: string, more: object = {}): object => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...more,
})

/** A code, with the page that explains it. */
export const coded = (code: string): object => ({
  code,
  doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
})

/** Pays with a test card, at once; the charge. */
export const paid = (
  stripe: Stripe,
  amount = 1000,
  more: Omit<Partial<Stripe.ChargeCreateParams>, 'amount'> = {},
): Promise<Stripe.Charge> => stripe.charges.create({ amount, currency: 'usd', source: 'tok_visa', ...more })

/** Pays by a PaymentIntent with a test card. */
export const paidByIntent = (
  stripe: Stripe,
  amount = 1000,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> =>
  stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    ...more,
  })

/** The id of the charge that a PaymentIntent made. */
export const chargeIn = (intent: Stripe.PaymentIntent): string => intent.latest_charge as string

/** An account with a charge of 10.00 of which 3.00 went back. */
export const refundedIn = async (
  sdk: Called['sdk'],
): Promise<{ as: string; stripe: Stripe; charge: string; refund: string }> => {
  const as = newAccount()
  const stripe = sdk(as)
  const charge = await paid(stripe)
  const refund = await stripe.refunds.create({ charge: charge.id, amount: 300 })
  return { as, stripe, charge: charge.id, refund: refund.id }
}
