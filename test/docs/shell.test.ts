/** The reader of a page's shell reads what a shell would, refuses the rest, and sees what is different. */
import { describe, expect, it } from 'vitest'
import { askedOf, byCurl, byFetch, hasCurl } from './curl.js'
import { commandsIn, differences, wordsOf } from './shell.js'

const block = (code: string) => ({ path: 'a.md', line: 5, name: '', code, kind: 'markdown' as const })

describe('the commands of a block', () => {
  it('go on after a backslash, and have what is expected below them', () => {
    expect(commandsIn(block('curl a \\\n  -d b\n# => { "c": 1,\n#      "d": 2 }\n\ncurl e'))).toEqual([
      { line: 5, text: 'curl a \\\n  -d b', expected: '{ "c": 1, "d": 2 }' },
      { line: 10, text: 'curl e', expected: null },
    ])
  })
  it('come before what is expected of them', () => {
    expect(() => commandsIn(block('# => {}'))).toThrow('before any command')
  })
})

describe('the words of a command', () => {
  it.each([
    ['a  b \\\n c', ['a', 'b', 'c']],
    [`'a b' "c d" e'f'`, ['a b', 'c d', 'ef']],
    [`'$x' "$x" $x/y`, ['$x', '1', '1/y']],
    [`a\\ b ''`, ['a b', '']],
  ])('%s', (text, words) => {
    expect(wordsOf(text, { x: '1' })).toEqual(words)
  })
  it.each(['a | b', 'a > b', '$(a)', 'a `b`', 'a; b', "it's", 'a?b'])('refuse what needs a shell: %s', (text) => {
    expect(() => wordsOf(text, {})).toThrow('no words for a shell')
  })
  it('refuse a name that stands for nothing', () => {
    expect(() => wordsOf('$gone')).toThrow('nothing is known of $gone')
  })
})

describe('what is asked', () => {
  it('is posted with -d, as a form', () => {
    const asked = askedOf(wordsOf("curl -s host/v1 -u key: -d a=1 -d 'b[]=2' -H 'Stripe-Version: 2020-08-27'"))
    expect(asked).toMatchObject({
      url: 'http://host/v1',
      method: 'POST',
      body: 'a=1&b[]=2',
      output: null,
      upload: null,
    })
    expect(Object.fromEntries(asked.headers)).toEqual({
      authorization: `Basic ${btoa('key:')}`,
      'content-type': 'application/x-www-form-urlencoded',
      'stripe-version': '2020-08-27',
    })
  })
  it.each([
    ['curl a', 'GET'],
    ['curl -X POST a', 'POST'],
    ['curl -T file a', 'PUT'],
  ])('%s: %s', (text, method) => {
    expect(askedOf(wordsOf(text)).method).toBe(method)
  })
  it.each(['wget a', 'curl -k a', 'curl a b', 'curl'])('is refused where it is not known: %s', (text) => {
    expect(() => askedOf(wordsOf(text))).toThrow()
  })
})

describe('an answer', () => {
  const bind = (name: string, value: string): string => (name === 'x' ? 'ch_1' : value)

  it.each([
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] }],
    [
      { id: 'ch_1', message: "No such charge: 'ch_1'" },
      { id: '$x', message: "No such charge: '$x'" },
    ],
    ['Amounts', 'Am…'],
    [null, null],
  ])('%j has %j', (actual, expected) => {
    expect(differences(actual, expected, bind)).toEqual([])
  })
  it.each([
    [{ a: 1 }, { a: 2 }, 'answer.a: expected 2, got 1'],
    [{ a: 1 }, { b: 1 }, 'answer.b: expected 1, got undefined'],
    [[1, 2], [1], 'answer: expected [1], got [1,2]'],
    [{ id: 'ch_2' }, { id: '$x' }, 'answer.id: expected "$x", got "ch_2"'],
    ['Sums', 'Am…', 'answer: expected "Am…", got "Sums"'],
    [{}, [], 'answer: expected [], got {}'],
    [null, {}, 'answer: expected {}, got null'],
  ])('%j has not %j', (actual, expected, difference) => {
    expect(differences(actual, expected, bind)).toEqual([difference])
  })
})

describe('nobody who answers', () => {
  it.each([['fetch', byFetch] as const, ...(hasCurl ? [['curl', byCurl] as const] : [])])(
    'is told by %s',
    async (_, send) => {
      expect(await send('curl -sS 127.0.0.1:1/', {}, '.')).toHaveProperty('failed')
    },
  )
})
