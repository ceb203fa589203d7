/** HTTP itself, byte for byte: pipelines, broken requests, bodies that never end, paths that are none. */
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createServer } from '../../../src/server/index.js'
import { memoryStore, type Store } from '../../../src/store/index.js'
import { type Answer, answerIn, send } from '../../fuzz/client.js'
import { keyOf, newAccount, paid, serving } from '../given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

const HEAD = (as: string, more = ''): string => `Host: x\r\nAuthorization: Bearer ${keyOf(as)}\r\n${more}`
const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n'

const post = (as: string, path: string, form: string, more = ''): string =>
  `POST ${path} HTTP/1.1\r\n${HEAD(as, FORM + more)}Content-Length: ${form.length}\r\n\r\n${form}`

const answersIn = (heard: Buffer): readonly Answer[] => {
  const found = answerIn(heard, false)
  return found === null ? [] : [found.answer, ...answersIn(heard.subarray(found.length))]
}

/** Everything that comes back until the other side hangs up; it is asked to by the last request. */
const all = (bytes: string, port = server().port): Promise<readonly Answer[]> =>
  new Promise((resolve, reject) => {
    let heard = Buffer.alloc(0)
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (data) => {
      heard = Buffer.concat([heard, data])
    })
    socket.on('error', reject)
    socket.on('close', () => {
      try {
        resolve(answersIn(heard))
      } catch (thrown) {
        reject(thrown)
      }
    })
    socket.write(bytes, 'latin1')
  })

const one = async (bytes: string): Promise<Answer> => {
  const heard = await send(server().port, bytes, false)
  if (typeof heard === 'string') throw new Error(heard)
  return heard
}

const messageIn = ({ text }: Answer): string => JSON.parse(text).error.message
const CLOSE = 'Connection: close\r\n'

/** A charge and how much of it was given back. */
const given = async () => {
  const as = newAccount()
  const { id: charge } = await paid(sdk(as))
  const refunded = async () => (await sdk(as).charges.retrieve(charge)).amount_refunded
  return { as, charge, refunded }
}

describe('a connection', () => {
  it('answers what comes at once in its order', async () => {
    const { as, charge, refunded } = await given()
    const asked = [1, 2, 3, 4, 5].map((amount) => post(as, '/v1/refunds', `charge=${charge}&amount=${amount}`))
    const answers = await all(asked.join('') + post(as, '/v1/wat', '', CLOSE))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 404])
    expect(answers.slice(0, 5).map(({ text }) => JSON.parse(text).amount)).toEqual([1, 2, 3, 4, 5])
    expect(await refunded()).toBe(15)
  })

  it('does not take what is wrong behind a request for its answer', async () => {
    const { as, charge, refunded } = await given()
    const answers = await all(`${post(as, '/v1/refunds', `charge=${charge}&amount=7`)}NO HTTP\r\n\r\n`)
    expect(answers.map(({ status }) => status)).toEqual([200])
    expect(await refunded()).toBe(7)
  })

  it('goes on after a body that was too large, or that nobody read', async () => {
    const { as } = await given()
    const much = post(as, '/v1/refunds', `a=${'x'.repeat(1_200_000)}`)
    const chunk = 'x'.repeat(0x20_000)
    const chunked = `POST /v1/refunds HTTP/1.1\r\n${HEAD(as, FORM)}Transfer-Encoding: chunked\r\n\r\n${`20000\r\n${chunk}\r\n`.repeat(9)}0\r\n\r\n`
    const unread = `PUT /v1/refunds HTTP/1.1\r\n${HEAD(as)}Content-Length: 3\r\n\r\nabc`
    const last = `GET /v1/refunds HTTP/1.1\r\n${HEAD(as, CLOSE)}\r\n`
    const answers = await all([much, chunked, unread, last].join(''))
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 404, 200])
  })

  it('is told to go on where it asks first', async () => {
    const { as, charge } = await given()
    const form = `charge=${charge}&amount=1`
    expect((await one(post(as, '/v1/refunds', form, 'Expect: 100-continue\r\n'))).status).toBe(200)
    expect((await one(post(as, '/v1/refunds', form, 'Expect: cake\r\n'))).status).toBe(417)
  })

  it('is told to go on in its turn, whatever letters the key and the answer have, though it is answered before its turn', async () => {
    const inner = memoryStore()
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    // The first request waits for its list until those behind it are answered.
    const store: Store = { ...inner, list: (asked) => async () => gate.then(inner.list(asked)) }
    const own = await createServer({ port: 0, clock: 'manual', store })
    const as = newAccount()
    const asked = ['plain', 'gr\xfc\xdfe'].flatMap((key) =>
      ['x', '%C3%A9', '%F0%9F%92%B6'].map((amount) =>
        post(as, '/v1/refunds', `amount=${amount}`, `Expect: 100-continue\r\nIdempotency-Key: ${key} ${amount}\r\n`),
      ),
    )
    const first = `GET /v1/refunds HTTP/1.1\r\n${HEAD(as)}\r\n`
    const heard = all([first, ...asked].join('') + post(as, '/v1/wat', '', CLOSE), own.port)
    for (let times = 0; times < 20; times += 1) await (await fetch(`${own.url}/v1/wat`)).text()
    open()
    const answers = await heard
    await own.close()
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 400, 400, 400, 400, 404])
    const told = [...'xé💶', ...'xé💶'].map((amount) => `Invalid integer: ${amount}`)
    expect(answers.slice(1, 7).map(messageIn)).toEqual(told)
    const keys = answers.slice(1, 7).map(({ headers }) => /^idempotency-key: (\S+)/im.exec(headers)?.[1])
    expect(keys).toEqual(['plain', 'plain', 'plain', 'gr\xfc\xdfe', 'gr\xfc\xdfe', 'gr\xfc\xdfe'])
  })
})

