/** Disputes over the official SDK: looked at, answered with evidence, given up. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { errorOf, paid, refusal, said, serving } from '../given.js'

const called = serving({ clock: 'manual', startAt: 1_790_000_000 })

const CLOSED = refusal('This dispute is already closed')

interface Disputed {
  readonly stripe: Stripe
  readonly charge: Stripe.Charge
  readonly dispute: Stripe.Dispute
}

const disputed = async (source: string): Promise<Disputed> => {
  const stripe = called.sdk()
  const charge = await paid(stripe, 1000, { source })
  const [dispute] = (await stripe.disputes.list({ charge: charge.id })).data
  if (dispute === undefined) throw new Error('there is no dispute')
  return { stripe, charge, dispute }
}

/** What was told of disputes, oldest first. */
const told = async (stripe: Stripe): Promise<readonly string[]> => {
  const { data } = await stripe.events.list({ limit: 100 })
  return data.flatMap(({ type }) => (type.startsWith('charge.dispute.') ? [type.slice(15)] : [])).reverse()
}

const FRAUD = 'tok_createDispute'
const INQUIRY = 'tok_createDisputeInquiry'

describe('a dispute', () => {
  it('is found by its id, and with its charge when that is expanded', async () => {
    const { stripe, charge, dispute } = await disputed(FRAUD)
    expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({ id: dispute.id, charge: charge.id })
    const { charge: whole } = await stripe.disputes.retrieve(dispute.id, { expand: ['charge'] })
    expect(whole).toMatchObject({ id: charge.id, disputed: true })
  })

  it('is not found by another id, nor by another account', async () => {
    const { dispute } = await disputed(FRAUD)
    const error = said(await errorOf(called.sdk().disputes.retrieve(dispute.id)))
    expect(error).toMatchObject({ status: 404, code: 'resource_missing', message: `No such dispute: '${dispute.id}'` })
  })

  it('is listed by charge, by PaymentIntent, and by both', async () => {
    const { stripe, charge, dispute } = await disputed(FRAUD)
    const other = await paid(stripe, 500, { source: FRAUD })
    const idsOf = async (params: Stripe.DisputeListParams): Promise<readonly string[]> =>
      (await stripe.disputes.list(params)).data.map(({ id }) => id)
    expect(await idsOf({ charge: charge.id })).toEqual([dispute.id])
    expect(await idsOf({})).toHaveLength(2)
    expect(await idsOf({ payment_intent: 'pi_none' })).toEqual([])
    expect(await idsOf({ charge: charge.id, payment_intent: 'pi_none' })).toEqual([])
    expect(await idsOf({ created: { gt: dispute.created } })).toEqual([])
    expect(await idsOf({ charge: other.id })).not.toContain(dispute.id)
  })
})

