/** Commands whose time is not fixed yet, as they are written. */
import type * as t from 'io-ts'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import type * as records from '../../domain/records/leg.js'
import type { Undated } from '../rows.js'
import { Outcome, Stage } from './dispute.js'
import {
  Amount,
  AmountAsked,
  CurrencyCode,
  Flag,
  IdOfCharge,
  IdOfDispute,
  IdOfRefund,
  MetadataAsGiven,
  Text,
  Time,
} from './fields.js'
import { LegAmount, LegsAsked } from './leg.js'
import { Acknowledged, Born, Failure, Pending, Reason } from './refund.js'
import { exactly, guard, nullable, oneOf, type RecordShape, type Shape, tagged } from './shapes.js'

const of = <const Type extends string, Own extends t.Props>(type: Type, own: Own) =>
  exactly({ type: oneOf(type), ...own })

interface Amounts {
  readonly amount: Shape<MinorUnits>
  readonly amountAsked: Shape<MinorUnits | 'remaining'>
  readonly legAmount: Shape<records.LegAmount>
}

const commands = ({ amount, amountAsked, legAmount }: Amounts): RecordShape<Undated> =>
  tagged('type', {
    authorize: of('authorize', {
      id: IdOfCharge,
      amount,
      currency: CurrencyCode,
      status: oneOf('pending', 'authorized'),
    }),
    capture: of('capture', {
      amount: amountAsked,
      final: Flag,
      fee: nullable(legAmount),
      transfer: nullable(legAmount),
      processorFee: nullable(amount),
    }),
    release: of('release', {}),
    expire: of('expire', {}),
    decline: of('decline', { failure: Text }),
    request: of('request', {
      id: IdOfRefund,
      amount: amountAsked,
      currency: CurrencyCode,
      reason: nullable(Reason),
      legs: LegsAsked,
      metadata: MetadataAsGiven,
      born: Born,
    }),
    acknowledge: of('acknowledge', { answer: Acknowledged }),
    refuse: of('refuse', { refusal: Text }),
    succeed: of('succeed', {}),
    fail: of('fail', { failureReason: Failure }),
    cancel: of('cancel', { failureReason: nullable(Failure) }),
    requireAction: of('requireAction', { expiresAt: nullable(Time) }),
    submit: of('submit', { pendingReason: nullable(Pending) }),
    editMetadata: of('editMetadata', { metadata: MetadataAsGiven }),
    returnFee: of('returnFee', { amount: amountAsked }),
    reverseTransfer: of('reverseTransfer', { amount: amountAsked }),
    open: of('open', { id: IdOfDispute, amount, currency: CurrencyCode, stage: Stage }),
    escalate: of('escalate', {}),
    close: of('close', { outcome: Outcome }),
  })

export const Command: RecordShape<Undated> = commands({
  amount: Amount,
  amountAsked: AmountAsked,
  legAmount: LegAmount,
})

/** The law refuses amounts itself, by their own names: here anything may stand for one. */
const Anything: Shape<MinorUnits> = guard('anything', (_): _ is MinorUnits => true)
const AnythingAsked: Shape<MinorUnits | 'remaining'> = guard('anything', (_): _ is MinorUnits | 'remaining' => true)

/** A command as a caller asks it, before the law has looked at its amounts. */
export const CommandAsked: RecordShape<Undated> = commands({
  amount: Anything,
  amountAsked: AnythingAsked,
  legAmount: exactly({ amount: Anything, currency: CurrencyCode }),
})
