/** The levers of the clock and of the state as a whole. */
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { isLocal } from '../../../src/server/control/local.js'
import { keyOf, newAccount, paid, serving } from '../given.js'

const START = 1_790_000_000
const manual = serving({ clock: 'manual', startAt: START }, 'memory')
const system = serving()

const put = async (body: string): Promise<{ readonly status: number; readonly text: string }> => {
  const answer = await fetch(`${manual.server().url}/_control/state`, { method: 'PUT', body })
  return { status: answer.status, text: await answer.text() }
}

const state = async (): Promise<string> => (await fetch(`${manual.server().url}/_control/state`)).text()

describe('the clock', () => {
  it('says its time, and whether it is moved by hand', async () => {
    const { body } = await manual.http('GET', '/_control/clock')
    expect(body).toEqual({ object: 'control.clock', mode: 'manual', now: await manual.server().advance(0) })
    expect((await system.http('GET', '/_control/clock')).body).toMatchObject({ mode: 'system' })
  })

  it('is advanced, and answers when all is done that became due', async () => {
    const stripe = manual.sdk()
    const { id } = await paid(stripe, 1000, { source: 'tok_pendingRefund' })
    const refund = await stripe.refunds.create({ charge: id })
    const before = await manual.server().advance(0)
    const { body } = await manual.http('POST', '/_control/clock/advance', { form: { seconds: 60 } })
    expect(body.now).toBe(before + 60)
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded')
  })

  it.each([
    [{}, 'Missing required param: seconds.'],
    [{ seconds: '1.5' }, 'Invalid integer: 1.5'],
    [{ seconds: 253_402_300_799 }, 'The clock cannot be advanced beyond the year 9999.'],
    [{ seconds: 1, minutes: 1 }, 'Received unknown parameter: minutes'],
  ])('is not advanced by %j', async (form, message) => {
    const { status, body } = await manual.http('POST', '/_control/clock/advance', { form })
    expect([status, body.error?.message]).toEqual([400, message])
  })

  it("is not advanced where it is the machine's", async () => {
    const { status, body } = await system.http('POST', '/_control/clock/advance', { form: { seconds: 1 } })
    expect([status, body.error?.message]).toEqual([
      400,
      'Only a manual clock can be advanced: start with --clock manual.',
    ])
  })
})

describe('the state', () => {
  it('is dumped and loaded again, with its time, whatever was done in between', async () => {
    const stripe = manual.sdk()
    const charge = await paid(stripe)
    const before = await manual.server().advance(0)
    const dump = await state()
    const refund = await stripe.refunds.create({ charge: charge.id })
    await manual.server().advance(1000)
    expect((await put(dump)).status).toBe(200)
    expect(await stripe.charges.retrieve(charge.id)).toEqual(charge)
    await expect(stripe.refunds.retrieve(refund.id)).rejects.toThrow('No such refund')
    expect(await manual.server().advance(0)).toBe(before)
    expect(await state()).toBe(dump)
  })

  it.each([
    ['not JSON', '{', 'The state must be JSON'],
    ['another version', '{"version":2}', 'version: expected 1, got 2'],
    ['no time', '{"version":1,"rows":[]}', 'at: expected whole seconds since 1970'],
    ['no rows', `{"version":1,"at":${START}}`, 'rows: expected a list'],
    ['a row of another kind', `{"version":1,"at":${START},"rows":[{"kind":"x","row":{}}]}`, 'unknown kind'],
    ['null as a row', `{"version":1,"at":${START},"rows":[null]}`, 'unknown kind'],
  ])('is refused as %s, and nothing changes', async (_, body, message) => {
    await paid(manual.sdk())
    const before = await state()
    const { status, text } = await put(body)
    expect([status, text]).toEqual([400, expect.stringContaining(message)])
    expect(await state()).toBe(before)
  })

  it('is refused where a charge was tampered with, by its id', async () => {
    const stripe = manual.sdk()
    const { id } = await paid(stripe)
    const dump = JSON.parse(await state())
    const row = dump.rows.find((one: { kind: string; row: { charge: { id: string } } }) => one.row.charge?.id === id)
    row.row.charge.standing = 1
    const { status, text } = await put(JSON.stringify(dump))
    expect([status, text]).toEqual([400, expect.stringContaining(id)])
  })

  it('may be larger than any other request', async () => {
    const dump = JSON.parse(await state())
    const { status } = await put(JSON.stringify({ ...dump, note: 'x'.repeat(3_000_000) }))
    expect(status).toBe(200)
  })
})

