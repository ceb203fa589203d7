/** The canonical text: one for each JSON value. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../../../src/domain/idempotency/json.js'
import { forAll } from '../../arbitraries/for-all.js'

/** The same value, every record with its members in the opposite order. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  )
}

const values = fc.jsonValue({ maxDepth: 3 })

describe('the canonical text', () => {
  it('does not depend on the order of members', () => {
    forAll(values, (value) => {
      expect(canonicalText(turned(value))).toBe(canonicalText(value))
    })
  })
  it('reads back as the value', () => {
    forAll(values, (value) => {
      expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)))
    })
  })
  it('differs between different values', () => {
    forAll(fc.tuple(values, values), ([one, other]) => {
      const same = JSON.stringify(JSON.parse(canonicalText(one))) === JSON.stringify(JSON.parse(canonicalText(other)))
      expect(canonicalText(one) === canonicalText(other)).toBe(same)
    })
  })
  it('takes a deep value in the time of its size', () => {
    let deep: unknown = { b: 1, a: 2 }
    for (let depth = 0; depth < 200; depth += 1) deep = { b: deep, a: [deep === null] }
    expect(canonicalText(deep)).toHaveLength('{"a":[false],"b":'.length * 200 + '{"a":2,"b":1}'.length + 200)
  })
  it.each([
    ['a member that is undefined is left out', { a: 1, b: undefined }, '{"a":1}'],
    ['a member of that name is a member', JSON.parse('{"__proto__":{"a":1},"b":2}'), '{"__proto__":{"a":1},"b":2}'],
    ['the order of an array counts', [2, 1], '[2,1]'],
    ['a bigint is told from a number', { a: 5n }, '{"a":"5n"}'],
  ])('%s', (_, value, text) => {
    expect(canonicalText(value)).toBe(text)
  })
})
