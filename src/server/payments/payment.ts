/** A payment as it is to be made. */
import type { Currency } from '../../domain/money/currency.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import type { Metadata } from '../../domain/records/refund.js'
import type { KeptMethod } from '../decision/kinds.js'
import type { ForPeople } from './for-people.js'
import type { Onward } from './parties.js'

/** What is to be paid, with what, and what of it goes on. */
export interface Payment {
  readonly amount: MinorUnits
  readonly currency: Currency
  readonly method: KeptMethod
  readonly customer: string | null
  /** The PaymentIntent that it is for. */
  readonly intent: string | null
  readonly description: string | null
  readonly metadata: Metadata
  /** Null where it is captured at once. */
  readonly hold: { readonly multicapture: boolean } | null
  /** Whether its balance transaction comes only some time after. */
  readonly settlesLater: boolean
  readonly onward: Onward
  readonly forPeople: ForPeople
  /** For whom the method is kept for later payments, which may be nobody yet; null where that was not asked for. */
  readonly saving: { readonly customer: string | null } | null
}
