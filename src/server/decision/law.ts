/** The law at work: a command decided on the books that were loaded, and everything that follows from it. */
import { isLeft } from '../../domain/either.js'
import type { Command } from '../../domain/law/commands.js'
import { decide } from '../../domain/law/decide.js'
import type { Refusal } from '../../domain/law/errors.js'
import { evolve } from '../../domain/law/evolve.js'
import type { Charge } from '../../domain/records/charge.js'
import type { Refund } from '../../domain/records/refund.js'
import type { Undated } from '../../store/rows.js'
import { follow } from '../ledger/follow.js'
import { suspend, type Work } from './work.js'

/** The charge that the decision is about; null where there is none. */
export const chargeOf = (work: Work, id: string): Charge | null => {
  if (work.on.charge !== id) return suspend(work, { of: 'charge', id })
  return work.books.charge
}

/** The refund that the decision is about; null where there is none. */
export const refundOf = (work: Work, id: string): Refund | null => {
  if (work.on.refund !== id) return suspend(work, { of: 'refund', id })
  return work.books.refund
}

/** Makes this dispute the one that the decision is about. */
export const onDispute = (work: Work, id: string): void => {
  if (work.on.dispute !== id) suspend(work, { of: 'dispute', id })
}

/**
 * Decides a command on the books and lets follow what follows: Stripe's objects, its events, and what waits. Null when it was
 * accepted. A refusal changes nothing.
 */
export const command = (work: Work, undated: Undated): Refusal | null =>
  dated(work, { ...undated, at: work.at } as Command)

/** The same with the time in it already, which must be that of the work: it spares the commonest of commands a copy. */
export const dated = (work: Work, said: Command): Refusal | null => {
  const decided = decide(said, work.books, work.asked.rules.policy)
  if (isLeft(decided)) return decided.left
  for (const event of decided.right) {
    const before = work.books
    work.books = evolve(before, event)
    work.events.push(event)
    follow(work, event, before)
  }
  return null
}
