/**
 * Records as they are written down, for tests of one step at a time. Literal, so that a test file loads whatever the law does.
 */
import {
  type Books,
  type CapturedCharge,
  type Charge,
  type Command,
  type Dispute,
  decide,
  type Event,
  type Leg,
  type Refund,
  type RefundPolicy,
  type Refusal,
} from '../../../src/index.js'
import { ch_1, dp_1, leftOf, now, re_1, rightOf, usd, usd_ } from '../../fixtures.js'

/** Charge `ch_1`: 10 US cents captured in one go, nothing refunded. */
export const CHARGE: CapturedCharge = {
  id: ch_1,
  status: 'captured',
  currency: usd_,
  authorized: usd(10),
  captured: usd(10),
  captures: 1,
  released: usd(0),
  standing: usd(0),
  unsettled: usd(0),
  refundsStanding: 0,
  refundsMade: 0,
  fee: null,
  transfer: null,
  disputes: { blocking: 0, held: usd(0), lost: usd(0), ever: 0 },
  createdAt: now,
  capturedAt: now,
}

export const charge = (parts: Partial<Charge>): Charge => ({ ...CHARGE, ...parts }) as Charge

/** Refund `re_1` of 4 US cents, requested. */
export const REFUND: Refund = {
  id: re_1,
  charge: ch_1,
  amount: usd(4),
  currency: usd_,
  asked: { amount: usd(4), reason: null, legs: { fee: false, transfer: false }, metadata: '' },
  metadata: {},
  returned: { fee: null, transfer: null },
  status: 'requested',
  createdAt: now,
  movedAt: now,
}

export const refund = (parts: Partial<Refund>): Refund => ({ ...REFUND, ...parts }) as Refund

/** Dispute `dp_1` over 5 US cents, open. */
export const DISPUTE: Dispute = {
  id: dp_1,
  charge: ch_1,
  amount: usd(5),
  currency: usd_,
  status: 'open',
  createdAt: now,
  movedAt: now,
}

export const REQUEST: Command<'request'> = {
  type: 'request',
  id: re_1,
  amount: usd(4),
  currency: usd_,
  reason: null,
  legs: { fee: false, transfer: false },
  metadata: {},
  born: { status: 'requested' },
  at: now,
}

export const request = (parts: Partial<Command<'request'>>): Command<'request'> => ({ ...REQUEST, ...parts })

export const leg = (
  total: number,
  parts: Partial<Record<'basis' | 'returned' | 'returnedDirectly', number>> = {},
): Leg => ({
  total: usd(total),
  basis: usd(parts.basis ?? 0),
  returned: usd(parts.returned ?? 0),
  returnedDirectly: usd(parts.returnedDirectly ?? 0),
  currency: usd_,
})

const ANY: RefundPolicy = {
  name: 'any',
  disputes: 'block',
  window: null,
  count: null,
  partial: true,
  currencies: { decimals: {}, steps: {} },
}

export const policy = (parts: Partial<RefundPolicy> = {}): RefundPolicy => ({ ...ANY, ...parts })

/** What the command makes happen; a failed test when it is refused. */
export const eventsOf = (books: Books, command: Command, under = policy()): readonly Event[] =>
  rightOf(decide(command, books, under))

/** Why the command is refused; a failed test when it is not. */
export const refusalOf = (books: Books, command: Command, under = policy()): Refusal =>
  leftOf(decide(command, books, under))
