/** What is read strictly: every value that nobody means well with is refused with 400, and changes nothing. */
import { describe, expect, it } from 'vitest'
import { newAccount, paid, serving } from '../given.js'

const { sdk, http, server } = serving({ clock: 'manual' }, 'memory')

const keptNow = async () => JSON.stringify((await server().save()).rows)

const given = async () => {
  const as = newAccount()
  const stripe = sdk(as)
  const { id: charge } = await paid(stripe)
  const { id: refund } = await stripe.refunds.create({ charge, amount: 1 })
  return { as, charge, refund }
}

/** Refused, and nothing is kept of it. */
const expectRefused = async (method: string, path: string, as: string, form: string, type?: string) => {
  const before = await keptNow()
  const headers = type === undefined ? {} : { 'content-type': type }
  const { status, body } = await http(method, path, { as, form, headers })
  expect([status, body.error?.type, form.slice(0, 80)]).toEqual([400, 'invalid_request_error', form.slice(0, 80)])
  expect(await keptNow()).toBe(before)
  return String(body.error?.message)
}

const AMOUNTS = [
  ...[
    '10.5',
    '1e3',
    'abc',
    '',
    ' 7',
    '7 ',
    '+7',
    '-1',
    '0',
    '0x10',
    '1_000',
    'NaN',
    'Infinity',
    'null',
    'true',
    '٣',
    '%00',
  ],
  ...['9007199254740993', '9007199254740992', '1'.repeat(400), '%207', '%C3%28', '%zz', '%', '💶', '%ED%A0%80'],
].map((value) => `amount=${value}`)

const SHAPES = [
  ...['amount[]=1', 'amount[a]=1', 'amount[0]=1', 'amount=1&amount[]=1', 'amount[__proto__]=1', 'reason[]=duplicate'],
  ...[
    'metadata=1',
    'metadata[]=1',
    'metadata[a][b]=1',
    'metadata[a][]=1',
    'expand=charge&expand[]=charge',
    'expand[a]=charge',
  ],
]

const UNKNOWN = [
  ...['wat=1', 'wat=1&wat2=2', 'wat[a]=1', '__proto__=1', '__proto__[amount]=1', 'constructor[prototype][amount]=1'],
  ...[
    'Amount=1',
    'amount%20=1',
    '%00=1',
    '=1',
    '[]=1',
    '[a]=1',
    'a[=1',
    'a]=1',
    'a[[]]=1',
    'a[b]c=1',
    '%FF=1',
    '{"amount":1}',
  ],
]

const METADATA = [
  `metadata[${'k'.repeat(41)}]=1`,
  `metadata[a]=${'v'.repeat(501)}`,
  Array.from({ length: 51 }, (_, index) => `metadata[k${index}]=1`).join('&'),
]

const BROKEN = [
  '%',
  '%zz=1',
  'a=%',
  '\x00',
  'a=\x00',
  Array.from({ length: 5_000 }, (_, index) => `a${index}=1`).join('&'),
]

describe('asking for a refund', () => {
  it.each(['/v1/refunds', '/v1/charges/{charge}/refunds', '/v1/charges/{charge}/refund'])('by %s', async (path) => {
    const { as, charge } = await given()
    const own = path === '/v1/refunds' ? `charge=${charge}&` : ''
    for (const wrong of [...AMOUNTS, ...SHAPES, ...UNKNOWN, ...METADATA, ...BROKEN])
      await expectRefused('POST', path.replace('{charge}', charge), as, own + wrong)
    expect(await sdk(as).charges.retrieve(charge)).toMatchObject({ amount_refunded: 1 })
  })
})

describe('editing a refund', () => {
  it.each(['/v1/refunds/{refund}', '/v1/charges/{charge}/refunds/{refund}'])('by %s', async (path) => {
    const { as, charge, refund } = await given()
    const filled = path.replace('{charge}', charge).replace('{refund}', refund)
    for (const wrong of [...UNKNOWN, ...METADATA, ...BROKEN, 'metadata[a][b]=1', 'amount=1', 'reason=duplicate'])
      await expectRefused('POST', filled, as, wrong)
  })
})

