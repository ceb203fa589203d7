/** What every answer looks like: which headers it has when, and how its body is written. */
import { describe, expect, it } from 'vitest'
import { type Heard, newAccount, paid, serving } from '../given.js'

const { sdk, http } = serving({ clock: 'manual', startAt: 1_790_000_000 })

/** Stripe's headers in an answer. */
const said = ({ headers }: Heard) =>
  Object.fromEntries([...headers].filter(([name]) => /^(request-id|idempot|original|stripe)/.test(name)))

const REQUEST = expect.stringMatching(/^req_\w+$/)
const VERSION = { 'request-id': REQUEST, 'stripe-version': '2026-10-28.endive' }
const KEY = { 'idempotency-key': 'key-1' }

/** A charge, and who has it. */
const given = async () => {
  const as = newAccount()
  const { id } = await paid(sdk(as))
  return { as, id }
}

describe('headers', () => {
  it('of a GET name the request and the version', async () => {
    const { as, id } = await given()
    const read = await http('GET', `/v1/charges/${id}`, { as, headers: KEY })
    expect(said(read)).toEqual(VERSION)
    expect(said(await http('GET', '/v1/charges/none', { as, headers: KEY }))).toEqual(VERSION)
  })

  it('of an executed POST say that asking again is of no use', async () => {
    const { as, id } = await given()
    const asked = { as, form: { charge: id, amount: 300 } }
    expect(said(await http('POST', '/v1/refunds', asked))).toEqual({ ...VERSION, 'stripe-should-retry': 'false' })
    const refused = await http('POST', '/v1/refunds', { as, form: { charge: id, amount: 800 } })
    expect([refused.status, said(refused)]).toEqual([400, { ...VERSION, 'stripe-should-retry': 'false' }])
  })

  it('under a key name it, and the request that was executed', async () => {
    const { as, id } = await given()
    const asked = { as, headers: KEY, form: { charge: id, amount: 300 } }
    const first = await http('POST', '/v1/refunds', asked)
    const original = { ...KEY, 'original-request': first.headers.get('request-id') }
    expect(said(first)).toEqual({ ...VERSION, ...original, 'stripe-should-retry': 'false' })
    const again = await http('POST', '/v1/refunds', asked)
    expect(said(again)).toEqual({
      ...VERSION,
      ...original,
      'stripe-should-retry': 'false',
      'idempotent-replayed': 'true',
    })
    expect(again.headers.get('request-id')).not.toBe(first.headers.get('request-id'))
  })

  it('of what was not executed do not say whether to ask again', async () => {
    const { as, id } = await given()
    const invalid = await http('POST', '/v1/refunds', { as, headers: KEY, form: { charge: id, amount: 'x' } })
    expect(said(invalid)).not.toHaveProperty('stripe-should-retry')
    expect(said(invalid)).toMatchObject({ ...VERSION, ...KEY })
    const stranger = await http('POST', '/v1/refunds', { headers: { authorization: 'Bearer x', ...KEY } })
    expect([stranger.status, said(stranger)]).toEqual([401, VERSION])
    const nowhere = await http('POST', '/v1/wat', { as, headers: KEY })
    expect([nowhere.status, said(nowhere)]).toEqual([404, VERSION])
  })
})

describe('a body', () => {
  it('is JSON, indented by two, with no line after it', async () => {
    const { as, id } = await given()
    for (const path of [`/v1/charges/${id}`, '/v1/refunds', '/v1/wat', '/v1/charges/none']) {
      const { text, headers } = await http('GET', path, { as })
      expect(text).toBe(JSON.stringify(JSON.parse(text), null, 2))
      expect(headers.get('content-type')).toBe('application/json')
      expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
    }
  })

  it('of a refusal says where the request is shown, once it is known whose it is', async () => {
    const { as, id } = await given()
    const logOf = async (method: string, path: string, form?: string, headers = {}) => {
      const { body, headers: answered } = await http(method, path, {
        as,
        headers,
        ...(form === undefined ? {} : { form }),
      })
      const shown = String(body.error?.request_log_url)
      return shown.replace(answered.get('request-id') ?? '', 'ID')
    }
    const url = 'https://dashboard.stripe.com/test/logs/ID?t=1790000000'
    expect(await logOf('GET', '/v1/refunds', undefined)).toBe('undefined')
    expect(await logOf('GET', '/v1/refunds?limit=x')).toBe(url)
    expect(await logOf('GET', '/v1/charges/none')).toBe(url)
    expect(await logOf('POST', '/v1/refunds', `charge=${id}&amount=x`)).toBe(url)
    expect(await logOf('POST', '/v1/refunds', `charge=${id}&amount=9999`)).toBe(url)
    expect(await logOf('POST', '/v1/refunds', `charge=${id}&amount=%zz`)).toBe(url)
    expect(await logOf('POST', '/v1/refunds', `charge=${id}&amount=1`, KEY)).toBe('undefined')
    expect(await logOf('POST', '/v1/refunds', `charge=${id}&amount=2`, KEY)).toBe(url)
  })
})

describe('an unknown path', () => {
  const unrecognized = (method: string, path: string, more = '') => ({
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). ${more}Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  })
  const SLASH =
    'If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you ' +
    'passed a valid (non-empty) identifier in your code. '

  it.each([
    ['GET', '/v1/wat', ''],
    ['GET', '/', SLASH],
    ['GET', '/v1/charges/', SLASH],
    ['POST', '/v1/charges//refunds', ''],
    ['GET', '//v1/charges', ''],
    ['GET', '/V1/charges', ''],
    ['GET', '/v2/refunds', ''],
    ['PUT', '/v1/refunds', ''],
    ['PATCH', '/v1/refunds', ''],
    ['OPTIONS', '/v1/refunds', ''],
    ['DELETE', '/v1/refunds', ''],
    ['POST', '/v1/refunds/re_1/cancel/now', ''],
  ])('%s %s is told so', async (method, path, more) => {
    const { status, body } = await http(method, path)
    expect([status, body.error]).toEqual([404, unrecognized(method, path, more)])
  })

  it('is told without its query', async () => {
    expect((await http('GET', '/v1/wat?a=/')).body.error).toEqual(unrecognized('GET', '/v1/wat'))
  })

  it('is not told to whoever has no key', async () => {
    const { status, body } = await http('GET', '/v1/wat', { headers: { authorization: 'Bearer x' } })
    expect([status, body.error?.message]).toEqual([401, 'Invalid API Key provided: x'])
  })
})
