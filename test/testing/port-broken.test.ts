/** The contract suite catches stores that are wrong on purpose, each in one way; and every case of it catches one. */
import { describe, expect, it } from 'vitest'
import { portContract } from '../../src/testing/index.js'
import { caught } from './broken/caught.js'
import { flaws, openBroken } from './broken/open.js'
import { openMemory } from './open-memory.js'

/** One seed, so that what is caught here does not hang on chance. */
const OPTIONS = { seed: 7, runs: 100 }

const NAMES = portContract(openMemory).map(({ name }) => name)

const failure = (run: () => Promise<void>): Promise<string> =>
  run().then(
    () => 'passed',
    (error: Error) => error.message,
  )

describe.each(Object.entries(flaws))('a store that %s', (flaw, broken) => {
  it.each(caught[flaw] ?? [])('is caught: %s', async (name) => {
    const one = portContract(openBroken(broken), OPTIONS).find((each) => each.name === name)
    expect(one === undefined ? 'no such case' : await failure(one.run)).toMatch(/: expected [\s\S]*, got /)
  })
})

it('each store that is wrong is caught by a case that the table names', () => {
  const named = Object.entries(caught).flatMap(([flaw, names]) => (names.length === 0 ? [] : [flaw]))
  expect(named.sort()).toEqual(Object.keys(flaws).sort())
})

it('each case catches a store that is wrong', () => {
  const catching = new Set(Object.values(caught).flat())
  expect(NAMES.filter((name) => !catching.has(name))).toEqual([])
})

it('a store without a flaw passes with the seed by which the others are caught', async () => {
  const failures = await Promise.all(portContract(openBroken({}), OPTIONS).map(({ run }) => failure(run)))
  expect(failures.filter((message) => message !== 'passed')).toEqual([])
})
