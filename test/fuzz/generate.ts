/** Hostile requests from a seed: the same seed, the same requests. */
import { type Endpoint, nameOf } from './endpoints.js'
import { formOf, kindIn, someId } from './forms.js'
import * as nasty from './nasty.js'
import * as http from './nasty-http.js'
import { type Chance, seeded } from './seeded.js'

/** One well-formed request, by HTTP's rules if by no others. Ids of real objects are still to be put in. */
export interface Ask {
  /** The endpoint that it is about, such as `POST /v1/refunds`. */
  readonly endpoint: string
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  /** Latin-1: each character a byte. */
  readonly body: string | null
  readonly isChunked: boolean
}

/** What is sent. */
export type Shot =
  /** Each is to be answered, in their order. */
  | { readonly kind: 'asked'; readonly asks: readonly [Ask, ...Ask[]] }
  /** Bytes on a connection of their own. `hangsUp`: nobody waits for an answer. */
  | { readonly kind: 'raw'; readonly bytes: string; readonly hangsUp: boolean }

/** What does not end: the same shots for the same seed and endpoints. */
export function* generate(seed: number, endpoints: readonly Endpoint[]): Generator<Shot, never> {
  const chance = seeded(seed)
  for (;;) yield shot(chance, endpoints)
}

const shot = (chance: Chance, endpoints: readonly Endpoint[]): Shot => {
  const dice = chance.below(100)
  if (dice < 4) return { kind: 'raw', bytes: chance.pick(http.BROKEN), hangsUp: chance.percent(30) }
  if (dice < 7) return cut(chance, ask(chance, endpoints))
  const asks: [Ask, ...Ask[]] = [ask(chance, endpoints)]
  if (dice < 10) for (let more = chance.below(4); more >= 0; more -= 1) asks.push(ask(chance, endpoints))
  return { kind: 'asked', asks }
}

/** A request of which only a part is ever sent. */
const cut = (chance: Chance, one: Ask): Shot => {
  const bytes = textOf(one)
  return { kind: 'raw', bytes: bytes.slice(0, chance.below(bytes.length)), hangsUp: true }
}

const OTHER_METHODS = ['HEAD', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'DELETE', 'GET', 'POST']

const ask = (chance: Chance, endpoints: readonly Endpoint[]): Ask => {
  const asked = chance.pick(endpoints)
  const endpoint = nameOf(asked)
  const kind = chance.below(100)
  // Meant well as it is, or with one thing wrong, or with many.
  const faults = kind < 30 ? 0 : kind < 70 ? 1 : 1 + chance.below(4)
  const wrong = new Set(Array.from({ length: faults }, () => chance.pick(FAULTS)))
  const method = wrong.has('method') ? chance.pick(OTHER_METHODS) : asked.method
  const form = wrong.has('form') ? hostileForm(chance, formOf(chance, endpoint)) : formOf(chance, endpoint)
  const path = pathOf(chance, asked.path, wrong.has('path'))
  const inBody = method === 'GET' || method === 'DELETE' ? chance.percent(wrong.has('place') ? 50 : 0) : true
  const query = wrong.has('place') ? hostileForm(chance, '') : ''
  const said = [...(inBody || form === '' ? [] : [form]), ...(query === '' ? [] : [query])].join('&')
  const body = inBody && (form !== '' || method === 'POST') ? form : null
  return {
    endpoint,
    method,
    target: inTarget(said === '' ? path : `${path}?${said}`),
    headers: headersOf(chance, wrong, body),
    body: body === null ? null : Buffer.from(body, 'utf8').toString('latin1'),
    isChunked: body !== null && chance.percent(5),
  }
}

const FAULTS = [
  'form',
  'form',
  'form',
  'form',
  'path',
  'path',
  'place',
  'key',
  'version',
  'account',
  'type',
  'header',
  'method',
] as const

/** What stands in a request line: no space, no control, nothing outside of ASCII, and not more than is let in. */
const inTarget = (text: string): string =>
  text.replaceAll(/[^!-~]/gu, (letter) => encodeURIComponent(letter)).slice(0, 12_000)

