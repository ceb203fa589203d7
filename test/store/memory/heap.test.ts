/** The heap, against sorting all again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHeap, firstOf, pushItem, removeItem } from '../../../src/store/memory/heap.js'
import { forAll } from '../../arbitraries/for-all.js'

describe('a heap', () => {
  it('has what comes first at hand, whatever is added and taken out', () => {
    forAll(fc.array(fc.nat({ max: 30 }), { maxLength: 120, size: 'max' }), (moves) => {
      const heap = createHeap<number>((one, other) => one < other)
      const naive = new Set<number>()
      for (const item of moves) {
        if (naive.delete(item)) removeItem(heap, item)
        else {
          naive.add(item)
          pushItem(heap, item)
        }
        expect(firstOf(heap)).toBe(naive.size === 0 ? undefined : Math.min(...naive))
        expect([...heap.items].sort()).toEqual([...naive].sort())
        for (const [index, below] of heap.items.entries())
          if (index > 0) expect(heap.items[(index - 1) >>> 1]).toBeLessThan(below)
      }
    })
  })

  it('empties in order', () => {
    forAll(fc.uniqueArray(fc.nat(), { maxLength: 60 }), (items) => {
      const heap = createHeap<number>((one, other) => one < other)
      for (const item of items) pushItem(heap, item)
      const out: number[] = []
      for (let first = firstOf(heap); first !== undefined; first = firstOf(heap)) {
        out.push(first)
        removeItem(heap, first)
      }
      expect(out).toEqual([...items].sort((one, other) => one - other))
    })
  })
})
