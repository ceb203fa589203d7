/** A desk on a store in a file, with a charge of 1000 of which 400 are refunded. */
import type { ChargeId, RefundId } from '../../../src/index.js'
import { stripe } from '../../../src/index.js'
import { createRefundDesk, type RefundDesk } from '../../../src/store/desk/desk.js'
import { randomIds } from '../../../src/store/ids.js'
import { account } from '../../../src/store/names.js'
import type { Load, Store } from '../../../src/store/port.js'
import { ch_1, rightOf, usd, usd_ } from '../../fixtures.js'

export const ACCOUNT = rightOf(account('acct_1'))

export const deskOn = (store: Store): RefundDesk =>
  createRefundDesk({ store, ids: randomIds, policy: stripe, clock: () => 1_760_000_000 as never })

export const chargeOn = async (desk: RefundDesk, amount = 1000, id: ChargeId = ch_1): Promise<void> => {
  rightOf(await desk.authorize({ account: ACCOUNT, id, amount: usd(amount), currency: usd_ })())
  rightOf(await desk.capture({ account: ACCOUNT, charge: id, amount: 'remaining' })())
}

export const refundOn = async (
  desk: RefundDesk,
  id: string,
  amount: number,
  charge: ChargeId = ch_1,
): Promise<void> => {
  rightOf(await desk.refund({ account: ACCOUNT, charge, id: id as RefundId, amount: usd(amount), currency: usd_ })())
}

/** Refunds of 1 until one is refused; how many were accepted. */
export const refundAll = async (desk: RefundDesk, limit: number): Promise<number> => {
  let accepted = 0
  for (let count = 0; count < limit; count += 1) {
    const answer = await desk.refund({ account: ACCOUNT, charge: ch_1, amount: usd(1), currency: usd_ })()
    if (answer._tag === 'Right') accepted += 1
    else if (answer.left._tag !== 'Conflict' && answer.left._tag !== 'StoreUnavailable') break
  }
  return accepted
}

/** A load of a charge, or of nothing, and of nothing beside it. */
export const asking = (charge: ChargeId | null): Load => ({
  account: ACCOUNT,
  charge,
  refund: null,
  dispute: null,
  documents: [],
  key: null,
  at: 1 as never,
})
