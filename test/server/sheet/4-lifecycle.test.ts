/** Fact sheet 4: where a refund stands, and how it moves. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { errorOf, newAccount, paid, serving } from '../given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

/** An account, a charge of 10.00 with a card, and the levers. */
const given = async (source = 'tok_visa') => {
  const as = newAccount()
  const stripe = sdk(as)
  const { id } = await paid(stripe, 1000, { source })
  const lever = async (refund: string, move: string, form: Record<string, string> = {}) =>
    (await http('POST', `/_control/refunds/${refund}/${move}`, { as, form })).body
  const next = (status: 'pending' | 'requires_action') =>
    http('POST', '/_control/refunds/next', { as, form: { status } })
  const refund = () => stripe.refunds.create({ charge: id, amount: 400 })
  const charge = () => stripe.charges.retrieve(id)
  return { as, stripe, id, lever, next, refund, charge }
}

describe('from, to', () => {
  it('(create) succeeded: card, normal', async () => {
    const { refund } = await given()
    expect((await refund()).status).toBe('succeeded')
  })

  it('(create) pending: processing', async () => {
    const { refund } = await given('tok_pendingRefund')
    expect(await refund()).toMatchObject({ status: 'pending', pending_reason: 'processing' })
  })

  it('(create) requires_action: the customer is e-mailed for bank details', async () => {
    const { refund, next } = await given()
    await next('requires_action')
    const made = await refund()
    expect(made).toMatchObject({ status: 'requires_action', balance_transaction: null })
    expect(made.next_action?.display_details?.expires_at).toBeGreaterThan(made.created)
  })

  it('requires_action to pending: details submitted', async () => {
    const { refund, next, lever, stripe } = await given()
    await next('requires_action')
    const { id } = await refund()
    const pending = await lever(id, 'submit')
    expect(pending).toMatchObject({ status: 'pending' })
    expect(pending).not.toHaveProperty('next_action')
    await server().advance(1)
    expect((await stripe.refunds.retrieve(id)).status).toBe('succeeded')
  })

  it('requires_action to failed: no answer before expires_at, or the test helper', async () => {
    const { refund, next, stripe, charge } = await given()
    await next('requires_action')
    const { id } = await refund()
    const failed = await stripe.testHelpers.refunds.expire(id)
    expect(failed).toMatchObject({ status: 'failed' })
    expect(await charge()).toMatchObject({ amount_refunded: 0 })
  })

  it('requires_action to failed by itself at expires_at', async () => {
    const { refund, next, stripe } = await given()
    await next('requires_action')
    const { id, created, next_action } = await refund()
    await server().advance((next_action?.display_details?.expires_at ?? 0) - created)
    expect((await stripe.refunds.retrieve(id)).status).toBe('failed')
  })

  it('requires_action to canceled: POST /cancel', async () => {
    const { refund, next, stripe } = await given()
    await next('requires_action')
    const canceled = await stripe.refunds.cancel((await refund()).id)
    expect(canceled).toMatchObject({ status: 'canceled', failure_reason: 'merchant_request' })
  })

  it('pending to succeeded', async () => {
    const { refund, stripe } = await given('tok_pendingRefund')
    const { id } = await refund()
    await server().advance(1)
    const succeeded = await stripe.refunds.retrieve(id)
    expect(succeeded.status).toBe('succeeded')
    expect(succeeded).not.toHaveProperty('pending_reason')
  })

  it('pending to failed', async () => {
    const { refund, lever } = await given('tok_pendingRefund')
    const { id } = await refund()
    expect(await lever(id, 'fail', { failure_reason: 'declined' })).toMatchObject({
      status: 'failed',
      failure_reason: 'declined',
      failure_balance_transaction: expect.stringMatching(/^txn_/),
    })
  })

  it.each(['tok_visa', 'tok_pendingRefund'])(
    'succeeded, pending to requires_action: the bank returned the funds (%s)',
    async (card) => {
      const { refund, lever } = await given(card)
      expect(await lever((await refund()).id, 'require_action')).toMatchObject({ status: 'requires_action' })
    },
  )

  it('succeeded to failed: the issuer rejects it later', async () => {
    const { refund, stripe, charge } = await given('tok_refundFail')
    const { id, status } = await refund()
    expect(status).toBe('succeeded')
    await server().advance(10)
    const failed = await stripe.refunds.retrieve(id)
    expect(failed).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' })
    const back = await stripe.balanceTransactions.retrieve(String(failed.failure_balance_transaction))
    expect(back).toMatchObject({ type: 'refund_failure', amount: 400, net: 400, source: id })
    expect(await charge()).toMatchObject({ amount_refunded: 0, refunded: false })
  })

  it.each(['tok_visa', 'tok_pendingRefund'])(
    'succeeded, pending (card) to canceled: by the Dashboard (%s)',
    async (card) => {
      const { refund, lever, charge } = await given(card)
      expect(await lever((await refund()).id, 'cancel')).toMatchObject({
        status: 'canceled',
        failure_reason: 'merchant_request',
        failure_balance_transaction: expect.stringMatching(/^txn_/),
      })
      expect(await charge()).toMatchObject({ amount_refunded: 0 })
    },
  )

  it('failed, canceled: terminal', async () => {
    const { refund, lever, as } = await given()
    const { id } = await refund()
    await lever(id, 'fail')
    for (const move of ['succeed', 'fail', 'cancel', 'require_action', 'submit'])
      expect((await http('POST', `/_control/refunds/${id}/${move}`, { as })).status).toBe(400)
  })
})

