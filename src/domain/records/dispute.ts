/** A dispute: a fact from outside. It is recorded even when it exceeds what is left of its charge. */
import type { Currency } from '../money/currency.js'
import type { MinorUnits } from '../money/minor-units.js'
import type { ChargeId, DisputeId } from './ids.js'
import type { EpochSeconds } from './time.js'

/** Where a dispute is born: a mere question of the bank, or money taken back. */
export type DisputeStage = 'inquiry' | 'open'

/** How a dispute ends. `prevented`: settled before it counted, such as by an alert network. */
export type DisputeOutcome = 'won' | 'lost' | 'inquiry_closed' | 'prevented'

/** What a customer's bank took back, or asks about. `amount` in minor units of `currency`. */
export interface Dispute {
  readonly id: DisputeId
  readonly charge: ChargeId
  readonly amount: MinorUnits
  readonly currency: Currency
  readonly status: DisputeStage | DisputeOutcome
  readonly createdAt: EpochSeconds
  /** When it came to stand where it stands. */
  readonly movedAt: EpochSeconds
}
/** Where a dispute stands. */
export type DisputeStatus = Dispute['status']
