/** Records of exactly some members: what is one when it is asked is one when it is read. */
import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { Text } from '../../../src/store/codec/fields.js'
import { exactly } from '../../../src/store/codec/shapes.js'

const Pair = exactly({ a: Text, b: Text })
const bare = (members: object): object => Object.assign(Object.create(null), members)

describe('a record of exactly some members', () => {
  it.each([
    ['in their order', { a: 'x', b: 'y' }, true],
    ['in another order', { b: 'y', a: 'x' }, true],
    ['without a prototype', bare({ a: 'x', b: 'y' }), true],
    ['one of them missing', { a: 'x' }, false],
    ['one more', { a: 'x', b: 'y', c: 'z' }, false],
    ['one in the place of another', { a: 'x', c: 'y' }, false],
    ['one of another type', { a: 'x', b: 1 }, false],
    ['all inherited', Object.create(bare({ a: 'x', b: 'y' })), false],
    ['one inherited', Object.assign(Object.create(bare({ a: 'x' })), { b: 'y' }), false],
    ['a list', ['x', 'y'], false],
    ['null', null, false],
  ])('%s: read and asked alike', (_, value, holds) => {
    expect([Pair.is(value), isRight(Pair.decode(value))]).toEqual([holds, holds])
  })
})