describe('making a charge', () => {
  it('takes nothing but what it asks for', async () => {
    const { as } = await given()
    const fine = 'amount=100&currency=usd&source=tok_visa'
    const wrong = [
      ...['amount=1.5', 'amount=', 'currency=', 'currency=xxx', 'currency[]=usd', 'capture=maybe', 'source[]=tok_visa'],
      ...[
        'transfer_data=acct_1',
        'transfer_data[wat]=1',
        'transfer_data[destination][]=acct_1',
        'application_fee_amount=-1',
      ],
    ]
    for (const more of [...wrong, ...METADATA, ...BROKEN])
      await expectRefused('POST', '/v1/charges', as, `${fine}&${more}`)
  })
})

describe('what is said twice', () => {
  it('is what was said last', async () => {
    const { as, charge } = await given()
    const { body } = await http('POST', '/v1/refunds', { as, form: `charge=${charge}&amount=999&amount=5` })
    expect(body.amount).toBe(5)
  })

  it('in query and body is read as one form, the body last', async () => {
    const { as, charge } = await given()
    const both = await http('POST', `/v1/refunds?amount=5&metadata[a]=1`, {
      as,
      form: `charge=${charge}&metadata[b]=2`,
    })
    expect([both.body.amount, both.body.metadata]).toEqual([5, { a: '1', b: '2' }])
    const twice = await http('POST', `/v1/refunds?amount=5`, { as, form: `charge=${charge}&amount=6` })
    expect(twice.body.amount).toBe(6)
    const broken = await http('POST', `/v1/refunds?amount=%zz`, { as, form: `charge=${charge}` })
    expect(broken.status).toBe(400)
  })

  it('in a query alone is a form as well', async () => {
    const { as, charge } = await given()
    expect((await http('POST', `/v1/refunds?charge=${charge}&amount=5`, { as })).body.amount).toBe(5)
  })
})

describe('what a body is said to be', () => {
  const FORM =
    'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any '
  const OTHER = (type: string) =>
    `Invalid request: unsupported Content-Type ${type}. If error persists and you need assistance, please contact support@stripe.com.`

  it.each([
    ['application/json', `${FORM}questions, we can help at https://support.stripe.com/.`],
    ['Application/JSON; charset=utf-8', `${FORM}questions, we can help at https://support.stripe.com/.`],
    ['text/plain; charset=utf-8', OTHER('text/plain; charset=utf-8')],
    ['multipart/form-data; boundary=x', OTHER('multipart/form-data; boundary=x')],
    ['application/x-www-form-urlencodedx', OTHER('application/x-www-form-urlencodedx')],
  ])('%s is not read', async (type, message) => {
    const { as, charge } = await given()
    expect(await expectRefused('POST', '/v1/refunds', as, `charge=${charge}`, type)).toBe(message)
  })

  it.each(['application/x-www-form-urlencoded; charset=UTF-8', 'APPLICATION/x-www-form-urlencoded'])(
    '%s is a form',
    async (type) => {
      const { as, charge } = await given()
      const headers = { 'content-type': type }
      expect((await http('POST', '/v1/refunds', { as, form: `charge=${charge}&amount=1`, headers })).status).toBe(200)
    },
  )

  it('makes no difference where there is none', async () => {
    const { as, charge } = await given()
    const headers = { 'content-type': 'application/json' }
    expect((await http('POST', `/v1/refunds?charge=${charge}`, { as, headers })).status).toBe(200)
  })

  it('compressed is not read', async () => {
    const { as, charge } = await given()
    const before = await keptNow()
    const headers = { 'content-encoding': 'gzip' }
    const { status, body } = await http('POST', '/v1/refunds', { as, headers, form: `charge=${charge}` })
    expect([status, body.error?.message]).toEqual([400, 'Invalid request: unsupported Content-Encoding gzip.'])
    expect(await keptNow()).toBe(before)
  })

  it('and more than a mebibyte is too much', async () => {
    const { as, charge } = await given()
    const much = 'x'.repeat(1_048_576)
    expect(await expectRefused('POST', '/v1/refunds', as, `charge=${charge}&description=${much}`)).toMatch(
      /^The request has \d+ bytes of parameters; at most 1048576 are read\.$/,
    )
    expect((await http('GET', '/v1/refunds', { as })).status).toBe(200)
  })
})
