/** A PaymentIntent is captured: all of it, a part, or part by part. */
import { isLeft } from '../../domain/either.js'
import type { Charge } from '../../domain/records/charge.js'
import { cannotCapture, remainderReleased } from '../../stripe/errors/payment-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import type { Handled } from '../decision/answer.js'
import type { KeptCharge, KeptIntent } from '../decision/kinds.js'
import { chargeOf } from '../decision/law.js'
import { get, type Work } from '../decision/work.js'
import { amountOf, amountOrNull } from './amount.js'
import { type CaptureAsked, capture } from './capture.js'
import { followed } from './figures.js'
import { type SaidForPeople, saidAtCapture } from './for-people.js'
import { answered, keepIntent, refuseWith, tellIntent } from './intent.js'
import * as refusals from './refusals.js'
import { withAmount } from './transfer-says.js'

export interface CaptureParams extends Pick<SaidForPeople, 'statement_descriptor' | 'statement_descriptor_suffix'> {
  readonly amount_to_capture?: number
  readonly application_fee_amount?: number
  readonly final_capture: boolean
  readonly transfer_data?: { readonly amount?: number }
  readonly metadata?: MetadataUpdate
  readonly expand?: readonly string[]
}

/** Source: docs.stripe.com/payments/multicapture. */
const MOST_CAPTURES = 50

/** `POST /v1/payment_intents/{intent}/capture` */
export const captureIntent = (work: Work, kept: KeptIntent, params: CaptureParams): Handled => {
  const { status, latest_charge: id } = kept.intent
  if (status === 'succeeded') return refuseWith(work, kept, remainderReleased())
  if (status !== 'requires_capture' || id === null) return refuseWith(work, kept, cannotCapture(status))
  const metadata = mergedMetadata(kept.intent.metadata, params.metadata ?? {})
  if (isLeft(metadata)) return refuseWith(work, kept, paramError(metadata.left))
  const before = chargeOf(work, id) as Charge
  const asked = askedOf(params)
  const forPeople = saidAtCapture(work, get(work, 'charge', id), params)
  const refusal = captureRefusal(work, get(work, 'charge', id), before, params) ?? capture(work, id, asked)
  if (refusal !== null) return refuseWith(work, kept, refusal)
  const charge = work.books.charge as Charge
  const onward = withCapture(kept, asked, charge)
  const intent = { ...kept.intent, ...forPeople, ...onward, metadata: metadata.right }
  const after = keepIntent(work, kept, followed(intent, charge))
  tellCapture(work, after, before)
  return answered(work, after, params.expand)
}

const askedOf = (params: CaptureParams): CaptureAsked => ({
  amount: params.amount_to_capture === undefined ? 'remaining' : amountOf(params.amount_to_capture),
  final: params.final_capture,
  fee: amountOrNull(params.application_fee_amount),
  transfer: amountOrNull(params.transfer_data?.amount),
})

/** What only payments of several captures are refused for; null where the law is to say. */
const captureRefusal = (
  { asked: { scope } }: Work,
  { made }: KeptCharge,
  charge: Charge,
  params: CaptureParams,
): StripeError | null => {
  const { application_fee_amount: fee, transfer_data: { amount: transfer } = {}, final_capture: final } = params
  if (fee !== undefined && made.transfer_data === null && scope === '') return refusals.feeOfNobody('payment_intent')
  if (transfer !== undefined && made.transfer_data === null) return refusals.noDestination()
  if (!final && !takesSeveral(made)) return refusals.multicaptureUnavailable()
  if (params.amount_to_capture === 0) return null
  if (charge.captures >= MOST_CAPTURES) return refusals.tooManyCaptures(MOST_CAPTURES)
  if (charge.captures === 0) return null
  if (fee === undefined && made.application_fee_amount !== null)
    return refusals.neededAtEveryCapture('application_fee_amount')
  return transfer === undefined && made.transfer_data !== null && made.transfer_data.amount !== null
    ? refusals.neededAtEveryCapture('transfer_data[amount]')
    : null
}

const takesSeveral = ({ payment_method_details: method }: KeptCharge['made']): boolean =>
  method.type === 'card' && method.card.multicapture.status === 'available'

/** What went on by all captures, where one of them said how much. */
const withCapture = (
  { intent }: KeptIntent,
  { fee, transfer }: CaptureAsked,
  charge: Charge,
): Pick<KeptIntent['intent'], 'application_fee_amount' | 'transfer_data'> => ({
  application_fee_amount: fee === null ? intent.application_fee_amount : (charge.fee?.total ?? fee),
  transfer_data:
    transfer === null || intent.transfer_data === null
      ? intent.transfer_data
      : withAmount(intent.transfer_data, charge.transfer?.total ?? transfer),
})

/** Source: docs.stripe.com/payments/multicapture, `amount_capturable_updated` at each of several captures. */
const tellCapture = (work: Work, after: KeptIntent, { captures }: Charge): void => {
  const isDone = after.intent.status === 'succeeded'
  if (!isDone || captures > 0) tellIntent(work, 'payment_intent.amount_capturable_updated', after)
  if (isDone) tellIntent(work, 'payment_intent.succeeded', after)
}
