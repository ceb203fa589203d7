import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFew, entriesOf, isEmpty, removeUnder, setUnder, underName } from '../../src/store/few.js'

// More than are kept in a list.
const name = fc.integer({ min: 0, max: 49 }).map(String)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('set' as const), name, value: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), name, value: fc.constant(0) }) },
)

describe('names of what is under way', () => {
  it('are what a Map says, however many there come to be, and whatever goes first', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
        const [few, map] = [createFew<number>(), new Map<string, number>()]
        for (const each of steps) {
          if (each.do === 'set') {
            setUnder(few, each.name, each.value)
            map.set(each.name, each.value)
          } else {
            removeUnder(few, each.name)
            map.delete(each.name)
          }
          expect(underName(few, each.name)).toBe(map.get(each.name) ?? null)
          expect([...entriesOf(few)].sort()).toEqual([...map].sort())
          expect(isEmpty(few)).toBe(map.size === 0)
        }
      }),
    )
  })

  it('are a list again when none of many is left', () => {
    const few = createFew<true>()
    const names = Array.from({ length: 50 }, (_, index) => String(index))
    for (const each of names) setUnder(few, each, true)
    expect(few.many?.size).toBe(50)
    for (const each of names) removeUnder(few, each)
    setUnder(few, 'again', true)
    expect(few).toEqual({ names: ['again'], values: [true], many: null })
  })
})
