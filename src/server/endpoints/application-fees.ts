/** Application fees, and what was given back of them. All of them are the platform's: a connected account has none. */
import { isLeft } from '../../domain/either.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import { updatedEvents } from '../../stripe/events/updated-events.js'
import type { WireFeeRefund } from '../../stripe/objects/application-fee.js'
import {
  CreateFeeRefundParams,
  ListApplicationFeesParams,
  ListFeeRefundsParams,
  RefundApplicationFeeParams,
  RetrieveApplicationFeeParams,
  RetrieveFeeRefundParams,
  UpdateFeeRefundParams,
} from '../../stripe/params/connect.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { GET, type Path, POST, type Route } from '../decision/route.js'
import { find, get, put, type Work } from '../decision/work.js'
import { tell } from '../ledger/tell.js'
import { amountOrNull } from '../payments/amount.js'
import { shown } from '../show/show.js'
import { listed } from './lists.js'
import { askedBack, withPart } from './return-leg.js'

const noSuchFee = (id: string, param: 'fee' | 'id'): Handled => refuse(noSuch('application fee', id, param))

interface Returning {
  readonly amount?: number
  readonly metadata?: MetadataUpdate
  readonly expand?: readonly string[]
}

/** Gives a part of the fee back, and answers that part, or the fee where the older path was called. */
const giveBack = (work: Work, id: string, params: Returning, answers: 'application_fee' | 'fee_refund'): Handled => {
  const fee = find(work, 'application_fee', id)
  if (fee === null) return noSuchFee(id, 'id')
  const metadata = mergedMetadata({}, params.metadata ?? {})
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  const refused = askedBack(work, fee.originating_transaction ?? fee.charge, {
    type: 'returnFee',
    amount: amountOrNull(params.amount) ?? 'remaining',
    metadata: metadata.right,
  })
  if (refused !== null) return refuse(refused)
  const [newest] = get(work, 'application_fee', id).refunds.data
  const answered = answers === 'application_fee' ? id : (newest?.id ?? '')
  return answer(shown(work, answers, answered, params.expand) as object)
}

/** The part, if there is one, and it is one of this fee. */
const partOf = (work: Work, { fee = '', id = '' }: Path): WireFeeRefund | null => {
  const part = find(work, 'fee_refund', id)
  return part === null || part.fee !== fee ? null : part
}

const update = (
  work: Work,
  { metadata, expand }: { readonly metadata?: MetadataUpdate; readonly expand?: readonly string[] },
  path: Path,
): Handled => {
  const { fee = '', id = '' } = path
  if (find(work, 'application_fee', fee) === null) return noSuchFee(fee, 'fee')
  const before = partOf(work, path)
  if (before === null) return refuse(noSuch('fee refund', id, 'id'))
  const merged = mergedMetadata(before.metadata, metadata ?? {})
  if (isLeft(merged)) return refuse(paramError(merged.left))
  const after: WireFeeRefund = { ...before, metadata: merged.right }
  put(work, 'fee_refund', id, after)
  const whole = get(work, 'application_fee', fee)
  put(work, 'application_fee', fee, { ...whole, refunds: withPart(whole.refunds, after) })
  tell(work, updatedEvents({ before, after }))
  return answer(shown(work, 'fee_refund', id, expand) as object)
}

export const APPLICATION_FEE_ROUTES: readonly Route[] = [
  GET('/v1/application_fees', {
    params: ListApplicationFeesParams,
    decide: (work, params) =>
      listed(work, params, {
        kind: 'application_fee',
        name: 'application fee',
        url: '/v1/application_fees',
        ...(params.charge === undefined ? {} : { label: `charge:${params.charge}` }),
      }),
  }),
  GET('/v1/application_fees/{id}', {
    params: RetrieveApplicationFeeParams,
    decide: (work, { expand }, { id = '' }) => {
      const fee = shown(work, 'application_fee', id, expand)
      return fee === null ? noSuchFee(id, 'id') : answer(fee)
    },
  }),
  POST('/v1/application_fees/{id}/refunds', {
    params: CreateFeeRefundParams,
    decide: (work, params, { id = '' }) => giveBack(work, id, params, 'fee_refund'),
  }),
  POST('/v1/application_fees/{id}/refund', {
    params: RefundApplicationFeeParams,
    decide: (work, params, { id = '' }) => giveBack(work, id, params, 'application_fee'),
  }),
  GET('/v1/application_fees/{id}/refunds', {
    params: ListFeeRefundsParams,
    decide: (work, params, { id = '' }) =>
      find(work, 'application_fee', id) === null
        ? noSuchFee(id, 'id')
        : listed(work, params, {
            kind: 'fee_refund',
            name: 'fee refund',
            url: `/v1/application_fees/${id}/refunds`,
            label: `fee:${id}`,
          }),
  }),
  GET('/v1/application_fees/{fee}/refunds/{id}', {
    params: RetrieveFeeRefundParams,
    decide: (work, { expand }, path) => {
      const { fee = '', id = '' } = path
      if (find(work, 'application_fee', fee) === null) return noSuchFee(fee, 'fee')
      return partOf(work, path) === null
        ? refuse(noSuch('fee refund', id, 'id'))
        : answer(shown(work, 'fee_refund', id, expand) as object)
    },
  }),
  POST('/v1/application_fees/{fee}/refunds/{id}', { params: UpdateFeeRefundParams, decide: update }),
]
