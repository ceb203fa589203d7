/** The server: put together, listening, and closed. */
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { isLeft } from '../domain/either.js'
import { stripe } from '../domain/policies/stripe.js'
import type { Account } from '../store/names.js'
import { clockLevers } from './control/clock-levers.js'
import { failing } from './control/failures.js'
import { addLevers } from './control/levers.js'
import { CONTROL } from './control/local.js'
import { stateLevers } from './control/state-levers.js'
import type { Rules } from './decision/asked.js'
import { createEngine, type Engine } from './engine/engine.js'
import { createFire } from './engine/handlers.js'
import { createApp } from './http/app.js'
import { createAuthenticate } from './http/auth.js'
import { type Connections, createConnections } from './http/connections.js'
import { createEarly } from './http/early.js'
import { createExchange } from './http/exchange.js'
import { loadFastify } from './http/load-fastify.js'
import { type ServerOptions, type ServerSettings, settingsOf } from './options.js'
import { ROUTES } from './routes.js'
import { createState, type SavedState, type State, stateProblem } from './state.js'
import { createWebhooks, type Webhooks } from './webhooks/deliver.js'

export type { ServerOptions } from './options.js'

/** A server that listens. */
export interface Server {
  /** `http://127.0.0.1:12111` */
  readonly url: string
  readonly port: number
  /**
   * Takes no more requests, ends those under way within a few seconds, and leaves nothing running. What still waits for its time
   * stays in the store.
   */
  readonly close: () => Promise<void>
  /**
   * Moves a manual clock on by whole seconds, and does all that becomes due on the way, at its own time. Resolves to the new
   * time, in seconds since 1970-01-01 UTC, when nothing is due any more. Rejects with the machine's clock, and where the server is
   * closed before that.
   */
  readonly advance: (seconds: number) => Promise<number>
  /** Everything that is kept, as plain JSON: the `state` of another server. Rejects with a store that is not in memory. */
  readonly save: () => Promise<SavedState>
}

/** How long requests and work that are under way may take to end, in milliseconds. */
const PATIENCE = 5_000

/**
 * Starts a server that answers as Stripe does where refunds are concerned. It listens when this resolves, and rejects with a
 * `TypeError` that names the option that is wrong. Needs the package `fastify`.
 *
 * Any `sk_test_…` key works, and each is an account of its own.
 *
 * @example
 * const server = await createServer({ port: 0, clock: 'manual', startAt: 1_790_000_000 })
 * const ask = async (path, fields) => (await fetch(server.url + path, { method: 'POST', headers: { authorization: 'Bearer sk_test_1' }, body: new URLSearchParams(fields) })).json()
 * const charge = await ask('/v1/charges', { amount: '1000', currency: 'usd', source: 'tok_visa' })
 * const refund = await ask('/v1/refunds', { charge: charge.id, amount: '300' })
 * refund.status // => 'succeeded'
 * await server.advance(60) // => 1_790_000_060
 * await server.close()
 * @since 0.1.0
 * @category server
 */
export const createServer = async (options: ServerOptions = {}): Promise<Server> => {
  const settings = settingsOf(options)
  const parts = partsOf(settings)
  const { state, engine, webhooks } = parts
  const app = await applicationOf(settings, parts)
  const connections = createConnections(app.server)
  try {
    await app.listen({ port: settings.port, host: settings.host })
  } catch (error) {
    await app.close()
    throw error
  }
  engine.start()

  const { port } = app.server.address() as AddressInfo
  let closed: Promise<void> | null = null
  return {
    url: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`,
    port,
    close: () => {
      closed ??= closeAll({ app, connections, engine, webhooks })
      return closed
    },
    advance: engine.advance,
    save: async () => {
      const saved = await state.save()
      if (isLeft(saved)) throw new Error(stateProblem(saved.left))
      return saved.right
    },
  }
}

interface Parts {
  readonly state: State
  readonly rules: Rules
  readonly webhooks: Webhooks
  readonly engine: Engine
}

/** What works without the network. */
const partsOf = (settings: ServerSettings): Parts => {
  const { clock, store, version, mint, report, allowRemoteWebhooks, selfCheck } = settings
  const state = createState(clock, store, selfCheck)
  const rules: Rules = { policy: stripe, version, soon: clock.soon, allowRemoteWebhooks }
  // On a clock that is moved by hand time waits for receivers too: else the retries of three days would pass by one that is slow.
  const patience = clock.hand === null ? {} : { patienceMilliseconds: Number.POSITIVE_INFINITY }
  const webhooks = createWebhooks({ state, rules, clock: clock.now, ...patience })
  const engine: Engine = createEngine({
    clock,
    state,
    report,
    fire: createFire({
      rules,
      mint,
      clock,
      state,
      wake: (at) => engine.wake(at),
      others: { webhook: webhooks.task },
    }),
  })
  return { state, rules, webhooks, engine }
}

const applicationOf = async (settings: ServerSettings, { state, rules, engine }: Parts): Promise<FastifyInstance> => {
  const { mint, report, clock, control } = settings
  const authenticate = createAuthenticate()
  const exchange = createExchange({
    authenticate,
    rules,
    mint,
    clock: clock.now,
    state,
    wake: engine.wake,
    report,
  })
  const failures = failing(exchange, { authenticate, rules, mint })
  const replaced = (account: Account | null): void => {
    failures.forget(account)
    engine.wake(clock.now())
  }
  const app = createApp(await loadFastify(), {
    routes: control ? ROUTES : ROUTES.filter(({ path }) => !path.startsWith(CONTROL)),
    exchange: control ? failures.exchange : exchange,
    early: createEarly({ authenticate, mint, rules }),
    report,
  })
  const levers = [...clockLevers(clock, engine), ...stateLevers({ state, authenticate, replaced })]
  if (control) addLevers(app, levers)
  return app
}

interface Running {
  readonly app: FastifyInstance
  readonly connections: Connections
  readonly engine: Engine
  readonly webhooks: Webhooks
}

const closeAll = async ({ app, connections, engine, webhooks }: Running): Promise<void> => {
  const ended = app.close()
  const stopped = engine.close(PATIENCE)
  await webhooks.close()
  await stopped
  await connections.close(ended, PATIENCE)
}
