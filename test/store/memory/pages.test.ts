import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addItem,
  createPages,
  dropItem,
  emptyPages,
  itemAt,
  itemsOf,
  type Pages,
  setItem,
} from '../../../src/store/memory/pages.js'
import { forAll } from '../../arbitraries/for-all.js'

const PAGE = 1024

/** A list with so many items, and an array with the same. */
const given = (count: number): { readonly list: Pages<string>; readonly naive: string[] } => {
  const naive = Array.from({ length: count }, (_, index) => `row ${index}`)
  const list = createPages<string>()
  for (const item of naive) addItem(list, item)
  return { list, naive }
}

describe('pages', () => {
  it('hold what an array holds to which the same was done, at their edges too', () => {
    const counts = fc.oneof(fc.nat({ max: 6 }), fc.integer({ min: PAGE - 3, max: PAGE + 3 }), fc.constant(2 * PAGE))
    const step = fc.constantFrom('add', 'add', 'drop', 'set', 'empty')
    forAll(fc.tuple(counts, fc.array(step, { maxLength: 20 })), ([count, steps]) => {
      const { list, naive } = given(count)
      for (const [index, each] of steps.entries()) {
        const item = `step ${index}`
        const place = naive.length === 0 ? -1 : (index * 997) % naive.length
        if (each === 'add') {
          addItem(list, item)
          naive.push(item)
        } else if (each === 'empty') {
          emptyPages(list)
          naive.length = 0
        } else if (place >= 0 && each === 'drop') {
          dropItem(list)
          naive.pop()
        } else if (place >= 0) {
          setItem(list, place, item)
          naive[place] = item
        }
        expect(list.length).toBe(naive.length)
      }
      expect([...itemsOf(list)]).toEqual(naive)
      expect(naive.map((_, index) => itemAt(list, index))).toEqual(naive)
    })
  })

  it('keep nothing of what was taken away', () => {
    const { list } = given(PAGE + 1)
    dropItem(list)
    dropItem(list)
    expect(list.pages.flat().filter((item) => item === `row ${PAGE}` || item === `row ${PAGE - 1}`)).toEqual([])
  })

  it('give back the pages of what was taken away, but one', () => {
    const { list, naive } = given(5 * PAGE + 1)
    while (list.length > PAGE) dropItem(list)
    expect([list.pages.length, [...itemsOf(list)]]).toEqual([2, naive.slice(0, PAGE)])
    while (list.length > 0) dropItem(list)
    addItem(list, 'again')
    expect([list.pages.length, [...itemsOf(list)]]).toEqual([1, ['again']])
  })

  it('take no room before the first item', () => {
    expect(createPages().pages).toEqual([])
  })

  it('go on in the page that was left empty', () => {
    const { list } = given(PAGE + 1)
    dropItem(list)
    addItem(list, 'again')
    expect([itemAt(list, PAGE), list.length, list.pages.length]).toEqual(['again', PAGE + 1, 2])
  })
})
