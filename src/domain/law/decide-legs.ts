/** Legs that go back without a refund: the application fee is returned, the transfer is reversed. */
import { type Either, left, right } from '../either.js'
import type { Currency } from '../money/currency.js'
import type { Books } from '../records/books.js'
import type { Charge } from '../records/charge.js'
import type { ChargeId } from '../records/ids.js'
import { type LegAmount, type LegName, restOf } from '../records/leg.js'
import type { EpochSeconds } from '../records/time.js'
import { feeRefusals, invalidAsked, type LegRefusals, missing, moveNotAllowed, transferRefusals } from './checks.js'
import type { Command } from './commands.js'
import type { Refusal, RefusalOf } from './errors.js'
import type { Event } from './events.js'
import { permits } from './lifecycle.js'
import { chargeLifecycle } from './lifecycles.js'

type Returning = Command<'returnFee' | 'reverseTransfer'>

/** The application fee goes back directly: an amount, or what remains of it. */
export const decideReturnFee = (
  command: Command<'returnFee'>,
  { charge }: Books,
): Either<RefusalOf<'returnFee'>, readonly Event[]> =>
  returning(command, charge, 'fee', feeRefusals, (facts, { transfer }) => ({
    type: 'FeeReturned',
    ...facts,
    payer: transfer === null ? 'merchant' : 'connected_account',
  }))

/** The transfer comes back directly: an amount, or what remains of it. */
export const decideReverseTransfer = (
  command: Command<'reverseTransfer'>,
  { charge }: Books,
): Either<RefusalOf<'reverseTransfer'>, readonly Event[]> =>
  returning(command, charge, 'transfer', transferRefusals, (facts) => ({ type: 'TransferReversed', ...facts }))

interface Facts {
  readonly charge: ChargeId
  readonly currency: Currency
  readonly leg: LegAmount
  readonly at: EpochSeconds
}

const returning = <Refused>(
  { type, amount: asked, at }: Returning,
  charge: Charge | null,
  name: LegName,
  refusals: LegRefusals<Refused>,
  event: (facts: Facts, charge: Charge) => Event,
): Either<Refused | Refusal<'NotInBooks' | 'InvalidAmount' | 'MoveNotAllowed' | 'ExceedsLeg'>, readonly Event[]> => {
  if (charge === null) return left(missing('charge'))
  // A share may be any amount: the processor's steps are for what customers pay and get back.
  const invalid = invalidAsked(asked, 1)
  if (invalid !== null) return left(invalid)
  if (!permits(chargeLifecycle, charge.status, type)) return left(moveNotAllowed('charge', charge.status, type))
  const leg = charge[name]
  if (leg === null) return left(refusals.none(charge))
  const rest = restOf(leg)
  if (rest === 0) return left(refusals.spent(charge, leg))
  const amount = asked === 'remaining' ? rest : asked
  const { id, currency } = charge
  if (amount > rest)
    return left({ _tag: 'ExceedsLeg', charge: id, leg: name, requested: amount, left: rest, currency: leg.currency })

  // From here on the leg goes back.
  return right([event({ charge: id, currency, leg: { amount, currency: leg.currency }, at }, charge)])
}
