/** Fact sheet 2c: what is refused whatever the endpoint. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { coded, errorOf, keyOf, newAccount, paid, refusal, said, serving, told } from '../given.js'
import { slowStore } from './slow-store.js'

const { sdk, http } = serving()
const { store, hold } = slowStore()
const slow = serving({ store })

/** Two requests under one key. */
const twice = async (first: [path: string, form: object], second: [path: string, form: object]) => {
  const as = newAccount()
  const { id } = await paid(sdk(as))
  const { id: other } = await paid(sdk(as))
  const headers = { 'idempotency-key': 'key-1' }
  const ask = ([path, form]: [string, object]) =>
    http('POST', path.replace('{charge}', id), {
      as,
      headers,
      form: { ...form, ...(path === '/v1/refunds' ? { charge: id } : {}) },
    })
  return { first: await ask(first), second: await ask(second), id, other, as }
}

describe('idempotency keys', () => {
  it('idempotency key, other params', async () => {
    const { second, as, id } = await twice(['/v1/refunds', { amount: 300 }], ['/v1/refunds', { amount: 301 }])
    expect(told(second)).toEqual({
      status: 400,
      type: 'idempotency_error',
      message:
        'Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key ' +
        "other than 'key-1' if you meant to execute a different request.",
    })
    expect(await sdk(as).charges.retrieve(id)).toMatchObject({ amount_refunded: 300 })
  })

  it('idempotency key, other endpoint', async () => {
    const { second, id } = await twice(
      ['/v1/refunds', { amount: 300 }],
      ['/v1/charges/{charge}/refunds', { amount: 300 }],
    )
    expect(told(second)).toEqual({
      status: 400,
      type: 'idempotency_error',
      message:
        'Keys for idempotent requests can only be used for the same endpoint they were first used for ' +
        `('/v1/charges/${id}/refunds' vs '/v1/refunds'). Try using a key other than 'key-1' if you meant to execute a ` +
        'different request.',
    })
  })

  it('idempotency key in flight', async () => {
    const as = newAccount()
    const { id } = await paid(slow.sdk(as))
    const ask = (amount: number, key = 'key-1') =>
      slow.http('POST', '/v1/refunds', { as, headers: { 'idempotency-key': key }, form: { charge: id, amount } })
    const { reached, letGo } = hold()
    const first = ask(300)
    await reached
    const second = await ask(300)
    letGo()
    expect(told(second)).toEqual({
      status: 409,
      type: 'idempotency_error',
      ...coded('idempotency_key_in_use'),
      message:
        'There is currently another in-progress request using this Idempotent Key (that probably means you submitted ' +
        'twice, and the other request is still going through): key-1. Please try again later.',
    })
    expect(second.headers.has('idempotent-replayed')).toBe(false)
    expect(second.headers.has('stripe-should-retry')).toBe(false)
    expect(await first).toMatchObject({ status: 200, body: { amount: 300 } })
    expect(await slow.sdk(as).charges.retrieve(id)).toMatchObject({ amount_refunded: 300 })
  })
})

describe('faults that a lever brings about', () => {
  const failing = async (fail: string) => {
    const as = newAccount()
    const { id } = await paid(sdk(as))
    await http('POST', '/_control/requests/next', { as, form: { fail, when: 'before' } })
    return http('POST', '/v1/refunds', { as, form: { charge: id } })
  }

  it('object lock', async () => {
    const answer = await failing('lock_timeout')
    expect(told(answer)).toEqual(
      refusal(
        'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. ' +
          'If you see this error intermittently, retry the request. If you see this error frequently and are making ' +
          'multiple concurrent requests to a single object, make your requests serially or at a lower rate.',
        { status: 429, ...coded('lock_timeout') },
      ),
    )
    expect(answer.headers.get('stripe-should-retry')).toBe('true')
  })

  it('rate limit', async () => {
    expect(told(await failing('rate_limit'))).toEqual(
      refusal(
        'Testmode request rate limit exceeded, the rate limits in testmode are lower than livemode. You can learn more ' +
          'about rate limits here https://stripe.com/docs/rate-limits.',
        { status: 429, ...coded('rate_limit') },
      ),
    )
  })

  it('server fault', async () => {
    expect(told(await failing('server_error'))).toEqual({
      status: 500,
      type: 'api_error',
      message: 'An unknown error occurred',
    })
  })
})

describe('keys', () => {
  it('no API key', async () => {
    const answer = await fetch(`${serverUrl()}/v1/refunds`)
    const body = (await answer.json()) as { error: object }
    expect([answer.status, body.error]).toEqual([
      401,
      {
        type: 'invalid_request_error',
        message:
          'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
          "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or " +
          'we can help at https://support.stripe.com/.',
      },
    ])
  })

  it('bad API key, and a live one: masked in the middle', async () => {
    for (const key of ['sk_tset_4eC39HqLyjWDarjtT1234', 'sk_live_4eC39HqLyjWDarjtT1234']) {
      const headers = { authorization: `Bearer ${key}` }
      const { status, body } = await http('GET', '/v1/refunds', { headers })
      expect([status, body.error?.type]).toEqual([401, 'invalid_request_error'])
      expect(body.error?.message).toBe(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(key.length - 12)}1234`)
    }
  })

  it('other auth codes: secret_key_required', async () => {
    const headers = { authorization: 'Bearer pk_test_abc' }
    const { status, body } = await http('GET', '/v1/refunds', { headers })
    expect([status, body.error?.code]).toEqual([401, 'secret_key_required'])
  })

  it('any sk_test_ key works, by Bearer or Basic, each an account of its own', async () => {
    const { id } = await paid(sdk('basic'))
    const basic = { authorization: `Basic ${Buffer.from(`${keyOf('basic')}:`).toString('base64')}` }
    expect((await http('GET', `/v1/charges/${id}`, { headers: basic })).body.id).toBe(id)
    expect((await http('GET', `/v1/charges/${id}`, { as: 'another' })).status).toBe(404)
    const error = await errorOf(sdk('another').charges.retrieve(id))
    expect(said(error)).toEqual(
      refusal(`No such charge: '${id}'`, { status: 404, ...coded('resource_missing'), param: 'id' }),
    )
  })
})

const serverUrl = (): string => served.server().url
const served = serving()
