/** The legs of charges and refunds, as they are written. */
import type * as records from '../../domain/records/leg.js'
import { Amount, CurrencyCode, Flag } from './fields.js'
import { exactly, nullable, type Shape } from './shapes.js'

export const Leg: Shape<records.Leg> = exactly({
  total: Amount,
  basis: Amount,
  returned: Amount,
  returnedDirectly: Amount,
  currency: CurrencyCode,
})

export const LegAmount: Shape<records.LegAmount> = exactly({ amount: Amount, currency: CurrencyCode })

export const LegsAsked: Shape<records.LegsAsked> = exactly({ fee: Flag, transfer: Flag })

export const LegsReturned: Shape<records.LegsReturned> = exactly({
  fee: nullable(LegAmount),
  transfer: nullable(LegAmount),
})
