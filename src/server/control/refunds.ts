/** A refund's way by hand: what its bank, its customer or the balance would do. */
import type { Undated } from '../../store/rows.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import { onlyExpand } from '../../stripe/params/common.js'
import { endpoint } from '../../stripe/params/endpoint.js'
import { expand } from '../../stripe/params/expand.js'
import { required, withDefault } from '../../stripe/params/param.js'
import { choice, integer } from '../../stripe/params/scalars.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { NO_SETTINGS } from '../decision/kinds.js'
import { chargeOf, command, refundOf } from '../decision/law.js'
import { refusedAs } from '../decision/refusals.js'
import { POST, type Route } from '../decision/route.js'
import { find, get, later, put, type Work } from '../decision/work.js'
import { toActBy } from '../ledger/refunds.js'
import { shown } from '../show/show.js'

const paths = expand('refund')

/** Source: stripe-node `Refunds.ts`, `failure_reason`. */
const FailureReason = choice(
  'lost_or_stolen_card',
  'expired_or_canceled_card',
  'charge_for_pending_refund_disputed',
  'insufficient_funds',
  'declined',
  'merchant_request',
  'unknown',
)

/** `POST /_control/refunds/{refund}/fail`. The reason not said is the one of the test card whose refunds fail. */
const FailRefundParams = endpoint({
  failure_reason: withDefault(FailureReason, 'expired_or_canceled_card'),
  expand: paths,
})
const CancelRefundParams = endpoint({ failure_reason: FailureReason, expand: paths })
const SubmitRefundParams = endpoint({
  pending_reason: withDefault(choice('processing', 'insufficient_funds', 'charge_pending'), 'processing'),
  expand: paths,
})
const MoveRefundParams = onlyExpand('refund')

/** More than anyone plans, and little enough to be kept in one record. */
const MOST_NEXT = 1_000

const NextRefundsParams = endpoint({
  status: required(choice('pending', 'requires_action')),
  count: withDefault(integer({ least: 1, most: MOST_NEXT }), 1),
})

/** The law's word on a refund that is there; null when it was accepted. */
const moved = (work: Work, id: string, undated: Undated): Handled | null => {
  const refund = find(work, 'refund', id)
  const charge = refund?.charge as string | undefined
  if (charge !== undefined) chargeOf(work, charge)
  // The object of a released authorisation is no refund of the law's.
  if (charge === undefined || refundOf(work, id) === null) return refuse(noSuch('refund', id, 'refund'))
  const refusal = command(work, undated)
  return refusal === null ? null : refuse(refusedAs(work, refusal, get(work, 'charge', charge)))
}

const move = (work: Work, id: string, undated: Undated, expanded: readonly string[] | undefined): Handled =>
  moved(work, id, undated) ?? answer(shown(work, 'refund', id, expanded) as object)

/** The customer did what was asked: the refund goes its way, and arrives by itself unless it waits for the balance. */
const submit = (
  work: Work,
  id: string,
  params: { readonly pending_reason: 'processing' | 'insufficient_funds' | 'charge_pending' },
): Handled | null => {
  const refused = moved(work, id, { type: 'submit', pendingReason: params.pending_reason })
  if (refused === null && params.pending_reason !== 'insufficient_funds')
    later(work, work.asked.rules.soon(work.at), 'refund.succeed', {
      charge: get(work, 'refund', id).charge as string,
      refund: id,
      scope: work.asked.scope,
    })
  return refused
}

const planned = (
  work: Work,
  { status, count }: { readonly status: 'pending' | 'requires_action'; readonly count: number },
): Handled => {
  const settings = find(work, 'settings', 'settings') ?? NO_SETTINGS
  const nextRefunds = [...settings.nextRefunds, ...Array.from({ length: count }, () => ({ status }))].slice(
    0,
    MOST_NEXT,
  )
  put(work, 'settings', 'settings', { ...settings, nextRefunds })
  return answer({ object: 'control.next_refunds', next: nextRefunds.map((one) => one.status) })
}

export const CONTROL_REFUND_ROUTES: readonly Route[] = [
  POST('/_control/refunds/next', { params: NextRefundsParams, decide: planned }),
  POST('/_control/refunds/{refund}/succeed', {
    params: MoveRefundParams,
    decide: (work, params, { refund = '' }) => move(work, refund, { type: 'succeed' }, params.expand),
  }),
  POST('/_control/refunds/{refund}/fail', {
    params: FailRefundParams,
    decide: (work, params, { refund = '' }) =>
      move(work, refund, { type: 'fail', failureReason: params.failure_reason }, params.expand),
  }),
  POST('/_control/refunds/{refund}/cancel', {
    params: CancelRefundParams,
    decide: (work, params, { refund = '' }) =>
      move(work, refund, { type: 'cancel', failureReason: params.failure_reason ?? 'merchant_request' }, params.expand),
  }),
  POST('/_control/refunds/{refund}/require_action', {
    params: MoveRefundParams,
    decide: (work, params, { refund = '' }) =>
      move(work, refund, { type: 'requireAction', expiresAt: toActBy(work.at) }, params.expand),
  }),
  POST('/_control/refunds/{refund}/submit', {
    params: SubmitRefundParams,
    decide: (work, params, { refund = '' }) =>
      submit(work, refund, params) ?? answer(shown(work, 'refund', refund, params.expand) as object),
  }),
]
