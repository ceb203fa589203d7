/** `serve`: its words, its one line, and its end. */
import { createServer as listener } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/io.js'
import { createServer, type SavedState } from '../../src/server/index.js'
import { ROOT } from '../tools/tidy/source.js'
import { type Ran, ran } from './given.js'
import { type Serving, serving } from './serving.js'

const LINE = /^refund-machine listens on (http:\/\/\S+:(\d+))\n$/

const sdkOf = (url: string): Stripe =>
  new Stripe('sk_test_serve', {
    host: '127.0.0.1',
    port: new URL(url).port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })

/** Serves with these words while `meanwhile` looks at it, and says how it ended. */
const served = async (
  words: readonly string[],
  meanwhile: (url: string) => Promise<void>,
  files: Readonly<Record<string, string>> = {},
): Promise<Ran> => {
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const look = async (url: string): Promise<void> => {
    await meanwhile(url).finally(end)
  }
  let looked: Promise<void> = Promise.resolve()
  let said = ''
  const out: Io['out'] = (text) => {
    said += text
    looked = look(LINE.exec(text)?.[1] ?? '')
  }
  const done = await ran(['serve', '--port', '0', ...words], { files, untilEnded: () => ended, out })
  await looked
  return { ...done, out: said }
}

describe('serve', () => {
  it('says its address in one line, answers there, and ends with 0 when it is asked to', async () => {
    const statuses: (string | null)[] = []
    const done = await served([], async (url) => {
      const stripe = sdkOf(url)
      const { id: charge } = await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa' })
      statuses.push((await stripe.refunds.create({ charge })).status)
    })
    expect(done).toEqual({ code: 0, out: expect.stringMatching(LINE), err: '' })
    expect(statuses).toEqual(['succeeded'])
  })
  it('is gone afterwards, though a client kept its connection', async () => {
    let address = ''
    await served([], async (url) => {
      address = url
      await fetch(`${url}/v1/refunds`)
    })
    await expect(fetch(address)).rejects.toThrow('fetch failed')
  })
  it('warns where other machines can reach it, and nowhere else', async () => {
    const done = await served(['--host', '0.0.0.0'], async () => undefined)
    expect(done).toMatchObject({ code: 0, out: expect.stringMatching(LINE) })
    expect(done.err).toMatch(/^refund-machine: 0\.0\.0\.0 can be reached from other machines, [^\n]*\n$/)
    for (const host of ['127.0.0.2', 'localhost'])
      expect(await served(['--host', host], async () => undefined)).toMatchObject({ code: 0, err: '' })
  })
  it('answers in the version that is said to whoever names none', async () => {
    let version: string | null = null
    await served(['--api-version', '2020-08-27'], async (url) => {
      const answer = await fetch(`${url}/v1/refunds`, { headers: { authorization: 'Bearer sk_test_1' } })
      version = answer.headers.get('stripe-version')
    })
    expect(version).toBe('2020-08-27')
  })
  it('stands still by a manual clock, until it is advanced by the delay', async () => {
    const seen: (string | null)[] = []
    await served(['--clock', 'manual', '--async-delay', '60'], async (url) => {
      const stripe = sdkOf(url)
      const { id: charge } = await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa' })
      await stripe.rawRequest('POST', '/_control/refunds/next', { status: 'pending' })
      const { id } = await stripe.refunds.create({ charge })
      for (const seconds of [59, 1]) {
        await stripe.rawRequest('POST', '/_control/clock/advance', { seconds })
        seen.push((await stripe.refunds.retrieve(id)).status)
      }
    })
    expect(seen).toEqual(['pending', 'succeeded'])
  })
  it('begins with what was saved', async () => {
    const before = await createServer({ port: 0 })
    const { id } = await sdkOf(before.url).charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa' })
    const saved: SavedState = await before.save()
    await before.close()
    let found = ''
    const look = async (url: string): Promise<void> => {
      found = (await sdkOf(url).charges.retrieve(id)).id
    }
    await served(['--state', 'saved.json'], look, { 'saved.json': JSON.stringify(saved) })
    expect(found).toBe(id)
  })
})

/** Not understood: nothing on standard output, one line on the other, and nobody is waited for. */
const problem = async (words: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<string> => {
  const untilEnded = (): Promise<void> => new Promise(() => undefined)
  const done = await ran(['serve', ...words], { files, untilEnded })
  expect(done).toMatchObject({ code: 2, out: '' })
  return done.err
}

describe('words of serve that are not understood', () => {
  it.each<[readonly string[], string]>([
    [['now'], '"now" is one word too many'],
    [['--prot', '1'], 'there is no option --prot'],
    [['--port'], '--port needs a value'],
    [['--port', '1', '--port', '2'], '--port is given twice'],
    [['--port', '65536'], '--port is a whole number from 0 to 65535, not "65536"'],
    [['--port=-1'], '--port is a whole number from 0 to 65535, not "-1"'],
    [['--port', '0x10'], '--port is a whole number from 0 to 65535, not "0x10"'],
    [['--port', '1e3'], '--port is a whole number from 0 to 65535, not "1e3"'],
    [['--port='], '--port is a whole number from 0 to 65535, not ""'],
    [['--host='], '--host is empty'],
    [['--async-delay', '0.5'], '--async-delay is a whole number from 0 to 1000000000, not "0.5"'],
    [['--clock', 'sand'], '--clock is manual or system, not "sand"'],
    ...['basil', '2000-01-01', '2026-10-28'].map((version): [string[], string] => [
      ['--api-version', version],
      `--api-version is a version that Stripe has, such as 2026-10-28.endive, not "${version}"`,
    ]),
    [['--allow-remote-webhooks=yes'], '--allow-remote-webhooks takes no value'],
    [['--state', 'none.json'], 'none.json does not exist'],
    [['--state', 'odd.json', '--port', '0'], 'state: This is no state of this server: version: expected 1, got 9.'],
    [['--host', '203.0.113.1', '--port', '0'], 'this machine has no address 203.0.113.1'],
  ])('%j', async (words, text) => {
    expect(await problem(words, { 'odd.json': '{"version":9}' })).toBe(`refund-machine: ${text}\n`)
  })
  it('a port that is in use', async () => {
    const other = listener()
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve)
    })
    const { port } = other.address() as AddressInfo
    expect(await problem(['--port', String(port)])).toBe(
      `refund-machine: port ${port} of 127.0.0.1 is in use; --port 0 takes one that is free\n`,
    )
    other.close()
  })
})

describe('the process', () => {
  const start = (): Promise<Serving> => serving(ROOT, 'test/tools/cli.mjs', 'serve', '--port', '0')

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s, though a client keeps its connection', async (signal) => {
    const { url, end } = await start()
    await sdkOf(url).refunds.list()
    expect(await end(signal)).toEqual({ code: 0, out: `refund-machine listens on ${url}\n`, err: '' })
  })
})
