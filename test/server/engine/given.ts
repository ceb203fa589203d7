/** An engine alone, and what waits for it. */
import { stripe } from '../../../src/index.js'
import { countingMint } from '../../../src/server/decision/minted.js'
import { createEngine } from '../../../src/server/engine/engine.js'
import { createFire } from '../../../src/server/engine/handlers.js'
import { handClock } from '../../../src/server/engine/server-clock.js'
import { createState } from '../../../src/server/state.js'
import { account, type DueTask, memoryStore, type Store } from '../../../src/store/index.js'
import { NEWEST_API_VERSION } from '../../../src/stripe/version.js'
import { later, now, rightOf } from '../../fixtures.js'

export const ACCOUNT = rightOf(account('acct_1'))

/** An engine alone, on a clock that is moved by hand. */
export const given = (
  options: { readonly store?: (store: Store) => Store; readonly other?: () => Promise<void> } = {},
) => {
  const clock = handClock(1, now)
  const memory = memoryStore({ clock: clock.now })
  const state = createState(clock, options.store?.(memory) ?? memory, true)
  const reported: unknown[] = []
  const done: string[] = []
  const report = (problem: unknown): void => {
    reported.push(problem)
  }
  const fire = createFire({
    rules: { policy: stripe, version: NEWEST_API_VERSION, soon: clock.soon },
    mint: countingMint(),
    clock,
    state,
    wake: () => undefined,
    others: {
      webhook: (task: DueTask) => async () => {
        done.push(`${String((task.data as { readonly event: string }).event)} at ${clock.now() - now}`)
        await options.other?.()
        return { _tag: 'Right', right: null }
      },
    },
  })
  const engine = createEngine({ clock, state, fire, report })
  const write = async (...due: readonly { readonly at: number; readonly work: DueTask }[]): Promise<void> => {
    const rows = due.map(({ at, work }) => ({ at: later(at), work }))
    rightOf(
      await state.runtime().transact<never, null>({
        account: ACCOUNT,
        charge: null,
        decide: () => ({ answer: { _tag: 'Right', right: null }, due: rows }),
      })(),
    )
  }
  return { clock, state, engine, reported, done, write }
}

export const task = (name: string, data: DueTask['data'] = {}): DueTask => ({ type: 'task', name, data })
/** What waits for somebody outside. */
export const note = (event: string): DueTask => task('webhook', { event, scope: '', endpoint: 'we_1', of: '' })
