/** What the cases of the PostgreSQL store begin with. */
import { stripe } from '../../src/domain/policies/stripe.js'
import type { ChargeId, RefundId } from '../../src/domain/records/ids.js'
import { chargeId, refundId } from '../../src/domain/records/ids.js'
import { manualClock } from '../../src/store/clock.js'
import { createRefundDesk, type RefundDesk } from '../../src/store/desk/desk.js'
import { randomIds } from '../../src/store/ids.js'
import { account } from '../../src/store/names.js'
import type { KeyAsked, Load, Store, Write } from '../../src/store/port.js'
import { now, rightOf, usd, usd_ } from '../fixtures.js'

export const ACCOUNT = rightOf(account('acct_1'))
export const charge = (id: string): ChargeId => rightOf(chargeId(id))
export const refund = (id: string): RefundId => rightOf(refundId(id))

export const deskOn = (store: Store): RefundDesk =>
  createRefundDesk({ store, clock: manualClock(now), ids: randomIds, policy: stripe })

/** A charge, all of it captured. */
export const charged = async (desk: RefundDesk, id: string, amount: number): Promise<void> => {
  rightOf(await desk.authorize({ account: ACCOUNT, id: charge(id), amount: usd(amount), currency: usd_ })())
  rightOf(await desk.capture({ account: ACCOUNT, charge: charge(id), amount: 'remaining' })())
}

export const refunded = async (desk: RefundDesk, of: string, id: string, amount: number): Promise<void> => {
  const asked = { account: ACCOUNT, charge: charge(of), id: refund(id), amount: usd(amount), currency: usd_ }
  rightOf(await desk.refund(asked)())
}

export const loading = (asked: Partial<Load> = {}): Load => ({
  account: ACCOUNT,
  charge: null,
  refund: null,
  dispute: null,
  documents: [],
  key: null,
  at: now,
  ...asked,
})

export const writing = (write: Partial<Write> = {}): Write => ({
  changes: null,
  record: null,
  documents: [],
  due: [],
  done: [],
  ...write,
})

export const keyed = (key: string): KeyAsked => ({
  key: key as KeyAsked['key'],
  path: 'refund',
  fingerprint: '{}',
  lifeSeconds: 86_400,
  leaseSeconds: 60,
})