describe('a reset', () => {
  it('removes what the account has, and leaves others as they are', async () => {
    const [name, other] = [newAccount(), newAccount()]
    const mine = await paid(manual.sdk(name), 1000, { source: 'tok_pendingRefund' })
    await manual.sdk(name).refunds.create({ charge: mine.id })
    const theirs = await paid(manual.sdk(other))
    const { status } = await manual.http('POST', '/_control/reset', { as: name })
    expect(status).toBe(200)
    await expect(manual.sdk(name).charges.retrieve(mine.id)).rejects.toThrow('No such charge')
    expect((await manual.sdk(name).events.list()).data).toEqual([])
    expect(await manual.sdk(other).charges.retrieve(theirs.id)).toEqual(theirs)
    await manual.server().advance(60)
    expect((await manual.sdk(name).events.list()).data).toEqual([])
  })

  it('needs to know whose', async () => {
    expect((await fetch(`${manual.server().url}/_control/reset`, { method: 'POST' })).status).toBe(401)
  })

  it('waits for requests under way and holds new ones: none is half there', async () => {
    const name = newAccount()
    const stripe = manual.sdk(name)
    const asked = Array.from({ length: 20 }, (_, index) =>
      index === 10 ? manual.http('POST', '/_control/reset', { as: name }) : paid(stripe),
    )
    await Promise.all(asked)
    const { data } = await stripe.charges.list({ limit: 100 })
    const kept = await Promise.all(data.map(({ id }) => stripe.refunds.create({ charge: id })))
    expect(kept.map(({ status }) => status)).toEqual(data.map(() => 'succeeded'))
  })
})

describe('who may pull levers', () => {
  const here = { address: '127.0.0.1', host: 'localhost:12111', origin: undefined }

  it.each([
    [here, true],
    [{ ...here, address: '::1', host: '[::1]:12111' }, true],
    [{ ...here, address: '::ffff:127.0.0.1', host: '127.0.0.1' }, true],
    [{ ...here, origin: 'http://localhost:3000' }, true],
    [{ ...here, address: '192.168.0.7' }, false],
    [{ ...here, address: '::ffff:10.0.0.1' }, false],
    [{ ...here, address: undefined }, false],
    [{ ...here, host: 'evil.example:12111' }, false],
    [{ ...here, host: '127.0.0.1.evil.example' }, false],
    [{ ...here, host: 'localhost@evil.example' }, false],
    [{ ...here, host: undefined }, false],
    [{ ...here, origin: 'https://evil.example' }, false],
    [{ ...here, origin: 'null' }, false],
  ])('of %j: %s', (whence, expected) => {
    expect(isLocal(whence)).toBe(expected)
  })

  const statusOf = (path: string, method: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const asked = request({ port: manual.server().port, path, method, headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      asked.on('error', reject)
      asked.end()
    })

  it.each([
    ['GET', '/_control/clock'],
    ['GET', '/%5Fcontrol/clock'],
    ['GET', 'http://127.0.0.1/_control/state'],
    ['POST', '/_control/reset'],
    ['POST', '/_control/disputes'],
  ])('refuses %s %s under a foreign name', async (method, path) => {
    const headers = { host: 'evil.example', authorization: `Bearer ${keyOf('x')}` }
    expect(await statusOf(path, method, headers)).toBe(403)
  })
})
