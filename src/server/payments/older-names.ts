/** What the older API calls otherwise, in the names of today. What is called by both is refused: never is one left out. */
import { type Either, left, right } from '../../domain/either.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { GoingOn } from './parties.js'
import { onlyOneOf } from './refusals.js'

interface FeeNamed {
  readonly application_fee?: number
  readonly application_fee_amount?: number
}

interface Named extends FeeNamed {
  readonly source?: string
  readonly card?: string
  readonly transfer_data?: NonNullable<GoingOn['transfer_data']>
  readonly destination?: { readonly account: string; readonly amount?: number }
}

/** A charge as it is made today. */
export const chargeInNamesOfToday = <Params extends Named>(
  params: Params,
): Either<StripeError, Omit<Params, 'application_fee' | 'card' | 'destination'>> => {
  const { application_fee: _, card, destination, ...today } = params
  const fee = feeOfToday(params)
  if (fee._tag === 'Left') return fee
  if (card !== undefined && params.source !== undefined) return left(onlyOneOf('card', 'source'))
  if (destination !== undefined && params.transfer_data !== undefined)
    return left(onlyOneOf('destination', 'transfer_data'))
  // The older amount is what is transferred instead of a fee. Source: the reference of destination charges of that time.
  if (destination?.amount !== undefined && fee.right !== undefined)
    return left(onlyOneOf('application_fee', 'destination[amount]'))
  return right({
    ...today,
    ...(fee.right === undefined ? {} : { application_fee_amount: fee.right }),
    ...(card === undefined ? {} : { source: card }),
    ...(destination === undefined ? {} : { transfer_data: onward(destination) }),
  })
}

const onward = ({ account, amount }: NonNullable<Named['destination']>): NonNullable<GoingOn['transfer_data']> => ({
  destination: account,
  ...(amount === undefined ? {} : { amount }),
})

/** How much the platform takes, by either name. */
export const feeOfToday = ({
  application_fee: older,
  application_fee_amount: newer,
}: FeeNamed): Either<StripeError, number | undefined> =>
  older !== undefined && newer !== undefined
    ? left(onlyOneOf('application_fee', 'application_fee_amount'))
    : right(newer ?? older)
