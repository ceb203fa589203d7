/**
 * The server with everything but the refund: it finds the route, knows who asks, reads the form as the endpoint does, and answers
 * each with the same refund as JSON, under the same headers. What is left of the limit is for the refund itself.
 */
import { isRight } from 'fp-ts/lib/Either.js'
import { stripe } from '../../src/domain/policies/stripe.js'
import type { EpochSeconds } from '../../src/domain/records/time.js'
import { randomMint } from '../../src/server/decision/minted.js'
import { parseForm } from '../../src/server/form/parse.js'
import { createApp } from '../../src/server/http/app.js'
import { createAuthenticate } from '../../src/server/http/auth.js'
import { createEarly } from '../../src/server/http/early.js'
import type { Exchange } from '../../src/server/http/exchange.js'
import { keyIn, versionIn } from '../../src/server/http/headers.js'
import { loadFastify } from '../../src/server/http/load-fastify.js'
import { ROUTES } from '../../src/server/routes.js'
import { NEWEST_API_VERSION } from '../../src/stripe/version.js'
import { sink } from './measure.js'

/** The port that it listens on. */
export const listenReading = async (answer: object): Promise<number> => {
  const authenticate = createAuthenticate()
  const rules = { policy: stripe, version: NEWEST_API_VERSION, soon: (at: EpochSeconds): EpochSeconds => at }
  const exchange: Exchange = async (route, { headers, path, body }) => {
    const caller = authenticate(headers.authorization)
    const version = versionIn(headers, NEWEST_API_VERSION)
    const key = keyIn(headers, '')
    const form = parseForm(body ?? new Uint8Array())
    const call = isRight(form) ? route.read(form.right, path) : null
    if (call === null || !isRight(call) || !isRight(key) || !isRight(caller) || !isRight(version))
      throw new Error('a request that was not understood')
    sink.last = call.right.fingerprint()
    const id = randomMint('req_')
    return {
      status: 200,
      headers: {
        'request-id': id,
        'stripe-version': version.right,
        'idempotency-key': key.right?.sent ?? '',
        'original-request': id,
        'stripe-should-retry': 'false',
      },
      body: answer,
    }
  }
  const report = (problem: unknown): void => {
    throw problem
  }
  const early = createEarly({ authenticate, mint: randomMint, rules })
  const app = createApp(await loadFastify(), { routes: ROUTES, exchange, early, report })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as { readonly port: number }).port
}
