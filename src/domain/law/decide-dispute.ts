/** What may happen to a dispute. It is never refused for exceeding what is left: it is a fact from outside. */
import { type Either, left, right } from '../either.js'
import { MAX_MINOR_UNITS, type MinorUnits } from '../money/minor-units.js'
import type { Books } from '../records/books.js'
import type { Charge } from '../records/charge.js'
import type { Dispute } from '../records/dispute.js'
import {
  currencyMismatch,
  disputeOfAnotherCharge,
  invalidAmount,
  missing,
  moveNotAllowed,
  notCaptured,
  notSuccessful,
} from './checks.js'
import type { Command } from './commands.js'
import type { Refusal, RefusalOf } from './errors.js'
import type { Event } from './events.js'
import { leads, permits } from './lifecycle.js'
import { chargeLifecycle, disputeLifecycle } from './lifecycles.js'

/** A dispute comes into the books, as an inquiry or as money taken back. The same again changes nothing. */
export const decideOpen = (
  command: Command<'open'>,
  { charge, dispute }: Books,
): Either<RefusalOf<'open'>, readonly Event[]> => {
  if (charge === null) return left(missing('charge'))
  const { id, amount, currency, stage, at } = command
  // Banks dispute any amount, also one that the processor's steps would not allow.
  const isKnown = dispute !== null && dispute.id === id
  const invalid = invalidAmount(amount, 1) ?? (isKnown ? null : tooMuchInAll(charge, amount))
  if (invalid !== null) return left(invalid)
  if (isKnown) {
    const same = dispute.amount === amount && dispute.currency === currency
    if (!same) return left({ _tag: 'DisputeIdTaken', dispute: id })
    const elsewhere = disputeOfAnotherCharge(charge, dispute)
    return elsewhere === null ? right([]) : left(elsewhere)
  }
  // The type allows no other birth; callers in JavaScript exist.
  if (!leads(disputeLifecycle, 'absent', 'open', stage)) return left(moveNotAllowed('dispute', 'absent', 'open'))
  const mismatch = currencyMismatch(charge.currency, currency)
  if (mismatch !== null) return left(mismatch)
  if (!permits(chargeLifecycle, charge.status, 'request')) return left(notSuccessful(charge))
  if (charge.captured === 0) return left(notCaptured(charge))

  // From here on the dispute is in the books.
  return right([{ type: 'DisputeOpened', dispute: id, charge: charge.id, amount, currency, stage, at }])
}

/** The sum of all disputes that take money stays an amount. */
const tooMuchInAll = ({ disputes }: Charge, amount: MinorUnits): Refusal<'InvalidAmount'> | null =>
  disputes.held + disputes.lost + amount > MAX_MINOR_UNITS
    ? { _tag: 'InvalidAmount', field: 'amount', value: amount, problem: 'tooLarge', step: 1 }
    : null

/** An inquiry becomes a dispute: from now on it blocks, or holds. */
export const decideEscalate = (
  command: Command<'escalate'>,
  books: Books,
): Either<RefusalOf<'escalate'>, readonly Event[]> => {
  const records = chargeAndDispute(books)
  if ('_tag' in records) return left(records)
  const { charge, dispute } = records
  if (!leads(disputeLifecycle, dispute.status, 'escalate', 'open'))
    return left(moveNotAllowed('dispute', dispute.status, 'escalate'))
  const tooMuch = tooMuchInAll(charge, dispute.amount)
  if (tooMuch !== null) return left(tooMuch)
  return right([{ type: 'DisputeEscalated', ...factsOf(dispute), at: command.at }])
}

/** A dispute ends. */
export const decideClose = (command: Command<'close'>, books: Books): Either<RefusalOf<'close'>, readonly Event[]> => {
  const records = chargeAndDispute(books)
  if ('_tag' in records) return left(records)
  const { dispute } = records
  const { status: from } = dispute
  if (!leads(disputeLifecycle, from, 'close', command.outcome)) return left(moveNotAllowed('dispute', from, 'close'))
  const stage = from === 'inquiry' ? 'inquiry' : 'open'
  const { outcome, at } = command
  return right([{ type: 'DisputeClosed', ...factsOf(dispute), from: stage, outcome, at }])
}

const chargeAndDispute = ({
  charge,
  dispute,
}: Books): { charge: Charge; dispute: Dispute } | Refusal<'NotInBooks' | 'DisputeOfAnotherCharge'> => {
  if (charge === null) return missing('charge')
  if (dispute === null) return missing('dispute')
  return disputeOfAnotherCharge(charge, dispute) ?? { charge, dispute }
}

const factsOf = ({ id, charge, amount, currency }: Dispute) => ({ dispute: id, charge, amount, currency })
