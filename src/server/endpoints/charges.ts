/** Charges. How they are made stands in `payments/`. */
import { isLeft } from '../../domain/either.js'
import { noSuchCharge } from '../../stripe/errors/lookup-errors.js'
import { alreadyCaptured, captureByPaymentIntent } from '../../stripe/errors/payment-errors.js'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import {
  CaptureChargeParams,
  CreateChargeParams,
  ListChargesParams,
  RetrieveChargeParams,
  UpdateChargeParams,
} from '../../stripe/params/charges.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import type { KeptCharge } from '../decision/kinds.js'
import { chargeOf } from '../decision/law.js'
import type { Need } from '../decision/need.js'
import { GET, type Path, POST, type Route } from '../decision/route.js'
import { find, get, put, type Work } from '../decision/work.js'
import { amountOf, amountOrNull } from '../payments/amount.js'
import { capture } from '../payments/capture.js'
import { createCharge } from '../payments/create-charge.js'
import { editCharge } from '../payments/edit-charge.js'
import { forPeopleAfter, type SaidForPeople, saidAtCapture } from '../payments/for-people.js'
import { byLabels, chargeLabels, groupLabel, labelOf } from '../payments/labels.js'
import { feeOfToday } from '../payments/older-names.js'
import { customerListed, customerNamed } from '../payments/parties.js'
import { customerStays, feeOfNobody, groupOfPaymentIntent, noDestination } from '../payments/refusals.js'
import { shown } from '../show/show.js'
import { listed } from './lists.js'

interface Shown {
  readonly expand?: readonly string[]
}

/** Of the charge in the path, if it is there. */
const ofCharge =
  <Params>(decide: (work: Work, kept: KeptCharge, params: Params) => Handled) =>
  (work: Work, params: Params, { charge = '' }: Path): Handled => {
    const kept = find(work, 'charge', charge)
    return kept === null ? refuse(noSuchCharge(charge, 'charge')) : decide(work, kept, params)
  }

const answered = (work: Work, { made }: KeptCharge, { expand }: Shown): Handled =>
  answer(shown(work, 'charge', made.id, expand) as object)

const update = (
  work: Work,
  kept: KeptCharge,
  params: Shown & {
    readonly customer?: string
    readonly description?: string
    readonly metadata?: MetadataUpdate
    readonly transfer_group?: string
    readonly fraud_details?: { readonly user_report: '' | 'fraudulent' | 'safe' }
  } & Pick<SaidForPeople, 'receipt_email' | 'shipping'>,
): Handled => {
  const { made } = kept
  const { transfer_group = made.transfer_group, fraud_details: fraud } = params
  if (params.transfer_group !== undefined && made.payment_intent !== null)
    return refuse(groupOfPaymentIntent(made.payment_intent))
  const customer = customerNamed(work, params.customer)
  if (isLeft(customer)) return customer
  const owner = customer.right?.id ?? made.customer
  if (made.customer !== null && owner !== made.customer) return refuse(customerStays(made.id))
  const metadata = mergedMetadata(made.metadata, params.metadata ?? {})
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  const description = params.description === undefined ? made.description : params.description || null
  editCharge(work, kept, {
    ...forPeopleAfter(params, made),
    customer: owner,
    description,
    fraud_details: fraud === undefined ? made.fraud_details : reported(made.fraud_details, fraud.user_report),
    metadata: metadata.right,
    transfer_group,
  })
  return answered(work, kept, params)
}

/** What the merchant reports of a charge; nothing any more where it is unset. */
const reported = (
  { user_report: _, ...fraud }: WireNewCharge['fraud_details'],
  report: '' | 'fraudulent' | 'safe',
): WireNewCharge['fraud_details'] => (report === '' ? fraud : { ...fraud, user_report: report })

const captured = (
  work: Work,
  kept: KeptCharge,
  params: Shown & {
    readonly amount?: number
    readonly application_fee_amount?: number
    readonly application_fee?: number
    readonly transfer_data?: { readonly amount?: number }
    readonly transfer_group?: string
  } & Omit<SaidForPeople, 'shipping'>,
): Handled => {
  const { made } = kept
  const { transfer_data: { amount: transfer } = {}, transfer_group: group } = params
  const taken = feeOfToday(params)
  if (isLeft(taken)) return taken
  const fee = taken.right
  const law = chargeOf(work, made.id)
  // The payment of a transfer is not the law's: all of it was taken when it was made.
  if (law === null) return refuse(alreadyCaptured(made.id))
  // VERIFIED (SW04, SW05): of a charge that was captured this is not said, whoever made it.
  if (made.payment_intent !== null && law.status !== 'captured')
    return refuse(captureByPaymentIntent(made.payment_intent))
  if (fee !== undefined && made.transfer_data === null && work.asked.scope === '') return refuse(feeOfNobody('charge'))
  if (transfer !== undefined && made.transfer_data === null) return refuse(noDestination())
  saidAtCapture(work, kept, params)
  if (group !== undefined) inGroup(work, get(work, 'charge', made.id), group)
  const refusal = capture(work, made.id, {
    amount: params.amount === undefined ? 'remaining' : amountOf(params.amount),
    final: true,
    fee: amountOrNull(fee),
    transfer: amountOrNull(transfer),
  })
  return refusal === null ? answered(work, kept, params) : refuse(refusal)
}

/** Before it is captured: the transfer is of the same group. */
const inGroup = (work: Work, kept: KeptCharge, transfer_group: string): void => {
  const made = { ...kept.made, transfer_group }
  put(work, 'charge', made.id, { ...kept, made }, { labels: chargeLabels(made) })
}

/** What making a charge looks at for sure. */
const SETTINGS: readonly Need[] = [{ of: 'document', kind: 'settings', id: 'settings' }]

const needsCharge = (_: unknown, { charge = '' }: Path): readonly Need[] => [
  { of: 'charge', id: charge },
  { of: 'document', kind: 'charge', id: charge },
]

export const CHARGE_ROUTES: readonly Route[] = [
  POST('/v1/charges', { params: CreateChargeParams, guess: () => SETTINGS, decide: createCharge }),
  GET('/v1/charges', {
    params: ListChargesParams,
    decide: (work, params) => {
      const nobody = customerListed(work, params.customer)
      if (nobody !== null) return refuse(nobody)
      return listed(work, params, {
        kind: 'charge',
        name: 'charge',
        url: '/v1/charges',
        ...byLabels([
          ...labelOf('payment_intent', params.payment_intent),
          ...labelOf('customer', params.customer),
          ...(params.transfer_group === undefined ? [] : [groupLabel(params.transfer_group)]),
        ]),
      })
    },
  }),
  GET('/v1/charges/{charge}', { params: RetrieveChargeParams, guess: needsCharge, decide: ofCharge(answered) }),
  POST('/v1/charges/{charge}', { params: UpdateChargeParams, guess: needsCharge, decide: ofCharge(update) }),
  POST('/v1/charges/{charge}/capture', { params: CaptureChargeParams, guess: needsCharge, decide: ofCharge(captured) }),
]
