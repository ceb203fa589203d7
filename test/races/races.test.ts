/** Races of a smaller size; and each of their claims can be broken, and is then told of. */
import { describe, expect, it } from 'vitest'
import { figuresOf, lineOf, problemsOf } from './figures.js'
import { type RaceOptions, type RaceOutcome, runRace } from './race.js'

describe('of many who refund one charge at once, exactly as many are accepted as were captured', () => {
  it.each([
    ['libsql', 'desk'],
    ['postgres', 'desk'],
    ['libsql', 'server'],
    ['postgres', 'server'],
  ] as const)('on %s, through the %s', { timeout: 120_000 }, async (store, through) => {
    const outcome = await runRace({ store, through, processes: 4, refunds: 60, units: 100 })
    console.log(lineOf(outcome))
    expect(problemsOf(outcome)).toEqual([])
  })
})

describe('a race is lost', () => {
  const options: RaceOptions = { store: 'libsql', through: 'desk', processes: 2, refunds: 3, units: 2 }
  const won: RaceOutcome = {
    options,
    heard: {
      accepted: ['re_1', 're_2'],
      shares: [1, 1],
      refused: { AlreadyRefunded: 4 },
      conflicts: 1,
      storeErrors: 0,
      undecided: [],
      unlike: 0,
    },
    books: {
      sums: { account: 'main', charge: 'ch_1', captured: 2, standing: 2, refunded: 2, sum: 2, count: 2 },
      rows: ['re_1', 're_2'],
      discrepancies: 0,
    },
    seconds: 2,
  }
  const { heard, books } = won

  it('by nothing where all claims hold', () => {
    expect(problemsOf(won)).toEqual([])
    expect(figuresOf(won)).toMatchObject({
      accepted: 2,
      refused: { AlreadyRefunded: 4 },
      sum: 2,
      perSecond: 3,
      problems: [],
    })
  })

  it.each<[string, Partial<RaceOutcome>]>([
    ['1 were accepted, not 2', { heard: { ...heard, accepted: ['re_1'] } }],
    ['1 were accepted twice', { heard: { ...heard, accepted: ['re_1', 're_1'] } }],
    ['3 were decided, of 6', { heard: { ...heard, refused: { AlreadyRefunded: 1 } } }],
    ['1 were accepted and are not there', { heard: { ...heard, accepted: ['re_1', 're_3'] } }],
    ['3 refunds are there', { books: { ...books, rows: ['re_1', 're_2', 're_3'] } }],
    ['the refunds sum to 3, not 2', { books: { ...books, sums: { ...books.sums, sum: 3 } as typeof books.sums } }],
    ['the charge is not there', { books: { ...books, sums: null } }],
    ['the audit finds 1', { books: { ...books, discrepancies: 1 } }],
    ['the audit finds no charge', { books: { ...books, discrepancies: null } }],
    ['one process alone was accepted: that was no race', { heard: { ...heard, shares: [2, 0] } }],
    ['5 keys did not answer the same again', { heard: { ...heard, unlike: 5 } }],
    [
      'never decided: 3: Conflict until time ran out',
      { heard: { ...heard, undecided: ['3: Conflict until time ran out'] } },
    ],
  ])('and says: %s', (problem, part) => {
    expect(problemsOf({ ...won, ...part })).toContain(problem)
  })
})
