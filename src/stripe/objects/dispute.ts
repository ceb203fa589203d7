/** Stripe's dispute, of a card charge. */
import type { WireBalanceTransaction } from './balance-transaction.js'
import { type GivenEvidence, NO_EVIDENCE, type WireEvidence } from './evidence.js'
import { midnightAfter, type WireMetadata } from './pieces.js'

export type DisputeStatus =
  | 'lost'
  | 'needs_response'
  | 'prevented'
  | 'under_review'
  | 'warning_closed'
  | 'warning_needs_response'
  | 'warning_under_review'
  | 'won'

export interface WireDisputeObject {
  readonly id: string
  readonly object: 'dispute'
  readonly amount: number
  readonly balance_transaction: string | null
  readonly balance_transactions: readonly WireBalanceTransaction[]
  readonly charge: string
  readonly created: number
  readonly currency: string
  readonly enhanced_eligibility_types: readonly never[]
  readonly evidence: WireEvidence
  readonly evidence_details: {
    readonly due_by: number | null
    readonly enhanced_eligibility: Readonly<Record<never, never>>
    readonly has_evidence: boolean
    readonly past_due: boolean
    readonly submission_count: number
    readonly submission_method: 'manual' | 'not_submitted'
  }
  readonly intended_submission_method: 'manual' | null
  readonly is_charge_refundable: boolean
  readonly livemode: boolean
  readonly metadata: WireMetadata
  readonly payment_intent: string | null
  readonly payment_method_details: {
    readonly card: {
      readonly brand: string
      readonly case_type: 'chargeback' | 'inquiry'
      readonly network: string
      readonly network_reason_code: string | null
    }
    readonly type: 'card'
  }
  readonly reason: string
  readonly status: DisputeStatus
}

/** What is told of a new dispute. */
export interface GivenDispute {
  readonly id: string
  /** What is disputed, in the charge's minor units. */
  readonly amount: number
  readonly brand: string
  readonly charge: string
  readonly created: number
  readonly currency: string
  readonly payment_intent: string | null
  readonly reason: string
  /** An inquiry takes no money yet, and the charge stays refundable. */
  readonly stage: 'chargeback' | 'inquiry'
  /** The withdrawal; none for an inquiry. */
  readonly withdrawal?: WireBalanceTransaction
  /** What Stripe fills in by itself: recorded were the customer's address, its name, and the charge's description. */
  readonly evidence?: GivenEvidence
  readonly metadata?: WireMetadata
  /** The card network's code for the reason, where another than the known one is meant. */
  readonly network_reason_code?: string | null
}

/** Days for evidence: until the end of the eighth day after, as recorded. */
const DAYS_TO_RESPOND = 9

/**
 * The code of the card network for a reason. Recorded for `fraudulent` (10.4, and 10 for an inquiry); the others are Visa's own
 * codes, and null stands for what is not known.
 */
export const networkReasonCode = (reason: string, stage: GivenDispute['stage']): string | null => {
  if (reason === 'fraudulent') return stage === 'inquiry' ? '10' : '10.4'
  return reason === 'product_not_received' && stage === 'chargeback' ? '13.1' : null
}

/**
 * A dispute that was just opened. Source: recorded ones of 2026-08-26; `intended_submission_method` and
 * `evidence_details.submission_method` came later (SDK 23.1).
 *
 * @example
 * const asked = { id: 'du_1', amount: 1000, brand: 'visa', charge: 'ch_1', created: 1_789_942_874, currency: 'usd', payment_intent: null, reason: 'fraudulent' }
 * const inquiry = newDispute({ ...asked, stage: 'inquiry' })
 * const shown = [inquiry.status, inquiry.is_charge_refundable] // => ['warning_needs_response', true]
 * newDispute({ ...asked, stage: 'chargeback' }).evidence_details.due_by // => 1_790_639_999
 * @since 0.1.0
 * @category dispute
 */
export const newDispute = (given: GivenDispute): WireDisputeObject => {
  const { network_reason_code: reasonCode = networkReasonCode(given.reason, given.stage) } = given
  return {
    id: given.id,
    object: 'dispute',
    amount: given.amount,
    balance_transaction: given.withdrawal?.id ?? null,
    balance_transactions: given.withdrawal === undefined ? [] : [given.withdrawal],
    charge: given.charge,
    created: given.created,
    currency: given.currency,
    enhanced_eligibility_types: [],
    evidence: { ...NO_EVIDENCE, ...given.evidence },
    evidence_details: {
      due_by: midnightAfter(given.created, DAYS_TO_RESPOND) - 1,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: given.stage === 'inquiry',
    livemode: false,
    metadata: given.metadata ?? {},
    payment_intent: given.payment_intent,
    payment_method_details: {
      card: {
        brand: given.brand,
        case_type: given.stage,
        network: given.brand,
        network_reason_code: reasonCode,
      },
      type: 'card',
    },
    reason: given.reason,
    status: given.stage === 'inquiry' ? 'warning_needs_response' : 'needs_response',
  }
}
