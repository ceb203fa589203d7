/** Fact sheet 6: which events are sent, and in which order. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { chargeIn, newAccount, paid, paidByIntent, serving } from '../given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

/** All events of an account, oldest first. */
const eventsOf = async (stripe: ReturnType<typeof sdk>) => (await stripe.events.list({ limit: 100 })).data.reverse()
const typesOf = async (stripe: ReturnType<typeof sdk>) => (await eventsOf(stripe)).map(({ type }) => type as string)

const given = async (source = 'tok_visa', more: object = {}) => {
  const as = newAccount()
  const stripe = sdk(as)
  const { id } = await paid(stripe, 1000, { source, ...more })
  /** The events of what is done, without those of the charge's creation. */
  const during = async (act: () => Promise<unknown>) => {
    const before = (await eventsOf(stripe)).length
    await act()
    return (await eventsOf(stripe)).slice(before)
  }
  return { as, stripe, id, during }
}

describe('events', () => {
  it('refund.created carries the refund, at creation', async () => {
    const { stripe, id, during } = await given()
    const [event] = await during(() => stripe.refunds.create({ charge: id, amount: 300 }))
    expect(event).toMatchObject({ type: 'refund.created', data: { object: { object: 'refund', amount: 300 } } })
    expect(event?.data).not.toHaveProperty('previous_attributes')
    expect(event?.request?.id).toMatch(/^req_/)
  })

  it('charge.refunded carries the charge, at each refund, partial too', async () => {
    const { stripe, id, during } = await given()
    const events = await during(async () => {
      await stripe.refunds.create({ charge: id, amount: 500 })
      await stripe.refunds.create({ charge: id, amount: 500 })
    })
    const refunded = events.filter(({ type }) => type === 'charge.refunded')
    expect(refunded.map(({ data }) => (data.object as { amount_refunded?: number }).amount_refunded)).toEqual([
      500, 1000,
    ])
    // Recorded: a full refund says both; a second partial one only what changed.
    expect(refunded.map(({ data }) => data.previous_attributes)).toEqual([
      { amount_refunded: 0 },
      { amount_refunded: 500, refunded: false },
    ])
  })

  it('refund.updated, charge.refund.updated: metadata, reference available, pending to succeeded', async () => {
    const { stripe, id, during } = await given('tok_pendingRefund')
    const { id: refund } = await stripe.refunds.create({ charge: id })
    for (const act of [() => stripe.refunds.update(refund, { metadata: { order: '7' } }), () => server().advance(1)]) {
      const events = await during(act)
      expect(events.map(({ type }) => type)).toEqual(['refund.updated', 'charge.refund.updated'])
      expect(events[0]?.data.object).toMatchObject({ object: 'refund', id: refund })
      expect(events[0]?.data.previous_attributes).toBeDefined()
    }
  })

  it('refund.failed: transition to failed', async () => {
    const { stripe, id, during, as } = await given()
    const { id: refund } = await stripe.refunds.create({ charge: id })
    const form = { failure_reason: 'expired_or_canceled_card' }
    const events = await during(() => http('POST', `/_control/refunds/${refund}/fail`, { as, form }))
    expect(events.map(({ type }) => type)).toEqual(['refund.failed', 'charge.refund.updated'])
    for (const { data } of events) {
      expect(data.object).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' })
      expect(data.previous_attributes).toEqual({
        failure_balance_transaction: null,
        failure_reason: null,
        status: 'succeeded',
      })
    }
  })

  it('charge.updated: description and metadata changes', async () => {
    const { stripe, id, during } = await given()
    const events = await during(() => stripe.charges.update(id, { description: 'a hat' }))
    expect(events).toMatchObject([{ type: 'charge.updated', data: { previous_attributes: { description: null } } }])
  })

  it('charge.updated: metadata changes', async () => {
    const { stripe, id, during } = await given()
    const set = await during(() => stripe.charges.update(id, { metadata: { order: '7' } }))
    expect(set).toMatchObject([
      {
        type: 'charge.updated',
        data: {
          object: { object: 'charge', id, metadata: { order: '7' } },
          previous_attributes: { metadata: { order: null } },
        },
      },
    ])
    expect(set[0]?.data.previous_attributes).toEqual({ metadata: { order: null } })
  })

  it('application_fee.refunded, transfer.reversed: by a charge refund, partial too', async () => {
    const legs = { application_fee_amount: 100, transfer_data: { destination: 'acct_shop' } }
    const { stripe, id, during } = await given('tok_visa', legs)
    const asked = { charge: id, amount: 500, refund_application_fee: true, reverse_transfer: true }
    const events = await during(() => stripe.refunds.create(asked))
    expect(events.map(({ type }) => type)).toEqual([
      'refund.created',
      'charge.refunded',
      'transfer.reversed',
      'application_fee.refunded',
    ])
    expect(events.find(({ type }) => type === 'transfer.reversed')?.data.object).toMatchObject({ amount_reversed: 500 })
    expect(events.find(({ type }) => type === 'application_fee.refunded')?.data.object).toMatchObject({
      amount_refunded: 50,
    })
  })

  it('application_fee.refunded: directly', async () => {
    const legs = { application_fee_amount: 100, transfer_data: { destination: 'acct_shop' } }
    const { stripe, id, during } = await given('tok_visa', legs)
    const fee = (await stripe.charges.retrieve(id)).application_fee as string
    const events = await during(() => stripe.applicationFees.createRefund(fee, { amount: 30 }))
    expect(events.map(({ type }) => type)).toEqual(['application_fee.refunded'])
  })

  it('application_fee.refund.updated carries the fee_refund', async () => {
    const legs = { application_fee_amount: 100, transfer_data: { destination: 'acct_shop' } }
    const { stripe, id, during } = await given('tok_visa', legs)
    const fee = (await stripe.charges.retrieve(id)).application_fee as string
    const back = await stripe.applicationFees.createRefund(fee, { amount: 30 })
    const events = await during(() => stripe.applicationFees.updateRefund(fee, back.id, { metadata: { order: '7' } }))
    expect(events).toMatchObject([
      { type: 'application_fee.refund.updated', data: { object: { object: 'fee_refund', id: back.id } } },
    ])
  })

  it('charge.expired, charge.captured', async () => {
    const stripe = sdk()
    const one = await paid(stripe, 1000, { capture: false })
    const other = await paid(stripe, 1000, { capture: false })
    await stripe.charges.capture(other.id)
    await server().advance(7 * 86_400)
    const events = await eventsOf(stripe)
    const about = (type: string) => events.filter((event) => event.type === type).map(({ data }) => data.object)
    expect(about('charge.expired')).toMatchObject([{ id: one.id }])
    expect(about('charge.captured')).toMatchObject([{ id: other.id }])
  })

  it('charge.dispute.created, funds_withdrawn, updated, closed, funds_reinstated', async () => {
    const { stripe, id, during, as } = await given()
    const opened = await during(() => http('POST', '/_control/disputes', { as, form: { charge: id } }))
    expect(opened.map(({ type }) => type)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
    const { id: dispute = '' } = (opened[0]?.data.object ?? {}) as { id?: string }
    const sent = await during(() => stripe.disputes.update(dispute, { evidence: { product_description: 'a hat' } }))
    expect(sent.map(({ type }) => type)).toEqual(['charge.dispute.updated'])
    const won = await during(() => http('POST', `/_control/disputes/${dispute}/win`, { as }))
    expect(won.map(({ type }) => type)).toEqual(['charge.dispute.closed', 'charge.dispute.funds_reinstated'])
    for (const { data } of [...opened, ...sent, ...won])
      expect(data.object).toMatchObject({ object: 'dispute', id: dispute })
    expect(won.map(({ data }) => (data.object as { status?: string }).status)).toEqual(['won', 'won'])
  })

  it.each([
    [false, 'lose', ['charge.dispute.closed']],
    [true, 'close', ['charge.dispute.closed']],
    [true, 'escalate', ['charge.dispute.updated', 'charge.dispute.funds_withdrawn']],
    [false, 'prevent', ['charge.dispute.closed']],
  ])('charge.dispute.*, in order: inquiry %s, %s', async (inquiry, move, types) => {
    const { id, during, as } = await given()
    const opened = await during(() => http('POST', '/_control/disputes', { as, form: { charge: id, inquiry } }))
    expect(opened.map(({ type }) => type)).toEqual([
      'charge.dispute.created',
      ...(inquiry ? [] : ['charge.dispute.funds_withdrawn']),
    ])
    const { id: dispute = '' } = (opened[0]?.data.object ?? {}) as { id?: string }
    const moved = await during(() => http('POST', `/_control/disputes/${dispute}/${move}`, { as }))
    expect(moved.map(({ type }) => type)).toEqual(types)
  })
})

describe('orders that were measured', () => {
  it('pm_card_refundFail', async () => {
    const { stripe, id, during } = await given('tok_refundFail')
    const events = await during(async () => {
      await stripe.refunds.create({ charge: id })
      await server().advance(10)
    })
    expect(events.map(({ type, data }) => [type, (data.object as { status: string }).status])).toEqual([
      ['refund.created', 'succeeded'],
      ['charge.refunded', 'succeeded'],
      ['refund.updated', 'succeeded'],
      ['charge.refund.updated', 'succeeded'],
      ['refund.failed', 'failed'],
      ['charge.refund.updated', 'failed'],
    ])
    expect(events.map(({ created }) => created - (events[0]?.created ?? 0))).toEqual([0, 0, 1, 1, 2, 2])
  })

  it('ordinary card refund', async () => {
    const { stripe, id, during } = await given()
    const events = await during(async () => {
      await stripe.refunds.create({ charge: id })
      await server().advance(10)
    })
    expect(events.map(({ type }) => type)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
    ])
    expect(events[2]?.request).toEqual({ id: null, idempotency_key: null })
  })

  it('dispute card', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { payment_method: 'pm_card_createDispute' })
    const types = (await typesOf(stripe)).filter((type) => type !== 'payment_intent.created')
    expect(types).toEqual([
      'charge.succeeded',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'payment_intent.succeeded',
    ])
    expect(await stripe.charges.retrieve(chargeIn(intent))).toMatchObject({ disputed: true })
  })
})

