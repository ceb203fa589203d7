/** The suite itself: what its failures say, that it takes seeds, and that it closes what it opens. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { memoryStore } from '../../src/store/memory/memory.js'
import { type Case, type CaseOptions, type Open, portContract } from '../../src/testing/index.js'
import { flaws, openBroken } from './broken/open.js'
import { openMemory } from './open-memory.js'

const caseOf = (name: string, open: Open, options?: CaseOptions): Case => {
  const found = portContract(open, options).find((one) => one.name === name)
  if (found === undefined) throw new Error(`no case ${name}`)
  return found
}
const failure = (name: string, flaw: string, options?: CaseOptions): Promise<string> =>
  caseOf(name, openBroken(flaws[flaw] ?? {}), options)
    .run()
    .then(
      () => 'passed',
      (error: Error) => error.message,
    )

const LISTED = 'listings end at their limit, and say whether there is more'

describe('a failing case', () => {
  it('says what was expected of which operation, and what came', async () => {
    const message = await failure(
      'the first commit of a charge makes its version the number of its events',
      'counts commits and not events as versions',
    )
    expect(message).toBe('load after a first commit of three events: version: expected 3, got 1')
  })

  it('says so of a store that throws, and of one that rejects', async () => {
    const failing =
      (find: () => Promise<never>): Open =>
      async () => {
        const subject = await openMemory()
        return { ...subject, store: { ...subject.store, claimEvents: () => find } }
      }
    const thrown = new Error('the connection broke')
    const throws = failing(() => {
      throw thrown
    })
    const rejects = failing(() => Promise.reject(thrown))
    const name = 'the outbox of an empty store is empty'
    for (const open of [throws, rejects])
      await expect(caseOf(name, open).run()).rejects.toThrow(
        'claimEvents: expected an answer, got a rejection with Error: the connection broke',
      )
  })

  it('prints the seed of a property, and the values that break it', async () => {
    const message = await failure(LISTED, 'lists one row too many', { seed: 1234 })
    expect(message).toContain('seed: 1234')
    expect(message).toContain('Counterexample')
    expect(message).toMatch(/list \{.*\}: expected .*, got /)
  })

  it('fails in the same way with the same seed', async () => {
    const options = { seed: 99, runs: 30 }
    const first = await failure(LISTED, 'lists one row too many', options)
    expect(await failure(LISTED, 'lists one row too many', options)).toBe(first)
  })
})

it('names each case once', () => {
  const names = portContract(openMemory).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

it('closes every store that it opens, whether the case passes or fails', async () => {
  const counts = { opened: 0, closed: 0 }
  const counting =
    (open: Open): Open =>
    async () => {
      counts.opened += 1
      const subject = await open()
      return {
        ...subject,
        close: async () => {
          counts.closed += 1
        },
      }
    }
  await caseOf('random operations over two handles answer as the model does', counting(openMemory), { runs: 5 }).run()
  const broken = openBroken(flaws['lists one row too many'] ?? {})
  await expect(caseOf(LISTED, counting(broken)).run()).rejects.toThrow()
  expect(counts).toEqual({ opened: 7, closed: 7 })
})

it('tries as many values of a property as it is told', async () => {
  let opened = 0
  const counting: Open = () => {
    opened += 1
    return openMemory()
  }
  await caseOf('random operations over two handles answer as the model does', counting, { runs: 3 }).run()
  expect(opened).toBe(4)
})

describe('without a clock that can be moved', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const openRealTime: Open = async () => {
    const store = memoryStore()
    return { store, another: async () => store, close: () => Promise.resolve() }
  }

  for (const { name, run } of portContract(openRealTime, { runs: 1 })) {
    if (!/lease|lost|done|attempt/.test(name)) continue
    it(`waits in real time: ${name}`, async () => {
      vi.useFakeTimers()
      let ended = false
      const running = run().finally(() => {
        ended = true
      })
      running.catch(() => undefined)
      while (!ended) await vi.advanceTimersByTimeAsync(100)
      await running
    })
  }
})
