/** The laws of the desk, over the memory store. */
import { describe, expect, it } from 'vitest'
import { deskContract } from '../../src/testing/desk/contract.js'
import { runs } from '../tools/runs.js'
import { openMemory } from './open-memory.js'

const cases = deskContract(openMemory, { seed: Number(process.env.FC_SEED), runs: runs(100) })

describe('a desk on the memory store', () => {
  it.each(cases.map(({ name, run }) => ({ name, run })))('$name', ({ run }) => run())
})

describe('the suite', () => {
  it('names every case once', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
    expect(cases.length).toBeGreaterThan(100)
  })
})
