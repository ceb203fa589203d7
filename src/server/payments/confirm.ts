/** A PaymentIntent is confirmed: its card is charged. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { declined } from '../../stripe/errors/card-errors.js'
import type { Decline } from '../../stripe/errors/declines.js'
import { cannotConfirm, missingPaymentMethod } from '../../stripe/errors/payment-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import { newPaymentError, type WirePaymentIntent } from '../../stripe/objects/payment-intent.js'
import { type Handled, refuseAfter } from '../decision/answer.js'
import type { KeptIntent, KeptMethod } from '../decision/kinds.js'
import { get, type Work } from '../decision/work.js'
import { tell } from '../ledger/tell.js'
import { intentAs } from '../show/intent.js'
import { amountOf, amountOrNull, currencyOf } from './amount.js'
import { customerOf } from './customer.js'
import { forPeopleAfter } from './for-people.js'
import { answered, keepFollowed, keepIntent, tellIntent } from './intent.js'
import { isManual, type MethodAsked, methodAsked } from './method-asked.js'
import { type Paid, pay } from './pay.js'
import type { Payment } from './payment.js'
import { alreadyConfirmed } from './refusals.js'
import { saysOf } from './transfer-says.js'

/** Before its card was charged, a PaymentIntent is in one of these. */
const OPEN: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** Whether it can still be changed and confirmed. */
export const isOpen = ({ status }: WirePaymentIntent): boolean => OPEN.includes(status)

/** Charges the card that is named, the PaymentIntent's own, or its customer's. Left: it was not charged, and nothing is written. */
export const confirmed = (
  work: Work,
  kept: KeptIntent,
  asked: MethodAsked & { readonly expand?: readonly string[] },
): Either<StripeError, Handled> => {
  const { intent } = kept
  if (intent.status === 'succeeded') return left(alreadyConfirmed())
  if (!isOpen(intent)) return left(cannotConfirm(intent.status))
  const method = methodMeant(work, intent, asked)
  if (isLeft(method)) return method
  const paid = pay(work, paymentOf(kept, method.right))
  if (isLeft(paid)) return paid
  const { decline } = paid.right
  if (decline !== null) return right(failed(work, kept, paid.right, decline))
  tellSaved(work, method.right, paid.right)
  return right(answered(work, succeeded(work, kept, paid.right), asked.expand))
}

const methodMeant = (work: Work, intent: WirePaymentIntent, asked: MethodAsked): Either<StripeError, KeptMethod> => {
  const { customer } = intent
  const named = methodAsked(work, asked, customer)
  if (isLeft(named)) return named
  if (named.right !== null) return right(named.right)
  const name = intent.payment_method ?? defaultOf(work, customer)
  if (name === null) return left(missingPaymentMethod(customer))
  const own = methodAsked(work, { payment_method: name }, customer)
  return isLeft(own) || own.right !== null
    ? (own as Either<StripeError, KeptMethod>)
    : left(missingPaymentMethod(customer))
}

const defaultOf = (work: Work, customer: string | null): string | null =>
  customer === null ? null : (customerOf(work, customer)?.invoice_settings.default_payment_method ?? null)

const paymentOf = ({ intent, multicapture }: KeptIntent, method: KeptMethod): Payment => {
  const { setup_future_usage: usage, transfer_data: transfer } = intent
  return {
    amount: amountOf(intent.amount),
    currency: currencyOf(intent.currency),
    method,
    customer: intent.customer,
    intent: intent.id,
    description: intent.description,
    metadata: intent.metadata,
    hold: isManual(intent) ? { multicapture } : null,
    settlesLater: intent.capture_method === 'automatic_async' && !isManual(intent),
    onward: {
      application_fee_amount: amountOrNull(intent.application_fee_amount ?? undefined),
      transfer_data:
        transfer === null ? null : { amount: amountOrNull(transfer.amount), destination: transfer.destination },
      transfer_group: intent.transfer_group,
      on_behalf_of: intent.on_behalf_of,
      says: transfer === null ? {} : saysOf(transfer),
    },
    forPeople: forPeopleAfter({}, intent),
    saving: usage === null ? null : { customer: intent.customer },
  }
}

/** A method that was nobody's, and is kept for its customer. */
const tellSaved = (work: Work, { method: before }: KeptMethod, { method: { method } }: Paid): void => {
  if (before.customer === null && method.customer !== null)
    tell(work, [{ type: 'payment_method.attached', object: method, previous: null }])
}

/** Paid, or held: the PaymentIntent follows its charge. */
const succeeded = (work: Work, kept: KeptIntent, { charge, method }: Paid): KeptIntent => {
  const intent: WirePaymentIntent = {
    ...kept.intent,
    last_payment_error: null,
    payment_method: method.method.id,
    transfer_group: get(work, 'charge', charge).made.transfer_group,
  }
  const after = keepFollowed(work, { ...kept, intent }, charge)
  tellIntent(
    work,
    after.intent.status === 'succeeded' ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated',
    after,
  )
  return after
}

/** Declined: the PaymentIntent waits for another method, and says why. */
const failed = (work: Work, kept: KeptIntent, { charge, method }: Paid, decline: Decline): Handled => {
  const { method: payment_method } = method
  const after = keepIntent(work, kept, {
    ...kept.intent,
    last_payment_error: newPaymentError(decline, { charge, payment_method }),
    latest_charge: charge,
    payment_method: null,
    status: 'requires_payment_method',
  })
  tellIntent(work, 'payment_intent.payment_failed', after)
  return refuseAfter(declined(decline, { charge, payment_intent: intentAs(work, after.intent), payment_method }))
}
