/** Events as endpoints of older versions hear them, on a server whose own version is the newest; and the other way round. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { chargeIn, newAccount, paid, paidByIntent, serving } from '../given.js'
import { type Receiver, receiver } from '../webhooks/given.js'

const newest = serving({ clock: 'manual', startAt: 1_790_000_000 }, 'memory')
const oldest = serving({ clock: 'manual', startAt: 1_790_000_000, apiVersion: '2020-08-27' })

const WEEK = 7 * 86_400

/** An account with an endpoint of each of these versions; null is the account's own. */
const heardIn = async (called: typeof newest, ...versions: readonly (string | null)[]) => {
  const as = newAccount()
  const stripe = called.sdk(as)
  const receivers: Receiver[] = []
  for (const version of versions) {
    const at = await receiver()
    receivers.push(at)
    const own = version === null ? {} : { api_version: version as Stripe.WebhookEndpointCreateParams.ApiVersion }
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['*'], ...own })
  }
  const tell = () => called.server().advance(1)
  return { as, stripe, receivers, tell }
}

interface Data {
  readonly object: Readonly<Record<string, unknown>>
  readonly previous_attributes?: unknown
}

/** What a receiver was told in events of a type, the first one first. */
const told = (at: Receiver | undefined, type: string): readonly Data[] =>
  at?.came.flatMap(({ event }) => (event.type === type ? [event.data as unknown as Data] : [])) ?? []

describe('a refund, told to an endpoint of before 2022-11-15', () => {
  it('comes with the refunds of the charge, before and after', async () => {
    const { stripe, receivers, tell } = await heardIn(newest, '2020-08-27', null)
    const { id } = await paid(stripe)
    const refund = await stripe.refunds.create({ charge: id, amount: 400 })
    await stripe.refunds.create({ charge: id, amount: 600 })
    await tell()
    const [old, usual] = receivers
    const [first, second] = told(old, 'charge.refunded')
    expect(first?.object).toMatchObject({
      amount_refunded: 400,
      refunds: { total_count: 1, data: [{ id: refund.id, amount: 400 }] },
    })
    expect(first?.previous_attributes).toEqual({ amount_refunded: 0, refunds: { data: [], total_count: 0 } })
    expect(second?.object).toMatchObject({ refunds: { total_count: 2, data: [{ amount: 600 }, { amount: 400 }] } })
    expect(second?.previous_attributes).toMatchObject({
      amount_refunded: 400,
      refunded: false,
      refunds: { total_count: 1, data: [{ id: refund.id }] },
    })
    const [plain] = told(usual, 'charge.refunded')
    expect(plain?.object).not.toHaveProperty('refunds')
    expect(plain?.previous_attributes).toEqual({ amount_refunded: 0 })
  })

  it('is one event of one id for both, listed in the version of the account', async () => {
    const { stripe, receivers, tell } = await heardIn(newest, '2020-08-27', null)
    await stripe.refunds.create({ charge: (await paid(stripe)).id })
    await tell()
    const { data } = await stripe.events.list()
    const ids = data.map(({ id }) => id).reverse()
    for (const at of receivers) expect(at.came.map(({ event }) => event.id)).toEqual(ids)
    expect(data.map(({ api_version }) => api_version)).not.toContain('2020-08-27')
    expect(data.find(({ type }) => type === 'charge.refunded')?.data.object).not.toHaveProperty('refunds')
  })

  it('shows ten refunds and the count of all', async () => {
    const { stripe, receivers, tell } = await heardIn(newest, '2020-08-27')
    const { id } = await paid(stripe)
    for (let count = 0; count < 12; count += 1) await stripe.refunds.create({ charge: id, amount: 10 })
    await tell()
    const last = told(receivers[0], 'charge.refunded').at(-1)?.object as { refunds: { data: object[] } }
    expect(last.refunds).toMatchObject({ total_count: 12, has_more: true })
    expect(last.refunds.data).toHaveLength(10)
  })

  it('an edit of the charge comes with them too', async () => {
    const { stripe, receivers, tell } = await heardIn(newest, '2022-08-01')
    const { id } = await paid(stripe)
    await stripe.refunds.create({ charge: id, amount: 400 })
    await stripe.charges.update(id, { description: 'Order 7' })
    await tell()
    const [edit] = told(receivers[0], 'charge.updated')
    expect(edit?.object).toMatchObject({ refunds: { total_count: 1 } })
    expect(edit?.previous_attributes).toEqual({ description: null })
  })
})

