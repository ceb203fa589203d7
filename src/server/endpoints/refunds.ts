/** Refunds: looked at, edited, called back. How they are asked for stands in `create-refund.ts`. */
import { isLeft } from '../../domain/either.js'
import type { Refusal } from '../../domain/law/errors.js'
import type { Document, Undated } from '../../store/rows.js'
import type { Release } from '../../stripe/charge-view/release.js'
import { noSuch, noSuchCharge } from '../../stripe/errors/lookup-errors.js'
import { cancelUnsupported, expireUnsupported } from '../../stripe/errors/refund-errors.js'
import type { Change } from '../../stripe/events/told-event.js'
import { updatedEvents } from '../../stripe/events/updated-events.js'
import type { WireMetadata } from '../../stripe/objects/pieces.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import {
  CancelRefundParams,
  CreateChargeRefundParams,
  CreateRefundParams,
  ExpireRefundParams,
  ListChargeRefundsParams,
  ListRefundsParams,
  RefundChargeParams,
  RetrieveRefundParams,
  UpdateRefundParams,
} from '../../stripe/params/refunds.js'
import { countsReleases } from '../../stripe/version.js'
import type { WireRefund } from '../../stripe/wire-refund.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { chargeOf, command, refundOf } from '../decision/law.js'
import type { Need } from '../decision/need.js'
import { GET, POST, type Route } from '../decision/route.js'
import { find, findStored, get, put, type Work } from '../decision/work.js'
import { ASKED } from '../ledger/charges.js'
import { tell } from '../ledger/tell.js'
import { RELEASE } from '../show/charge.js'
import { shown } from '../show/show.js'
import { refundAsked, refundNeeds } from './create-refund.js'
import { type Listing, listed, type PageParams } from './lists.js'

interface Shown {
  readonly expand?: readonly string[]
}

/** Since 2025-03-31 a release is no refund, unless it was asked for as one. */
const SINCE_2025 = {
  name: 'asked for',
  test: ({ labels }: { readonly labels: readonly string[] }): boolean =>
    !labels.includes(RELEASE) || labels.includes(ASKED),
}

/** The refund, if there is one of this charge, whatever charge that is. What is not listed is not found. */
const refundFound = (work: Work, id: string, charge: string | undefined): WireRefund | null => {
  const refund = find(work, 'refund', id)
  if (refund === null || (charge !== undefined && refund.charge !== charge)) return null
  const stored = findStored(work, 'refund', id, work.asked.scope) as Document
  return countsReleases(work.asked.version) || SINCE_2025.test(stored) ? refund : null
}

const retrieve = (work: Work, { expand }: Shown, path: Readonly<Record<string, string>>): Handled => {
  const id = path.refund as string
  if (path.charge !== undefined && find(work, 'charge', path.charge) === null)
    return refuse(noSuchCharge(path.charge, 'chargeRefunds'))
  return refundFound(work, id, path.charge) === null
    ? refuse(noSuch('refund', id, 'refund'))
    : answer(shown(work, 'refund', id, expand) as object)
}

/** A command of the law on a refund that is there. The object of a release is no refund of the law's: it takes none. */
const moved = (
  work: Work,
  { charge, id }: WireRefund,
  undated: Undated,
  otherwise: (refusal: Refusal | null) => Handled | null,
): Handled | null => {
  chargeOf(work, charge as string)
  if (refundOf(work, id) === null) return otherwise(null)
  const refusal = command(work, undated)
  return refusal === null ? null : otherwise(refusal)
}

/** What was taken back of the payment of a transfer is not the law's: the object is all there is of it. Nothing of it is told. */
const isOfPayment = ({ id }: WireRefund): boolean => id.startsWith('pyr_')

/** The metadata of a release: where the charge keeps it, and in its object. */
const editRelease = (work: Work, before: WireRefund, metadata: WireMetadata): void => {
  const kept = get(work, 'charge', before.charge as string)
  const isIt = ({ id }: Release): boolean => id === before.id
  if (!kept.releases.some(isIt)) return
  const releases = kept.releases.map((release) => (isIt(release) ? { ...release, metadata } : release))
  put(work, 'charge', kept.made.id, { ...kept, releases })
  const after = { ...before, metadata }
  put(work, 'refund', before.id, after)
  tell(work, updatedEvents({ before, after } as Change<WireRefund & { readonly object: 'refund' }>))
}

