/**
 * What happens after its time, as decisions. Each may be made twice, or too late: what no longer applies changes nothing.
 */
import type { Charge } from '../../domain/records/charge.js'
import type { DisputeOutcome } from '../../domain/records/dispute.js'
import type { FailureReason } from '../../domain/records/refund.js'
import type { Undated } from '../../store/rows.js'
import { cardByNumber } from '../../stripe/cards.js'
import { updatedEvents } from '../../stripe/events/updated-events.js'
import { answer, type Handled } from '../decision/answer.js'
import { storedKind } from '../decision/kinds.js'
import { chargeOf, command, onDispute, refundOf } from '../decision/law.js'
import type { Need } from '../decision/need.js'
import { find, put, type Work } from '../decision/work.js'
import { settled } from '../ledger/charges.js'
import { referenceTold, withReference } from '../ledger/refunds.js'
import { tell } from '../ledger/tell.js'
import { paysWhatWaits } from '../payments/balance-filled.js'
import { disputePlanned } from '../payments/dispute.js'
import { expireCharge } from '../payments/expire.js'
import { shownThen } from '../show/charge.js'

/** What a task says of itself: names of objects, as its row has them. */
export type TaskData = Readonly<Record<string, unknown>>

export type TaskDecision = (work: Work, data: TaskData) => Handled

/** Nothing is answered: nobody asked. */
const DONE = answer({})

/** The one task of which there is one for every refund: many are done in one decision. */
export const REFERENCE = 'refund.reference'

/** By the names under which they wait. */
export const TASKS: Readonly<Record<string, TaskDecision>> = {
  'balance.filled': (work) => {
    paysWhatWaits(work)
    return DONE
  },
  'charge.expire': (work, data) => {
    expireCharge(work, textOf(data, 'charge'))
    return DONE
  },
  'dispute.close': (work, data) =>
    onBooks(work, data, () => ({ type: 'close', outcome: outcomeOf(work, textOf(data, 'outcome')) })),
  'dispute.escalate': (work, data) => onBooks(work, data, () => ({ type: 'escalate' })),
  'dispute.open': (work, data) => {
    disputePlanned(work, textOf(data, 'charge'), { id: textOf(data, 'dispute'), index: numberOf(data, 'index') })
    return DONE
  },
  'refund.expire': (work, data) => expired(work, textOf(data, 'refund'), data),
  'refund.fail': (work, data) => onBooks(work, data, () => ({ type: 'fail', failureReason: failureOf(work, data) })),
  [REFERENCE]: (work, data) => references(work, [data]),
  'refund.succeed': (work, data) => onBooks(work, data, () => ({ type: 'succeed' })),
  settle: (work, data) => settle(work, textOf(data, 'charge')),
}

/** A command on the charge that the task names, and on its refund or dispute. A charge that is gone takes none. */
const onBooks = (work: Work, data: TaskData, undated: () => Undated): Handled => {
  if (chargeOf(work, textOf(data, 'charge')) === null) return DONE
  if (data.refund !== undefined && refundOf(work, textOf(data, 'refund')) === null) return DONE
  if (data.dispute !== undefined) onDispute(work, textOf(data, 'dispute'))
  command(work, undated())
  return DONE
}

/** The customer did not act in time. One that moved on meanwhile, or has more time, is left where it is. */
const expired = (work: Work, id: string, data: TaskData): Handled => {
  const refund = refundOf(work, id)
  const isOver = refund?.status === 'requires_action' && refund.expiresAt !== null && refund.expiresAt <= work.at
  return isOver ? onBooks(work, data, () => ({ type: 'fail', failureReason: 'unknown' })) : DONE
}

/** One that failed meanwhile its bank will never find. */
const reference = (work: Work, id: string): void => {
  const before = find(work, 'refund', id)
  if (before === null || before.status === 'failed' || before.status === 'canceled') return
  const after = withReference(before)
  if (after === before) return
  put(work, 'refund', id, after)
  tell(work, referenceTold(before, after))
}

/** An inquiry is neither won nor lost: it is closed. */
const outcomeOf = ({ books }: Work, outcome: string): DisputeOutcome =>
  books.dispute?.status === 'inquiry' ? 'inquiry_closed' : outcome === 'won' ? 'won' : 'lost'

/** Why the money came back: the card says it. */
const failureOf = (work: Work, data: TaskData): FailureReason => {
  const card = find(work, 'charge', textOf(data, 'charge'))?.card ?? null
  const behavior = card === null ? undefined : cardByNumber(card)?.behavior
  return behavior?.does === 'refundFail' ? behavior.failureReason : 'unknown'
}

/** The customer's bank can find these refunds from now on. */
export const references = (work: Work, all: readonly TaskData[]): Handled => {
  for (const data of all) reference(work, textOf(data, 'refund'))
  return DONE
}

/** What the references of refunds will need. */
export const referenceNeeds = (all: readonly TaskData[]): readonly Need[] => {
  const scope = textOf(all[0] ?? {}, 'scope')
  return [
    { of: 'document', kind: storedKind('settings', scope), id: 'settings' },
    { of: 'document', kind: 'settings', id: 'settings' },
    {
      of: 'documents',
      kind: storedKind('refund', scope),
      ids: [...new Set(all.map((data) => textOf(data, 'refund')))],
    },
  ]
}

/** The money of a capture comes into the balance. */
const settle = (work: Work, id: string): Handled => {
  const kept = find(work, 'charge', id)
  if (kept === null || kept.made.balance_transaction !== null) return DONE
  const charge = chargeOf(work, id)
  if (charge === null || charge.captured === 0) return DONE
  const { captured: amount, currency, fee } = charge
  const taken = fee === null ? null : { amount: fee.total, currency: fee.currency }
  const after = settled(work, kept, { amount, currency, fee: taken })
  put(work, 'charge', id, after)
  const as = { version: work.asked.rules.version, scope: work.asked.scope }
  const show = (of: typeof kept, law: Charge): ReturnType<typeof shownThen> => shownThen(work, of, law, as)
  const shown = show(after, charge)
  tell(work, updatedEvents({ before: show(kept, charge), after: shown }), { shown, kept: after, charge })
  return DONE
}

const textOf = (data: TaskData, name: string): string => {
  const value = data[name]
  if (typeof value !== 'string') throw new TypeError(`a task says no ${name}`)
  return value
}

const numberOf = (data: TaskData, name: string): number => {
  const value = data[name]
  if (typeof value !== 'number') throw new TypeError(`a task says no ${name}`)
  return value
}
