/** A refund is asked for: which charge is meant, how the refund is born, and what of it is answered. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Charge } from '../../domain/records/charge.js'
import { refundId } from '../../domain/records/ids.js'
import { type LegsAsked, NO_LEGS } from '../../domain/records/leg.js'
import type { Born, Metadata, RefundReason } from '../../domain/records/refund.js'
import { cardByNumber } from '../../stripe/cards.js'
import { noApplicationFee, noTransfer, transferNotCovered } from '../../stripe/errors/leg-errors.js'
import { noSuch, noSuchCharge } from '../../stripe/errors/lookup-errors.js'
import { unknownParams } from '../../stripe/errors/param-errors.js'
import { insufficientFunds, noSuccessfulCharge } from '../../stripe/errors/refund-errors.js'
import { invalid, refused, type StripeError } from '../../stripe/errors/stripe-error.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { type KeptCharge, type KeptSettings, NO_SETTINGS } from '../decision/kinds.js'
import { chargeOf, command, dated } from '../decision/law.js'
import type { Need } from '../decision/need.js'
import { refusedAs } from '../decision/refusals.js'
import { find, mint, put, type Work } from '../decision/work.js'
import { toActBy } from '../ledger/refunds.js'
import { amountOf } from '../payments/amount.js'
import { shown } from '../show/show.js'

/** What may be said of a refund, wherever it is asked for. */
export interface RefundParams {
  readonly charge?: string
  readonly payment_intent?: string
  readonly amount?: number
  readonly reason?: RefundReason
  readonly refund_application_fee?: boolean
  readonly reverse_transfer?: boolean
  readonly metadata?: MetadataUpdate
  readonly instructions_email?: string
  readonly currency?: string
  readonly customer?: string
  readonly origin?: string
  readonly expand?: readonly string[]
}

/** What an ordinary refund of a charge will need. */
export const refundNeeds = (charge: string | undefined): readonly Need[] =>
  charge === undefined
    ? []
    : [
        { of: 'charge', id: charge },
        { of: 'document', kind: 'charge', id: charge },
        { of: 'document', kind: 'settings', id: 'settings' },
      ]

/** Asks the law, and answers the refund, or the charge where the older path was called. */
export const refundAsked = (work: Work, params: RefundParams, answers: 'charge' | 'refund'): Handled => {
  const beside = notOfCards(params)
  if (beside !== null) return refuse(beside)
  const meant = chargeMeant(work, params)
  if (isLeft(meant)) return meant
  const { kept, charge } = meant.right
  if (isRelease(charge, kept, params)) return releaseInstead(work, kept, params, answers)

  const metadata = mergedMetadata({}, params.metadata ?? {})
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  const settings = find(work, 'settings', 'settings') ?? NO_SETTINGS
  const asked = request(work, params, { kept, settings, metadata: metadata.right })
  if (isLeft(asked)) return asked
  if (settings.lowBalance === 'refuse') return refuse(insufficientFunds())
  if (params.reverse_transfer === true && settings.uncovered.includes(kept.made.transfer_data?.destination ?? ''))
    return refuse(transferNotCovered())
  if (settings.nextRefunds.length > 0)
    put(work, 'settings', 'settings', { ...settings, nextRefunds: settings.nextRefunds.slice(1) })
  return answered(work, kept.made.id, asked.right, params, answers)
}

const answered = (
  work: Work,
  charge: string,
  refund: string,
  { expand }: RefundParams,
  answers: 'charge' | 'refund',
): Handled => answer(shown(work, answers, answers === 'charge' ? charge : refund, expand) as object)

/** Currency and customer are for refunds from a customer's balance, of which cards have none. */
const notOfCards = ({ origin, currency, customer }: RefundParams): StripeError | null => {
  if (origin !== undefined)
    return invalid('Refunds from a customer balance are not available here: name a charge or a payment_intent.', {
      param: 'origin',
    })
  const names = [...(currency === undefined ? [] : ['currency']), ...(customer === undefined ? [] : ['customer'])]
  const [first, ...more] = names
  return first === undefined ? null : unknownParams([first, ...more])
}

interface Meant {
  readonly kept: KeptCharge
  readonly charge: Charge
}

