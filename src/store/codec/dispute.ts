/** Disputes, as they are written. */
import { brokenByDispute } from '../../domain/law/invariants.js'
import type * as records from '../../domain/records/dispute.js'
import { Amount, CurrencyCode, IdOfCharge, IdOfDispute, Time } from './fields.js'
import { exactly, lawful, oneOf, type RecordShape, type Shape } from './shapes.js'

export const Stage: Shape<records.DisputeStage> = oneOf('inquiry', 'open')
export const Outcome: Shape<records.DisputeOutcome> = oneOf('won', 'lost', 'inquiry_closed', 'prevented')

const anyDispute: RecordShape<records.Dispute> = exactly({
  id: IdOfDispute,
  charge: IdOfCharge,
  amount: Amount,
  currency: CurrencyCode,
  status: oneOf('inquiry', 'open', 'won', 'lost', 'inquiry_closed', 'prevented'),
  createdAt: Time,
  movedAt: Time,
})

/** A lawful dispute. */
export type Dispute = records.Dispute
export const Dispute: RecordShape<Dispute> = lawful(anyDispute, brokenByDispute)