describe('evidence', () => {
  it('is sent, counted and told of', async () => {
    const { stripe, dispute } = await disputed(FRAUD)
    const after = await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Jenny' } })
    expect([after.status, after.evidence.customer_name]).toEqual(['under_review', 'Jenny'])
    expect(after.evidence_details).toMatchObject({ has_evidence: true, submission_count: 1 })
    expect(await told(stripe)).toEqual(['created', 'funds_withdrawn', 'updated'])
  })

  it('is only kept where submit is false, and sent later without being said again', async () => {
    const { stripe, dispute } = await disputed(FRAUD)
    const evidence = { uncategorized_text: 'losing_evidence' }
    const kept = await stripe.disputes.update(dispute.id, { evidence, submit: false })
    expect([kept.status, kept.evidence_details.submission_count]).toEqual(['needs_response', 0])
    await called.server().advance(10)
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('needs_response')
    expect((await stripe.disputes.update(dispute.id, { submit: true })).status).toBe('under_review')
    await called.server().advance(1)
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('lost')
  })

  it('is not sent by a word about something else', async () => {
    const { stripe, dispute } = await disputed(FRAUD)
    await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Jenny' }, submit: false })
    const after = await stripe.disputes.update(dispute.id, { metadata: { case: '7' } })
    expect([after.status, after.metadata]).toEqual(['needs_response', { case: '7' }])
  })

  it('is taken away piece by piece', async () => {
    const { stripe, dispute } = await disputed(FRAUD)
    await stripe.disputes.update(dispute.id, { evidence: { receipt: 'file_1' }, submit: false })
    const after = await stripe.disputes.update(dispute.id, { evidence: { receipt: '' }, submit: false })
    expect(after.evidence.receipt).toBeNull()
  })

  it('that wins brings the money back after the delay, and makes the charge refundable again', async () => {
    const { stripe, charge, dispute } = await disputed(FRAUD)
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } })
    const refused = await errorOf(stripe.refunds.create({ charge: charge.id }))
    await called.server().advance(1)
    const won = await stripe.disputes.retrieve(dispute.id)
    expect([won.status, won.balance_transactions.map(({ amount }) => amount)]).toEqual(['won', [-1000, 1000]])
    expect(await told(stripe)).toEqual(['created', 'funds_withdrawn', 'updated', 'closed', 'funds_reinstated'])
    const refund = await stripe.refunds.create({ charge: charge.id })
    expect([refused.code, refund.status]).toEqual(['charge_disputed', 'succeeded'])
  })

  it('that loses leaves the money where it is', async () => {
    const { stripe, charge, dispute } = await disputed(FRAUD)
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'losing_evidence' } })
    await called.server().advance(1)
    const lost = await stripe.disputes.retrieve(dispute.id)
    expect([lost.status, lost.balance_transactions.length]).toEqual(['lost', 1])
    expect((await errorOf(stripe.refunds.create({ charge: charge.id }))).code).toBe('charge_disputed')
  })

  it.each(['winning_evidence', 'losing_evidence'])('of %s closes an inquiry', async (text) => {
    const { stripe, dispute } = await disputed(INQUIRY)
    const sent = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: text } })
    await called.server().advance(1)
    const after = await stripe.disputes.retrieve(dispute.id)
    expect([sent.status, after.status]).toEqual(['warning_under_review', 'warning_closed'])
    expect(after.balance_transactions).toEqual([])
  })

  it('that escalates an inquiry has the money withdrawn', async () => {
    const { stripe, charge, dispute } = await disputed(INQUIRY)
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } })
    await called.server().advance(1)
    const after = await stripe.disputes.retrieve(dispute.id)
    expect([after.status, after.is_charge_refundable]).toEqual(['needs_response', false])
    expect(await told(stripe)).toEqual(['created', 'updated', 'updated', 'funds_withdrawn'])
    expect((await errorOf(stripe.refunds.create({ charge: charge.id }))).code).toBe('charge_disputed')
  })

  it('that escalates does nothing to what is no inquiry', async () => {
    const { stripe, dispute } = await disputed(FRAUD)
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } })
    await called.server().advance(60)
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('under_review')
  })
})

describe('closing', () => {
  it('accepts a dispute at once, which is lost then, and takes no further word', async () => {
    const { stripe, dispute } = await disputed(FRAUD)
    expect((await stripe.disputes.close(dispute.id)).status).toBe('lost')
    expect(await told(stripe)).toEqual(['created', 'funds_withdrawn', 'closed'])
    expect(said(await errorOf(stripe.disputes.close(dispute.id)))).toEqual(CLOSED)
    const late = stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Jenny' } })
    expect(said(await errorOf(late))).toEqual(CLOSED)
  })

  it('ends an inquiry without money having moved, and the charge stays refundable', async () => {
    const { stripe, charge, dispute } = await disputed(INQUIRY)
    expect((await stripe.disputes.close(dispute.id)).status).toBe('warning_closed')
    expect((await stripe.refunds.create({ charge: charge.id })).status).toBe('succeeded')
  })

  it('before the bank decides makes its decision void', async () => {
    const { stripe, dispute } = await disputed(FRAUD)
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } })
    await stripe.disputes.close(dispute.id)
    await called.server().advance(60)
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('lost')
  })

  it('of what is not there is a 404', async () => {
    expect((await errorOf(called.sdk().disputes.close('du_none'))).statusCode).toBe(404)
  })
})