/** The charge by its id, or the latest one of the PaymentIntent. */
const chargeMeant = (work: Work, { charge, payment_intent: intentId }: RefundParams): Either<StripeError, Meant> => {
  if (intentId === undefined) return chargeById(work, charge ?? '')
  const intent = find(work, 'payment_intent', intentId)?.intent ?? null
  if (intent === null) return left(noSuch('payment_intent', intentId, 'payment_intent'))
  if (charge === undefined)
    return intent.latest_charge === null ? left(noSuccessfulCharge(intentId)) : chargeById(work, intent.latest_charge)
  const found = chargeById(work, charge)
  return !isLeft(found) && found.right.kept.made.payment_intent !== intentId
    ? left(refused(`Charge ${charge} does not belong to PaymentIntent ${intentId}.`, { param: 'payment_intent' }))
    : found
}

const chargeById = (work: Work, id: string): Either<StripeError, Meant> => {
  const kept = find(work, 'charge', id)
  const charge = kept === null ? null : chargeOf(work, id)
  if (kept === null || charge === null)
    return left(noSuchCharge(id, work.asked.endpoint === 'POST /v1/refunds' ? 'refunds' : 'chargeRefunds'))
  return right({ kept, charge })
}

/** An authorisation without a PaymentIntent is given up by a refund of all of it. */
const isRelease = (charge: Charge, { made }: KeptCharge, { amount }: RefundParams): boolean =>
  charge.status === 'authorized' &&
  charge.captured === 0 &&
  made.payment_intent === null &&
  (amount === undefined || amount === charge.authorized)

const releaseInstead = (work: Work, kept: KeptCharge, params: RefundParams, answers: 'charge' | 'refund'): Handled => {
  // Nothing was captured: neither fee nor transfer went out yet.
  if (params.refund_application_fee === true) return refuse(noApplicationFee(kept.made.id))
  if (params.reverse_transfer === true) return refuse(noTransfer(kept.made.id))
  const metadata = mergedMetadata({}, params.metadata ?? {})
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  work.releasing = { reason: params.reason ?? null, metadata: metadata.right }
  const refusal = command(work, { type: 'release' })
  if (refusal !== null) return refuse(refusedAs(work, refusal, kept))
  const { releases } = find(work, 'charge', kept.made.id) ?? kept
  return answered(work, kept.made.id, releases.at(-1)?.id ?? '', params, answers)
}

interface Around {
  readonly kept: KeptCharge
  readonly settings: KeptSettings
  readonly metadata: Metadata
}

/** The law's word: the refund's id, or why not. */
const request = (
  work: Work,
  params: RefundParams,
  { kept, settings, metadata }: Around,
): Either<StripeError, string> => {
  const id = refundId(mint(work, 're_'))
  if (isLeft(id)) throw new Error('minted an id that is none')
  work.email = params.instructions_email ?? null
  const amount = params.amount === undefined ? 'remaining' : amountOf(params.amount)
  const refusal = dated(work, {
    type: 'request',
    id: id.right,
    amount,
    currency: kept.made.currency,
    reason: params.reason ?? null,
    legs: legsOf(params),
    metadata,
    born: bornAs(work, kept, settings),
    at: work.at,
  })
  return refusal === null ? right(id.right) : left(refusedAs(work, refusal, kept, amount))
}

/** One for all of them: each refund keeps it. */
const SUCCEEDED: Born = { status: 'succeeded' }

const legsOf = ({
  refund_application_fee: fee = false,
  reverse_transfer: transfer = false,
}: RefundParams): LegsAsked => (fee || transfer ? { fee, transfer } : NO_LEGS)

/** Where the refund is born: by the server's levers first, then by the card. */
const bornAs = (work: Work, { card }: KeptCharge, { lowBalance, nextRefunds }: KeptSettings): Born => {
  const [next] = nextRefunds
  if (next?.status === 'requires_action') return { status: 'requires_action', expiresAt: toActBy(work.at) }
  if (lowBalance === 'pending') return { status: 'pending', pendingReason: 'insufficient_funds' }
  const isPending =
    next?.status === 'pending' || (card !== null && cardByNumber(card)?.behavior.does === 'refundPending')
  return isPending ? { status: 'pending', pendingReason: 'processing' } : SUCCEEDED
}
