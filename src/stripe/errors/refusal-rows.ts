/** The rows of the table of refusals that depend on what stands around them. */
import type { Refusal } from '../../domain/law/errors.js'
import { MAX_MINOR_UNITS, ZERO } from '../../domain/money/minor-units.js'
import { countsReleases } from '../version.js'
import { feeFullyRefunded, greaterThanUnrefundedFee } from './leg-errors.js'
import { noSuchCharge } from './lookup-errors.js'
import { amountTooLarge, invalidInteger, notAMultiple, tooSmall } from './param-errors.js'
import * as payments from './payment-errors.js'
import * as refunds from './refund-errors.js'
import { asksRefund, type RefusalContext } from './refusal-context.js'
import type { StripeError } from './stripe-error.js'
import { unforeseen } from './unforeseen.js'

type Answer<Tag extends Refusal['_tag']> = (refusal: Refusal<Tag>, context: RefusalContext) => StripeError

/** How the wire calls what the law calls a field. A capture of 0 is told by `amount` too, as recorded (SW04). */
const PARAMS: Readonly<Record<Refusal<'InvalidAmount'>['field'], string | null>> = {
  amount: 'amount',
  fee: 'application_fee_amount',
  transfer: 'transfer_data[amount]',
  // Ours to work out, never asked.
  processorFee: null,
}

export const invalidAmount: Answer<'InvalidAmount'> = (refusal, context) => {
  const param = PARAMS[refusal.field]
  const { currency } = context.charge
  if (param === null) return unforeseen(refusal, context)
  switch (refusal.problem) {
    case 'notAnInteger':
      return invalidInteger(param, typeof refusal.value === 'number' ? String(refusal.value) : '')
    case 'notPositive':
      return tooSmall(param)
    case 'tooLarge':
      return amountTooLarge(param, MAX_MINOR_UNITS, currency)
    case 'notAMultiple':
      return notAMultiple(param, refusal.step, currency)
  }
}

/** Refunds and disputes are found before the law is asked; a charge may be gone by then. */
export const notInBooks: Answer<'NotInBooks'> = (refusal, context) => {
  if (refusal.record !== 'charge') return unforeseen(refusal, context)
  const { endpoint, charge } = context
  const below = endpoint.startsWith('POST /v1/charges/{charge}/refund')
  return noSuchCharge(charge.id, below ? 'chargeRefunds' : 'refunds')
}

export const chargeNotSuccessful: Answer<'ChargeNotSuccessful'> = (refusal, context) => {
  const { charge, version } = context
  if (!asksRefund(context)) return unforeseen(refusal, context)
  if (charge.paymentIntent !== null) return refunds.noSuccessfulCharge(charge.paymentIntent)
  const isReleased = refusal.status === 'released' || refusal.status === 'expired'
  // Before 2025-03-31 a release is a refund of all that was authorised.
  return isReleased && countsReleases(version) ? refunds.alreadyRefunded(charge.id) : refunds.notSuccessful(charge.id)
}

/** Without a PaymentIntent the authorisation is released instead, and this is not asked; but never more than there is. */
export const chargeNotCaptured: Answer<'ChargeNotCaptured'> = (refusal, context) => {
  const { charge, requested } = context
  if (!asksRefund(context)) return unforeseen(refusal, context)
  if (charge.paymentIntent !== null) return refunds.uncapturedOfPaymentIntent(charge.paymentIntent)
  return requested !== 'remaining' && requested > charge.amount
    ? refunds.greaterThanCharge({ requested, limit: charge.amount, currency: charge.currency })
    : refunds.uncaptured(charge.id)
}

/** Between captures nothing may be left before the charge is refunded; that too reads as refunded already. */
export const exceedsRemaining: Answer<'ExceedsRemaining'> = ({ requested, remaining }, { charge }) => {
  const { id, amount, currency } = charge
  if (requested === 'remaining') return refunds.alreadyRefunded(id)
  return requested > amount
    ? refunds.greaterThanCharge({ requested, limit: amount, currency })
    : refunds.greaterThanUnrefunded({ requested, limit: remaining, currency })
}

/** Asked directly with an amount, the fee's own sentence says that nothing is left; the amount stands in the context. */
export const applicationFeeFullyRefunded: Answer<'ApplicationFeeFullyRefunded'> = (refusal, context) => {
  const { requested, fee } = context
  if (fee === null) return unforeseen(refusal, context)
  return asksRefund(context) || requested === 'remaining'
    ? feeFullyRefunded(fee)
    : greaterThanUnrefundedFee({ requested, left: ZERO, currency: refusal.currency })
}

export const moveNotAllowed: Answer<'MoveNotAllowed'> = (refusal, context) => {
  switch (refusal.command) {
    case 'capture':
      return captureNotAllowed(refusal, context)
    case 'release':
    case 'expire':
      return context.endpoint === 'POST /v1/payment_intents/{intent}/cancel'
        ? payments.cannotCancel(intentStatus(refusal, context))
        : unforeseen(refusal, context)
    case 'cancel':
      return refunds.cancelUnsupported()
    case 'fail':
      return context.endpoint === 'POST /v1/test_helpers/refunds/{refund}/expire'
        ? refunds.expireUnsupported()
        : unforeseen(refusal, context)
    case 'escalate':
    case 'close':
      return context.endpoint === 'control' ? unforeseen(refusal, context) : refunds.disputeClosed()
    case 'request':
    case 'authorize':
    case 'decline':
    case 'acknowledge':
    case 'refuse':
    case 'succeed':
    case 'requireAction':
    case 'submit':
    case 'editMetadata':
    case 'returnFee':
    case 'reverseTransfer':
    case 'open':
      return unforeseen(refusal, context)
  }
}

const captureNotAllowed: Answer<'MoveNotAllowed'> = (refusal, context) => {
  const { id } = context.charge
  if (context.endpoint === 'control') return unforeseen(refusal, context)
  if (context.endpoint === 'POST /v1/payment_intents/{intent}/capture') {
    const status = intentStatus(refusal, context)
    return status === 'succeeded' ? payments.remainderReleased() : payments.cannotCapture(status)
  }
  if (refusal.from === 'captured') return payments.alreadyCaptured(id)
  if (refusal.from === 'expired') return payments.expiredForCapture(id)
  // Only a charge without a PaymentIntent comes here, and its authorisation is given up by a refund.
  if (refusal.from === 'released') return refunds.alreadyRefunded(id)
  return payments.notCapturable(id)
}

/** A PaymentIntent's status, or the one that goes with the charge's. */
const intentStatus = ({ from }: Refusal<'MoveNotAllowed'>, { paymentIntentStatus }: RefusalContext): string => {
  if (paymentIntentStatus !== null) return paymentIntentStatus
  if (from === 'captured') return 'succeeded'
  return from === 'released' || from === 'expired' ? 'canceled' : 'requires_payment_method'
}
