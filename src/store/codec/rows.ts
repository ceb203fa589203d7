/** Every row that a store keeps, and what its parts must agree on. */
import type { KeyDone } from '../../domain/idempotency/idempotency.js'
import type { Json } from '../../domain/idempotency/json.js'
import type { RowKind } from '../errors.js'
import type { Account } from '../names.js'
import * as stored from '../rows.js'
import { Charge } from './charge.js'
import { Command } from './command.js'
import { Dispute } from './dispute.js'
import { Event } from './event.js'
import {
  AccountName,
  Count,
  IdOfCharge,
  IdOfDispute,
  IdOfRefund,
  KeyName,
  Label,
  Ordinal,
  Text,
  Time,
} from './fields.js'
import { AnyJson } from './json.js'
import { Refund } from './refund.js'
import { exactly, lawful, listOf, nullable, oneOf, type RecordShape, tagged } from './shapes.js'

/** A charge, with the number of its last event, and of the last one that was delivered. */
export interface ChargeRow {
  readonly account: Account
  readonly version: number
  readonly acknowledged: number
  readonly charge: Charge
}
export const ChargeRow: RecordShape<ChargeRow> = lawful(
  exactly({ account: AccountName, version: Ordinal, acknowledged: Count, charge: Charge }),
  ({ version, acknowledged }) =>
    acknowledged > version ? [`acknowledged ${acknowledged} is more than version ${version}`] : [],
)

export interface RefundRow {
  readonly account: Account
  readonly refund: Refund
}
export const RefundRow: RecordShape<RefundRow> = exactly({ account: AccountName, refund: Refund })

export interface DisputeRow {
  readonly account: Account
  readonly dispute: Dispute
}
export const DisputeRow: RecordShape<DisputeRow> = exactly({ account: AccountName, dispute: Dispute })

export type EventRow = stored.StoredEvent
export const EventRow: RecordShape<EventRow> = lawful(
  exactly({ account: AccountName, id: Text, charge: IdOfCharge, number: Ordinal, event: Event }),
  ({ id, charge, number, event }) => [
    ...(id === stored.eventId(charge, number) ? [] : [`id ${id} is not ${stored.eventId(charge, number)}`]),
    ...(event.charge === charge ? [] : [`event.charge ${event.charge} is not charge ${charge}`]),
  ],
)

/** The answer to a request under a key. */
export interface KeyRow {
  readonly account: Account
  readonly record: KeyDone<Json>
}
export const KeyRow: RecordShape<KeyRow> = exactly({
  account: AccountName,
  record: exactly({
    key: KeyName,
    path: Text,
    fingerprint: Text,
    status: oneOf('done'),
    answer: AnyJson,
    at: Time,
  }),
})

/** What waits, and how often it was claimed. */
export interface DueRow extends stored.Due {
  readonly account: Account
  readonly id: string
  readonly attempts: number
}

const DueMove: RecordShape<stored.DueMove> = lawful(
  exactly({
    type: oneOf('move'),
    charge: IdOfCharge,
    refund: nullable(IdOfRefund),
    dispute: nullable(IdOfDispute),
    command: Command,
  }),
  ({ charge, refund, dispute, command }) => {
    const about = command.type === 'request' ? refund : command.type === 'open' ? dispute : charge
    return 'id' in command && command.id !== about
      ? [`command.id ${command.id} is not the id of what it is about, ${about}`]
      : []
  },
)

const DueTask: RecordShape<stored.DueTask> = exactly({ type: oneOf('task'), name: Text, data: AnyJson })

export const DueRow: RecordShape<DueRow> = exactly({
  account: AccountName,
  id: Text,
  attempts: Count,
  at: Time,
  work: tagged('type', { move: DueMove, task: DueTask }),
})

/** A caller's own row. */
export interface DocumentRow extends stored.StoredDocument {
  readonly account: Account
}
export const DocumentRow: RecordShape<DocumentRow> = exactly({
  account: AccountName,
  version: Ordinal,
  document: exactly({ kind: Label, id: Label, createdAt: Time, labels: listOf(Label), body: AnyJson }),
})

/** Every kind of row. */
export interface Rows {
  readonly charge: ChargeRow
  readonly refund: RefundRow
  readonly dispute: DisputeRow
  readonly event: EventRow
  readonly key: KeyRow
  readonly due: DueRow
  readonly document: DocumentRow
}

/** Each kind's codec, without the version that is written with every row. */
export const ROWS: { readonly [Kind in RowKind]: RecordShape<Rows[Kind]> } = {
  charge: ChargeRow,
  refund: RefundRow,
  dispute: DisputeRow,
  event: EventRow,
  key: KeyRow,
  due: DueRow,
  document: DocumentRow,
}
