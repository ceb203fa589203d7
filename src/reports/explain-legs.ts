/** The refusals about the application fee and the transfer, in English. */
import type { Refusal } from '../domain/law/errors.js'
import { LEGS, type MoneyText, The, the } from './explain-words.js'

type LegRefusal = Refusal<
  | 'NoApplicationFee'
  | 'NoTransfer'
  | 'FeeNeedsTransferReversal'
  | 'TransferFullyReversed'
  | 'ApplicationFeeFullyRefunded'
  | 'PartialLegRefundUnsupported'
  | 'LegReturnedDirectly'
  | 'LegExceedsCapture'
  | 'ExceedsLeg'
>

export const ofLeg = (error: LegRefusal, money: MoneyText): string => {
  switch (error._tag) {
    case 'NoApplicationFee':
      return `${The(error)} has no application fee that could go back`
    case 'NoTransfer':
      return `${The(error)} has no transfer that could be reversed`
    case 'FeeNeedsTransferReversal':
      return `The application fee of ${the(error)} was taken off its transfer and goes back only with it: ask for both`
    case 'TransferFullyReversed':
      return `The transfer of ${the(error)} is already reversed in full: ${money(error.total, error.currency)}`
    case 'ApplicationFeeFullyRefunded':
      return `The application fee of ${the(error)} is already returned in full: ${money(error.total, error.currency)}`
    case 'PartialLegRefundUnsupported':
      return partial(error, money)
    case 'LegReturnedDirectly':
      return `The ${LEGS[error.leg]} of ${the(error)} was returned directly before, so with several captures no refund returns it any more; return the rest directly too`
    case 'LegExceedsCapture':
      return exceedsCapture(error, money)
    case 'ExceedsLeg':
      return exceedsLeg(error, money)
  }
}

const partial = (error: Refusal<'PartialLegRefundUnsupported'>, money: MoneyText): string => {
  const { requested, remaining, currency } = error
  return `With several captures, the fee and the transfer of ${the(error)} go back only with a refund of all that remains, ${money(remaining, currency)}, and ${money(requested, currency)} was asked; return them directly instead`
}

const exceedsCapture = (error: Refusal<'LegExceedsCapture'>, money: MoneyText): string => {
  const { leg, requested, captured, currency } = error
  if (captured === 0) return `No ${LEGS[leg]} can go out of a capture of nothing of ${the(error)}`
  return `The ${LEGS[leg]} of ${money(requested, currency)} is more than the ${money(captured, currency)} to be captured of ${the(error)}`
}

const exceedsLeg = (error: Refusal<'ExceedsLeg'>, money: MoneyText): string => {
  const { leg, requested, left, currency } = error
  return `${money(requested, currency)} was to be returned of the ${LEGS[leg]} of ${the(error)}, but only ${money(left, currency)} is left of it`
}
