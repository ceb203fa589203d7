/** Checks that several commands share. Each returns the refusal, or null. */
import type { Currency } from '../money/currency.js'
import { type MinorUnits, problemOf } from '../money/minor-units.js'
import type { Books } from '../records/books.js'
import type { Charge } from '../records/charge.js'
import type { Dispute } from '../records/dispute.js'
import type { Leg } from '../records/leg.js'
import type { Refund } from '../records/refund.js'
import type { CommandType } from './commands.js'
import type { AmountAsked, Refusal } from './errors.js'

/** Checked at run time although the type says `MinorUnits`: callers in JavaScript exist. `step`: 1 where any will do. */
export const invalidAmount = (
  value: MinorUnits,
  step: number,
  field: Refusal<'InvalidAmount'>['field'] = 'amount',
): Refusal<'InvalidAmount'> | null => {
  const problem = amountProblem(value, step)
  return problem === null ? null : { _tag: 'InvalidAmount', field, value, problem, step }
}

/** As `invalidAmount`, where all that remains may be asked for. */
export const invalidAsked = (asked: AmountAsked, step: number): Refusal<'InvalidAmount'> | null =>
  asked === 'remaining' ? null : invalidAmount(asked, step)

const amountProblem = (value: MinorUnits, step: number): Refusal<'InvalidAmount'>['problem'] | null => {
  const problem = problemOf(value)
  if (problem === 'negative' || value === 0) return 'notPositive'
  if (problem !== null) return problem
  return value % step === 0 ? null : 'notAMultiple'
}

export const missing = (record: Refusal<'NotInBooks'>['record']): Refusal<'NotInBooks'> => ({
  _tag: 'NotInBooks',
  record,
})

export const currencyMismatch = (expected: Currency, given: Currency): Refusal<'CurrencyMismatch'> | null =>
  expected === given ? null : { _tag: 'CurrencyMismatch', expected, given }

export const notSuccessful = (charge: Charge): Refusal<'ChargeNotSuccessful'> => ({
  _tag: 'ChargeNotSuccessful',
  charge: charge.id,
  status: charge.status,
})

export const notCaptured = ({ id, authorized, currency }: Charge): Refusal<'ChargeNotCaptured'> => ({
  _tag: 'ChargeNotCaptured',
  charge: id,
  authorized,
  currency,
})

export const refundOfAnotherCharge = (charge: Charge, refund: Refund): Refusal<'RefundOfAnotherCharge'> | null =>
  refund.charge === charge.id
    ? null
    : { _tag: 'RefundOfAnotherCharge', refund: refund.id, charge: refund.charge, given: charge.id }

export const disputeOfAnotherCharge = (charge: Charge, dispute: Dispute): Refusal<'DisputeOfAnotherCharge'> | null =>
  dispute.charge === charge.id
    ? null
    : { _tag: 'DisputeOfAnotherCharge', dispute: dispute.id, charge: dispute.charge, given: charge.id }

export const moveNotAllowed = (
  of: Refusal<'MoveNotAllowed'>['of'],
  from: Refusal<'MoveNotAllowed'>['from'],
  command: CommandType,
): Refusal<'MoveNotAllowed'> => ({ _tag: 'MoveNotAllowed', of, from, command })

/** Why a leg cannot go back, whatever the amount: the charge never had it, or nothing is left of it. */
export interface LegRefusals<Refused> {
  readonly none: (charge: Charge) => Refused
  readonly spent: (charge: Charge, leg: Leg) => Refused
}

export const feeRefusals: LegRefusals<Refusal<'NoApplicationFee' | 'ApplicationFeeFullyRefunded'>> = {
  none: ({ id }) => ({ _tag: 'NoApplicationFee', charge: id }),
  spent: ({ id }, { total, currency }) => ({ _tag: 'ApplicationFeeFullyRefunded', charge: id, total, currency }),
}

export const transferRefusals: LegRefusals<Refusal<'NoTransfer' | 'TransferFullyReversed'>> = {
  none: ({ id }) => ({ _tag: 'NoTransfer', charge: id }),
  spent: ({ id }, { total, currency }) => ({ _tag: 'TransferFullyReversed', charge: id, total, currency }),
}

/** The charge and the refund that a move is about, or why there are none. */
export const chargeAndRefund = (
  books: Books,
): { readonly charge: Charge; readonly refund: Refund } | Refusal<'NotInBooks' | 'RefundOfAnotherCharge'> => {
  if (books.charge === null) return missing('charge')
  if (books.refund === null) return missing('refund')
  return refundOfAnotherCharge(books.charge, books.refund) ?? { charge: books.charge, refund: books.refund }
}