describe('a capture of a part, told to an endpoint of before 2025-03-31', () => {
  const captured = async (...versions: readonly (string | null)[]) => {
    const heard = await heardIn(newest, ...versions)
    const { id } = await paid(heard.stripe, 4300, { capture: false })
    await heard.stripe.charges.capture(id, { amount: 1300 })
    await heard.tell()
    return { ...heard, id }
  }

  it('was a refund of the rest', async () => {
    const { id, receivers } = await captured('2024-04-10', '2020-08-27', null)
    const [in2024, in2020, usual] = receivers
    const [capture] = told(in2024, 'charge.captured')
    expect(capture?.object).toMatchObject({ amount_refunded: 3000, amount_captured: 1300 })
    expect(capture?.previous_attributes).toEqual({
      amount_captured: 0,
      amount_refunded: 0,
      balance_transaction: null,
      captured: false,
    })
    const [older] = told(in2020, 'charge.captured')
    expect(older?.object).toMatchObject({ refunds: { total_count: 1, data: [{ amount: 3000 }] } })
    expect(older?.previous_attributes).toMatchObject({ amount_refunded: 0, refunds: { data: [], total_count: 0 } })
    const [plain] = told(usual, 'charge.captured')
    expect(plain?.object).toMatchObject({ amount_refunded: 0, amount_captured: 1300 })
    expect(plain?.previous_attributes).not.toHaveProperty('amount_refunded')
    for (const at of [in2024, in2020])
      expect(told(at, 'charge.refund.updated')).toMatchObject([
        { object: { object: 'refund', amount: 3000, charge: id } },
      ])
    expect(told(usual, 'charge.refund.updated')).toEqual([])
  })

  it('makes an event that older versions alone have; it is found, in that version', async () => {
    const { stripe, receivers } = await captured('2024-04-10', null)
    const event = receivers[0]?.came.find(({ event: { type } }) => type === 'charge.refund.updated')?.event
    expect(event?.api_version).toBe('2024-04-10')
    const found = await stripe.events.retrieve(event?.id ?? '')
    expect(found).toMatchObject({ type: 'charge.refund.updated', api_version: '2024-04-10', pending_webhooks: 0 })
    expect((await stripe.events.list({ type: 'charge.refund.updated' })).data).toHaveLength(1)
  })

  it('makes none where nobody hears of it', async () => {
    const { stripe } = await captured(null)
    expect((await stripe.events.list({ type: 'charge.refund.updated' })).data).toEqual([])
  })
})

describe('an authorisation that is given up', () => {
  it('canceled: charge.refunded and charge.refund.updated before 2025-03-31, none since', async () => {
    const { stripe, receivers, tell } = await heardIn(newest, '2024-04-10', null)
    const intent = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    await stripe.paymentIntents.cancel(intent.id)
    await tell()
    const [old, usual] = receivers
    const since = old?.types().slice(3)
    expect(since).toEqual(['charge.refunded', 'charge.refund.updated', 'payment_intent.canceled'])
    expect(told(old, 'charge.refunded')).toMatchObject([
      {
        object: { id: chargeIn(intent), refunded: true, amount_refunded: 1000 },
        previous_attributes: { amount_refunded: 0, refunded: false },
      },
    ])
    expect(usual?.types().slice(3)).toEqual(['payment_intent.canceled'])
  })

  it('expired: charge.expired under every version, and before 2025-03-31 a refund with it', async () => {
    const { stripe, receivers } = await heardIn(newest, '2024-04-10', null)
    await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    await newest.server().advance(WEEK)
    const [old, usual] = receivers
    expect(old?.types().slice(3)).toEqual([
      'charge.expired',
      'charge.refunded',
      'charge.refund.updated',
      'payment_intent.canceled',
    ])
    expect(usual?.types().slice(3)).toEqual(['charge.expired', 'payment_intent.canceled'])
    expect(told(old, 'payment_intent.canceled')).toMatchObject([{ object: { cancellation_reason: 'automatic' } }])
    expect(told(usual, 'payment_intent.canceled')).toMatchObject([{ object: { cancellation_reason: 'expired' } }])
  })
})

