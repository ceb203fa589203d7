/** A card is charged without a PaymentIntent: by a token, or by what a customer pays with. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Currency } from '../../domain/money/currency.js'
import { declined } from '../../stripe/errors/card-errors.js'
import { customerWithoutCard, missingSource } from '../../stripe/errors/payment-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { WireCustomer } from '../../stripe/objects/customer.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { answer, type Handled, refuse, refuseAfter } from '../decision/answer.js'
import { type KeptMethod, storedKind } from '../decision/kinds.js'
import { find, page, type Work } from '../decision/work.js'
import { shown } from '../show/show.js'
import { amountOf } from './amount.js'
import { forPeopleAfter, NOTHING_SAID, type SaidForPeople } from './for-people.js'
import { methodNamed } from './methods.js'
import { chargeInNamesOfToday } from './older-names.js'
import { customerNamed, type GoingOn, onward } from './parties.js'
import { pay } from './pay.js'
import { notLinked, onlyPaymentMethods } from './refusals.js'

export interface ChargeParams extends GoingOn, SaidForPeople {
  readonly amount: number
  readonly currency: Currency
  readonly source?: string
  readonly card?: string
  readonly application_fee?: number
  readonly destination?: { readonly account: string; readonly amount?: number }
  readonly customer?: string
  readonly capture: boolean
  readonly description?: string
  readonly metadata?: MetadataUpdate
  readonly expand?: readonly string[]
}

/** `POST /v1/charges` */
export const createCharge = (work: Work, said: ChargeParams): Handled => {
  const today = chargeInNamesOfToday(said)
  if (isLeft(today)) return today
  const params = today.right
  const customer = customerNamed(work, params.customer)
  if (isLeft(customer)) return customer
  const metadata = mergedMetadata({}, params.metadata ?? {})
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  const further = onward(work, params, 'charge')
  if (isLeft(further)) return further
  const method = methodMeant(work, params.source, customer.right)
  if (isLeft(method)) return method
  const paid = pay(work, {
    amount: amountOf(params.amount),
    currency: params.currency,
    method: method.right,
    customer: customer.right?.id ?? null,
    intent: null,
    description: params.description ?? null,
    metadata: metadata.right,
    hold: params.capture ? null : { multicapture: false },
    settlesLater: false,
    onward: further.right,
    forPeople: forPeopleAfter(params, NOTHING_SAID),
    saving: null,
  })
  if (isLeft(paid)) return paid
  const { charge, decline } = paid.right
  if (decline !== null) return refuseAfter(declined(decline, { charge }))
  return answer(shown(work, 'charge', charge, params.expand) as object)
}

const methodMeant = (
  work: Work,
  source: string | undefined,
  customer: WireCustomer | null,
): Either<StripeError, KeptMethod> => {
  if (customer === null) return source === undefined ? left(missingSource()) : methodNamed(work, source, 'source')
  const id = source ?? customer.default_source
  if (id === null) return left(hasMethod(work, customer.id) ? onlyPaymentMethods() : customerWithoutCard())
  const kept = find(work, 'payment_method', id)
  return kept === null || kept.method.customer !== customer.id ? left(notLinked(customer.id, id)) : right(kept)
}

const hasMethod = (work: Work, customer: string): boolean => {
  const kind = storedKind('payment_method', work.asked.scope)
  const found = page(work, { kind, label: `customer:${customer}`, limit: 1 })
  return !isLeft(found) && found.right.data.length > 0
}
