/** Fact sheet 9: the test cards, each by its number, its token and its payment method. Each test is named after its row. */

import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { newAccount, paid, serving } from '../given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

type Pays = (stripe: Stripe) => Promise<string>

/** A card in its three ways to pay: a charge by its token's name, by a token of its number, and by a PaymentIntent. */
const ways = (number: string, name: string): readonly (readonly [string, Pays])[] => [
  [`tok_${name}`, async (stripe) => (await paid(stripe, 1000, { source: `tok_${name}` })).id],
  [
    number,
    async (stripe) => {
      const card = { number, exp_month: '9', exp_year: '2032', cvc: '123' }
      const { id } = await stripe.tokens.create({ card } as never)
      return (await paid(stripe, 1000, { source: id })).id
    },
  ],
  [
    `pm_card_${name}`,
    async (stripe) => {
      const intent = await stripe.paymentIntents.create({
        amount: 1000,
        currency: 'usd',
        payment_method: `pm_card_${name}`,
        capture_method: 'automatic',
        confirm: true,
      })
      return intent.latest_charge as string
    },
  ],
]

describe('refund pending, then succeeded', () => {
  it.each(ways('4000000000007726', 'pendingRefund'))('%s', async (_, pays) => {
    const stripe = sdk()
    const { id, status } = await stripe.refunds.create({ charge: await pays(stripe) })
    expect(status).toBe('pending')
    await server().advance(1)
    expect((await stripe.refunds.retrieve(id)).status).toBe('succeeded')
    expect((await stripe.events.list({ type: 'refund.updated' })).data).toHaveLength(1)
  })
})

describe('refund succeeded, then failed: at first, with its reference, and then', () => {
  it.each(ways('4000000000005126', 'refundFail'))('%s', async (_, pays) => {
    const stripe = sdk()
    const { id } = await stripe.refunds.create({ charge: await pays(stripe) })
    const seen = []
    for (const seconds of [0, 1, 1, 30 * 86_400]) {
      await server().advance(seconds)
      const { status, failure_reason, destination_details } = await stripe.refunds.retrieve(id)
      seen.push([status, destination_details?.card?.reference_status, failure_reason])
    }
    expect(seen).toEqual([
      ['succeeded', 'pending', undefined],
      ['succeeded', 'available', undefined],
      ['failed', 'available', 'expired_or_canceled_card'],
      ['failed', 'available', 'expired_or_canceled_card'],
    ])
    expect((await stripe.events.list({ type: 'refund.failed' })).data).toHaveLength(1)
  })
})

describe('any other: succeeded at once and never changes', () => {
  it.each(ways('4242424242424242', 'visa'))('%s', async (_, pays) => {
    const stripe = sdk()
    const { id, status } = await stripe.refunds.create({ charge: await pays(stripe) })
    expect(status).toBe('succeeded')
    await server().advance(30 * 86_400)
    expect((await stripe.refunds.retrieve(id)).status).toBe('succeeded')
  })
})

describe('funds straight to available balance', () => {
  it.each([...ways('4000000000000077', 'bypassPending'), ...ways('4000003720000278', 'bypassPendingInternational')])(
    '%s',
    async (_, pays) => {
      const stripe = sdk()
      await pays(stripe)
      const balance = await stripe.balance.retrieve()
      expect(balance.available).toMatchObject([{ amount: 941, currency: 'usd' }])
      expect(balance.pending).toMatchObject([{ amount: 0, currency: 'usd' }])
    },
  )
})

describe.each([
  ['dispute, fraudulent', '4000000000000259', 'createDispute', 'fraudulent'],
  ['product not received', '4000000000002685', 'createDisputeProductNotReceived', 'product_not_received'],
])('%s', (_, number, name, reason) => {
  it.each(ways(number, name))('%s', async (_way, pays) => {
    const stripe = sdk()
    const charge = await pays(stripe)
    const { data } = await stripe.disputes.list({ charge })
    expect(data).toMatchObject([{ reason, status: 'needs_response', amount: 1000, is_charge_refundable: false }])
  })
})

