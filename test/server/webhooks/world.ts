/** The task that delivers, by itself: a desk in memory, a clock and a receiver by hand. */
import { stripe } from '../../../src/domain/policies/stripe.js'
import { answer } from '../../../src/server/decision/answer.js'
import type { Asked, Rules } from '../../../src/server/decision/asked.js'
import { type KeptEvent, NO_SETTINGS } from '../../../src/server/decision/kinds.js'
import { countingMint, createMinted } from '../../../src/server/decision/minted.js'
import { type Decide, type Runtime, run } from '../../../src/server/decision/run.js'
import { put } from '../../../src/server/decision/work.js'
import { tell } from '../../../src/server/ledger/tell.js'
import { runtimeOf } from '../../../src/server/state.js'
import { createWebhooks, type Webhooks, type WebhooksOptions } from '../../../src/server/webhooks/deliver.js'
import { LIVE } from '../../../src/server/webhooks/live.js'
import {
  account,
  countingIds,
  createRefundDesk,
  type Fired,
  type ManualClock,
  manualClock,
  memoryStore,
} from '../../../src/store/index.js'
import { newWebhookEndpoint } from '../../../src/stripe/objects/webhook-endpoint.js'
import { NEWEST_API_VERSION } from '../../../src/stripe/version.js'
import { now, rightOf } from '../../fixtures.js'

const main = rightOf(account('acct_main'))

export interface World {
  readonly clock: ManualClock
  readonly runtime: Runtime
  readonly webhooks: Webhooks
  /** Does what is due. */
  readonly work: () => Promise<readonly Fired[]>
  /** An endpoint at this address. */
  readonly listen: (id: string, url?: string) => Promise<void>
  /** Events of these types, in one decision. */
  readonly tellOf: (...types: readonly string[]) => Promise<void>
  /** Who still waits for the events, the oldest event first. */
  readonly awaited: () => Promise<readonly KeptEvent['awaited'][]>
}

export const world = (
  options: Pick<WebhooksOptions, 'limitMilliseconds' | 'patienceMilliseconds' | 'post'>,
  rules: Partial<Rules> = {},
): World => {
  const clock = manualClock(now)
  const store = memoryStore({ clock })
  const runtime = runtimeOf({ now: clock, horizon: clock }, store, true)
  const desk = createRefundDesk({ store, clock, ids: countingIds(), policy: stripe })
  const all: Rules = { policy: stripe, version: NEWEST_API_VERSION, soon: (at) => at, ...rules }
  const mint = countingMint()
  const loaded = {}
  const state: WebhooksOptions['state'] = { runtime: () => runtime, loaded: () => loaded, use: (work) => work(runtime) }
  const webhooks = createWebhooks({ state, rules: all, clock, ...options })

  const decide = async (decision: Decide): Promise<void> => {
    const asked: Asked = {
      rules: all,
      account: main,
      scope: '',
      platform: main,
      version: NEWEST_API_VERSION,
      endpoint: 'test',
      request: { id: null, idempotency_key: null },
      key: null,
      minted: createMinted(mint),
      at: null,
    }
    const came = await run(runtime, asked, decision)
    if ('_tag' in came) throw new Error(came._tag)
  }
  const listeners: { id: string; events: string[]; connect: boolean }[] = []

  return {
    clock,
    runtime,
    webhooks,
    work: async () => rightOf(await desk.runDue({ tasks: { webhook: webhooks.task } })()),
    listen: (id, url = `http://127.0.0.1/${id}`) =>
      decide((work) => {
        const endpoint = newWebhookEndpoint({ id, created: work.at, enabled_events: ['*'], secret: 'whsec_1', url })
        put(work, 'webhook_endpoint', id, endpoint, { labels: [LIVE] })
        if (!listeners.some((one) => one.id === id)) listeners.push({ id, events: ['*'], connect: false })
        put(work, 'settings', 'settings', { ...NO_SETTINGS, listeners: [...listeners] })
        return answer({})
      }),
    tellOf: (...types) =>
      decide((work) => {
        tell(
          work,
          types.map((type) => ({ type, object: { object: 'customer' }, previous: null })),
        )
        return answer({})
      }),
    awaited: async () => {
      const { data } = rightOf(await store.list({ account: main, of: 'document', kind: 'event', limit: 100 })())
      return data.map(({ document }) => (document.body as unknown as KeptEvent).awaited).reverse()
    },
  }
}