describe('a body', () => {
  it('that is cut off asks for nothing', async () => {
    const { as, charge, refunded } = await given()
    const whole = post(as, '/v1/refunds', `charge=${charge}&amount=1`)
    const chunked = `POST /v1/refunds HTTP/1.1\r\n${HEAD(as, FORM)}Transfer-Encoding: chunked\r\n\r\n26\r\ncharge=${charge}\r\n`
    for (const bytes of [whole.slice(0, -1), whole.slice(0, -9), chunked]) {
      await send(server().port, bytes, true)
      // The other side has seen the end of it once it answers the next.
      expect((await http('GET', '/v1/refunds', { as })).body.data).toEqual([])
    }
    expect(await refunded()).toBe(0)
  })

  it('may come slowly, byte by byte', async () => {
    const { as, charge } = await given()
    const bytes = post(as, '/v1/refunds', `charge=${charge}&amount=3`, CLOSE)
    const socket = connect(server().port, '127.0.0.1').setNoDelay(true)
    let heard = ''
    socket.on('data', (data) => {
      heard += data.toString()
    })
    for (const byte of bytes) await new Promise((sent) => socket.write(byte, sent))
    await new Promise((closed) => socket.on('close', closed))
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK/)
  })

  it('is read with a GET as well', async () => {
    const { as } = await given()
    const bytes = `GET /v1/refunds HTTP/1.1\r\n${HEAD(as, FORM)}Content-Length: 7\r\n\r\nlimit=x`
    expect(messageIn(await one(bytes))).toBe('Invalid integer: x')
  })
})

describe('a path', () => {
  const get = (path: string, more = '') => one(`GET ${path} HTTP/1.1\r\n${HEAD('paths', more)}\r\n`)

  it.each([
    ['%2F', '/'],
    ['a%2Fb', 'a/b'],
    ['%00', '\0'],
    ['%20', ' '],
    ['+', '+'],
    ['%C3%A9', 'é'],
    ['a%3Fb', 'a?b'],
    ["'", "'"],
    ['..', '..'],
    ['a;b=c', 'a;b=c'],
    ['x'.repeat(9_000), 'x'.repeat(9_000)],
  ])('with %s for an id names what is not there', async (id, shown) => {
    const answer = await get(`/v1/charges/${id}`)
    expect([answer.status, messageIn(answer)]).toEqual([404, `No such charge: '${shown}'`])
  })

  it.each(['%', '%zz', '%C3', '%FF', '%ED%A0%80'])('with %s in it cannot be read', async (id) => {
    const answer = await get(`/v1/charges/${id}`)
    expect([answer.status, messageIn(answer)]).toEqual([400, 'The path could not be read.'])
  })

  it('of a whole address is that of its path', async () => {
    for (const target of ['http://127.0.0.1/v1/refunds?limit=x', 'HTTPS://any.where:99/v1/refunds?limit=x#a'])
      expect(messageIn(await get(target))).toBe('Invalid integer: x')
    expect((await get('http://127.0.0.1')).status).toBe(404)
    expect((await get('*')).status).toBe(404)
  })

  it('ends where a fragment begins', async () => {
    expect((await get('/v1/refunds#?limit=x')).status).toBe(200)
  })

  it('of HEAD has no body', async () => {
    const bytes = `HEAD /v1/refunds HTTP/1.1\r\n${HEAD('paths')}\r\nGET /v1/refunds HTTP/1.1\r\n${HEAD('paths', CLOSE)}\r\n`
    const [head = '', next = ''] = await new Promise<string>((resolve) => {
      let heard = ''
      const socket = connect(server().port, '127.0.0.1')
      socket.on('data', (data) => {
        heard += data.toString()
      })
      socket.on('close', () => resolve(heard))
      socket.write(bytes)
    }).then((heard) => heard.split(/(?=HTTP\/1\.1 200)/))
    expect(head).toMatch(/^HTTP\/1\.1 404 .*\r\n\r\n$/s)
    expect(next).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('what is no HTTP', () => {
  it.each([
    ['a method that there is not', 'FOO /v1/refunds HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a header with a control character', 'GET / HTTP/1.1\r\nHost: x\r\nIdempotency-Key: a\x01b\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a broken chunk', `POST /v1/refunds HTTP/1.1\r\n${HEAD('x', FORM)}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
    ['a path outside of ASCII', 'GET /\xe9 HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['headers without an end', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('is refused: %s', async (_, bytes, status) => {
    const answer = await one(bytes)
    expect([answer.status, JSON.parse(answer.text).error.type]).toEqual([status, 'invalid_request_error'])
  })

  it('is refused without a host, as HTTP/1.1 has it', async () => {
    expect((await one(`GET /v1/refunds HTTP/1.1\r\nAuthorization: Bearer ${keyOf('x')}\r\n\r\n`)).status).toBe(400)
    expect((await one(`GET /v1/refunds HTTP/1.0\r\nAuthorization: Bearer ${keyOf('x')}\r\n\r\n`)).status).toBe(200)
  })
})
