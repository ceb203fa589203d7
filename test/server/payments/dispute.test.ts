/** Disputes that come with the card. */
import { describe, expect, it } from 'vitest'
import { chargeIn, newAccount, paid, paidByIntent, serving } from '../given.js'
import { held, heldInParts, typesOf, typesSince, withCard } from './given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

describe('a card that is disputed', () => {
  it('is disputed as it is captured, in the recorded order', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { payment_method: 'pm_card_createDispute' })
    expect(await typesOf(stripe)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'payment_intent.succeeded',
    ])
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data
    expect(dispute).toMatchObject({
      amount: 1000,
      charge: intent.latest_charge,
      is_charge_refundable: false,
      reason: 'fraudulent',
      status: 'needs_response',
      payment_method_details: { card: { case_type: 'chargeback', network_reason_code: '10.4' } },
    })
    expect(dispute?.balance_transactions).toMatchObject([{ amount: -1000, fee: 1500, net: -2500 }])
    expect(await stripe.charges.retrieve(chargeIn(intent))).toMatchObject({ disputed: true, dispute: dispute?.id })
  })

  it('is disputed at the capture where it is held, for what was captured', async () => {
    const stripe = sdk()
    const intent = await held(stripe, 1000, { payment_method: 'pm_card_createDispute' })
    expect((await stripe.disputes.list()).data).toEqual([])
    const known = (await typesOf(stripe)).length
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 600 })
    expect(await typesSince(stripe, known)).toEqual([
      'charge.captured',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'payment_intent.succeeded',
    ])
    expect((await stripe.disputes.list()).data).toMatchObject([{ amount: 600 }])
  })

  it('is disputed at the final one of several captures', async () => {
    const stripe = sdk()
    const intent = await heldInParts(stripe, 1000, { payment_method: 'pm_card_createDispute' })
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 600, final_capture: false })
    expect((await stripe.disputes.list()).data).toEqual([])
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 100 })
    expect((await stripe.disputes.list()).data).toMatchObject([{ amount: 700 }])
  })

  it('as an inquiry takes no money', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000, { source: 'tok_createDisputeInquiry' })
    expect(await typesOf(stripe)).toEqual(['charge.succeeded', 'charge.dispute.created'])
    expect((await stripe.disputes.list({ charge: charge.id })).data).toMatchObject([
      { status: 'warning_needs_response', balance_transactions: [], is_charge_refundable: true },
    ])
  })

  it('says what is known of the customer and the goods', async () => {
    const stripe = sdk()
    const { customer, method } = await withCard(stripe, 'pm_card_createDisputeProductNotReceived')
    await paidByIntent(stripe, 1000, { customer, payment_method: method, description: 'Order 7' })
    expect((await stripe.disputes.list()).data).toMatchObject([
      {
        reason: 'product_not_received',
        evidence: {
          customer_email_address: 'payer@example.com',
          customer_name: 'A. Payer',
          product_description: 'Order 7',
        },
      },
    ])
  })

  it('several times is disputed again a little later, and once more not', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000, { source: 'tok_createMultipleDisputes' })
    const disputes = async (): Promise<number> => (await stripe.disputes.list({ charge: charge.id })).data.length
    expect(await disputes()).toBe(1)
    await server().advance(1)
    expect(await disputes()).toBe(2)
    await server().advance(60)
    expect(await disputes()).toBe(2)
  })

  it('several times is disputed again also where its holder disputed it by hand in between', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const charge = await paid(stripe, 1000, { source: 'tok_createMultipleDisputes' })
    await http('POST', '/_control/disputes', { as, form: { charge: charge.id, amount: 10 } })
    await server().advance(60)
    const { data } = await stripe.disputes.list({ charge: charge.id })
    expect(data.map(({ amount }) => amount)).toEqual([1000, 10, 1000])
  })

  it('is not disputed again once all of it was refunded', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const charge = await paid(stripe, 1000, { source: 'tok_createMultipleDisputes' })
    const [first] = (await stripe.disputes.list()).data
    await http('POST', `/_control/disputes/${first?.id}/win`, { as })
    await stripe.refunds.create({ charge: charge.id })
    await server().advance(60)
    expect((await stripe.disputes.list()).data).toMatchObject([{ id: first?.id, status: 'won' }])
  })
})
