/** A machine answers as the law on the paths that xstate finds through it. */
import { describe, expect, it } from 'vitest'
import { getShortestPaths, getSimplePaths } from 'xstate/graph'
import { type Command, EMPTY_BOOKS, stripe } from '../../src/index.js'
import { booksOf, expected, type Room, serialized, started, TITLED } from './given.js'

const FIND = { getShortestPaths, getSimplePaths }

/** The commands of each path. */
const walks = (find: keyof typeof FIND, { machine, commands, input }: Room): readonly (readonly Command[])[] =>
  FIND[find](machine, { events: [...commands], input, serializeState: serialized }).map(({ steps }) =>
    steps.flatMap(({ event }) => commands.find((command) => command === event) ?? []),
  )

const walk = (room: Room, path: readonly Command[]): void => {
  const one = started(room.machine, room.input)
  let books = { ...EMPTY_BOOKS, ...room.input }
  const answers = path.map((command) => {
    const next = expected(room, { command, books, policy: stripe })
    one.actor.send(command)
    expect(booksOf(one)).toEqual(next.books)
    books = next.books
    return next.answer
  })
  expect(one.answers).toEqual(answers)
}

describe.each(TITLED)('%s', (_, room) => {
  it('is the law on the shortest path to each state', () => {
    const paths = walks('getShortestPaths', room)
    expect(paths.length).toBeGreaterThanOrEqual(Object.keys(room.lifecycle.states).length)
    for (const path of paths) walk(room, path)
  })
})

// A charge has thousands of simple paths, which take seconds.
describe.each(TITLED.filter(([, { of }]) => of !== 'charge'))('%s', (_, room) => {
  it('is the law on every path that visits no state twice', () => {
    const paths = walks('getSimplePaths', room)
    expect(paths.length).toBeGreaterThan(walks('getShortestPaths', room).length)
    for (const path of paths) walk(room, path)
  })
})
