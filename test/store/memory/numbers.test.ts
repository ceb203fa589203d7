import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNumbers, numberAt, popNumber, pushNumber, setNumber } from '../../../src/store/memory/numbers.js'
import { forAll } from '../../arbitraries/for-all.js'

describe('numbers', () => {
  it('are those of an array to which the same was done', () => {
    const step = fc.oneof(fc.maxSafeInteger(), fc.constant('pop' as const), fc.constant('set' as const))
    forAll(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const [numbers, naive] = [createNumbers(), [] as number[]]
      for (const [index, each] of steps.entries()) {
        const place = naive.length === 0 ? -1 : index % naive.length
        if (typeof each === 'number') {
          pushNumber(numbers, each)
          naive.push(each)
        } else if (place >= 0 && each === 'pop') {
          popNumber(numbers)
          naive.pop()
        } else if (place >= 0) {
          setNumber(numbers, place, index)
          naive[place] = index
        }
        expect(naive.map((_, at) => numberAt(numbers, at))).toEqual(naive)
        expect(numbers.length).toBe(naive.length)
      }
    })
  })
})
