/** Events as they are looked at and listed. */
import { describe, expect, it } from 'vitest'
import { coded, errorOf, newAccount, paid, refusal, said, serving } from '../given.js'
import { failing, receiver } from '../webhooks/given.js'

const { sdk, server, http } = serving({ clock: 'manual', startAt: 1_790_000_000 })

const missing = (id: string): object =>
  refusal(`No such event: '${id}'`, { status: 404, param: 'id', ...coded('resource_missing') })

describe('GET /v1/events/{id}', () => {
  it('answers the event, with the object as it then was', async () => {
    const stripe = sdk()
    const charge = await paid(stripe)
    await stripe.refunds.create({ charge: charge.id, amount: 300 })
    const { data } = await stripe.events.list({ type: 'charge.refunded' })
    const event = await stripe.events.retrieve(data[0]?.id as string)
    expect(event).toMatchObject({
      object: 'event',
      type: 'charge.refunded',
      livemode: false,
      pending_webhooks: 0,
      data: { object: { id: charge.id, amount_refunded: 300 }, previous_attributes: { amount_refunded: 0 } },
    })
    await stripe.refunds.create({ charge: charge.id })
    const { lastResponse: _, ...again } = await stripe.events.retrieve(event.id)
    expect(again).toEqual(JSON.parse(JSON.stringify(event)))
  })

  it('finds no event of another account, nor of a connected one, nor any that never was', async () => {
    const stripe = sdk()
    const on = { stripeAccount: 'acct_other' }
    await paid(stripe)
    const { id } = (await stripe.events.list()).data[0] as { readonly id: string }
    expect(said(await errorOf(sdk().events.retrieve(id)))).toEqual(missing(id))
    expect(said(await errorOf(stripe.events.retrieve(id, {}, on)))).toEqual(missing(id))
    expect(said(await errorOf(stripe.events.retrieve('evt_none')))).toEqual(missing('evt_none'))
  })

  it('finds it for thirty days, and the list shows it as long', async () => {
    const stripe = sdk()
    await paid(stripe)
    const { id } = (await stripe.events.list()).data[0] as { readonly id: string }
    await server().advance(30 * 86_400)
    expect((await stripe.events.retrieve(id)).id).toBe(id)
    expect((await stripe.events.list()).data).toHaveLength(1)
    await server().advance(1)
    expect(said(await errorOf(stripe.events.retrieve(id)))).toEqual(missing(id))
    expect((await stripe.events.list()).data).toEqual([])
    expect((await stripe.events.list({ type: 'charge.succeeded', created: { gte: 1 } })).data).toEqual([])
  })
})

describe('GET /v1/events', () => {
  const types = async (as: string, query: string): Promise<readonly string[]> => {
    const { body } = await http('GET', `/v1/events?${query}`, { as })
    return (body.data as unknown as readonly { readonly type: string }[]).map(({ type }) => type)
  }

  it('lists the newest first, in the order in which they were told, by cursors', async () => {
    const stripe = sdk()
    const charge = await paid(stripe)
    await stripe.refunds.create({ charge: charge.id })
    const all = await stripe.events.list()
    expect(all.data.map(({ type }) => type)).toEqual(['charge.refunded', 'refund.created', 'charge.succeeded'])
    expect(all).toMatchObject({ object: 'list', has_more: false, url: '/v1/events' })
    const [newest, middle] = all.data as readonly { readonly id: string }[] as readonly [{ id: string }, { id: string }]
    const older = await stripe.events.list({ starting_after: newest.id, limit: 1 })
    expect([older.data.map(({ id }) => id), older.has_more]).toEqual([[middle.id], true])
    const newer = await stripe.events.list({ ending_before: middle.id })
    expect(newer.data.map(({ id }) => id)).toEqual([newest.id])
    const error = await errorOf(stripe.events.list({ starting_after: 'evt_none' }))
    expect(said(error)).toEqual(
      refusal("No such event: 'evt_none'", { param: 'starting_after', ...coded('resource_missing') }),
    )
  })

  it('filters by type, by a family of types, by several types, and by time', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const charge = await paid(stripe)
    const { created } = charge
    await server().advance(10)
    await stripe.refunds.create({ charge: charge.id, amount: 1 })
    await server().advance(60)
    expect(await types(as, 'type=charge.refunded')).toEqual(['charge.refunded'])
    expect(await types(as, 'type=charge.*')).toEqual(['charge.refund.updated', 'charge.refunded', 'charge.succeeded'])
    expect(await types(as, 'type=charge.*&limit=1')).toEqual(['charge.refund.updated'])
    expect(await types(as, 'type=*&limit=100')).toHaveLength(5)
    expect(await types(as, 'type=charge')).toEqual([])
    expect(await types(as, 'type=caf%C3%A9')).toEqual([])
    expect(await types(as, 'types[]=charge.succeeded&types[]=refund.updated')).toEqual([
      'refund.updated',
      'charge.succeeded',
    ])
    expect(await types(as, `created[lte]=${created}`)).toEqual(['charge.succeeded'])
    expect(await types(as, `type=charge.*&created[gt]=${created}&created[lt]=${created + 11}`)).toEqual([
      'charge.refunded',
    ])
  })

  it('filters by whether everyone was reached', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    await paid(stripe)
    const at = await receiver()
    at.answer = failing(500)
    await stripe.webhookEndpoints.create({ url: at.url, enabled_events: ['charge.succeeded'] })
    const charge = await paid(stripe)
    await stripe.refunds.create({ charge: charge.id })
    await server().advance(0)
    expect(await types(as, 'delivery_success=false')).toEqual(['charge.succeeded'])
    expect(await types(as, 'delivery_success=true')).toEqual(['charge.refunded', 'refund.created', 'charge.succeeded'])
    expect(await types(as, 'delivery_success=true&type=charge.succeeded')).toEqual(['charge.succeeded'])
  })

  it('takes either one type or several, twenty at most', async () => {
    const as = newAccount()
    const both = await http('GET', '/v1/events?type=charge.succeeded&types[]=charge.failed', { as })
    expect([both.status, both.body.error]).toMatchObject([
      400,
      { message: 'You may pass either the `type` or `types` parameter, but not both.' },
    ])
    const many = await http('GET', `/v1/events?${'types[]=charge.failed&'.repeat(21)}`, { as })
    expect([many.status, many.body.error]).toMatchObject([400, { param: 'types' }])
    expect((await http('GET', `/v1/events?${'types[]=charge.failed&'.repeat(20)}`, { as })).status).toBe(200)
  })
})
