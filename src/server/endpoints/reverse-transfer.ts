/** A transfer is reversed by itself: money comes back from the connected account, and with it a share of the fee, if asked. */
import { isLeft } from '../../domain/either.js'
import { least, type MinorUnits, minus, proportion } from '../../domain/money/minor-units.js'
import type { Leg } from '../../domain/records/leg.js'
import { restOf } from '../../domain/records/leg.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import { refused, type StripeError } from '../../stripe/errors/stripe-error.js'
import type { WireTransferObject } from '../../stripe/objects/transfer.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { NO_SETTINGS } from '../decision/kinds.js'
import { chargeOf } from '../decision/law.js'
import { find, get, type Work } from '../decision/work.js'
import { amountOrNull } from '../payments/amount.js'
import { shown } from '../show/show.js'
import { askedBack } from './return-leg.js'

/** What may be said of a reversal. A description is taken, and shown nowhere. */
export interface ReversalParams {
  readonly amount?: number
  readonly refund_application_fee?: boolean
  readonly metadata?: MetadataUpdate
  readonly expand?: readonly string[]
}

/** `POST /v1/transfers/{id}/reversals`, which answers the reversal. */
export const reversed = (work: Work, id: string, params: ReversalParams): Handled => {
  const transfer = find(work, 'transfer', id)
  if (transfer === null) return refuse(noSuch('transfer', id, 'id'))
  const metadata = mergedMetadata({}, params.metadata ?? {})
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  const charge = transfer.source_transaction ?? ''
  const sent = chargeOf(work, charge)?.transfer ?? null
  const failed = askedBack(work, charge, {
    type: 'reverseTransfer',
    amount: amountOrNull(params.amount) ?? 'remaining',
    metadata: metadata.right,
  })
  if (failed !== null) return refuse(failed)
  if (isUncovered(work, transfer)) return refuse(notCovered())
  if (params.refund_application_fee === true && sent !== null) {
    const withoutFee = feeBackToo(work, charge, sent)
    if (withoutFee !== null) return refuse(withoutFee)
  }
  const [newest] = get(work, 'transfer', id).reversals.data
  return answer(shown(work, 'transfer_reversal', newest?.id ?? '', params.expand) as object)
}

const isUncovered = (work: Work, { destination }: WireTransferObject): boolean =>
  (find(work, 'settings', 'settings') ?? NO_SETTINGS).uncovered.includes(destination)

/** REPORTED: the first sentence of what is answered to a refund; the others are about a refund's parameters. */
const notCovered = (): StripeError =>
  refused(
    'The recipient of this transfer does not have sufficient funds in their Stripe balance to reverse this amount.',
  )

/**
 * The fee's share of what was just reversed: in proportion to the transfer, all of it with all of the transfer. Shares are the
 * differences of rounded sums, as everywhere, and never more than is left. A charge without a fee has nothing to give.
 * Source of the proportion: Stripe's reference of `refund_application_fee`.
 */
const feeBackToo = (work: Work, charge: string, before: Leg): StripeError | null => {
  const now = chargeOf(work, charge)
  if (now?.fee == null || now.transfer === null) return null
  const { fee, transfer } = now
  const until = (part: MinorUnits): MinorUnits => proportion({ total: fee.total, part, whole: transfer.total })
  const due = minus(until(transfer.returned), until(before.returned))
  if (due === 0) return null
  const rest = restOf(fee)
  // With nothing left, what remains is asked for: the law refuses it.
  return askedBack(work, charge, {
    type: 'returnFee',
    amount: rest === 0 ? 'remaining' : least(due, rest),
    metadata: {},
  })
}
