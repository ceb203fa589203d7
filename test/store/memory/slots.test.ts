/** The index of slots, against a map and a list. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemsOf } from '../../../src/store/memory/pages.js'
import { createSlots, findSlot, removeId, type Slots, takeSlot } from '../../../src/store/memory/slots.js'
import { forAll } from '../../arbitraries/for-all.js'

const taken = ({ cells }: Slots): number => cells.filter((_, cell) => cell % 2 === 1 && cells[cell] !== 0).length

describe('slots', () => {
  it('are found by every id that has one and by no other, whatever was added and removed', () => {
    const ids = fc.array(fc.oneof(fc.string({ maxLength: 2 }), fc.nat({ max: 40 }).map(String)), {
      maxLength: 200,
      size: 'max',
    })
    forAll(ids, (moves) => {
      const slots = createSlots()
      const naive = new Map<string, number>()
      for (const id of moves) {
        if (naive.delete(id)) removeId(slots, id)
        else {
          const slot = takeSlot(slots, id)
          expect([...naive.values()]).not.toContain(slot)
          expect(takeSlot(slots, id)).toBe(slot)
          naive.set(id, slot)
        }
        expect(taken(slots)).toBe(naive.size)
        expect(4 * naive.size).toBeLessThanOrEqual(slots.cells.length)
        for (const each of moves) expect(findSlot(slots, each)).toBe(naive.get(each))
      }
    })
  })

  it('are given in order, and once more after the last ones were taken back', () => {
    const slots = createSlots()
    const ids = Array.from({ length: 1100 }, (_, index) => `re_${index}`)
    expect(ids.map((id) => takeSlot(slots, id))).toEqual([...ids.keys()])
    for (const id of ids.slice(400).reverse()) removeId(slots, id)
    expect([slots.ids.length, slots.free]).toEqual([400, []])
    expect(ids.slice(400).map((id) => takeSlot(slots, id))).toEqual([...ids.keys()].slice(400))
    expect(ids.map((id) => findSlot(slots, id))).toEqual([...ids.keys()])
  })

  it('are given again where one in the middle became free', () => {
    const slots = createSlots()
    for (const id of ['a', 'b', 'c']) takeSlot(slots, id)
    removeId(slots, 'b')
    expect([takeSlot(slots, 'd'), takeSlot(slots, 'e')]).toEqual([1, 3])
    expect(['a', 'b', 'c', 'd', 'e', ''].map((id) => findSlot(slots, id))).toEqual([0, undefined, 2, 1, 3, undefined])
  })

  it('stay as they are where an id is removed that has none', () => {
    const slots = createSlots()
    takeSlot(slots, 'a')
    removeId(slots, 'b')
    expect([findSlot(slots, 'a'), [...itemsOf(slots.ids)], slots.free]).toEqual([0, ['a'], []])
  })

  it('are not taken for those of other ids whose hashes are the same', () => {
    const slots = createSlots()
    // Among so many some have the same 32 bits.
    for (let index = 0; index < 300_000; index += 1) {
      const id = `re_${index}`
      if (findSlot(slots, id) !== undefined) throw new Error(`${id} was found before it was added`)
      takeSlot(slots, id)
    }
    for (let index = 0; index < 300_000; index += 1)
      if (findSlot(slots, `re_${index}`) !== index) throw new Error(`re_${index}`)
  })

  it('begin anew where none is left, whatever the order in which they went', () => {
    const slots = createSlots()
    const ids = Array.from({ length: 100 }, (_, index) => `k_${index}`)
    for (const id of ids) takeSlot(slots, id)
    for (const id of ids) removeId(slots, id)
    expect([[...itemsOf(slots.ids)], slots.free, slots.cells.length]).toEqual([[], [], createSlots().cells.length])
    expect(ids.map((id) => takeSlot(slots, id))).toEqual([...ids.keys()])
  })
})
