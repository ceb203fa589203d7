/** Commands whose time is not fixed yet, as they are written. */
import type * as t from 'io-ts'
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
import { exactly, nullable, oneOf, type RecordShape, tagged } from './shapes.js'

const of = <const Type extends string, Own extends t.Props>(type: Type, own: Own) =>
  exactly({ type: oneOf(type), ...own })

export const Command: RecordShape<Undated> = tagged('type', {
  authorize: of('authorize', {
    id: IdOfCharge,
    amount: Amount,
    currency: CurrencyCode,
    status: oneOf('pending', 'authorized'),
  }),
  capture: of('capture', {
    amount: AmountAsked,
    final: Flag,
    fee: nullable(LegAmount),
    transfer: nullable(LegAmount),
    processorFee: nullable(Amount),
  }),
  release: of('release', {}),
  expire: of('expire', {}),
  decline: of('decline', { failure: Text }),
  request: of('request', {
    id: IdOfRefund,
    amount: AmountAsked,
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
  returnFee: of('returnFee', { amount: AmountAsked }),
  reverseTransfer: of('reverseTransfer', { amount: AmountAsked }),
  open: of('open', { id: IdOfDispute, amount: Amount, currency: CurrencyCode, stage: Stage }),
  escalate: of('escalate', {}),
  close: of('close', { outcome: Outcome }),
})
