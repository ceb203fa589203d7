/** Ids of what is due: those that are counted here, and those of rows that were put in. */
import { describe, expect, it } from 'vitest'
import { manualClock } from '../../../src/store/clock.js'
import { claimDue, heldRows, removeDue, writeDue } from '../../../src/store/memory/due.js'
import { beginJournal, takeBack } from '../../../src/store/memory/journal.js'
import { putRow } from '../../../src/store/memory/put.js'
import { createWorld, type World } from '../../../src/store/memory/tables.js'
import { walkRows } from '../../../src/store/memory/walk.js'
import type { ClaimedDue, Due } from '../../../src/store/rows.js'
import { now } from '../../fixtures.js'
import { second, shop } from './given.js'

const DUE: Due = { at: second(1), work: { type: 'task', name: 'tell', data: null } }
const STRANGE = [
  'due_5',
  'due_3',
  'x',
  'due_05',
  'due_7 ',
  'due_-1',
  'due_1e3',
  'due_9007199254740993',
  'due_',
  'due_8',
]

const withRows = (ids: readonly string[]): World => {
  const world = createWorld(manualClock(now))
  for (const id of ids) expect(putRow(world, 'due', { account: shop, id, ...DUE, attempts: 0 })).toBe(true)
  return world
}

const idsIn = (world: World): readonly string[] =>
  [...walkRows(world)].flatMap(({ kind, row }) => (kind === 'due' ? [row.id] : []))

const holdsDue = (world: World, due: ClaimedDue): boolean => heldRows(world, [due]) !== null

describe('what is due', () => {
  it('keeps the ids and the order in which it was put in, whatever they are', () => {
    expect(idsIn(withRows(STRANGE))).toEqual(STRANGE)
  })

  it('takes no id twice', () => {
    const world = withRows(STRANGE)
    for (const id of STRANGE) expect(putRow(world, 'due', { account: shop, id, ...DUE, attempts: 0 })).toBe(false)
    expect(idsIn(world)).toEqual(STRANGE)
  })

  it('gets ids that nobody has', () => {
    const world = withRows(STRANGE)
    for (let count = 0; count < 20; count += 1) writeDue(world, shop, DUE)
    const ids = idsIn(world)
    expect([ids.length, new Set(ids).size]).toEqual([STRANGE.length + 20, STRANGE.length + 20])
  })

  it('is claimed, held and done by each of its ids, and by no other', () => {
    const world = withRows(STRANGE)
    writeDue(world, shop, DUE)
    const claimed = claimDue(world, { limit: 100, leaseSeconds: 60, at: second(1) })
    expect(claimed.map(({ id }) => id).slice(0, STRANGE.length)).toEqual(STRANGE)
    const [first, ...others] = claimed
    if (first === undefined) throw new Error('nothing was claimed')
    expect(holdsDue(world, { ...first, id: 'due_6' })).toBe(false)
    for (const due of others) {
      expect(holdsDue(world, due)).toBe(true)
      for (const row of heldRows(world, [due]) ?? []) removeDue(world, row)
      expect(holdsDue(world, due)).toBe(false)
    }
    expect(idsIn(world)).toEqual(['due_5'])
  })

  it('is done by its name again after what did it was taken back', () => {
    const world = withRows(STRANGE)
    const claimed = claimDue(world, { limit: 100, leaseSeconds: 60, at: second(1) })
    beginJournal(world.journal)
    for (const row of heldRows(world, claimed) ?? []) removeDue(world, row)
    expect(claimed.map((due) => holdsDue(world, due))).not.toContain(true)
    takeBack(world.journal)
    expect(claimed.map((due) => holdsDue(world, due))).not.toContain(false)
    expect(idsIn(world)).toEqual(STRANGE)
  })

  it.each([2 ** 51 - 1, 2 ** 51, 2 ** 52 - 1, 2 ** 52, 2 ** 53 - 1])(
    'is counted on and done though a row was put in with the number %s',
    (number) => {
      const world = withRows([`due_${number}`])
      for (let count = 0; count < 3; count += 1) writeDue(world, shop, DUE)
      const claimed = claimDue(world, { limit: 100, leaseSeconds: 60, at: second(1) })
      expect(new Set(claimed.map(({ id }) => id)).size).toBe(4)
      expect(claimed.every((due) => holdsDue(world, due))).toBe(true)
      for (const row of heldRows(world, claimed) ?? []) removeDue(world, row)
      expect(idsIn(world)).toEqual([])
    },
  )
})
