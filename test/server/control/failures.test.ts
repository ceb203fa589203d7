/** Requests that fail on their way, and the official SDK that asks again. */
import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { errorOf, newAccount, paid, said, serving } from '../given.js'

const { sdk, http } = serving({}, 'memory')

const fail = (stripe: Stripe, params: object): Promise<unknown> =>
  stripe.rawRequest('POST', '/_control/requests/next', params) as Promise<unknown>

const refundsOf = async (stripe: Stripe, charge: string): Promise<readonly Stripe.Refund[]> =>
  (await stripe.refunds.list({ charge, limit: 100 })).data

/** Asks twice more by itself, over the connections that the SDK makes where it is used. */
const patient = { maxNetworkRetries: 2, httpClient: Stripe.createNodeHttpClient() }

describe.each(['before', 'after'])('a request that fails %s its work', (when) => {
  it.concurrent.each(['lock_timeout', 'conflict', 'server_error', 'drop'])(
    'by %s, twice: the SDK comes through, and the refund is made once',
    async (kind) => {
      const stripe = sdk(newAccount(), patient)
      const { id: charge } = await paid(stripe)
      await fail(stripe, { fail: kind, when, count: 2 })
      const refund = await stripe.refunds.create({ charge, amount: 400 })
      expect(refund).toMatchObject({ amount: 400, status: 'succeeded' })
      expect((await refundsOf(stripe, charge)).map(({ id }) => id)).toEqual([refund.id])
      expect(refund.lastResponse.headers['idempotent-replayed']).toBe(when === 'after' ? 'true' : undefined)
    },
  )
  it('by rate_limit: the SDK is not told to ask again, and does not', async () => {
    const stripe = sdk(newAccount(), patient)
    const { id: charge } = await paid(stripe)
    await fail(stripe, { fail: 'rate_limit', when })
    const error = await errorOf(stripe.refunds.create({ charge }, { idempotencyKey: 'one' }))
    expect(said(error)).toMatchObject({ status: 429, code: 'rate_limit' })
    expect(error.headers?.['stripe-should-retry']).toBe(undefined)
    expect(await refundsOf(stripe, charge)).toHaveLength(when === 'after' ? 1 : 0)
    const again = await stripe.refunds.create({ charge }, { idempotencyKey: 'one' })
    expect((await refundsOf(stripe, charge)).map(({ id }) => id)).toEqual([again.id])
  })
})

describe('a request that fails during its work', () => {
  it('is not done, and its 500 is replayed under its key: the SDK asks again in vain', async () => {
    const stripe = sdk(newAccount(), patient)
    const { id: charge } = await paid(stripe)
    await fail(stripe, { fail: 'server_error', when: 'during', path: '/v1/refunds' })
    const error = await errorOf(stripe.refunds.create({ charge, amount: 400 }, { idempotencyKey: 'one' }))
    expect(said(error)).toEqual({ status: 500, type: 'api_error', message: 'An unknown error occurred' })
    expect(error.headers?.['idempotent-replayed']).toBe('true')
    expect(await refundsOf(stripe, charge)).toEqual([])
    expect((await stripe.events.list({ type: 'refund.created' })).data).toEqual([])
    // Under another key it is another request.
    expect(await stripe.refunds.create({ charge, amount: 400 })).toMatchObject({ status: 'succeeded' })
    expect(await errorOf(stripe.refunds.create({ charge, amount: 400 }, { idempotencyKey: 'one' }))).toMatchObject({
      statusCode: 500,
    })
    expect(await refundsOf(stripe, charge)).toHaveLength(1)
  })
  it('without a key is not done either, and done when it is asked again', async () => {
    const as = newAccount()
    await http('POST', '/_control/requests/next', { as, form: { fail: 'server_error', when: 'during' } })
    const form = { amount: 500, currency: 'usd', source: 'tok_visa' }
    const first = await http('POST', '/v1/charges', { as, form })
    expect([first.status, first.body.error?.type, first.headers.get('stripe-should-retry')]).toEqual([
      500,
      'api_error',
      null,
    ])
    expect((await http('GET', '/v1/charges', { as })).body.data).toEqual([])
    expect((await http('POST', '/v1/charges', { as, form })).status).toBe(200)
  })
  it('keeps the 500 of a connected account under its own key', async () => {
    const as = newAccount()
    await http('POST', '/_control/requests/next', { as, form: { fail: 'server_error', when: 'during' } })
    const asked = { as, form: { name: 'A' }, headers: { 'idempotency-key': 'k', 'stripe-account': 'acct_shop' } }
    expect((await http('POST', '/v1/customers', asked)).status).toBe(500)
    expect((await http('POST', '/v1/customers', asked)).status).toBe(500)
    expect((await http('POST', '/v1/customers', { ...asked, headers: { 'idempotency-key': 'k' } })).status).toBe(200)
  })
  it('is refused for its parameters before, and then keeps nothing', async () => {
    const as = newAccount()
    await http('POST', '/_control/requests/next', { as, form: { fail: 'server_error', when: 'during' } })
    const headers = { 'idempotency-key': 'k' }
    expect((await http('POST', '/v1/customers', { as, headers, form: { wat: '1' } })).status).toBe(400)
    expect((await http('POST', '/v1/customers', { as, headers, form: { name: 'A' } })).status).toBe(200)
  })
})

