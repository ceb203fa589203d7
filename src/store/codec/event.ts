/** Events, as they are written. */
import type * as t from 'io-ts'
import type * as law from '../../domain/law/events.js'
import { brokenByEvent } from '../../domain/law/invariants-event.js'
import type { RefundStatus } from '../../domain/records/refund.js'
import { Outcome, Stage } from './dispute.js'
import {
  Amount,
  CurrencyCode,
  Flag,
  IdOfCharge,
  IdOfDispute,
  IdOfRefund,
  MetadataAsGiven,
  Text,
  Time,
} from './fields.js'
import { LegAmount, LegsReturned } from './leg.js'
import {
  Acknowledged,
  AsCanceled,
  AsFailed,
  Asked,
  AsPending,
  AsRefused,
  AsRequiresAction,
  AsSucceeded,
  Born,
} from './refund.js'
import { exactly, lawful, nullable, oneOf, type RecordShape, type Shape, tagged } from './shapes.js'

const ofCharge = <const Type extends string, Own extends t.Props>(type: Type, own: Own) =>
  exactly({ type: oneOf(type), charge: IdOfCharge, ...own, currency: CurrencyCode, at: Time })

const Status: Shape<RefundStatus> = oneOf(
  'requested',
  'refused',
  'pending',
  'requires_action',
  'succeeded',
  'failed',
  'canceled',
)

const moved = <const Type extends string, Position extends t.Mixed>(type: Type, position: Position) =>
  ofCharge(type, { refund: IdOfRefund, amount: Amount, from: Status, position, returned: LegsReturned })

const ofDispute = <const Type extends string, Own extends t.Props>(type: Type, own: Own) =>
  ofCharge(type, { dispute: IdOfDispute, amount: Amount, ...own })

const Payer: Shape<law.FeePayer> = oneOf('connected_account', 'merchant')

const anyEvent: RecordShape<law.Event> = tagged('type', {
  ChargePending: ofCharge('ChargePending', { amount: Amount }),
  ChargeAuthorized: ofCharge('ChargeAuthorized', { amount: Amount }),
  ChargeFailed: ofCharge('ChargeFailed', { failure: Text }),
  ChargeCaptured: ofCharge('ChargeCaptured', {
    amount: Amount,
    final: Flag,
    released: Amount,
    fee: nullable(LegAmount),
    transfer: nullable(LegAmount),
    payer: Payer,
    processorFee: nullable(Amount),
  }),
  ChargeReleased: ofCharge('ChargeReleased', { amount: Amount }),
  ChargeExpired: ofCharge('ChargeExpired', { amount: Amount }),
  RefundRequested: ofCharge('RefundRequested', {
    refund: IdOfRefund,
    amount: Amount,
    asked: Asked,
    metadata: MetadataAsGiven,
    position: Born,
    returned: LegsReturned,
  }),
  RefundAcknowledged: moved('RefundAcknowledged', Acknowledged),
  RefundRefused: moved('RefundRefused', AsRefused),
  RefundSucceeded: moved('RefundSucceeded', AsSucceeded),
  RefundFailed: moved('RefundFailed', AsFailed),
  RefundCanceled: moved('RefundCanceled', AsCanceled),
  RefundActionRequired: moved('RefundActionRequired', AsRequiresAction),
  RefundSubmitted: moved('RefundSubmitted', AsPending),
  RefundMetadataEdited: ofCharge('RefundMetadataEdited', { refund: IdOfRefund, metadata: MetadataAsGiven }),
  FeeReturned: ofCharge('FeeReturned', { leg: LegAmount, payer: Payer }),
  TransferReversed: ofCharge('TransferReversed', { leg: LegAmount }),
  DisputeOpened: ofDispute('DisputeOpened', { stage: Stage }),
  DisputeEscalated: ofDispute('DisputeEscalated', {}),
  DisputeClosed: ofDispute('DisputeClosed', { from: Stage, outcome: Outcome }),
})

/** A lawful event. */
export type Event = law.Event
export const Event: RecordShape<Event> = lawful(anyEvent, brokenByEvent)
