/** Names, times and lawful records for the cases. */

import { isLeft } from '../../domain/either.js'
import type { KeyDone } from '../../domain/idempotency/idempotency.js'
import type { Json } from '../../domain/idempotency/json.js'
import { type Command, captureCharge, requestRefund } from '../../domain/law/commands.js'
import { decide } from '../../domain/law/decide.js'
import type { Event } from '../../domain/law/events.js'
import { evolve } from '../../domain/law/evolve.js'
import { currency } from '../../domain/money/currency.js'
import { type MinorUnits, minorUnits } from '../../domain/money/minor-units.js'
import { holding } from '../../domain/policies/holding.js'
import type { Books } from '../../domain/records/books.js'
import {
  type ChargeId,
  chargeId,
  type DisputeId,
  disputeId,
  type RefundId,
  refundId,
} from '../../domain/records/ids.js'
import { type EpochSeconds, epochSeconds, secondsAfter } from '../../domain/records/time.js'
import { type Account, account, idempotencyKey } from '../../store/names.js'
import type { Changes, KeyAsked, Load, Write } from '../../store/port.js'
import type { Document, Due } from '../../store/rows.js'
import { fail, must, shown } from './expect.js'

export const accountOf = (name: string): Account => must(account(name))
export const chargeOf = (name: string): ChargeId => must(chargeId(name))
export const refundOf = (name: string): RefundId => must(refundId(name))
export const disputeOf = (name: string): DisputeId => must(disputeId(name))

export const ACCOUNT = accountOf('acct_1')
export const ELSEWHERE = accountOf('acct_2')
export const CH_1 = chargeOf('ch_1')
export const CH_2 = chargeOf('ch_2')
export const CH_3 = chargeOf('ch_3')
export const RE_1 = refundOf('re_1')
export const RE_2 = refundOf('re_2')
export const DP_1 = disputeOf('dp_1')
export const USD = must(currency('usd'))

export const START = must(epochSeconds(1_760_000_000))
/** So many seconds after the start. */
export const after = (seconds: number): EpochSeconds => secondsAfter(START, seconds)
/** Later than everything that is due. */
export const FAR = after(1_000_000)
/** A lease that does not end by itself within a case. */
export const LONG = 3600

const cents = (amount: number): MinorUnits => must(minorUnits(amount))

export const authorizing = (id: ChargeId, at: EpochSeconds = START): Command => ({
  type: 'authorize',
  id,
  amount: cents(1000),
  currency: USD,
  status: 'authorized',
  at,
})
/** Two events: a charge of 10 dollars, all of it captured. */
export const charging = (id: ChargeId, at: EpochSeconds = START): readonly Command[] => [
  authorizing(id, at),
  captureCharge({ amount: 'remaining', at }),
]
export const requesting = (id: RefundId, amount = 10, at: EpochSeconds = START): Command =>
  requestRefund({ id, amount: cents(amount), currency: USD, born: { status: 'pending', pendingReason: null }, at })
export const succeeding = (at: EpochSeconds = START): Command => ({ type: 'succeed', at })
export const disputing = (id: DisputeId, at: EpochSeconds = START): Command => ({
  type: 'open',
  id,
  amount: cents(10),
  currency: USD,
  stage: 'inquiry',
  at,
})

/** What commands make of the books, as a commit writes it; null when one is refused, or nothing changes. */
export const changesOf = (books: Books, commands: readonly Command[]): Changes | null => {
  const events: Event[] = []
  let next = books
  for (const command of commands) {
    const decided = decide(command, next, holding)
    if (isLeft(decided)) return null
    events.push(...decided.right)
    next = decided.right.reduce(evolve, next)
  }
  const [first, ...others] = events
  if (first === undefined || next.charge === null) return null
  return {
    charge: next.charge,
    refund: next.refund === books.refund ? null : next.refund,
    dispute: next.dispute === books.dispute ? null : next.dispute,
    events: [first, ...others],
  }
}

/** The same of commands that the law accepts on books as the case has left them. */
export const changed = (books: Books, commands: readonly Command[]): Changes =>
  changesOf(books, commands) ??
  fail(`load: expected books that accept ${commands.map(({ type }) => type).join(', ')}, got ${shown(books)}`)

/** What to load; what is not said is not asked. */
export type Asked = Partial<Load>
export const loadOf = (asked: Asked): Load => ({
  account: ACCOUNT,
  charge: null,
  refund: null,
  dispute: null,
  documents: [],
  key: null,
  at: START,
  ...asked,
})

/** What to write; what is not said is not written. */
export const writeOf = (write: Partial<Write>): Write => ({
  changes: null,
  record: null,
  documents: [],
  due: [],
  done: [],
  ...write,
})

/** A key asked for, to be used for the same each time, held for a minute and kept for a day. */
export const keyOf = (key: string, other: Partial<Omit<KeyAsked, 'key'>> = {}): KeyAsked => ({
  key: must(idempotencyKey(key)),
  path: 'refund',
  fingerprint: '{"amount":10}',
  lifeSeconds: 86_400,
  leaseSeconds: 60,
  ...other,
})
export const recordOf = (asked: KeyAsked, answer: Json, at: EpochSeconds = START): KeyDone<Json> => ({
  status: 'done',
  key: asked.key,
  path: asked.path,
  fingerprint: asked.fingerprint,
  answer,
  at,
})

export const documentOf = (id: string, body: Json = null, other: Partial<Document> = {}): Document => ({
  kind: 'order',
  id,
  createdAt: START,
  labels: [],
  body,
  ...other,
})
export const taskOf = (name: string, at: EpochSeconds = START): Due => ({
  at,
  work: { type: 'task', name, data: { name } },
})
