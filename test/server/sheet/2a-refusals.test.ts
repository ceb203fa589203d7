/** Fact sheet 2a: every way in which Stripe's rules refuse a refund. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { chargeIn, coded, errorOf, paid, paidByIntent, refusal, said, serving } from '../given.js'

const { sdk, http } = serving()

const HOLD_DOCS = 'For more information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method'

describe('what is left of the charge', () => {
  it.each([undefined, 1, 1000, 1100])('already fully refunded, whatever amount is given: %s', async (amount) => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    await stripe.refunds.create({ charge: id })
    const error = await errorOf(stripe.refunds.create({ charge: id, ...(amount === undefined ? {} : { amount }) }))
    expect(said(error)).toEqual(refusal(`Charge ${id} has already been refunded.`, coded('charge_already_refunded')))
  })

  it('amount > charge.amount, of a charge that is not fully refunded', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    await stripe.refunds.create({ charge: id, amount: 1 })
    const error = await errorOf(stripe.refunds.create({ charge: id, amount: 1100 }))
    const message = 'Refund amount ($11.00) is greater than charge amount ($10.00)'
    expect(said(error)).toEqual(refusal(message, { param: 'amount' }))
  })

  it('remaining < amount <= charge.amount', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    await stripe.refunds.create({ charge: id, amount: 500 })
    const error = await errorOf(stripe.refunds.create({ charge: id, amount: 600 }))
    const message = 'Refund amount ($6.00) is greater than unrefunded amount on charge ($5.00)'
    expect(said(error)).toEqual(refusal(message, { param: 'amount' }))
  })

  it('the same in EUR, with its symbol', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { currency: 'eur' })
    const error = await errorOf(stripe.refunds.create({ charge: id, amount: 1100 }))
    expect(error.message).toBe('Refund amount (€11.00) is greater than charge amount (€10.00)')
  })

  it('is told by the older paths in the same words', async () => {
    const { body: charge } = await http('POST', '/v1/charges', {
      form: { amount: 1000, currency: 'usd', source: 'tok_visa' },
    })
    for (const path of ['refund', 'refunds']) {
      const { status, body } = await http('POST', `/v1/charges/${charge.id}/${path}`, { form: { amount: 1100 } })
      expect(status).toBe(400)
      expect(body.error).toMatchObject({ message: 'Refund amount ($11.00) is greater than charge amount ($10.00)' })
      expect(body.error).not.toHaveProperty('code')
    }
  })
})

describe('disputes', () => {
  const disputed = async (card: string) => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { payment_method: card })
    const charge = chargeIn(intent)
    const [dispute] = (await stripe.disputes.list({ charge })).data
    return { stripe, charge, dispute }
  }
  const chargedBack = (charge: string): object =>
    refusal(`Charge ${charge} has been charged back; cannot issue a refund.`, coded('charge_disputed'))

  it('disputed: needs_response', async () => {
    const { stripe, charge, dispute } = await disputed('pm_card_createDispute')
    expect(dispute?.status).toBe('needs_response')
    expect(said(await errorOf(stripe.refunds.create({ charge })))).toEqual(chargedBack(charge))
  })

  it('disputed: under_review', async () => {
    const { stripe, charge, dispute } = await disputed('pm_card_createDispute')
    const sent = await stripe.disputes.update(dispute?.id ?? '', { evidence: { product_description: 'a hat' } })
    expect(sent.status).toBe('under_review')
    expect(said(await errorOf(stripe.refunds.create({ charge })))).toEqual(chargedBack(charge))
  })

  it('disputed: lost', async () => {
    const { stripe, charge, dispute } = await disputed('pm_card_createDispute')
    expect((await stripe.disputes.close(dispute?.id ?? '')).status).toBe('lost')
    expect(said(await errorOf(stripe.refunds.create({ charge })))).toEqual(chargedBack(charge))
  })

  it('inquiry: the refund succeeds', async () => {
    const { stripe, charge, dispute } = await disputed('pm_card_createDisputeInquiry')
    expect(dispute).toMatchObject({ status: 'warning_needs_response', is_charge_refundable: true })
    expect((await stripe.refunds.create({ charge })).status).toBe('succeeded')
  })
})

describe('charges that took no money', () => {
  it('never succeeded: a failed one of a PaymentIntent', async () => {
    const stripe = sdk()
    const declined = await errorOf(paidByIntent(stripe, 1000, { payment_method: 'pm_card_visa_chargeDeclined' }))
    const intent = declined.payment_intent?.id ?? ''
    const message = `This PaymentIntent (${intent}) does not have a successful charge to refund.`
    expect(said(await errorOf(stripe.refunds.create({ payment_intent: intent })))).toEqual(refusal(message))
  })

  it('never succeeded: a PaymentIntent that was never confirmed', async () => {
    const stripe = sdk()
    const { id } = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' })
    const message = `This PaymentIntent (${id}) does not have a successful charge to refund.`
    expect(said(await errorOf(stripe.refunds.create({ payment_intent: id })))).toEqual(refusal(message))
  })

  it('failed charge with no PI: unknown, and refused in the same way', async () => {
    const stripe = sdk()
    const declined = await errorOf(paid(stripe, 1000, { source: 'tok_visa_chargeDeclined' }))
    const { charge = '' } = declined.raw as { charge?: string }
    const message = `This Charge (${charge}) was not successful and cannot be refunded.`
    expect(said(await errorOf(stripe.refunds.create({ charge })))).toEqual(refusal(message))
    expect((await stripe.refunds.list({ charge })).data).toEqual([])
  })

  it('uncaptured charge made by a PaymentIntent', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    const message =
      `This uncaptured Charge was created by a PaymentIntent (${intent.id}). You must cancel the PaymentIntent to reverse ` +
      `the authorization instead of refunding the Charge directly. ${HOLD_DOCS}`
    expect(said(await errorOf(stripe.refunds.create({ charge: chargeIn(intent) })))).toEqual(refusal(message))
    expect(said(await errorOf(stripe.refunds.create({ payment_intent: intent.id })))).toEqual(refusal(message))
  })

  it.each([undefined, 1000])(
    'uncaptured charge without a PaymentIntent, no amount or all of it: %s',
    async (amount) => {
      const stripe = sdk(undefined, { apiVersion: '2024-04-10' as never })
      const { id } = await paid(stripe, 1000, { capture: false })
      const refund = await stripe.refunds.create({ charge: id, ...(amount === undefined ? {} : { amount }) })
      expect(refund).toMatchObject({ object: 'refund', amount: 1000, charge: id, status: 'succeeded' })
      expect(await stripe.charges.retrieve(id)).toMatchObject({
        captured: false,
        refunded: true,
        amount_refunded: 1000,
      })
    },
  )

  it.each([undefined, 1000])(
    'uncaptured charge without a PaymentIntent, since 2025-03-31: unknown; released, and not refunded (%s)',
    async (amount) => {
      const stripe = sdk()
      const { id } = await paid(stripe, 1000, { capture: false })
      const refund = await stripe.refunds.create({ charge: id, ...(amount === undefined ? {} : { amount }) })
      expect(refund).toMatchObject({
        object: 'refund',
        amount: 1000,
        charge: id,
        status: 'succeeded',
        balance_transaction: null,
        destination_details: { card: { type: 'reversal' } },
      })
      const charge = await stripe.charges.retrieve(id)
      expect(charge).toMatchObject({ captured: false, amount_captured: 0, refunded: false, amount_refunded: 0 })
      expect((await errorOf(stripe.charges.capture(id))).statusCode).toBe(400)
      const again = `This Charge (${id}) was not successful and cannot be refunded.`
      expect(said(await errorOf(stripe.refunds.create({ charge: id })))).toEqual(refusal(again))
    },
  )

  it('uncaptured charge without a PaymentIntent, a partial amount', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { capture: false })
    const message =
      'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount'
    const error = await errorOf(stripe.refunds.create({ charge: id, amount: 400 }))
    expect(said(error)).toEqual(refusal(message, { param: 'amount' }))
  })

  it('refund on an authorisation that was canceled already', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    await stripe.paymentIntents.cancel(intent.id)
    const message = `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`
    expect(said(await errorOf(stripe.refunds.create({ charge: chargeIn(intent) })))).toEqual(refusal(message))
  })
})
