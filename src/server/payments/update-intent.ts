/** A PaymentIntent is changed. Stripe has no event for it. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Currency } from '../../domain/money/currency.js'
import { cannotUpdateAmount } from '../../stripe/errors/payment-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { WirePaymentIntent } from '../../stripe/objects/payment-intent.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import type { Handled } from '../decision/answer.js'
import type { KeptIntent } from '../decision/kinds.js'
import type { Work } from '../decision/work.js'
import { amountOf, amountRefusal, currencyOf } from './amount.js'
import { isOpen } from './confirm.js'
import { regroup } from './edit-charge.js'
import { answered, keepIntent, refuseWith } from './intent.js'
import { type MethodAsked, methodAsked, typesRefusal, withAsked } from './method-asked.js'
import { customerNamed } from './parties.js'
import { cannotUpdate, feeOfNobody, noDestination } from './refusals.js'
import { saysAfter, saysOf, type TransferSaid, transferShown } from './transfer-says.js'

export interface IntentUpdate extends MethodAsked {
  readonly amount?: number
  readonly currency?: Currency
  readonly customer?: string
  readonly application_fee_amount?: number
  readonly transfer_data?: TransferSaid & { readonly amount?: number }
  /** Empty: of none any more. */
  readonly transfer_group?: string
  readonly description?: string
  readonly metadata?: MetadataUpdate
  readonly expand?: readonly string[]
}

/** What can be changed only before the card is charged. */
const BEFORE_CHARGE = [
  'amount',
  'currency',
  'payment_method',
  'payment_method_data',
  'payment_method_types',
  'payment_method_options',
  'capture_method',
  'customer',
  'application_fee_amount',
  'transfer_data',
  'setup_future_usage',
] as const satisfies readonly (keyof IntentUpdate)[]

/** `POST /v1/payment_intents/{intent}` */
export const updateIntent = (work: Work, kept: KeptIntent, update: IntentUpdate): Handled => {
  const { intent } = kept
  const late = isOpen(intent) ? undefined : BEFORE_CHARGE.find((name) => update[name] !== undefined)
  if (late !== undefined)
    return refuseWith(
      work,
      kept,
      late === 'amount' ? cannotUpdateAmount(intent.status) : cannotUpdate(late, intent.status),
    )
  const types = typesRefusal(update)
  if (types !== null) return refuseWith(work, kept, types)
  const changed = changedIntent(work, intent, update)
  if (isLeft(changed)) return refuseWith(work, kept, changed.left)
  const after = keepIntent(work, withAsked({ ...kept, intent: changed.right }, update))
  if (update.transfer_group !== undefined) regroup(work, after.intent)
  return answered(work, after, update.expand)
}

const changedIntent = (
  work: Work,
  intent: WirePaymentIntent,
  update: IntentUpdate,
): Either<StripeError, WirePaymentIntent> => {
  const customer = customerNamed(work, update.customer)
  if (isLeft(customer)) return customer
  const owner = customer.right?.id ?? intent.customer
  const method = methodAsked(work, update, owner)
  if (isLeft(method)) return method
  const metadata = mergedMetadata(intent.metadata, update.metadata ?? {})
  if (isLeft(metadata)) return left(paramError(metadata.left))
  const further = onwardChanged(work, intent, update)
  if (isLeft(further)) return further
  const amount = amountOf(update.amount ?? intent.amount)
  const currency = update.currency ?? currencyOf(intent.currency)
  const refusal = isOpen(intent) ? amountRefusal(work, amount, currency, null) : null
  if (refusal !== null) return left(refusal)
  return right({
    ...intent,
    amount,
    currency,
    customer: owner,
    description: update.description === undefined ? intent.description : update.description || null,
    metadata: metadata.right,
    transfer_group: update.transfer_group === undefined ? intent.transfer_group : update.transfer_group || null,
    ...further.right,
    ...(method.right === null ? {} : { payment_method: method.right.method.id, status: 'requires_confirmation' }),
  })
}

const onwardChanged = (
  { asked }: Work,
  { application_fee_amount: before, transfer_data: transfer }: WirePaymentIntent,
  { application_fee_amount: fee, transfer_data: said }: IntentUpdate,
): Either<StripeError, Pick<WirePaymentIntent, 'application_fee_amount' | 'transfer_data'>> => {
  if (fee !== undefined && transfer === null && asked.scope === '') return left(feeOfNobody('payment_intent'))
  const application_fee_amount = fee ?? before
  if (transfer === null)
    return said === undefined ? right({ application_fee_amount, transfer_data: null }) : left(noDestination())
  const says = saysAfter(said ?? {}, saysOf(transfer))
  if (isLeft(says)) return says
  const transfer_data = transferShown(transfer.destination, said?.amount ?? transfer.amount, says.right)
  return right({ application_fee_amount, transfer_data })
}