const update = (
  work: Work,
  { metadata, expand }: Shown & { readonly metadata?: MetadataUpdate },
  path: Readonly<Record<string, string>>,
): Handled => {
  const id = path.refund as string
  const refund = refundFound(work, id, path.charge)
  if (refund === null) return refuse(noSuch('refund', id, 'refund'))
  const merged = mergedMetadata((refund.metadata ?? {}) as Readonly<Record<string, string>>, metadata ?? {})
  if (isLeft(merged)) return refuse(paramError(merged.left))
  if (isOfPayment(refund)) put(work, 'refund', id, { ...refund, metadata: merged.right })
  const failed = moved(work, refund, { type: 'editMetadata', metadata: merged.right }, (refusal) => {
    if (refusal === null) editRelease(work, refund, merged.right)
    return null
  })
  return failed ?? answer(shown(work, 'refund', id, expand) as object)
}

const cancel = (work: Work, { expand }: Shown, path: Readonly<Record<string, string>>): Handled => {
  const id = path.refund as string
  const refund = refundFound(work, id, undefined)
  if (refund === null) return refuse(noSuch('refund', id, 'refund'))
  // Only what waits for the customer is called back by the API.
  if (refund.status !== 'requires_action') return refuse(cancelUnsupported())
  const failed = moved(work, refund, { type: 'cancel', failureReason: 'merchant_request' }, () =>
    refuse(cancelUnsupported()),
  )
  return failed ?? answer(shown(work, 'refund', id, expand) as object)
}

const expire = (work: Work, { expand }: Shown, path: Readonly<Record<string, string>>): Handled => {
  const id = path.refund as string
  const refund = refundFound(work, id, undefined)
  if (refund === null) return refuse(noSuch('refund', id, 'refund'))
  if (refund.status !== 'requires_action') return refuse(expireUnsupported())
  const failed = moved(work, refund, { type: 'fail', failureReason: 'unknown' }, () => refuse(expireUnsupported()))
  return failed ?? answer(shown(work, 'refund', id, expand) as object)
}

const list = (work: Work, params: PageParams, of: Pick<Listing, 'label' | 'url'>): Handled =>
  listed(work, params, {
    kind: 'refund',
    name: 'refund',
    ...(countsReleases(work.asked.version) ? {} : { keep: SINCE_2025 }),
    ...of,
  })

/** By a PaymentIntent: all its refunds are of its latest charge. */
const chargeOfIntent = (work: Work, id: string): string => find(work, 'payment_intent', id)?.intent.latest_charge ?? ''

const needsRefund = (_: unknown, path: Readonly<Record<string, string>>): readonly Need[] => [
  { of: 'document', kind: 'refund', id: path.refund as string },
]

export const REFUND_ROUTES: readonly Route[] = [
  POST('/v1/refunds', {
    params: CreateRefundParams,
    guess: (params) => refundNeeds(params.charge),
    decide: (work, params) => refundAsked(work, params, 'refund'),
  }),
  POST('/v1/charges/{charge}/refunds', {
    params: CreateChargeRefundParams,
    guess: (_, { charge }) => refundNeeds(charge),
    decide: (work, params, { charge }) => refundAsked(work, { ...params, charge: charge as string }, 'refund'),
  }),
  POST('/v1/charges/{charge}/refund', {
    params: RefundChargeParams,
    guess: (_, { charge }) => refundNeeds(charge),
    decide: (work, params, { charge }) => refundAsked(work, { ...params, charge: charge as string }, 'charge'),
  }),
  GET('/v1/refunds', {
    params: ListRefundsParams,
    decide: (work, params) => {
      const { charge = params.payment_intent === undefined ? undefined : chargeOfIntent(work, params.payment_intent) } =
        params
      return list(work, params, { url: '/v1/refunds', ...(charge === undefined ? {} : { label: `charge:${charge}` }) })
    },
  }),
  GET('/v1/charges/{charge}/refunds', {
    params: ListChargeRefundsParams,
    decide: (work, params, { charge = '' }) =>
      find(work, 'charge', charge) === null
        ? refuse(noSuchCharge(charge, 'chargeRefunds'))
        : list(work, params, { url: `/v1/charges/${charge}/refunds`, label: `charge:${charge}` }),
  }),
  GET('/v1/refunds/{refund}', { params: RetrieveRefundParams, guess: needsRefund, decide: retrieve }),
  GET('/v1/charges/{charge}/refunds/{refund}', { params: RetrieveRefundParams, guess: needsRefund, decide: retrieve }),
  POST('/v1/refunds/{refund}', { params: UpdateRefundParams, guess: needsRefund, decide: update }),
  POST('/v1/charges/{charge}/refunds/{refund}', { params: UpdateRefundParams, guess: needsRefund, decide: update }),
  POST('/v1/refunds/{refund}/cancel', { params: CancelRefundParams, guess: needsRefund, decide: cancel }),
  POST('/v1/test_helpers/refunds/{refund}/expire', { params: ExpireRefundParams, guess: needsRefund, decide: expire }),
]