describe('a failure', () => {
  it.each([
    ['rate_limit', 429, undefined],
    ['lock_timeout', 429, 'true'],
    ['conflict', 409, undefined],
    ['server_error', 500, undefined],
  ])('%s is answered by %d, and says to retry: %s', async (kind, status, retry) => {
    const as = newAccount()
    await http('POST', '/_control/requests/next', { as, form: { fail: kind } })
    const { status: answered, headers } = await http('GET', '/v1/refunds', { as })
    expect(answered).toBe(status)
    expect(headers.get('stripe-should-retry') ?? undefined).toBe(retry)
    expect(headers.get('request-id')).toMatch(/^req_/)
    expect((await http('GET', '/v1/refunds', { as })).status).toBe(200)
  })
  it('names the key in a conflict about one', async () => {
    const as = newAccount()
    await http('POST', '/_control/requests/next', { as, form: { fail: 'conflict' } })
    const headers = { 'idempotency-key': 'mine' }
    const { body } = await http('POST', '/v1/charges', { as, form: {}, headers })
    expect(body.error).toMatchObject({ code: 'idempotency_key_in_use', message: expect.stringContaining('mine') })
  })
  it('keeps nothing under the key before the work: other parameters may follow', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await fail(stripe, { fail: 'server_error' })
    await errorOf(stripe.refunds.create({ charge, amount: 100 }, { idempotencyKey: 'one' }))
    expect(await stripe.refunds.create({ charge, amount: 200 }, { idempotencyKey: 'one' })).toMatchObject({
      amount: 200,
    })
  })
  it('happens as often as was said, and never to a lever', async () => {
    const as = newAccount()
    await http('POST', '/_control/requests/next', { as, form: { fail: 'server_error', count: 2 } })
    const statuses = []
    for (const path of ['/_control/balance', '/v1/refunds', '/_control/balance', '/v1/refunds', '/v1/refunds'])
      statuses.push((await http('GET', path, { as })).status)
    expect(statuses).toEqual([200, 500, 200, 500, 200])
  })
  it.each([
    [{ method: 'POST' }, 500],
    [{ method: 'GET' }, 200],
    [{ path: '/v1/refunds' }, 500],
    [{ path: '/v1/charges' }, 200],
    [{ method: 'POST', path: '/v1/refunds' }, 500],
  ])('meant for %j answers a refund by %d', async (meant, status) => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await fail(stripe, { fail: 'server_error', ...meant })
    const answered = await stripe.refunds.create({ charge }).then(
      () => 200,
      (error: Stripe.errors.StripeError) => error.statusCode,
    )
    expect(answered).toBe(status)
  })
  it('may be meant for a path as the reference writes it', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    await fail(stripe, { fail: 'server_error', path: '/v1/charges/{charge}' })
    expect(await errorOf(stripe.charges.retrieve(id))).toMatchObject({ statusCode: 500 })
  })
  it('of another account is not met', async () => {
    await fail(sdk(), { fail: 'server_error' })
    expect(await paid(sdk())).toMatchObject({ status: 'succeeded' })
  })
  it('is planned once under a key, however often that is asked', async () => {
    const as = newAccount()
    const headers = { 'idempotency-key': 'plan' }
    for (let count = 0; count < 2; count += 1)
      await http('POST', '/_control/requests/next', { as, form: { fail: 'server_error' }, headers })
    const statuses = [await http('GET', '/v1/refunds', { as }), await http('GET', '/v1/refunds', { as })]
    expect(statuses.map(({ status }) => status)).toEqual([500, 200])
  })
  it('is forgotten when the account is reset, and no other account is', async () => {
    const [as, other] = [newAccount(), newAccount()]
    for (const one of [as, other]) await http('POST', '/_control/requests/next', { as: one, form: { fail: 'drop' } })
    await http('POST', '/_control/reset', { as })
    expect((await http('GET', '/v1/refunds', { as })).status).toBe(200)
    await expect(http('GET', '/v1/refunds', { as: other })).rejects.toThrow('fetch failed')
  })
  it.each([
    [{}, 'fail'],
    [{ fail: 'fire' }, 'fail'],
    [{ fail: 'server_error', when: 'between' }, 'when'],
    [{ fail: 'drop', when: 'during' }, 'when'],
    [{ fail: 'rate_limit', when: 'during' }, 'when'],
    [{ fail: 'lock_timeout', when: 'during' }, 'when'],
    [{ fail: 'conflict', when: 'during' }, 'when'],
    [{ fail: 'drop', count: 0 }, 'count'],
    [{ fail: 'drop', method: 'PUT' }, 'method'],
    [{ fail: 'drop', path: 'v1/refunds' }, 'path'],
    [{ fail: 'drop', path: '/v1/refunds/' }, 'path'],
    [{ fail: 'drop', path: '/v1/charges?limit=1' }, 'path'],
  ])('is not planned by %j', async (params, param) => {
    const stripe = sdk()
    expect(said(await errorOf(fail(stripe, params) as Promise<never>))).toMatchObject({ status: 400, param })
    expect(await paid(stripe)).toMatchObject({ status: 'succeeded' })
  })
})
