/** The machine of a key: its laws on random lives, and every short life there is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finishKey, isSpent, judgeKey, type KeyState, startKey } from '../../../src/domain/idempotency/idempotency.js'
import type { EpochSeconds } from '../../../src/index.js'
import { forAll } from '../../arbitraries/for-all.js'
import { later, now } from '../../fixtures.js'

const LIFE = 100
const LEASE = 10
const use = { key: 'k', path: 'refund', fingerprint: '{"amount":300}' }
const otherPath = { ...use, path: 'capture' }
const otherParameters = { ...use, fingerprint: '{"amount":301}' }

const moments = fc.nat({ max: 300 }).map(later)
const uses = fc.constantFrom(use, otherPath, otherParameters)
const states: fc.Arbitrary<KeyState<string>> = fc.oneof(
  fc.tuple(uses, moments).map(([asked, at]) => startKey(asked, at, LEASE)),
  fc.tuple(uses, moments).map(([asked, at]) => finishKey(asked, 'answer', at)),
)

describe('a key', () => {
  it('runs when nothing is known of it', () => {
    expect(judgeKey(null, use, now, LIFE)).toEqual({ do: 'run' })
  })
  it('replays the answer to the same use, to its last second', () => {
    const done = finishKey(use, 'answer', now)
    expect(judgeKey(done, use, now, LIFE)).toEqual({ do: 'replay', answer: 'answer' })
    expect(judgeKey(done, use, later(LIFE - 1), LIFE)).toEqual({ do: 'replay', answer: 'answer' })
    expect(judgeKey(done, use, later(LIFE), LIFE)).toEqual({ do: 'run' })
  })
  it('is in flight while its request runs, to the last second of the lease', () => {
    const running = startKey(use, now, LEASE)
    const inFlight = { do: 'refuse', error: { _tag: 'KeyInFlight', key: 'k', until: later(LEASE) } }
    expect(judgeKey(running, use, now, LIFE)).toEqual(inFlight)
    expect(judgeKey(running, use, later(LEASE - 1), LIFE)).toEqual(inFlight)
    expect(judgeKey(running, use, later(LEASE), LIFE)).toEqual({ do: 'run' })
  })
  it.each([
    ['another path', otherPath, 'path', 'capture'],
    ['other parameters', otherParameters, 'parameters', 'refund'],
    ['another path before other parameters', { ...otherPath, fingerprint: '' }, 'path', 'capture'],
  ])('is refused for %s, running or done', (_, asked, differs, givenFor) => {
    const refused = { do: 'refuse', error: { _tag: 'KeyReused', key: 'k', differs, usedFor: 'refund', givenFor } }
    expect(judgeKey(startKey(use, now, LEASE), asked, now, LIFE)).toEqual(refused)
    expect(judgeKey(finishKey(use, 'answer', now), asked, now, LIFE)).toEqual(refused)
  })
  it('keeps what it is used for, and nothing else that the use may carry', () => {
    const more = { ...use, lifeSeconds: 5 }
    expect(startKey(more, now, LEASE)).toEqual({ ...use, status: 'running', until: later(LEASE) })
    expect(finishKey(more, 'answer', now)).toEqual({ ...use, status: 'done', answer: 'answer', at: now })
  })
})

describe('for any key', () => {
  it('runs exactly when it is spent', () => {
    forAll(fc.record({ state: states, asked: uses, at: moments }), ({ state, asked, at }) => {
      expect(judgeKey(state, asked, at, LIFE).do === 'run').toBe(isSpent(state, at, LIFE))
    })
  })
  it('is never spent again unspent: what may run at one moment may run at any later one', () => {
    forAll(fc.record({ state: states, at: moments, more: fc.nat({ max: 300 }) }), ({ state, at, more }) => {
      if (isSpent(state, at, LIFE)) expect(isSpent(state, (at + more) as EpochSeconds, LIFE)).toBe(true)
    })
  })
  it('replays only what the same use was answered', () => {
    forAll(fc.record({ state: states, asked: uses, at: moments }), ({ state, asked, at }) => {
      const verdict = judgeKey(state, asked, at, LIFE)
      if (verdict.do !== 'replay') return
      expect(state).toMatchObject({ status: 'done', path: asked.path, fingerprint: asked.fingerprint })
      expect(verdict.answer).toBe(state.status === 'done' && state.answer)
    })
  })
})

/** Every life of up to five calls: each call is one of three uses and either ends or dies, some seconds after the one before. */
describe('in every short life', () => {
  const CALLS = [use, otherPath, otherParameters].flatMap((asked) =>
    ['ends', 'dies'].flatMap((end) => [0, LEASE - 1, LEASE, LIFE].map((seconds) => ({ asked, end, seconds }))),
  )
  interface Life {
    readonly known: KeyState<number> | null
    readonly at: number
    /** What ran, with when it ended; null when it died. */
    readonly ran: readonly { readonly asked: object; readonly from: number; readonly ended: boolean }[]
  }

  it('runs a use once while its answer lives, and never two at a time within a lease', () => {
    let lives = 0
    const go = (life: Life, depth: number): void => {
      lives += 1
      if (depth === 0) return
      for (const { asked, end, seconds } of CALLS) {
        const at = life.at + seconds
        const verdict = judgeKey(life.known, asked, later(at), LIFE)
        if (verdict.do !== 'run') continue
        const last = life.ran.at(-1)
        if (last !== undefined) expect(at - last.from).toBeGreaterThanOrEqual(last.ended ? LIFE : LEASE)
        const ran = [...life.ran, { asked, from: at, ended: end === 'ends' }]
        const known = end === 'ends' ? finishKey(asked, ran.length, later(at)) : startKey(asked, later(at), LEASE)
        go({ known, at, ran }, depth - 1)
      }
    }
    go({ known: null, at: 0, ran: [] }, 4)
    expect(lives).toBeGreaterThan(1000)
  })
})
