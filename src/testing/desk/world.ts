/** A desk's case before it begins: a store that holds nothing, a clock, and desks as several processes have them. */

import { stripe } from '../../domain/policies/stripe.js'
import { secondsAfter } from '../../domain/records/time.js'
import { type ManualClock, manualClock } from '../../store/clock.js'
import { createRefundDesk, type RefundDesk } from '../../store/desk/desk.js'
import type { DeskOptions } from '../../store/desk/options.js'
import type { Ids } from '../../store/ids.js'
import type { Store } from '../../store/port.js'
import type { CaseOptions } from '../case.js'
import { chargeOf, refundOf, START } from '../port/given.js'
import type { Subject } from '../port/subject.js'

/** How the cases are tried, and on which desk. */
export interface DeskCaseOptions extends CaseOptions {
  /** Makes the desk that is tried. Default: `createRefundDesk`. */
  readonly desk?: (options: DeskOptions) => RefundDesk
}

/** What a case works with. */
export interface World {
  readonly subject: Subject
  /** A second handle on the same data, as another process has it. */
  readonly another: Store
  /** The desks' clock. The store's own moves by `passLeases`. */
  readonly clock: ManualClock
  /** A desk of a new process. Those of one world mint different ids, wait for no timer, and have Stripe's policy. */
  readonly deskOn: (store: Store, other?: Partial<DeskOptions>) => RefundDesk
  /** A desk on the store, and one of another process on its second handle. */
  readonly desk: RefundDesk
  readonly other: RefundDesk
  /** Until the store's leases of a second have ended. */
  readonly passLeases: () => Promise<void>
  readonly options: DeskCaseOptions
}

export type DeskTrial = (world: World) => Promise<void>
/** Cases by their names. */
export type DeskTrials = Readonly<Record<string, DeskTrial>>

export const worldOf = async (subject: Subject, options: DeskCaseOptions): Promise<World> => {
  const clock = manualClock(START)
  const ids = mintedIds()
  const create = options.desk ?? createRefundDesk
  const deskOn = (store: Store, other: Partial<DeskOptions> = {}): RefundDesk =>
    create({ store, clock, ids, policy: stripe, sleep: () => async () => undefined, ...other })
  const another = await subject.another()
  return {
    subject,
    another,
    clock,
    deskOn,
    desk: deskOn(subject.store),
    other: deskOn(another),
    passLeases: () => (subject.passSeconds ?? realTime)(1),
    options,
  }
}

/** Ids by counting, which are none of those that the cases give. */
const mintedIds = (): Ids => {
  let count = 0
  return { charge: () => chargeOf(`ch_minted_${++count}`), refund: () => refundOf(`re_minted_${++count}`) }
}

// A second more than asked for, as the store's clock may count in whole seconds.
const realTime = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, (seconds + 1) * 1000)
  })

/** So many seconds after the desks' clock. */
export const inSeconds = ({ clock }: World, seconds: number): ReturnType<ManualClock> => secondsAfter(clock(), seconds)
