/** The order of listings, against sorting all again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countBefore, insertSlot, placeOf, removeSlot } from '../../../src/store/memory/shelf.js'
import { forAll } from '../../arbitraries/for-all.js'

const sorted = (created: readonly number[], slots: readonly number[]): readonly number[] =>
  [...slots].sort((one, other) => (created[one] ?? 0) - (created[other] ?? 0) || one - other)

const anyCreated = fc.array(fc.nat({ max: 6 }), { maxLength: 40 })

const filled = (created: readonly number[]): number[] => {
  const shelf: number[] = []
  for (const slot of created.keys()) insertSlot(shelf, created, slot)
  return shelf
}

describe('a shelf', () => {
  it('has its slots by second, and within it by when they were written', () => {
    forAll(anyCreated, (created) => {
      expect(filled(created)).toEqual(sorted(created, [...created.keys()]))
    })
  })

  it('takes slots in any order, and gives them back', () => {
    const anyMoves = anyCreated.chain((created) =>
      fc.tuple(fc.constant(created), fc.array(fc.nat({ max: Math.max(0, created.length - 1) }), { maxLength: 60 })),
    )
    forAll(anyMoves, ([created, moves]) => {
      const shelf: number[] = []
      const naive = new Set<number>()
      for (const slot of created.length === 0 ? [] : moves) {
        if (naive.delete(slot)) removeSlot(shelf, created, slot)
        else {
          naive.add(slot)
          insertSlot(shelf, created, slot)
        }
        expect(shelf).toEqual(sorted(created, [...naive]))
      }
    })
  })

  it('says how many stand before a second, and before a slot', () => {
    forAll(fc.tuple(anyCreated, fc.integer({ min: -1, max: 7 })), ([created, second]) => {
      const shelf = filled(created)
      expect(countBefore(shelf, shelf.length, created, second)).toBe(created.filter((other) => other < second).length)
      for (const [slot, own] of created.entries())
        expect(placeOf(shelf, shelf.length, created, own, slot)).toBe(shelf.indexOf(slot))
    })
  })
})
