/** Transfers, and what came back of them. All of them are the platform's. How they are reversed stands in `reverse-transfer.ts`. */
import { isLeft } from '../../domain/either.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import { updatedEvents } from '../../stripe/events/updated-events.js'
import type { WireReversal, WireTransferObject } from '../../stripe/objects/transfer.js'
import {
  CreateTransferReversalParams,
  ListTransferReversalsParams,
  ListTransfersParams,
  RetrieveTransferParams,
  RetrieveTransferReversalParams,
  UpdateTransferParams,
  UpdateTransferReversalParams,
} from '../../stripe/params/connect.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { GET, type Path, POST, type Route } from '../decision/route.js'
import { find, get, put, type Work } from '../decision/work.js'
import { tell } from '../ledger/tell.js'
import { byLabels, groupLabel, labelOf } from '../payments/labels.js'
import { shown } from '../show/show.js'
import { listed } from './lists.js'
import { withPart } from './return-leg.js'
import { reversed } from './reverse-transfer.js'

interface Edit {
  readonly description?: string
  readonly metadata?: MetadataUpdate
  readonly expand?: readonly string[]
}

const noSuchTransfer = (id: string, param: 'id' | 'transfer'): Handled => refuse(noSuch('transfer', id, param))

const update = (work: Work, { description, metadata, expand }: Edit, { transfer: id = '' }: Path): Handled => {
  const before = find(work, 'transfer', id)
  if (before === null) return noSuchTransfer(id, 'transfer')
  const merged = mergedMetadata(before.metadata, metadata ?? {})
  if (isLeft(merged)) return refuse(paramError(merged.left))
  const after: WireTransferObject = {
    ...before,
    metadata: merged.right,
    ...(description === undefined ? {} : { description: description === '' ? null : description }),
  }
  put(work, 'transfer', id, after)
  tell(work, updatedEvents({ before, after }))
  return answer(shown(work, 'transfer', id, expand) as object)
}

/** The part, if there is one, and it is one of this transfer. */
const partOf = (work: Work, { transfer = '', id = '' }: Path): WireReversal | null => {
  const part = find(work, 'transfer_reversal', id)
  return part === null || part.transfer !== transfer ? null : part
}

/** No event is known for it. */
const updatePart = (work: Work, { metadata, expand }: Edit, path: Path): Handled => {
  const { transfer = '', id = '' } = path
  if (find(work, 'transfer', transfer) === null) return noSuchTransfer(transfer, 'transfer')
  const before = partOf(work, path)
  if (before === null) return refuse(noSuch('transfer reversal', id, 'id'))
  const merged = mergedMetadata(before.metadata, metadata ?? {})
  if (isLeft(merged)) return refuse(paramError(merged.left))
  const after: WireReversal = { ...before, metadata: merged.right }
  put(work, 'transfer_reversal', id, after)
  const whole = get(work, 'transfer', transfer)
  put(work, 'transfer', transfer, { ...whole, reversals: withPart(whole.reversals, after) })
  return answer(shown(work, 'transfer_reversal', id, expand) as object)
}

export const TRANSFER_ROUTES: readonly Route[] = [
  GET('/v1/transfers', {
    params: ListTransfersParams,
    decide: (work, params) => {
      const { destination, transfer_group: group } = params
      const labels = [...labelOf('destination', destination), ...(group === undefined ? [] : [groupLabel(group)])]
      return listed(work, params, { kind: 'transfer', name: 'transfer', url: '/v1/transfers', ...byLabels(labels) })
    },
  }),
  GET('/v1/transfers/{transfer}', {
    params: RetrieveTransferParams,
    decide: (work, { expand }, { transfer: id = '' }) => {
      const transfer = shown(work, 'transfer', id, expand)
      return transfer === null ? noSuchTransfer(id, 'transfer') : answer(transfer)
    },
  }),
  POST('/v1/transfers/{transfer}', { params: UpdateTransferParams, decide: update }),
  POST('/v1/transfers/{id}/reversals', {
    params: CreateTransferReversalParams,
    decide: (work, params, { id = '' }) => reversed(work, id, params),
  }),
  GET('/v1/transfers/{id}/reversals', {
    params: ListTransferReversalsParams,
    decide: (work, params, { id = '' }) =>
      find(work, 'transfer', id) === null
        ? noSuchTransfer(id, 'id')
        : listed(work, params, {
            kind: 'transfer_reversal',
            name: 'transfer reversal',
            url: `/v1/transfers/${id}/reversals`,
            label: `transfer:${id}`,
          }),
  }),
  GET('/v1/transfers/{transfer}/reversals/{id}', {
    params: RetrieveTransferReversalParams,
    decide: (work, { expand }, path) => {
      const { transfer = '', id = '' } = path
      if (find(work, 'transfer', transfer) === null) return noSuchTransfer(transfer, 'transfer')
      return partOf(work, path) === null
        ? refuse(noSuch('transfer reversal', id, 'id'))
        : answer(shown(work, 'transfer_reversal', id, expand) as object)
    },
  }),
  POST('/v1/transfers/{transfer}/reversals/{id}', { params: UpdateTransferReversalParams, decide: updatePart }),
]