describe('dispute at the capture, for manual capture', () => {
  it('pm_card_createDispute', async () => {
    const stripe = sdk()
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      payment_method: 'pm_card_createDispute',
      capture_method: 'manual',
      confirm: true,
    })
    expect((await stripe.disputes.list()).data).toEqual([])
    await stripe.paymentIntents.capture(intent.id)
    expect((await stripe.disputes.list()).data).toHaveLength(1)
  })
})

describe('inquiry: still refundable', () => {
  it.each(ways('4000000000001976', 'createDisputeInquiry'))('%s', async (_, pays) => {
    const stripe = sdk()
    const charge = await pays(stripe)
    expect((await stripe.disputes.list({ charge })).data).toMatchObject([{ status: 'warning_needs_response' }])
    expect((await stripe.refunds.create({ charge })).status).toBe('succeeded')
  })
})

describe('early fraud warning: neither money nor charge change', () => {
  it.each(ways('4000000000005423', 'createIssuerFraudRecord'))('%s', async (_, pays) => {
    const stripe = sdk()
    const charge = await pays(stripe)
    await server().advance(10)
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ disputed: false, status: 'succeeded' })
    expect((await stripe.refunds.create({ charge })).status).toBe('succeeded')
  })
})

describe('several disputes', () => {
  it.each(ways('4000000404000079', 'createMultipleDisputes'))('%s', async (_, pays) => {
    const stripe = sdk()
    const charge = await pays(stripe)
    await server().advance(10)
    expect((await stripe.disputes.list({ charge })).data).toHaveLength(2)
  })
})

describe('dispute evidence text', () => {
  const disputed = async (card = 'tok_createDispute') => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id } = await paid(stripe, 1000, { source: card })
    const [dispute] = (await stripe.disputes.list({ charge: id })).data
    const send = async (uncategorized_text: string) => {
      const sent = await stripe.disputes.update(dispute?.id ?? '', { evidence: { uncategorized_text } })
      await server().advance(10)
      return [sent.status, (await stripe.disputes.retrieve(sent.id)).status]
    }
    return { as, stripe, charge: id, send }
  }

  it('winning_evidence', async () => {
    const { send, stripe, charge } = await disputed()
    expect(await send('winning_evidence')).toEqual(['under_review', 'won'])
    expect((await stripe.refunds.create({ charge })).status).toBe('succeeded')
  })

  it('losing_evidence', async () => {
    const { send } = await disputed()
    expect(await send('losing_evidence')).toEqual(['under_review', 'lost'])
  })

  it('escalate_inquiry_evidence', async () => {
    const { send } = await disputed('tok_createDisputeInquiry')
    expect(await send('escalate_inquiry_evidence')).toEqual(['warning_under_review', 'needs_response'])
  })
})

describe('dispute statuses', () => {
  it.each([
    ['warning_needs_response', true, { inquiry: true }, []],
    ['warning_under_review', true, { inquiry: true }, ['send']],
    ['warning_closed', true, { inquiry: true }, ['send', 'close']],
    ['needs_response', false, {}, []],
    ['needs_response', false, { inquiry: true }, ['escalate']],
    ['under_review', false, {}, ['send']],
    ['won', true, {}, ['send', 'win']],
    ['lost', false, {}, ['lose']],
    ['prevented', true, { inquiry: true }, ['prevent']],
  ])('%s: is_charge_refundable %s, and so it is (%j, %j)', async (status, refundable, opening, moves) => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id: charge } = await paid(stripe)
    const { body } = await http('POST', '/_control/disputes', { as, form: { charge, ...opening } })
    const id = String(body.id)
    for (const move of moves)
      if (move === 'send') await stripe.disputes.update(id, { evidence: { product_description: 'a hat' } })
      else await http('POST', `/_control/disputes/${id}/${move}`, { as })
    expect(await stripe.disputes.retrieve(id)).toMatchObject({ status, is_charge_refundable: refundable })
    const answer = await http('POST', '/v1/refunds', { as, form: { charge } })
    expect([answer.status, answer.body.error?.code]).toEqual(refundable ? [200, undefined] : [400, 'charge_disputed'])
  })
})