describe('what follows', () => {
  it.each([
    'lost_or_stolen_card',
    'expired_or_canceled_card',
    'charge_for_pending_refund_disputed',
    'insufficient_funds',
    'declined',
    'merchant_request',
    'unknown',
  ])('failure_reason: %s', async (failure_reason) => {
    const { refund, lever } = await given()
    expect(await lever((await refund()).id, 'fail', { failure_reason })).toMatchObject({ failure_reason })
  })

  it('charge after failure: refundable again, in full', async () => {
    const { refund, lever, stripe, id } = await given()
    await lever((await refund()).id, 'fail')
    expect((await stripe.refunds.create({ charge: id })).amount).toBe(1000)
  })

  it('cancel: only requires_action', async () => {
    const { refund, stripe } = await given('tok_pendingRefund')
    const error = await errorOf(stripe.refunds.cancel((await refund()).id))
    expect(error.message).toBe('Canceling this refund is unsupported.')
  })

  it('next_action', async () => {
    const { refund, next } = await given()
    await next('requires_action')
    const { next_action: action, created } = await refund()
    expect(action).toMatchObject({
      type: 'display_details',
      display_details: { email_sent: { email_sent_at: created, email_sent_to: expect.stringContaining('@') } },
    })
  })

  it('pending_reason: absent before 2025-04-30', async () => {
    const { refund, as } = await given('tok_pendingRefund')
    const { id } = await refund()
    const headers = { 'stripe-version': '2025-03-31.basil' }
    expect((await http('GET', `/v1/refunds/${id}`, { as, headers })).body).not.toHaveProperty('pending_reason')
    expect((await http('GET', `/v1/refunds/${id}`, { as })).body).toHaveProperty('pending_reason')
  })

  it.each(['processing', 'insufficient_funds', 'charge_pending'])('pending_reason: %s', async (pending_reason) => {
    const { refund, next, lever, stripe } = await given()
    await next('requires_action')
    const { id } = await refund()
    expect(await lever(id, 'submit', { pending_reason })).toMatchObject({ status: 'pending', pending_reason })
    await server().advance(1)
    // What waits for the balance does not go on by itself.
    const waits = pending_reason === 'insufficient_funds'
    expect((await stripe.refunds.retrieve(id)).status).toBe(waits ? 'pending' : 'succeeded')
  })

  it('failed refund of a destination charge: the amount goes to the balance of the platform', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id } = await paid(stripe, 1000, { transfer_data: { destination: 'acct_shop' } })
    const refund = await stripe.refunds.create({ charge: id, amount: 400, reverse_transfer: true })
    await http('POST', `/_control/refunds/${refund.id}/fail`, { as })
    const back = (await stripe.balanceTransactions.list()).data[0]
    expect(back).toMatchObject({ type: 'refund_failure', amount: 400, source: refund.id })
    const { data: theirs } = await stripe.balanceTransactions.list({}, { stripeAccount: 'acct_shop' })
    expect(theirs.map(({ type, amount }) => [type, amount])).toEqual([
      ['payment_refund', -400],
      ['payment', 1000],
    ])
    const { data: transfers } = await stripe.transfers.list({ destination: 'acct_shop' })
    expect(transfers).toMatchObject([{ amount_reversed: 400 }])
  })

  it('destination_details.card: a reference some time after, and none for reversals', async () => {
    const { refund, stripe, as } = await given()
    const { id } = await refund()
    await server().advance(1)
    expect((await stripe.refunds.retrieve(id)).destination_details).toEqual({
      card: {
        reference: expect.stringMatching(/^\d{16}$/),
        reference_status: 'available',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    })
    const held = await paid(stripe, 500, { capture: false })
    await stripe.refunds.create({ charge: held.id })
    const old = sdk(as, { apiVersion: '2024-04-10' as never })
    const [release] = (await old.refunds.list({ charge: held.id })).data
    expect(release?.destination_details).toEqual({ card: { type: 'reversal' }, type: 'card' })
  })

  it('full refunds block later disputes: the second one of a test card does not come', async () => {
    const { stripe, id, as } = await given('tok_createMultipleDisputes')
    const [first] = (await stripe.disputes.list({ charge: id })).data
    await http('POST', `/_control/disputes/${first?.id}/win`, { as })
    expect((await stripe.refunds.create({ charge: id })).status).toBe('succeeded')
    await server().advance(10)
    expect((await stripe.disputes.list({ charge: id })).data.map((dispute) => dispute.id)).toEqual([first?.id])
  })

  it('full refunds block later disputes, but not the lever, which differs', async () => {
    const { stripe, id, as } = await given()
    await stripe.refunds.create({ charge: id })
    const { status, body } = await http('POST', '/_control/disputes', { as, form: { charge: id } })
    expect([status, body.object, body.amount]).toEqual([200, 'dispute', 1000])
  })
})
