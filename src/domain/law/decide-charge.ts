/** What may happen to a charge before and while money is taken. */
import { type Either, left, right } from '../either.js'
import { stepOf } from '../money/currency.js'
import { MAX_MINOR_UNITS, type MinorUnits, minus, problemOf, ZERO } from '../money/minor-units.js'
import type { Books } from '../records/books.js'
import type { Charge } from '../records/charge.js'
import type { Leg, LegAmount, LegName } from '../records/leg.js'
import { currencyMismatch, invalidAmount, invalidAsked, missing, moveNotAllowed } from './checks.js'
import type { Command } from './commands.js'
import type { Refusal, RefusalOf } from './errors.js'
import type { Event } from './events.js'
import { leads, permits } from './lifecycle.js'
import { chargeLifecycle } from './lifecycles.js'
import type { RefundPolicy } from './policy.js'

type Decided<Type extends Command['type']> = Either<RefusalOf<Type>, readonly Event[]>

/** A charge comes into the books, or a pending one is promised. The same again changes nothing. */
export const decideAuthorize = (
  command: Command<'authorize'>,
  books: Books,
  policy: RefundPolicy,
): Decided<'authorize'> => {
  const { charge } = books
  const invalid = invalidAmount(command.amount, stepOf(command.currency, policy.currencies))
  if (invalid !== null) return left(invalid)
  if (charge !== null) {
    const same =
      charge.id === command.id && charge.authorized === command.amount && charge.currency === command.currency
    if (!same) return left({ _tag: 'ChargeIdTaken', charge: charge.id })
    // A late or repeated notice says nothing new of a charge that was promised already.
    if (charge.status !== 'failed' && (charge.status !== 'pending' || command.status === 'pending')) return right([])
  }
  const from = charge?.status ?? 'absent'
  if (!leads(chargeLifecycle, from, 'authorize', command.status))
    return left(moveNotAllowed('charge', from, 'authorize'))

  // From here on the charge is in the books.
  const { amount, currency, at } = command
  const type = command.status === 'pending' ? 'ChargePending' : 'ChargeAuthorized'
  return right([{ type, charge: command.id, amount, currency, at }])
}

/** Money is taken: several times up to what was authorised, until a capture is final. */
export const decideCapture = (command: Command<'capture'>, books: Books, policy: RefundPolicy): Decided<'capture'> => {
  const { charge } = books
  if (charge === null) return left(missing('charge'))
  const invalid = invalidCapture(command, charge, policy)
  if (invalid !== null) return left(invalid)
  const target = command.final ? 'captured' : 'authorized'
  if (!leads(chargeLifecycle, charge.status, 'capture', target))
    return left(moveNotAllowed('charge', charge.status, 'capture'))
  const capturable = minus(charge.authorized, charge.captured)
  const amount = command.amount === 'remaining' ? capturable : command.amount
  if (amount > capturable || (amount === 0 && !mayTakeNothing(command, charge)))
    return left({
      _tag: 'CaptureExceedsAuthorized',
      charge: charge.id,
      requested: command.amount,
      capturable,
      currency: charge.currency,
    })
  const fee = legOf(command.fee)
  const transfer = legOf(command.transfer)
  const leg =
    otherCurrency(charge.fee, fee) ??
    otherCurrency(charge.transfer, transfer) ??
    exceedsCapture(charge, 'fee', fee, amount) ??
    exceedsCapture(charge, 'transfer', transfer, amount)
  if (leg !== null) return left(leg)

  // From here on the capture succeeds.
  return right([
    {
      type: 'ChargeCaptured',
      charge: charge.id,
      currency: charge.currency,
      amount,
      final: command.final,
      released: command.final ? minus(capturable, amount) : ZERO,
      fee,
      transfer,
      payer: transfer === null && charge.transfer === null ? 'merchant' : 'connected_account',
      processorFee: command.processorFee,
      at: command.at,
    },
  ])
}

/** A final capture of 0 closes a charge of which something was captured before. */
const mayTakeNothing = (command: Command<'capture'>, charge: Charge): boolean => command.final && charge.captured > 0

const invalidCapture = (
  command: Command<'capture'>,
  charge: Charge,
  policy: RefundPolicy,
): Refusal<'InvalidAmount'> | null => {
  if (!(command.amount === 0 && mayTakeNothing(command, charge))) {
    const invalid = invalidAsked(command.amount, stepOf(charge.currency, policy.currencies))
    if (invalid !== null) return invalid
  }
  return (
    invalidLeg('fee', command.fee?.amount ?? ZERO, charge.fee) ??
    invalidLeg('transfer', command.transfer?.amount ?? ZERO, charge.transfer) ??
    invalidLeg('processorFee', command.processorFee ?? ZERO, null)
  )
}

/** A leg of 0 is no leg. */
const legOf = (part: LegAmount | null): LegAmount | null => (part === null || part.amount === 0 ? null : part)

/** What all captures send out must stay an amount. */
const invalidLeg = (
  field: LegName | 'processorFee',
  value: MinorUnits,
  leg: Leg | null,
): Refusal<'InvalidAmount'> | null => {
  const problem = problemOf(value)
  if (problem !== null)
    return { _tag: 'InvalidAmount', field, value, problem: problem === 'negative' ? 'notPositive' : problem, step: 1 }
  if ((leg?.total ?? 0) + value > MAX_MINOR_UNITS)
    return { _tag: 'InvalidAmount', field, value, problem: 'tooLarge', step: 1 }
  return null
}

/** What several captures send out of a leg is of one currency. */
const otherCurrency = (leg: Leg | null, part: LegAmount | null): Refusal<'CurrencyMismatch'> | null =>
  leg === null || part === null ? null : currencyMismatch(leg.currency, part.currency)

/** In another currency the two can't be compared, but of nothing nothing goes out. */
const exceedsCapture = (
  { id, currency }: Charge,
  leg: LegName,
  part: LegAmount | null,
  captured: MinorUnits,
): Refusal<'LegExceedsCapture'> | null =>
  part === null || (captured > 0 && (part.currency !== currency || part.amount <= captured))
    ? null
    : { _tag: 'LegExceedsCapture', charge: id, leg, requested: part.amount, captured, currency }

/** The merchant gives up what is still capturable. Not a refund. */
export const decideRelease = (command: Command<'release'>, { charge }: Books): Decided<'release'> =>
  givingUp(command, charge, 'ChargeReleased')

/** The authorisation runs out. */
export const decideExpire = (command: Command<'expire'>, { charge }: Books): Decided<'expire'> =>
  givingUp(command, charge, 'ChargeExpired')

const givingUp = (
  { type, at }: Command<'release' | 'expire'>,
  charge: Charge | null,
  event: 'ChargeReleased' | 'ChargeExpired',
): Decided<'release' | 'expire'> => {
  if (charge === null) return left(missing('charge'))
  const { id, status, currency, authorized, captured } = charge
  if (!permits(chargeLifecycle, status, type)) return left(moveNotAllowed('charge', status, type))
  return right([{ type: event, charge: id, currency, amount: minus(authorized, captured), at }])
}

/** The payment method says no to a pending charge. */
export const decideDecline = (command: Command<'decline'>, { charge }: Books): Decided<'decline'> => {
  if (charge === null) return left(missing('charge'))
  if (!permits(chargeLifecycle, charge.status, 'decline'))
    return left(moveNotAllowed('charge', charge.status, 'decline'))
  const { id, currency } = charge
  return right([{ type: 'ChargeFailed', charge: id, currency, failure: command.failure, at: command.at }])
}
