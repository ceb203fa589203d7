/** The desk: what a backend embeds. It commits what the law decides, once, whatever happens around it. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { secondsAfter } from '../../domain/records/time.js'
import type { StoreError } from '../errors.js'
import { answered } from './asking.js'
import { type Audit, createAudit } from './audit.js'
import { checked } from './checked.js'
import { createCommands, type DeskCommands } from './commands.js'
import { createRunDue, type RunDueWork } from './due.js'
import { type DeskOptions, settingsOf } from './options.js'
import { createDeliver, type DeliverEvents } from './outbox.js'
import { createPerform } from './perform.js'
import { createReads, type DeskReads } from './reads.js'
import { createTransact, type Transact } from './transact.js'

/** A desk: every command of the law, committed; reading; what waits; and what is to be told. */
export interface RefundDesk extends DeskCommands, DeskReads {
  /** Does what is due. Call it from time to time. */
  readonly runDue: RunDueWork
  /** Hands on the events that nobody has acknowledged. Call it from time to time. */
  readonly deliver: DeliverEvents
  /** Removes answers that are no longer replayed; how many, at most `limit`, by default 1,000. */
  readonly forgetKeys: (how?: { readonly limit?: number }) => TaskEither<StoreError, number>
  /** Proves the books of a charge: its figures against its refunds, its disputes and its history. */
  readonly audit: Audit
  /** A decision of your own through the same loop: what a server or another product builds on. */
  readonly transact: Transact
}

/**
 * A desk over a store.
 *
 * Every method answers a task of fp-ts: nothing happens before it is run, and it resolves to a typed error or an outcome. The
 * same task run again is the same intention, also where the desk minted its id.
 *
 * @example
 * const desk = createRefundDesk({ store: memoryStore(), clock: manualClock(now), ids: countingIds(), policy: stripe })
 * const main = rightOf(account('main'))
 * rightOf(await desk.authorize({ account: main, id: ch_1, amount: usd(1000), currency: usd_ })())
 * rightOf(await desk.capture({ account: main, charge: ch_1, amount: 'remaining' })())
 * const made = rightOf(await desk.refund({ account: main, charge: ch_1, id: re_1, amount: usd(300), currency: usd_ })())
 * made.refund.status // => 'requested'
 * const again = rightOf(await desk.refund({ account: main, charge: ch_1, id: re_1, amount: usd(300), currency: usd_ })())
 * again.repeated // => true
 * leftOf(await desk.refund({ account: main, charge: ch_1, id: re_2, amount: usd(800), currency: usd_ })())._tag // => 'ExceedsRemaining'
 * @since 0.1.0
 * @category desk
 */
export const createRefundDesk = (options: DeskOptions): RefundDesk => createTrustingDesk(options).desk

/**
 * A desk, and beside it `transact` without the checks of what a unit decides: for units of the package's own, whose changes come
 * from the law and whose documents are built from what was checked. Both go through the same queues.
 */
export const createTrustingDesk = (
  options: DeskOptions,
): { readonly desk: RefundDesk; readonly transact: Transact } => {
  const settings = settingsOf(options)
  const { store, clock, keyLifeSeconds } = settings
  const transact = createTransact(settings)
  const perform = createPerform(settings, transact)
  const desk: RefundDesk = {
    ...createCommands(settings, perform),
    ...createReads(store),
    runDue: createRunDue(settings, transact, perform),
    deliver: createDeliver(settings),
    forgetKeys:
      ({ limit = 1000 } = {}) =>
      () =>
        answered('forgetKeys', 'unknown', () =>
          store.forgetKeys({ before: secondsAfter(clock(), -keyLifeSeconds), limit }),
        ),
    audit: createAudit(settings),
    transact: (unit) => transact(checked(unit)),
  }
  return { desk, transact }
}
