/** PaymentIntents as versions before 2022-11-15 and before 2025-03-31 show them. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { chargeIn, errorOf, newAccount, paidByIntent, serving } from '../given.js'
import { receiver } from '../webhooks/given.js'

const { sdk, http, server } = serving({ clock: 'manual', startAt: 1_790_000_000 })

const OLD = '2020-08-27'
const inOld = (as: string): Stripe => sdk(as, { apiVersion: OLD as never })

interface WithCharges {
  readonly charges: { readonly data: readonly Stripe.Charge[]; readonly total_count: number }
}
const chargesOf = (shown: unknown): WithCharges['charges'] => (shown as WithCharges).charges

describe('payment_intent.charges', () => {
  it('before 2022-11-15 is the list of its charges, each as that version shows it', async () => {
    const as = newAccount()
    const intent = await paidByIntent(sdk(as))
    await sdk(as).refunds.create({ payment_intent: intent.id, amount: 400 })
    const shown = await inOld(as).paymentIntents.retrieve(intent.id)
    expect(chargesOf(shown)).toMatchObject({
      object: 'list',
      data: [{ id: chargeIn(intent), amount_refunded: 400, invoice: null, refunds: { data: [{ amount: 400 }] } }],
      has_more: false,
      total_count: 1,
      url: `/v1/charges?payment_intent=${intent.id}`,
    })
    const names = Object.keys(shown)
    expect(names.slice(names.indexOf('charges') - 1, names.indexOf('charges') + 2)).toEqual([
      'capture_method',
      'charges',
      'client_secret',
    ])
  })

  it('since then is not there', async () => {
    const as = newAccount()
    const intent = await paidByIntent(inOld(as))
    for (const apiVersion of ['2022-11-15', '2026-10-28.endive'])
      expect(await sdk(as, { apiVersion: apiVersion as never }).paymentIntents.retrieve(intent.id)).not.toHaveProperty(
        'charges',
      )
  })

  it('is answered at once by what makes, confirms, captures and cancels', async () => {
    const as = newAccount()
    const stripe = inOld(as)
    const made = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', capture_method: 'manual' })
    expect(chargesOf(made)).toMatchObject({ data: [], total_count: 0 })
    const held = await stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_visa' })
    expect(chargesOf(held).data).toMatchObject([{ id: held.latest_charge, captured: false }])
    const taken = await stripe.paymentIntents.capture(made.id, { amount_to_capture: 600 })
    expect(chargesOf(taken).data).toMatchObject([{ captured: true, amount_captured: 600, amount_refunded: 400 }])
    const other = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    const canceled = await stripe.paymentIntents.cancel(other.id)
    expect(chargesOf(canceled).data).toMatchObject([{ refunded: true, refunds: { total_count: 1 } }])
  })

  it('has those that were declined, newest first, also beside the error', async () => {
    const as = newAccount()
    const stripe = inOld(as)
    const { id } = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' })
    const error = await errorOf(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa_chargeDeclined' }))
    expect(chargesOf(error.payment_intent).data).toMatchObject([{ status: 'failed' }])
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
    expect(chargesOf(paid)).toMatchObject({ total_count: 2, data: [{ status: 'succeeded' }, { status: 'failed' }] })
    const refused = await errorOf(stripe.paymentIntents.cancel(id))
    expect(chargesOf(refused.payment_intent).total_count).toBe(2)
  })

  it('stands in lists, and where a PaymentIntent is expanded', async () => {
    const as = newAccount()
    const intent = await paidByIntent(sdk(as))
    const { data } = await inOld(as).paymentIntents.list()
    expect(chargesOf(data[0]).data).toMatchObject([{ id: chargeIn(intent) }])
    const charge = await inOld(as).charges.retrieve(chargeIn(intent), { expand: ['payment_intent'] })
    expect(chargesOf(charge.payment_intent).total_count).toBe(1)
  })

  it('is expanded below, under versions that have it', async () => {
    const as = newAccount()
    const customer = await sdk(as).customers.create({ email: 'jenny@example.com' })
    const intent = await paidByIntent(sdk(as), 1000, { customer: customer.id })
    await server().advance(1)
    const shown = await inOld(as).paymentIntents.retrieve(intent.id, {
      expand: ['charges.data.customer', 'charges.data.balance_transaction'],
    })
    expect(chargesOf(shown).data).toMatchObject([
      { customer: { email: 'jenny@example.com' }, balance_transaction: { amount: 1000 } },
    ])
    const path = `/v1/payment_intents/${intent.id}?expand[]=charges.data.customer`
    const { status, body } = await http('GET', path, { as })
    expect([status, body.error?.message]).toEqual([
      400,
      "This property cannot be expanded because it doesn't exist: charges.data.customer.",
    ])
  })

  it('is in events of such versions', async () => {
    const as = newAccount()
    const at = await receiver()
    await sdk(as).webhookEndpoints.create({
      url: at.url,
      enabled_events: ['payment_intent.succeeded'],
      api_version: OLD,
    })
    const intent = await paidByIntent(sdk(as))
    await server().advance(0)
    const [came] = at.came
    expect(chargesOf(came?.event.data.object)).toMatchObject({ total_count: 1, data: [{ id: chargeIn(intent) }] })
  })
})

describe('cancellation_reason of an authorisation that ran out', () => {
  it('is automatic before 2025-03-31 and expired since, whichever version the server has', async () => {
    const as = newAccount()
    const intent = await paidByIntent(sdk(as), 1000, { capture_method: 'manual' })
    await server().advance(7 * 86_400)
    const reason = async (apiVersion: string) =>
      (await sdk(as, { apiVersion: apiVersion as never }).paymentIntents.retrieve(intent.id)).cancellation_reason
    expect(await reason('2025-02-24.acacia')).toBe('automatic')
    expect(await reason('2025-03-31.basil')).toBe('expired')
  })

  it('of one that somebody canceled is what they said', async () => {
    const as = newAccount()
    const intent = await paidByIntent(inOld(as), 1000, { capture_method: 'manual' })
    const canceled = await inOld(as).paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' })
    expect(canceled.cancellation_reason).toBe('abandoned')
  })
})