const pathOf = (chance: Chance, path: string, isHostile: boolean): string => {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    isHostile && chance.percent(50) ? chance.pick(nasty.IDS) : someId(chance, kindIn(path, name)),
  )
  if (!isHostile || chance.percent(60)) return filled
  return chance.pick([
    `${filled}/`,
    `/${filled}`,
    filled.replace('/v1', '/v1/'),
    filled.replace('/v1', '/v2'),
    filled.replace('/v1', '/V1'),
    filled.replace('v1', '%761'),
    `http://127.0.0.1${filled}`,
    `${filled}#a`,
    `${filled};a=b`,
    `${filled}/../charges`,
    `${filled}/wat`,
    '/',
    '/v1',
    '/v1/wat',
    '/_control/wat',
    '*',
    'wat',
    `/v1/${'a/'.repeat(500)}`,
  ])
}

/** A form, with pairs that it should not have. */
const hostileForm = (chance: Chance, form: string): string => {
  if (chance.below(500) === 0) return `metadata[a]=${'x'.repeat(1_048_577)}`
  const kind = chance.below(100)
  if (kind < 1) return Array.from({ length: 5_000 }, (_, index) => `a${index}=`).join('&')
  if (kind < 4) return chance.pick(['&&&', '=', '===', '&=&', '?', '{"amount":1}', '--x\r\n', '\x00', '[]=1', '%'])
  const pairs = form === '' ? [] : form.split('&')
  if (pairs.length > 0 && chance.percent(50)) {
    // Another value for what is there, or the same name twice.
    const at = chance.below(pairs.length)
    const [name = ''] = (pairs[at] as string).split('=')
    const pair = `${name}${chance.percent(30) ? chance.pick(nasty.BRACKETS) : ''}=${chance.pick(nasty.VALUES)}`
    if (chance.percent(70)) pairs[at] = pair
    else pairs.push(pair)
  } else
    for (let more = chance.below(4); more >= 0; more -= 1)
      pairs.splice(chance.below(pairs.length + 1), 0, hostilePair(chance))
  return pairs.join('&')
}

const hostilePair = (chance: Chance): string => {
  const name = `${chance.pick(nasty.NAMES)}${chance.pick(nasty.BRACKETS)}`
  return chance.percent(5) ? name : `${name}=${chance.pick(nasty.VALUES)}`
}

/** The account that is attacked; one that nobody else has anything to do with; and what is no key. */
export const FUZZ_KEY = 'sk_test_fuzz'
const OTHER_KEY = 'sk_test_other'

const headersOf = (chance: Chance, wrong: ReadonlySet<string>, body: string | null): Ask['headers'] => {
  const headers: [string, string][] = [['Host', '127.0.0.1']]
  const key = wrong.has('key') && chance.percent(70) ? chance.pick(http.KEYS) : authorization(chance)
  if (key !== null) headers.push(['Authorization', key])
  const type = wrong.has('type') ? chance.pick(http.CONTENT_TYPES) : 'application/x-www-form-urlencoded'
  if (body !== null && type !== null) headers.push(['Content-Type', type])
  // Few keys, so that they are used again: for the same, for other parameters, at other endpoints, at the same time.
  if (chance.percent(30)) headers.push(['Idempotency-Key', `key-${chance.below(40)}`])
  else if (wrong.has('key')) headers.push(['Idempotency-Key', chance.pick(http.KEY_TEXTS)])
  if (wrong.has('version')) headers.push(['Stripe-Version', chance.pick(http.VERSIONS)])
  if (wrong.has('account') || chance.percent(5)) headers.push(['Stripe-Account', chance.pick(http.ACCOUNTS)])
  if (wrong.has('header')) headers.push([...chance.pick(http.HEADERS)])
  return headers
}

const authorization = (chance: Chance): string => {
  const key = chance.percent(2) ? OTHER_KEY : FUZZ_KEY
  return chance.percent(10) ? `Basic ${Buffer.from(`${key}:`).toString('base64')}` : `Bearer ${key}`
}

/** The bytes of a request, as Latin-1. */
export const textOf = ({ method, target, headers, body, isChunked }: Ask): string => {
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  if (body === null) return `${method} ${target} HTTP/1.1\r\n${head}\r\n`
  return isChunked
    ? `${method} ${target} HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n${chunks(body)}0\r\n\r\n`
    : `${method} ${target} HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`
}

/** A body in two pieces. */
const chunks = (body: string): string => {
  const middle = body.length >>> 1
  return [body.slice(0, middle), body.slice(middle)]
    .filter((piece) => piece !== '')
    .map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`)
    .join('')
}
