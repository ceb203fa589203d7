/** A short attack on a server in this process. The long one is run by hand: `tsx test/fuzz/run.ts --requests 200000`. */
import { describe, expect, it } from 'vitest'
import { attack } from '../fuzz/attack.js'
import { ENDPOINTS } from '../fuzz/endpoints.js'
import { lineOf, problemsOf } from '../fuzz/figures.js'
import { generate, type Shot } from '../fuzz/generate.js'
import { startLocal } from '../fuzz/local.js'

const first = (seed: number, count: number): readonly Shot[] => {
  const shots = generate(seed, ENDPOINTS)
  return Array.from({ length: count }, () => shots.next().value)
}

describe('hostile requests', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(first(1, 500)).toEqual(first(1, 500))
    expect(first(2, 500)).not.toEqual(first(1, 500))
  })

  it('are refused without a fault, without a hang, and without a trace', async () => {
    const seed = Number(process.env.FC_SEED ?? 1)
    const { server, state, memory } = await startLocal()
    const started = performance.now()
    const target = { port: server.port, state, memory: async () => memory() }
    try {
      const outcome = await attack(target, { seed, requests: 3_000, endpoints: ENDPOINTS, epoch: 1_000, sample: 20 })
      expect(problemsOf(outcome, ENDPOINTS), lineOf(seed, outcome, (performance.now() - started) / 1_000)).toEqual([])
      expect(outcome.tally.compared).toBeGreaterThan(20)
    } finally {
      await server.close()
    }
  })
})
