/** What differs between processors, as data. No rule of the law ever asks which processor it is. */
import type { CurrencyRules } from '../money/currency.js'

/** What a processor takes and what it does not. Two are given, `stripe` and `holding`; any other is a record like them. */
export interface RefundPolicy {
  readonly name: string
  /** An open or lost dispute blocks every refund of its charge, or holds its amount and leaves the rest refundable. */
  readonly disputes: 'block' | 'hold'
  /** How long a charge is refundable, its last second included; null for no limit. */
  readonly window: { readonly seconds: number; readonly from: 'creation' | 'capture' } | null
  /** How many refunds a charge may have; null for no limit. */
  readonly count: {
    readonly limit: number
    /** `standing`: those that stand; `made`: also failed, canceled and refused ones. */
    readonly of: 'standing' | 'made'
    /** Whether captures count as well. */
    readonly withCaptures: boolean
  } | null
  /** Whether a part may be refunded, or only all that was captured, at once. */
  readonly partial: boolean
  /** Where the processor counts a currency otherwise than ISO 4217, and in which steps. */
  readonly currencies: CurrencyRules
}
