/** Fact sheet 3: what a charge says, and what partial captures and canceled authorisations look like under old and new versions. */
import { describe, expect, it } from 'vitest'
import { chargeIn, errorOf, newAccount, paid, paidByIntent, serving } from '../given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

const OLD = '2024-04-10'
/** The same account, seen under a version before 2025-03-31. */
const inOld = (as: string) => sdk(as, { apiVersion: OLD as never })

describe('charge fields', () => {
  it('status: refunds and disputes never change it', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id } = await paid(stripe)
    await stripe.refunds.create({ charge: id, amount: 100 })
    await http('POST', '/_control/disputes', { as, form: { charge: id } })
    expect(await stripe.charges.retrieve(id)).toMatchObject({ status: 'succeeded', disputed: true })
    const declined = await errorOf(paid(stripe, 1000, { source: 'tok_visa_chargeDeclined' }))
    const failed = await stripe.charges.retrieve(String((declined.raw as { charge?: string }).charge))
    expect(failed).toMatchObject({ status: 'failed', paid: false, captured: false, failure_code: 'card_declined' })
  })

  it('paid: true if succeeded or authorised, not changed by refunds', async () => {
    const stripe = sdk()
    const held = await paid(stripe, 1000, { capture: false })
    expect(held).toMatchObject({ paid: true, status: 'succeeded' })
    const { id } = await paid(stripe)
    await stripe.refunds.create({ charge: id })
    expect(await stripe.charges.retrieve(id)).toMatchObject({ paid: true, refunded: true })
  })

  it('captured: false until capture, not changed by refunds', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { capture: false })
    expect(await stripe.charges.retrieve(id)).toMatchObject({ captured: false, amount_captured: 0 })
    await stripe.charges.capture(id)
    await stripe.refunds.create({ charge: id })
    expect(await stripe.charges.retrieve(id)).toMatchObject({ captured: true, amount_captured: 1000 })
  })

  it('amount: the original authorised amount, never reduced by capture or refund', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 6500, { capture: false })
    await stripe.charges.capture(id, { amount: 5000 })
    await stripe.refunds.create({ charge: id, amount: 1000 })
    expect(await stripe.charges.retrieve(id)).toMatchObject({
      amount: 6500,
      amount_captured: 5000,
      amount_refunded: 1000,
    })
  })

  it('amount_captured: 0 while uncaptured, the full amount for direct charges', async () => {
    expect(await paid(sdk(), 700)).toMatchObject({ amount: 700, amount_captured: 700 })
  })

  it('amount_refunded: pending and succeeded count; failed and canceled are taken out again', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id } = await paid(stripe, 1000, { source: 'tok_pendingRefund' })
    const pending = await stripe.refunds.create({ charge: id, amount: 300 })
    expect(pending.status).toBe('pending')
    expect(await stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 300 })
    await http('POST', `/_control/refunds/${pending.id}/fail`, { as })
    expect(await stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 0, refunded: false })
    await http('POST', '/_control/refunds/next', { as, form: { status: 'requires_action' } })
    const waiting = await stripe.refunds.create({ charge: id })
    expect(await stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 1000, refunded: true })
    await stripe.refunds.cancel(waiting.id)
    expect(await stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 0, refunded: false })
  })

  it('refunded: true only when fully refunded', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    await stripe.refunds.create({ charge: id, amount: 999 })
    expect((await stripe.charges.retrieve(id)).refunded).toBe(false)
    await stripe.refunds.create({ charge: id, amount: 1 })
    expect((await stripe.charges.retrieve(id)).refunded).toBe(true)
  })

  it('refunds: the sub-list, where it is expanded, also of a list of charges', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    const url = `/v1/charges/${id}/refunds`
    const empty = { object: 'list', data: [], has_more: false, total_count: 0, url }
    expect((await stripe.charges.retrieve(id, { expand: ['refunds'] })).refunds).toEqual(empty)
    const refund = await stripe.refunds.create({ charge: id, amount: 300 })
    const { data } = await stripe.charges.list({ expand: ['data.refunds'] })
    expect(data[0]?.refunds).toEqual({ ...empty, data: [refund], total_count: 1 })
  })

  it('disputed: true once any dispute exists, stays true after resolution', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id } = await paid(stripe)
    const { body: dispute } = await http('POST', '/_control/disputes', { as, form: { charge: id } })
    await http('POST', `/_control/disputes/${dispute.id}/win`, { as })
    expect(await stripe.charges.retrieve(id)).toMatchObject({ disputed: true, dispute: dispute.id })
  })

  it('balance_transaction: null just after a charge that is captured automatic_async', async () => {
    const stripe = sdk()
    const charge = chargeIn(await paidByIntent(stripe))
    expect((await stripe.charges.retrieve(charge)).balance_transaction).toBeNull()
    await server().advance(1)
    expect((await stripe.charges.retrieve(charge)).balance_transaction).toMatch(/^txn_/)
    const updated = (await stripe.events.list({ type: 'charge.updated' })).data
    expect(updated).toMatchObject([{ data: { previous_attributes: { balance_transaction: null } } }])
  })

  it('payment_method_details.card.capture_before: when an uncaptured charge is given up', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    const charge = await stripe.charges.retrieve(chargeIn(intent))
    expect(charge.payment_method_details?.card?.capture_before).toBe(charge.created + 7 * 86_400)
    await server().advance(7 * 86_400)
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'expired',
    })
    expect((await stripe.events.list({ type: 'charge.expired' })).data).toHaveLength(1)
  })
})

