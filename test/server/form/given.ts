/** Forms as text, and bodies that nobody means well with. */
import fc from 'fast-check'
import { type Form, type FormValue, hashOf, isHash, isList } from '../../../src/stripe/params/form.js'

export const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** The request that says a form: lists as `name[]`. */
export const formText = (form: Form, encode: (text: string) => string = encodeURIComponent): string =>
  Object.entries(form)
    .flatMap(([name, value]) => pairs(encode(name), value, encode))
    .join('&')

const pairs = (name: string, value: FormValue, encode: (text: string) => string): readonly string[] => {
  if (isList(value)) return value.flatMap((item) => pairs(`${name}[]`, item, encode))
  if (isHash(value)) {
    return Object.entries(value).flatMap(([member, of]) => pairs(`${name}[${encode(member)}]`, of, encode))
  }
  return [`${name}=${encode(value as string)}`]
}

const clean = (text: string): boolean => !/[[\]\0]/.test(text)

/** Names that are not lost on any reader, or any names that a bracket can hold. */
export const plainName = fc.stringMatching(/^[a-z_]{1,8}$/)
export const anyName = fc.oneof(
  plainName,
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '0',
    '99999999',
    ' ',
    '&',
    '=',
    '+',
    '%',
    'é',
    '💶',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter(clean),
)

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.includes('\0'))

/** Forms that can be sent: no empty hash and no empty list; lists of texts. */
export const formOf = (name: fc.Arbitrary<string>): fc.Arbitrary<Form> => {
  const { hash } = fc.letrec<{ value: FormValue; hash: Form }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      text,
      fc.array(text, { minLength: 1, maxLength: 3 }),
      tie('hash'),
    ),
    hash: fc
      .uniqueArray(fc.tuple(name, tie('value')), { selector: ([key]) => key, minLength: 1, maxLength: 4 })
      .map(hashOf),
  }))
  return hash
}

const PIECES =
  '& = ; [ ] [] [0] [1] [99999999] [-1] [__proto__] [constructor] [prototype] % %0 %zz %00 %5B %5D %26 %3D %C3 %C3%A9 %ED%A0%80 %F0%9F%92%B6 + \0 \xff \xef\xbb\xbf __proto__ constructor toString amount charge payment_intent metadata expand created limit gte reason source evidence 0 -1 1.5 1e3 0x10 9007199254740993 true True ch_1 usd'.split(
    ' ',
  )

/** Bodies of pieces that readers stumble over. */
export const hostileText = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string() }), {
    maxLength: 40,
  })
  .map((pieces) => pieces.join(''))

/** Pairs with one name that is known to some endpoint: these get past the reader more often. */
export const hostilePairs = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'amount',
        'charge',
        'metadata',
        'expand',
        'created',
        'limit',
        'currency',
        'evidence',
        'transfer_data',
      ),
      fc.constantFrom(
        '',
        '[]',
        '[0]',
        '[7]',
        '[gte]',
        '[a]',
        '[__proto__]',
        '[destination]',
        '[customer_name]',
        '[a][b]',
      ),
      fc.constantFrom(
        '',
        '1',
        '-1',
        '1e3',
        '9'.repeat(400),
        'usd',
        'true',
        'charge',
        'data.charge',
        'a.b.c.d.e',
        '%F0%9F%92%B6',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.map(([name, brackets, value]) => `${name}${brackets}=${value}`).join('&'))
