/** Disputes, as recorded (SW05, SW11). */
import { describe, expect, it } from 'vitest'
import { decodeCharge } from '../../../src/stripe/index.js'
import { newDispute } from '../../../src/stripe/objects/dispute.js'
import { asDecided, withEvidence } from '../../../src/stripe/objects/dispute-moves.js'
import { rightOf, usd } from '../../fixtures.js'
import { ASKED, CHARGE, DISPUTES, INQUIRY, TRANSACTIONS } from './given.js'

describe('a dispute', () => {
  it('takes the money and the right to refund', () => {
    expect(DISPUTES.dispute).toMatchObject({
      balance_transaction: 'txn_1',
      balance_transactions: [TRANSACTIONS.dispute],
      is_charge_refundable: false,
      payment_method_details: { card: { case_type: 'chargeback', network_reason_code: '10.4' } },
      status: 'needs_response',
    })
  })
  it('can be answered until the end of the eighth day after', () => {
    expect(newDispute({ ...ASKED, created: 1_789_942_874 }).evidence_details.due_by).toBe(1_790_639_999)
    expect(newDispute({ ...ASKED, created: 1_789_920_636 }).evidence_details.due_by).toBe(1_790_639_999)
  })
  it('with evidence is under review, and counts it', () => {
    const sent = DISPUTES['dispute under review']
    expect(sent.evidence.uncategorized_text).toBe('winning_evidence')
    expect(sent.evidence_details).toMatchObject({
      has_evidence: true,
      submission_count: 1,
      submission_method: 'manual',
    })
    expect(sent.status).toBe('under_review')
    expect(withEvidence(sent, {}).evidence_details.submission_count).toBe(2)
  })
  it('that is won gives the money back, and the charge is refundable again', () => {
    const { balance_transaction, balance_transactions, is_charge_refundable, status } = DISPUTES['dispute won']
    expect(balance_transactions).toEqual([TRANSACTIONS.dispute, TRANSACTIONS['dispute won']])
    expect([balance_transaction, is_charge_refundable, status]).toEqual(['txn_1', true, 'won'])
  })
  it('that is lost keeps both', () => {
    expect(DISPUTES['dispute lost']).toEqual({ ...DISPUTES.dispute, status: 'lost' })
  })
  it('keeps what Stripe fills in, and the code that is told', () => {
    const dispute = newDispute({ ...ASKED, evidence: { customer_name: 'A' }, network_reason_code: '4853' })
    expect(dispute.evidence.customer_name).toBe('A')
    expect(dispute.payment_method_details.card.network_reason_code).toBe('4853')
  })
  it.each([
    ['fraudulent', 'chargeback', '10.4'],
    ['fraudulent', 'inquiry', '10'],
    ['product_not_received', 'chargeback', '13.1'],
    ['product_not_received', 'inquiry', null],
    ['general', 'chargeback', null],
  ] as const)('as %s, %s, has the network code %s', (reason, stage, code) => {
    expect(newDispute({ ...ASKED, reason, stage }).payment_method_details.card.network_reason_code).toBe(code)
  })
})

describe('an inquiry', () => {
  it('takes nothing, and leaves the charge refundable', () => {
    expect(DISPUTES.inquiry).toMatchObject({
      balance_transaction: null,
      balance_transactions: [],
      is_charge_refundable: true,
      payment_method_details: { card: { case_type: 'inquiry', network_reason_code: '10' } },
      status: 'warning_needs_response',
    })
  })
  it('with evidence is under review as an inquiry', () => {
    const sent = withEvidence(newDispute(INQUIRY), { uncategorized_text: 'escalate_inquiry_evidence' })
    expect([sent.status, sent.is_charge_refundable]).toEqual(['warning_under_review', true])
  })
  it('that is closed moves nothing', () => {
    const closed = asDecided(DISPUTES.inquiry, { status: 'warning_closed' })
    expect(closed).toEqual({ ...DISPUTES.inquiry, status: 'warning_closed' })
  })
  it('that grows into a chargeback is as a dispute from the start', () => {
    expect(DISPUTES['inquiry escalated']).toEqual(DISPUTES.dispute)
  })
})

describe('the law', () => {
  it.each([
    ['dispute', 1],
    ['inquiry', 0],
  ] as const)('counts a %s that is expanded in the charge, and what it holds', (name, blocking) => {
    const json = { ...CHARGE, amount_captured: usd(1000), captured: true, dispute: DISPUTES[name], disputed: true }
    const { disputes } = rightOf(decodeCharge(json)).charge
    expect([disputes.ever, disputes.blocking]).toEqual([1, blocking])
  })
})