describe('partial capture of 1300 on 4300', () => {
  const captured = async () => {
    const as = newAccount()
    const { id } = await paid(inOld(as), 4300, { capture: false })
    await inOld(as).charges.capture(id, { amount: 1300 })
    return { as, id }
  }

  it('API < 2025-03-31: a Refund object for 3000 is created', async () => {
    const { as, id } = await captured()
    const charge = await inOld(as).charges.retrieve(id, { expand: ['refunds'] })
    expect(charge).toMatchObject({ amount_refunded: 3000, refunded: false, refunds: { total_count: 1 } })
    expect(charge.refunds?.data).toMatchObject([{ object: 'refund', amount: 3000, charge: id, status: 'succeeded' }])
    const [release] = (await inOld(as).refunds.list({ charge: id })).data
    expect(await inOld(as).refunds.retrieve(release?.id ?? '')).toEqual(release)
  })

  it('API < 2025-03-31: a later default refund is 1300 and sets refunded', async () => {
    const { as, id } = await captured()
    expect((await inOld(as).refunds.create({ charge: id })).amount).toBe(1300)
    expect(await inOld(as).charges.retrieve(id)).toMatchObject({ refunded: true, amount_refunded: 4300 })
  })

  it('API >= 2025-03-31: no Refund; a capture made under the old version looks right under the new', async () => {
    const { as, id } = await captured()
    const charge = await sdk(as).charges.retrieve(id, { expand: ['refunds'] })
    expect(charge).toMatchObject({ amount: 4300, amount_captured: 1300, amount_refunded: 0, refunded: false })
    expect(charge).toMatchObject({ captured: true, refunds: { data: [], total_count: 0 } })
    expect((await sdk(as).refunds.list({ charge: id })).data).toEqual([])
    expect((await sdk(as).refunds.list()).data).toEqual([])
  })

  it('API >= 2025-03-31: auth 6500, capture 5000, as recorded', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 6500, { capture_method: 'manual' })
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 5000 })
    expect(await stripe.charges.retrieve(chargeIn(intent))).toMatchObject({
      amount: 6500,
      amount_captured: 5000,
      amount_refunded: 0,
      refunded: false,
      captured: true,
    })
  })

  it('balance transactions: full charge and refund of the remainder; one, for the captured amount', async () => {
    const { as } = await captured()
    expect((await inOld(as).balanceTransactions.list()).data).toMatchObject([
      { amount: -3000, type: 'refund' },
      { amount: 4300, type: 'charge' },
    ])
    expect((await sdk(as).balanceTransactions.list()).data).toMatchObject([{ amount: 1300, type: 'charge' }])
  })

  it('remaining refundable: amount_captured - amount_refunded', async () => {
    const { as, id } = await captured()
    const { message } = await errorOf(sdk(as).refunds.create({ charge: id, amount: 1301 }))
    expect(message).toBe('Refund amount ($13.01) is greater than unrefunded amount on charge ($13.00)')
    expect((await sdk(as).refunds.create({ charge: id })).amount).toBe(1300)
    expect(await sdk(as).charges.retrieve(id)).toMatchObject({ refunded: true, amount_refunded: 1300 })
  })
})

describe('PaymentIntent cancel and authorisation expiry', () => {
  const held = async () => {
    const as = newAccount()
    const intent = await paidByIntent(sdk(as), 1000, { capture_method: 'manual' })
    return { as, intent: intent.id, charge: chargeIn(intent) }
  }

  it('API < 2025-03-31: refunded, amount_refunded = amount', async () => {
    const { as, intent, charge } = await held()
    await inOld(as).paymentIntents.cancel(intent)
    const shown = await inOld(as).charges.retrieve(charge, { expand: ['refunds'] })
    expect(shown).toMatchObject({ refunded: true, amount_refunded: 1000, refunds: { data: [{ reason: null }] } })
  })

  it('API < 2025-03-31: reason expired_uncaptured_charge on expiry', async () => {
    const { as, charge } = await held()
    await server().advance(7 * 86_400)
    const [release] = (await inOld(as).refunds.list({ charge })).data
    expect(release).toMatchObject({ amount: 1000, reason: 'expired_uncaptured_charge' })
  })

  it('API >= 2025-03-31: no Refund, refunded false', async () => {
    const { as, intent, charge } = await held()
    await sdk(as).paymentIntents.cancel(intent)
    expect(await sdk(as).charges.retrieve(charge)).toMatchObject({
      refunded: false,
      amount_refunded: 0,
      amount_captured: 0,
    })
    expect((await sdk(as).refunds.list({ charge })).data).toEqual([])
    expect((await sdk(as).events.list({ type: 'payment_intent.canceled' })).data).toHaveLength(1)
    expect((await sdk(as).events.list({ type: 'charge.refunded' })).data).toEqual([])
  })

  it('authorisation expired, then capture', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { capture: false })
    await server().advance(7 * 86_400)
    expect(await errorOf(stripe.charges.capture(id))).toMatchObject({
      statusCode: 400,
      code: 'charge_expired_for_capture',
    })
  })

  it('refund on an authorisation that expired already', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    await server().advance(7 * 86_400)
    const { message } = await errorOf(stripe.refunds.create({ payment_intent: intent.id }))
    expect(message).toBe(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`)
  })

  it('age limit, cards: none, ten years after', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    await server().advance(10 * 365 * 86_400)
    expect((await stripe.refunds.create({ charge: id })).status).toBe('succeeded')
  })
})
