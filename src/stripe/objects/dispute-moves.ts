/** What becomes of Stripe's dispute. */
import type { WireBalanceTransaction } from './balance-transaction.js'
import { networkReasonCode, type WireDisputeObject } from './dispute.js'
import type { GivenEvidence } from './evidence.js'

/**
 * The dispute with evidence sent in: it is under review, and the count goes up. Source: recorded answers to
 * `POST /v1/disputes/{dispute}` with evidence.
 *
 * @example
 * const open = { balance_transaction: null, balance_transactions: [], evidence: {}, evidence_details: { submission_count: 0 }, is_charge_refundable: false, payment_method_details: { card: {} }, reason: 'fraudulent' }
 * const sent = withEvidence({ ...open, status: 'needs_response' }, { uncategorized_text: 'winning_evidence' })
 * const shown = [sent.status, sent.evidence_details.submission_count] // => ['under_review', 1]
 * @since 0.1.0
 * @category dispute
 */
export const withEvidence = (dispute: WireDisputeObject, evidence: GivenEvidence): WireDisputeObject => ({
  ...dispute,
  evidence: { ...dispute.evidence, ...evidence },
  evidence_details: {
    ...dispute.evidence_details,
    has_evidence: true,
    submission_count: dispute.evidence_details.submission_count + 1,
    submission_method: 'manual',
  },
  status: dispute.status.startsWith('warning_') ? 'warning_under_review' : 'under_review',
})

/**
 * The dispute decided. Won: the money comes back in a second transaction, and the charge is refundable again. Lost: nothing moves
 * (source: recorded after `winning_evidence`, and after `close`). An inquiry that is closed takes nothing and gives nothing.
 *
 * @example
 * const open = { balance_transaction: null, balance_transactions: [], evidence: {}, evidence_details: { submission_count: 0 }, is_charge_refundable: false, payment_method_details: { card: {} }, reason: 'fraudulent' }
 * const lost = asDecided({ ...open, status: 'needs_response' }, { status: 'lost' })
 * const shown = [lost.status, lost.is_charge_refundable] // => ['lost', false]
 * @since 0.1.0
 * @category dispute
 */
export const asDecided = (
  dispute: WireDisputeObject,
  decision:
    | { readonly status: 'lost' | 'prevented' | 'warning_closed' }
    | { readonly status: 'won'; readonly reversal: WireBalanceTransaction },
): WireDisputeObject => ({
  ...dispute,
  balance_transactions:
    'reversal' in decision ? [...dispute.balance_transactions, decision.reversal] : dispute.balance_transactions,
  is_charge_refundable: decision.status !== 'lost',
  status: decision.status,
})

/**
 * The inquiry grown into a chargeback: the money is withdrawn, and the charge is no longer refundable.
 *
 * @example
 * const open = { balance_transaction: null, balance_transactions: [], evidence: {}, evidence_details: { submission_count: 0 }, is_charge_refundable: false, payment_method_details: { card: {} }, reason: 'fraudulent' }
 * const grown = asEscalated({ ...open, status: 'warning_under_review' }, { id: 'txn_1' })
 * const shown = [grown.status, grown.balance_transaction] // => ['needs_response', 'txn_1']
 * @since 0.1.0
 * @category dispute
 */
export const asEscalated = (dispute: WireDisputeObject, withdrawal: WireBalanceTransaction): WireDisputeObject => {
  const { card } = dispute.payment_method_details
  const network_reason_code = networkReasonCode(dispute.reason, 'chargeback')
  return {
    ...dispute,
    balance_transaction: withdrawal.id,
    balance_transactions: [...dispute.balance_transactions, withdrawal],
    is_charge_refundable: false,
    payment_method_details: { card: { ...card, case_type: 'chargeback', network_reason_code }, type: 'card' },
    status: 'needs_response',
  }
}
