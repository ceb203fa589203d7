/** The fuzzer itself: each of its claims can be broken, and is then told of. */
import { describe, expect, it } from 'vitest'
import { attack } from './attack.js'
import { answerIn } from './client.js'
import { ENDPOINTS } from './endpoints.js'
import { growthOf, MOST_GROWTH_BYTES, problemsOf } from './figures.js'
import { withIds } from './forms.js'
import { startLocal } from './local.js'
import { newTally, take } from './tally.js'
import type { Ids } from './world.js'

const error = (message: string, type = 'invalid_request_error'): string => JSON.stringify({ error: { message, type } })

const brokenBy = (status: number, text: string): readonly string[] => {
  const tally = newTally()
  take(tally, '', { status, headers: '', text }, 'GET /')
  return tally.broken.map(({ claim }) => claim)
}

describe('a claim', () => {
  it.each([
    [200, '{}', []],
    [400, error('No.'), []],
    [400, '', []],
    [500, error('An unknown error occurred', 'api_error'), ['nothing is answered with 5xx']],
    [400, error('at /home/x/server.ts:12'), ['no answer tells of the inside']],
    [400, error('FST_ERR_BAD_URL'), ['no answer tells of the inside']],
    [400, '{"error":"Bad Request"}', ['what is refused is refused in the form of Stripe']],
    [400, '<html>', ['what is refused is refused in the form of Stripe']],
    [200, error('No.'), ['what is refused is refused in the form of Stripe']],
    [200, '', ['what is refused is refused in the form of Stripe']],
  ])('is held against %d %s', (status, text, claims) => {
    expect(brokenBy(status, text)).toEqual(claims)
  })

  it('is broken by what hangs, and by what is HTTP and not answered', () => {
    const tally = newTally()
    take(tally, '', 'hangs', null)
    take(tally, '', 'closed', null)
    take(tally, '', 'closed', 'GET /')
    expect(tally.broken.map(({ claim }) => claim)).toEqual([
      'nothing takes longer than 10 s',
      'what is HTTP is answered',
    ])
  })

  it('is broken by memory that grows, once there is enough of it to say', () => {
    const flat = Array.from({ length: 12 }, () => 30e6)
    expect(growthOf(flat.slice(1))).toBeNull()
    expect(growthOf(flat)).toBe(0)
    const grown = flat.map((bytes, index) => bytes + index * MOST_GROWTH_BYTES)
    expect(problemsOf({ tally: newTally(), memory: grown }, [])).toEqual([
      `memory grew by ${3 * MOST_GROWTH_BYTES} bytes`,
    ])
  })

  it('is broken by endpoints that nobody asked', () => {
    expect(problemsOf({ tally: newTally(), memory: [] }, ENDPOINTS)).toHaveLength(ENDPOINTS.length)
  })

  it('is broken by a refusal after which the state is another', async () => {
    const { server } = await startLocal()
    let looks = 0
    const state = async () => String(looks++)
    try {
      const target = { port: server.port, state, memory: async () => 0 }
      const { tally } = await attack(target, { seed: 1, requests: 60, endpoints: ENDPOINTS, epoch: 60, sample: 3 })
      expect(new Set(tally.broken.map(({ claim }) => claim))).toEqual(new Set(['what is refused changes nothing']))
      expect(tally.broken).toHaveLength(tally.compared)
    } finally {
      await server.close()
    }
  })
})

describe('an answer', () => {
  const read = (text: string, isHead = false) => answerIn(Buffer.from(text), isHead)

  it('is read when it is whole, behind interim ones, and without what follows', () => {
    const whole = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'
    expect(read(`${whole}HTTP`)).toMatchObject({ answer: { status: 200, text: '{}' }, length: whole.length })
    for (let length = 0; length < whole.length; length += 1) expect(read(whole.slice(0, length))).toBeNull()
    expect(read('HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n', true)).toMatchObject({ answer: { text: '' } })
  })
})

describe('ids', () => {
  it('are put in where a request names one, of those that there are', () => {
    const ids = { charge: ['ch_1', 'ch_2'], refund: [] } as unknown as Ids
    expect(withIds('/v1/charges/ZZcharge.3ZZ?a=ZZcharge.0ZZ&b=ZZrefund.1ZZ&c=ZZwat.1ZZ', ids)).toBe(
      '/v1/charges/ch_2?a=ch_1&b=none&c=ZZwat.1ZZ',
    )
  })
})
