/** Charges, as they are written. */
import type * as t from 'io-ts'
import { brokenByCharge } from '../../domain/law/invariants-charge.js'
import type * as records from '../../domain/records/charge.js'
import { Amount, Count, CurrencyCode, IdOfCharge, Text, Time } from './fields.js'
import { Leg } from './leg.js'
import { exactly, lawful, nullable, oneOf, type RecordShape, tagged } from './shapes.js'

/** In the order in which the law leaves them. */
const standing = <const Status extends string, Own extends t.Props>(status: Status, own: Own) =>
  exactly({
    id: IdOfCharge,
    status: oneOf(status),
    ...own,
    currency: CurrencyCode,
    authorized: Amount,
    captured: Amount,
    captures: Count,
    released: Amount,
    standing: Amount,
    unsettled: Amount,
    refundsStanding: Count,
    refundsMade: Count,
    fee: nullable(Leg),
    transfer: nullable(Leg),
    disputes: exactly({ blocking: Count, held: Amount, lost: Amount, ever: Count }),
    createdAt: Time,
    capturedAt: nullable(Time),
  })

const anyCharge: RecordShape<records.Charge> = tagged('status', {
  pending: standing('pending', {}),
  authorized: standing('authorized', {}),
  captured: standing('captured', {}),
  failed: standing('failed', { failure: Text }),
  released: standing('released', {}),
  expired: standing('expired', {}),
})

/** A lawful charge. */
export type Charge = records.Charge
export const Charge: RecordShape<Charge> = lawful(anyCharge, brokenByCharge)
