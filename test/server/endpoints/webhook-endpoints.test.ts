/** Webhook endpoints as they are made, changed and deleted. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { EVENT_TYPES } from '../../../src/stripe/events/event-types.js'
import { coded, errorOf, newAccount, refusal, said, serving } from '../given.js'

const { sdk, http } = serving()
const open = serving({ allowRemoteWebhooks: true })

const HOOK = 'http://127.0.0.1:9/hook'
const make = (
  stripe: Stripe,
  more: Partial<Stripe.WebhookEndpointCreateParams> = {},
): Promise<Stripe.WebhookEndpoint> =>
  stripe.webhookEndpoints.create({ url: HOOK, enabled_events: ['charge.refunded'], ...more })

const missing = (id: string): object =>
  refusal(`No such webhook endpoint: '${id}'`, {
    status: 404,
    param: 'webhook_endpoint',
    ...coded('resource_missing'),
  })

describe('POST /v1/webhook_endpoints', () => {
  it('answers the endpoint with its secret, which nobody is told again', async () => {
    const stripe = sdk()
    const made = await make(stripe, { description: 'Shop', metadata: { a: '1' }, api_version: '2024-04-10' })
    expect(made).toMatchObject({
      object: 'webhook_endpoint',
      api_version: '2024-04-10',
      description: 'Shop',
      enabled_events: ['charge.refunded'],
      livemode: false,
      metadata: { a: '1' },
      status: 'enabled',
      url: HOOK,
    })
    expect(made.id).toMatch(/^we_\w{24}$/)
    expect(made.secret).toMatch(/^whsec_\w{24}$/)
    const { secret: _, ...shown } = JSON.parse(JSON.stringify(made))
    expect(JSON.parse(JSON.stringify(await stripe.webhookEndpoints.retrieve(made.id)))).toEqual(shown)
    const { data } = await stripe.webhookEndpoints.list()
    expect(JSON.parse(JSON.stringify(data))).toEqual([shown])
  })

  it.each([
    ['https://example.com/hook', /delivered to this machine only/],
    ['http://169.254.169.254/latest', /delivered to this machine only/],
    ['hook', /begins with http/],
    ['ftp://localhost/', /begins with http/],
    ['http://me:secret@localhost/', /begins with http/],
  ])('refuses the address %s', async (url, message) => {
    const error = said(await errorOf(make(sdk(), { url })))
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param: 'url', ...coded('url_invalid') })
    expect(error).toHaveProperty('message', expect.stringMatching(message))
  })

  it('takes any address of the web where the server allows it', async () => {
    const made = await make(open.sdk(), { url: 'https://example.com/hook' })
    expect(made.url).toBe('https://example.com/hook')
  })

  it('refuses an event that Stripe does not have, by its place', async () => {
    const enabled_events = ['charge.refunded', 'charge.eaten'] as unknown as ['charge.refunded']
    const error = said(await errorOf(make(sdk(), { enabled_events })))
    expect(error).toMatchObject({ status: 400, param: 'enabled_events[1]' })
    const family = ['charge.*'] as unknown as ['charge.refunded']
    expect(said(await errorOf(make(sdk(), { enabled_events: family })))).toMatchObject({ param: 'enabled_events[0]' })
  })

  it('refuses a version that is none, and takes sixteen endpoints and no more', async () => {
    const version = 'yesterday' as '2024-04-10'
    expect(said(await errorOf(make(sdk(), { api_version: version })))).toEqual(
      refusal('Invalid Stripe API version: yesterday', { param: 'api_version' }),
    )
    const stripe = sdk()
    const made = []
    for (let count = 0; count < 16; count += 1) made.push(await make(stripe))
    expect(said(await errorOf(make(stripe)))).toMatchObject({ status: 400 })
    await stripe.webhookEndpoints.del(made[3]?.id as string)
    expect((await make(stripe)).object).toBe('webhook_endpoint')
  })

  it('needs an address and events', async () => {
    const as = newAccount()
    const none = await http('POST', '/v1/webhook_endpoints', { as, form: 'url=http://localhost/' })
    expect(none.body.error).toMatchObject({ message: 'Missing required param: enabled_events.' })
    const noUrl = await http('POST', '/v1/webhook_endpoints', { as, form: 'enabled_events[]=*' })
    expect(noUrl.body.error).toMatchObject({ message: 'Missing required param: url.' })
  })
})

describe('POST /v1/webhook_endpoints/{webhook_endpoint}', () => {
  it('changes what is said and leaves the rest', async () => {
    const stripe = sdk()
    const { id } = await make(stripe, { description: 'Shop', metadata: { a: '1', b: '2' } })
    const url = 'http://localhost:8/'
    const changed = await stripe.webhookEndpoints.update(id, { url, metadata: { a: '', c: '3' }, disabled: true })
    expect(changed).toMatchObject({ url, description: 'Shop', status: 'disabled', metadata: { b: '2', c: '3' } })
    expect(changed).not.toHaveProperty('secret')
    const again = await stripe.webhookEndpoints.update(id, {
      description: '',
      disabled: false,
      enabled_events: ['*'],
      metadata: '',
    })
    expect(again).toMatchObject({ description: null, status: 'enabled', enabled_events: ['*'], metadata: {} })
  })

  it('refuses what may not be, and changes nothing then', async () => {
    const stripe = sdk()
    const { id } = await make(stripe)
    const url = 'https://example.com'
    expect(said(await errorOf(stripe.webhookEndpoints.update(id, { url, disabled: true })))).toMatchObject({
      param: 'url',
    })
    expect(await stripe.webhookEndpoints.retrieve(id)).toMatchObject({ status: 'enabled', url: HOOK })
  })
})

describe('DELETE /v1/webhook_endpoints/{webhook_endpoint}', () => {
  it('leaves nothing to be looked at, changed, listed or deleted again', async () => {
    const stripe = sdk()
    const { id } = await make(stripe)
    const other = await make(stripe)
    expect(await stripe.webhookEndpoints.del(id)).toMatchObject({ id, object: 'webhook_endpoint', deleted: true })
    expect(said(await errorOf(stripe.webhookEndpoints.retrieve(id)))).toEqual(missing(id))
    expect(said(await errorOf(stripe.webhookEndpoints.update(id, { disabled: false })))).toEqual(missing(id))
    expect(said(await errorOf(stripe.webhookEndpoints.del(id)))).toEqual(missing(id))
    expect((await stripe.webhookEndpoints.list()).data.map((one) => one.id)).toEqual([other.id])
  })

  it('does not find that of another account', async () => {
    const { id } = await make(sdk())
    expect(said(await errorOf(sdk().webhookEndpoints.del(id)))).toEqual(missing(id))
  })
})

describe('the types of events', () => {
  it('are those that the official SDK knows', () => {
    const types = readFileSync(
      createRequire(import.meta.url)
        .resolve('stripe')
        .replace(/\/stripe\/.*$/, '/stripe/esm/resources/WebhookEndpoints.d.ts'),
      'utf8',
    )
    const [, union = ''] = /type EnabledEvent = ([^;]*);/.exec(types) ?? []
    const known = [...union.matchAll(/'([^']+)'/g)].map(([, name]) => name)
    expect(known.length).toBeGreaterThan(200)
    expect([...EVENT_TYPES, '*'].sort()).toEqual(known.sort())
  })
})
