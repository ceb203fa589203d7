/** What is said of a payment for people is shown, on the PaymentIntent and on its charge. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { chargeIn, paid, paidByIntent, serving } from '../given.js'
import { held } from './given.js'

const { sdk } = serving()

const SAID = {
  receipt_email: 'payer@example.com',
  shipping: { name: 'A. Payer', address: { line1: '1 High Street', country: 'GB' }, carrier: 'Post' },
  statement_descriptor_suffix: 'ORDER 7',
}
const NOWHERE = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
const SHOWN = {
  receipt_email: 'payer@example.com',
  shipping: {
    address: { ...NOWHERE, country: 'GB', line1: '1 High Street' },
    carrier: 'Post',
    name: 'A. Payer',
    phone: null,
    tracking_number: null,
  },
  statement_descriptor: null,
  statement_descriptor_suffix: 'ORDER 7',
}

const seen = (of: object): object => {
  const names = ['receipt_email', 'shipping', 'statement_descriptor', 'statement_descriptor_suffix']
  return Object.fromEntries(Object.entries(of).filter(([name]) => names.includes(name)))
}

describe('what is said for people', () => {
  it('is shown on a charge', async () => {
    expect(seen(await paid(sdk(), 1000, SAID))).toEqual(SHOWN)
  })

  it('is shown on a PaymentIntent and its charge, whenever it was said', async () => {
    const stripe = sdk()
    const whole = await paidByIntent(stripe, 1000, SAID)
    expect(seen(whole)).toEqual(SHOWN)
    expect(seen(await stripe.charges.retrieve(chargeIn(whole)))).toEqual(SHOWN)
    const open = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' })
    await stripe.paymentIntents.update(open.id, {
      statement_descriptor_suffix: 'ORDER 7',
      receipt_email: 'a@example.com',
    })
    const { shipping, receipt_email } = SAID
    const confirmed = await stripe.paymentIntents.confirm(open.id, {
      payment_method: 'pm_card_visa',
      shipping,
      receipt_email,
    })
    expect(seen(confirmed)).toEqual(SHOWN)
    expect(seen(await stripe.charges.retrieve(chargeIn(confirmed)))).toEqual(SHOWN)
  })

  it('can be unset', async () => {
    const stripe = sdk()
    const { id } = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...SAID })
    const unset = await stripe.paymentIntents.update(id, { receipt_email: '', shipping: '' })
    expect(unset).toMatchObject({ receipt_email: null, shipping: null, statement_descriptor_suffix: 'ORDER 7' })
  })

  it('may be said at the capture', async () => {
    const stripe = sdk()
    const at = { statement_descriptor: 'SHOP', statement_descriptor_suffix: 'PART' }
    const intent = await held(stripe, 1000, SAID)
    const captured = await stripe.paymentIntents.capture(intent.id, at)
    expect(seen(captured)).toEqual({ ...SHOWN, ...at })
    expect(seen(await stripe.charges.retrieve(chargeIn(captured)))).toEqual({ ...SHOWN, ...at })
    const charge = await paid(stripe, 1000, { capture: false, ...SAID })
    const more = { ...at, receipt_email: 'b@example.com', transfer_group: 'order_7' }
    expect(await stripe.charges.capture(charge.id, more)).toMatchObject({ ...more, shipping: SHOWN.shipping })
  })
})

describe('the update of a charge', () => {
  it('says what the merchant thinks of it, and tells of it', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    const { receipt_email, shipping } = SAID
    const after = await stripe.charges.update(id, { fraud_details: { user_report: 'safe' }, receipt_email, shipping })
    expect(after).toMatchObject({ fraud_details: { user_report: 'safe' }, receipt_email, shipping: SHOWN.shipping })
    const [event] = (await stripe.events.list({ type: 'charge.updated' })).data
    expect(event?.data.previous_attributes).toMatchObject({ receipt_email: null, shipping: null })
    const unset = await stripe.charges.update(id, { fraud_details: { user_report: '' } })
    expect(unset).toMatchObject({ fraud_details: {}, receipt_email })
  })
})

describe('a refund for fraud', () => {
  it('reports the charge', async () => {
    const stripe = sdk()
    const reported = async (reason: Stripe.RefundCreateParams.Reason): Promise<Stripe.Charge.FraudDetails | null> => {
      const { id } = await paid(stripe)
      await stripe.refunds.create({ charge: id, amount: 400, reason })
      return (await stripe.charges.retrieve(id)).fraud_details
    }
    expect(await reported('duplicate')).toEqual({})
    expect(await reported('fraudulent')).toEqual({ user_report: 'fraudulent' })
    const [event] = (await stripe.events.list({ type: 'charge.refunded', limit: 1 })).data
    expect(event?.data).toMatchObject({
      object: { fraud_details: { user_report: 'fraudulent' } },
      previous_attributes: { fraud_details: { user_report: null }, amount_refunded: 0 },
    })
  })
})
