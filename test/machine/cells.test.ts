/** Every cell of a lifecycle is reached, and nothing that the law accepts lacks one. Small worlds, enumerated. */
import { describe, expect, it } from 'vitest'
import { transition } from 'xstate'
import { getShortestPaths } from 'xstate/graph'
import { type Books, decide, EMPTY_BOOKS, evolve, holding } from '../../src/index.js'
import { cellsOf, ROOMS, serialized, statusIn, TITLED } from './given.js'

const COMMANDS = ROOMS.flatMap(({ commands }) => commands)

/** All books that the commands lead to. */
const reachable = (): readonly Books[] => {
  const found = new Map([[JSON.stringify(EMPTY_BOOKS), EMPTY_BOOKS]])
  // A map that grows while it is walked is walked to its new end.
  for (const books of found.values())
    for (const command of COMMANDS) {
      const result = decide(command, books, holding)
      if (result._tag === 'Left') continue
      const after = result.right.reduce(evolve, books)
      found.set(JSON.stringify(after), found.get(JSON.stringify(after)) ?? after)
    }
  return [...found.values()]
}

describe('the law', () => {
  const all = reachable()
  /** Cells that the law used, as `kind from command target`. */
  const used = new Set<string>()
  /** Accepted commands that no lifecycle shows. */
  const without = new Set<string>()
  const shown = new Set(ROOMS.flatMap(({ of, lifecycle }) => cellsOf(lifecycle).map((cell) => `${of} ${cell}`)))

  for (const books of all)
    for (const command of COMMANDS) {
      const result = decide(command, books, holding)
      if (result._tag === 'Left' || result.right.length === 0) continue
      const after = result.right.reduce(evolve, books)
      const moves = ROOMS.map(({ of }) => ({
        cell: `${of} ${statusIn(books, of)} ${command.type} ${statusIn(after, of)}`,
        moved: statusIn(books, of) !== statusIn(after, of),
      }))
      for (const { cell } of moves) if (shown.has(cell)) used.add(cell)
      for (const { cell, moved } of moves) if (moved && !shown.has(cell)) without.add(cell)
      if (!moves.some(({ cell }) => shown.has(cell))) without.add(moves.map(({ cell }) => cell).join(' or '))
    }

  it.each(ROOMS.map(({ of, lifecycle }) => [of, lifecycle] as const))(
    'brings a %s into every status',
    (of, { states }) => {
      expect(new Set(all.map((books) => statusIn(books, of)))).toEqual(new Set(Object.keys(states)))
    },
  )
  it('uses every cell', () => {
    expect([...shown].filter((cell) => !used.has(cell))).toEqual([])
  })
  it('accepts nothing that has no cell', () => {
    expect([...without]).toEqual([])
  })
})

describe.each(TITLED)('%s', (_, { machine, lifecycle, commands, input }) => {
  it('takes every arrow of its chart, and no other', () => {
    const ends = getShortestPaths(machine, { events: [...commands], input, serializeState: serialized })
    const taken = ends.flatMap(({ state: before }) =>
      commands.flatMap((command) => {
        const [after] = transition(machine, before, command)
        const isTaken = after.context.books !== before.context.books
        return isTaken ? [`${before.value} ${command.type} ${after.value}`] : []
      }),
    )
    expect(new Set(taken)).toEqual(new Set(cellsOf(lifecycle)))
  })
})
