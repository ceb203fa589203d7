/** A customer's bank takes money back, and decides: disputes opened, grown and ended by hand. */
import { isLeft, right } from '../../domain/either.js'
import { type MinorUnits, minorUnits } from '../../domain/money/minor-units.js'
import type { Charge } from '../../domain/records/charge.js'
import type { Undated } from '../../store/rows.js'
import { noSuch, noSuchCharge } from '../../stripe/errors/lookup-errors.js'
import { onlyExpand } from '../../stripe/params/common.js'
import { endpoint } from '../../stripe/params/endpoint.js'
import { expand } from '../../stripe/params/expand.js'
import { required, withDefault } from '../../stripe/params/param.js'
import { Amount, choice, Flag, Text } from '../../stripe/params/scalars.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { chargeOf, command, onDispute } from '../decision/law.js'
import { refusedAs } from '../decision/refusals.js'
import { POST, type Route } from '../decision/route.js'
import { find, get, type Work } from '../decision/work.js'
import { openDispute } from '../payments/dispute.js'
import { shown } from '../show/show.js'

/** Source: stripe-node `Disputes.ts`, `reason`. */
const Reason = choice(
  'bank_cannot_process',
  'check_returned',
  'credit_not_processed',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
)

/** `POST /_control/disputes` */
const OpenDisputeParams = endpoint({
  charge: required(Text),
  amount: Amount,
  reason: withDefault(Reason, 'fraudulent'),
  inquiry: withDefault(Flag, false),
  expand: expand('dispute'),
})

/** `POST /_control/disputes/{dispute}/…` */
const MoveDisputeParams = onlyExpand('dispute')

interface Asked {
  readonly charge: string
  readonly amount?: number
  readonly reason: string
  readonly inquiry: boolean
  readonly expand?: readonly string[]
}

const open = (work: Work, { charge: id, amount, reason, inquiry, expand: paths }: Asked): Handled => {
  const kept = find(work, 'charge', id)
  const charge = kept === null ? null : chargeOf(work, id)
  if (kept === null || charge === null) return refuse(noSuchCharge(id, 'charge'))
  const units = amount === undefined ? right(usualAmount(charge)) : minorUnits(amount)
  if (isLeft(units)) throw new Error('an amount was let in that is none')
  const opened = openDispute(work, kept, charge, { amount: units.right, reason, inquiry })
  if (isLeft(opened)) return refuse(refusedAs(work, opened.left, kept, units.right))
  return answer(shown(work, 'dispute', opened.right, paths) as object)
}

/** All that was taken. Of what was only authorised, so that the law says why not. */
const usualAmount = ({ authorized, captured }: Charge): MinorUnits => (captured === 0 ? authorized : captured)

/** What each lever says to the law. */
const MOVES = {
  win: { type: 'close', outcome: 'won' },
  lose: { type: 'close', outcome: 'lost' },
  prevent: { type: 'close', outcome: 'prevented' },
  close: { type: 'close', outcome: 'inquiry_closed' },
  escalate: { type: 'escalate' },
} as const satisfies Readonly<Record<string, Undated<'close' | 'escalate'>>>

const move = (work: Work, undated: Undated, id: string, paths: readonly string[] | undefined): Handled => {
  const dispute = find(work, 'dispute', id)
  if (dispute === null) return refuse(noSuch('dispute', id, 'dispute'))
  chargeOf(work, dispute.charge)
  onDispute(work, id)
  const refusal = command(work, undated)
  if (refusal !== null) return refuse(refusedAs(work, refusal, get(work, 'charge', dispute.charge)))
  return answer(shown(work, 'dispute', id, paths) as object)
}

export const CONTROL_DISPUTE_ROUTES: readonly Route[] = [
  POST('/_control/disputes', { params: OpenDisputeParams, decide: open }),
  ...Object.entries(MOVES).map(([lever, undated]) =>
    POST(`/_control/disputes/{dispute}/${lever}`, {
      params: MoveDisputeParams,
      decide: (work, params, { dispute = '' }) => move(work, undated, dispute, params.expand),
    }),
  ),
]
