/**
 * Every interleaving of two callers on the memory store, and samples of more. `EXPLORE_FAULTS=2` tries two faults a run, for
 * many minutes.
 */
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { deskExplorations, type Explored } from '../../src/testing/explore/cases.js'
import { type Choose, explore, replay } from '../../src/testing/explore/explore.js'
import { endOf, type Scenario } from '../../src/testing/explore/scenario.js'
import { twoProcesses } from '../../src/testing/explore/scenarios.js'
import { runs as runsOf } from '../tools/runs.js'
import { openMemory } from './open-memory.js'

const faults = Number(process.env.EXPLORE_FAULTS ?? 1)
const explored: Explored[] = []
const cases = deskExplorations(openMemory, { faults, report: (each) => explored.push(each) })

/** Fewer runs than these would mean that stops were lost. With one fault it is 374 and more by two processes, 82 and more at one desk. */
const FLOORS = { 'by two processes': 300, 'at one desk': 80, 'by one who asks again': 40 } as const

describe('every interleaving', () => {
  it.each(cases.map(({ name, run }) => ({ name, run })))('$name', ({ run }) => run(), 600_000)

  afterAll(() => {
    const lines = explored.map(({ name, runs }) => `  ${String(runs).padStart(6)}  ${name}`)
    const total = explored.reduce((sum, { runs }) => sum + runs, 0)
    process.stdout.write(`interleavings run, with at most ${faults} fault(s) each: ${total}\n${lines.join('\n')}\n`)
  })

  it('is more than a floor in every scenario', () => {
    expect(explored.length).toBe(cases.length)
    for (const { name, runs } of explored) {
      const [, floor] = Object.entries(FLOORS).find(([who]) => name.endsWith(who)) ?? []
      expect([name, runs >= Number(floor)]).toEqual([name, true])
    }
  })
})

describe('samples', () => {
  it('of three to six callers in three processes, with up to four failures and crashes, break no law', async () => {
    const pool = twoProcesses.filter(({ before }) => before === undefined).flatMap(({ callers }) => callers)
    const caller = fc.record({
      process: fc.constantFrom('A', 'B', 'C'),
      ask: fc.constantFrom(...pool).map(({ ask }) => ask),
    })
    const callers = fc.array(caller, { minLength: 3, maxLength: 6 })
    const law = fc.asyncProperty(
      callers,
      fc.nat(4),
      fc.array(fc.nat(60), { maxLength: 120 }),
      async (some, most, choices) => {
        const scenario: Scenario = { name: 'sampled', callers: some, ends: null }
        let taken = 0
        const choose: Choose = (ways) => (choices[taken++] ?? 0) % ways.length
        await endOf(scenario, { open: openMemory, options: {}, faults: most }, choose)
      },
    )
    await fc.assert(law, { numRuns: runsOf(1500) })
  })
})

describe('explore', () => {
  it('runs every list of choices once, depth first', async () => {
    const seen: string[] = []
    const runs = await explore(async (choose) => {
      const first = choose(['a', 'b', 'c'])
      const second = first === 1 ? choose(['d', 'e']) : 0
      seen.push(`${first}${second}`)
    })
    expect([runs, seen]).toEqual([4, ['00', '10', '11', '20']])
  })

  it('runs once what has nothing to choose', async () => {
    expect(await explore(async () => undefined)).toBe(1)
  })

  it('names the choices that led to a broken law, and runs them again', async () => {
    const run = async (choose: Choose): Promise<void> => {
      if (choose(['load', 'commit']) === 1 && choose(['go', 'fail', 'crash']) === 2) throw new Error('over-refunded')
    }
    const text = 'over-refunded\nchoices [1,2]:\n  commit\n  crash'
    await expect(explore(run)).rejects.toThrow(text)
    await expect(replay(run, [1, 2])).rejects.toThrow(text)
    await expect(replay(run, [1, 1])).resolves.toMatchObject({ names: ['commit', 'fail'] })
  })

  it('refuses choices that no run comes to', async () => {
    const run = async (choose: Choose): Promise<void> => void choose(['a', 'b'])
    await expect(replay(run, [2])).rejects.toThrow('no way 2 of a, b')
  })
})