describe('previous_attributes', () => {
  it('charge.refunded, full', async () => {
    const { stripe, id, during } = await given()
    const events = await during(() => stripe.refunds.create({ charge: id }))
    const [refunded] = events.filter(({ type }) => type === 'charge.refunded')
    expect(refunded?.data.previous_attributes).toEqual({ amount_refunded: 0, refunded: false })
  })

  it('second partial: amount_refunded alone', async () => {
    const { stripe, id, during } = await given()
    await stripe.refunds.create({ charge: id, amount: 500 })
    const events = await during(() => stripe.refunds.create({ charge: id, amount: 100 }))
    expect(events[1]?.data.previous_attributes).toEqual({ amount_refunded: 500 })
  })
})

describe('an account of before 2022-11-15', () => {
  const old = serving({ clock: 'manual', apiVersion: '2020-08-27' })

  it('charge.refunded full, old API with included list', async () => {
    const stripe = old.sdk()
    const { id } = await paid(stripe)
    await stripe.refunds.create({ charge: id })
    const [event] = (await stripe.events.list({ type: 'charge.refunded' })).data
    expect(event).toMatchObject({
      api_version: '2020-08-27',
      data: {
        object: { refunds: { total_count: 1, data: [{ amount: 1000 }] } },
        previous_attributes: { amount_refunded: 0, refunded: false, refunds: { data: [], total_count: 0 } },
      },
    })
  })
})