describe('an endpoint of the newest version, on a server of an older one', () => {
  it('hears of a capture of a part as it is now', async () => {
    const { stripe, receivers, tell } = await heardIn(oldest, '2026-10-28.endive', null)
    const { id } = await paid(stripe, 4300, { capture: false })
    await stripe.charges.capture(id, { amount: 1300 })
    await stripe.refunds.create({ charge: id, amount: 300 })
    await tell()
    const [latest, usual] = receivers
    const [capture] = told(latest, 'charge.captured')
    expect(capture?.object).toMatchObject({ amount_refunded: 0, amount_captured: 1300 })
    for (const name of ['refunds', 'invoice']) expect(capture?.object).not.toHaveProperty(name)
    expect(capture?.previous_attributes).not.toHaveProperty('amount_refunded')
    expect(told(latest, 'charge.refunded')).toMatchObject([{ previous_attributes: { amount_refunded: 0 } }])
    expect(told(usual, 'charge.refunded')).toMatchObject([{ previous_attributes: { amount_refunded: 3000 } }])
    // The second one tells of the reference of the refund.
    const [release, reference] = [{ object: { amount: 3000 } }, { object: { amount: 300 } }]
    expect(told(latest, 'charge.refund.updated')).toMatchObject([reference])
    expect(told(usual, 'charge.refund.updated')).toMatchObject([release, reference])
  })

  it('hears of a PaymentIntent without charges and invoice', async () => {
    const { stripe, receivers, tell } = await heardIn(oldest, '2026-10-28.endive', null)
    const intent = await paidByIntent(stripe)
    await tell()
    const [latest, usual] = receivers
    const [after] = told(latest, 'payment_intent.succeeded')
    for (const name of ['charges', 'invoice']) expect(after?.object).not.toHaveProperty(name)
    expect(told(usual, 'payment_intent.succeeded')).toMatchObject([
      { object: { invoice: null, charges: { total_count: 1, data: [{ id: chargeIn(intent) }] } } },
    ])
  })
})

describe('a refund that moves, told to an endpoint of before 2025-04-30', () => {
  it('says nothing of a reason to be pending, before or after', async () => {
    const { stripe, receivers } = await heardIn(newest, '2024-04-10', null)
    await stripe.refunds.create({ charge: (await paid(stripe, 1000, { source: 'tok_pendingRefund' })).id })
    await newest.server().advance(5)
    const [old, usual] = receivers
    expect(told(usual, 'refund.updated')[0]?.previous_attributes).toHaveProperty('pending_reason')
    const before = told(old, 'refund.updated')[0]?.previous_attributes
    expect(before).toMatchObject({ status: 'pending' })
    expect(before).not.toHaveProperty('pending_reason')
    expect(told(old, 'refund.created')[0]?.object).not.toHaveProperty('pending_reason')
  })
})

describe('an endpoint of an older version that hears of connected accounts', () => {
  it('is told of their charges in its version, and of fees once', async () => {
    const { stripe, receivers, tell } = await heardIn(newest)
    const at = await receiver()
    receivers.push(at)
    await stripe.webhookEndpoints.create({
      url: at.url,
      enabled_events: ['*'],
      connect: true,
      api_version: '2020-08-27',
    })
    const account = { stripeAccount: 'acct_shop' }
    const charge = await stripe.charges.create(
      { amount: 4300, currency: 'usd', source: 'tok_visa', capture: false, application_fee_amount: 40 },
      account,
    )
    await stripe.charges.capture(charge.id, { amount: 1300 }, account)
    await tell()
    expect(told(at, 'charge.captured')).toMatchObject([
      { object: { refunds: { total_count: 1 } }, previous_attributes: { amount_refunded: 0 } },
    ])
    expect(at.came.map(({ event: { account: whose } }) => whose)).toEqual(at.came.map(() => 'acct_shop'))
    expect(told(at, 'application_fee.created')).toEqual([])
    expect((await stripe.events.list({ type: 'application_fee.created' })).data).toHaveLength(1)
  })
})

describe('an account whose endpoints are all of newer versions', () => {
  it('keeps nothing of an event beside what one without endpoints keeps', async () => {
    const toldApart = async (): Promise<number> =>
      JSON.stringify(await newest.server().save()).split('"told":').length - 1
    const more = async (...versions: readonly (string | null)[]): Promise<number> => {
      const { stripe } = await heardIn(newest, ...versions)
      const before = await toldApart()
      const { id } = await paid(stripe)
      for (let count = 0; count < 3; count += 1) await stripe.refunds.create({ charge: id, amount: 100 })
      return (await toldApart()) - before
    }
    expect(await more(null, '2026-08-26.dahlia', '2025-04-30.basil')).toBe(0)
    expect(await more('2020-08-27')).toBe(4)
  })
})
