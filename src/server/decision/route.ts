/** One endpoint: how it is called, what may be said, and what is decided. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { canonicalText } from '../../domain/idempotency/json.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import { type Endpoint, paramsDecoder } from '../../stripe/params/endpoint.js'
import type { ParamError } from '../../stripe/params/errors.js'
import { expandGone } from '../../stripe/params/expand.js'
import type { Form } from '../../stripe/params/form.js'
import { paramError } from '../../stripe/params/param-error.js'
import { connected } from './accounts.js'
import { type Handled, refuse } from './answer.js'
import type { Need } from './need.js'
import type { Work } from './work.js'

/** What stands in the path, by its name there. */
export type Path = Readonly<Record<string, string>>

export type Method = 'DELETE' | 'GET' | 'POST'

/** A request that was understood. */
export interface Call {
  /** Equal exactly when what was asked is equal. */
  readonly fingerprint: () => string
  readonly decide: (work: Work) => Handled
  /** What it will need for sure. */
  readonly guess: readonly Need[]
}

export interface Route {
  readonly method: Method
  /** As Stripe's reference writes it: `/v1/charges/{charge}/refund`. */
  readonly path: string
  /** What a request asks, or what is wrong with its parameters. */
  readonly read: (form: Form, path: Path) => Either<StripeError, Call>
}

/** What makes a route of one kind of parameters. */
export interface RouteOf<Params> {
  readonly params: Endpoint<Params>
  readonly decide: (work: Work, params: Params, path: Path) => Handled
  readonly guess?: (params: Params, path: Path) => readonly Need[]
}

const NOTHING: readonly Need[] = []

const route =
  (method: Method) =>
  <Params>(path: string, { params, decide, guess }: RouteOf<Params>): Route => {
    const decodeForm = paramsDecoder(params)
    return {
      method,
      path,
      read: (form, inPath) => {
        const decoded = decodeForm(form)
        if (isLeft(decoded)) return left(paramError(decoded.left))
        const said = decoded.right.params
        return right({
          fingerprint: () => fingerprintOf(said as object),
          decide: (work) => {
            const gone = expandRefusal(work, said)
            if (gone !== null) return refuse(paramError(gone))
            // A connected account is there from its first use on: from the first time that something is written for it.
            if (method !== 'GET' && work.asked.scope !== '') connected(work, work.asked.scope)
            return decide(work, said, inPath)
          },
          guess: guess === undefined ? NOTHING : guess(said, inPath),
        })
      },
    }
  }

/**
 * Equal texts for equal parameters. They come in the order of their table, so that only what stands within them needs one. Joined: V8
 * keeps what `JSON.stringify` writes in pieces, and each key's record would keep six of them.
 */
const fingerprintOf = (said: object): string => {
  const parts: string[] = []
  for (const name in said) {
    const value = said[name as keyof typeof said] as unknown
    if (value !== undefined) parts.push(name, canonicalText(value))
  }
  return parts.join(' ')
}

/** Paths are read before it is known under which version. */
const expandRefusal = ({ asked }: Work, said: unknown): ParamError | null => {
  const { expand } = said as { readonly expand?: readonly string[] }
  return expand === undefined ? null : expandGone(asked.version, expand)
}

export const GET = route('GET')
export const POST = route('POST')
export const DELETE = route('DELETE')
