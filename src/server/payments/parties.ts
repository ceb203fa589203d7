/** Who takes part in a payment: its customer, and the connected account to which it goes on. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import { noSuchReference } from '../../stripe/errors/lookup-errors.js'
import { paymentMethodNeedsCustomer, paymentMethodOfAnotherCustomer } from '../../stripe/errors/payment-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { WireCustomer } from '../../stripe/objects/customer.js'
import { connected } from '../decision/accounts.js'
import type { KeptMethod } from '../decision/kinds.js'
import { find, type Work } from '../decision/work.js'
import { amountOrNull } from './amount.js'
import { customerOf } from './customer.js'
import * as refusals from './refusals.js'
import { saysAfter, type TransferSaid, type TransferSays } from './transfer-says.js'

/** The customer that a parameter names; null where none is named. */
export const customerNamed = (work: Work, id: string | undefined): Either<StripeError, WireCustomer | null> => {
  if (id === undefined) return right(null)
  const customer = customerOf(work, id)
  return customer === null ? left(noSuchReference('customer', id, 'customer')) : right(customer)
}

/** The same of whom a list is asked for: who was deleted has a past all the same. */
export const customerListed = (work: Work, id: string | undefined): StripeError | null =>
  id === undefined || find(work, 'customer', id) !== null ? null : noSuchReference('customer', id, 'customer')

/** Whether the method may pay for this customer, or for nobody in particular. */
export const ownerRefusal = ({ method }: KeptMethod, customer: string | null): StripeError | null => {
  if (method.customer === null || method.customer === customer) return null
  return customer === null
    ? paymentMethodNeedsCustomer(method.id, method.customer)
    : paymentMethodOfAnotherCustomer(method.id, customer)
}

/** What of a payment goes on, and to whom, as it was asked for. */
export interface GoingOn {
  readonly application_fee_amount?: number
  readonly transfer_data?: TransferSaid & { readonly destination: string; readonly amount?: number }
  readonly transfer_group?: string
  readonly on_behalf_of?: string
}

/** The same, as Stripe's objects show it. */
export interface Onward {
  readonly application_fee_amount: MinorUnits | null
  readonly transfer_data: { readonly amount: MinorUnits | null; readonly destination: string } | null
  readonly transfer_group: string | null
  readonly on_behalf_of: string | null
  /** What the transfer is to say; nothing unless it was asked for. */
  readonly says: TransferSays
}

/** Accounts that are named come into being. `object`: of what it is said. */
export const onward = (
  work: Work,
  { application_fee_amount: fee, transfer_data: transfer, transfer_group: group, on_behalf_of: account }: GoingOn,
  object: 'charge' | 'payment_intent',
): Either<StripeError, Onward> => {
  const { platform, scope } = work.asked
  if (fee !== undefined && transfer === undefined && scope === '') return left(refusals.feeOfNobody(object))
  if (transfer !== undefined && scope !== '') return left(refusals.destinationOfConnected())
  if (transfer?.destination === platform) return left(refusals.destinationIsOwn())
  const destination = accountNamed(work, transfer?.destination, refusals.noSuchDestination)
  if (isLeft(destination)) return destination
  const behalf = accountNamed(work, account, (id) => noSuchReference('account', id, 'on_behalf_of'))
  if (isLeft(behalf)) return behalf
  const says = saysAfter(transfer ?? {}, {})
  if (isLeft(says)) return says
  return right({
    says: says.right,
    application_fee_amount: amountOrNull(fee),
    transfer_data:
      destination.right === null ? null : { amount: amountOrNull(transfer?.amount), destination: destination.right },
    transfer_group: group ?? null,
    on_behalf_of: behalf.right,
  })
}

const accountNamed = (
  work: Work,
  id: string | undefined,
  refusal: (id: string) => StripeError,
): Either<StripeError, string | null> => {
  if (id === undefined) return right(null)
  return /^acct_\w{1,64}$/.test(id) ? right(connected(work, id).id) : left(refusal(id))
}
