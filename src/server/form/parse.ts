/**
 * application/x-www-form-urlencoded with Stripe's nesting, read strictly: `metadata[order]=1&expand[]=charge`.
 *
 * Never throws. Time and memory grow with the length of what is read and with nothing else. Only `&` parts pairs (`;` is text),
 * empty pairs are skipped, and a name without `=` has the empty text.
 */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Form } from '../../stripe/params/form.js'
import { type FormError, shownName } from './form-error.js'
import { MOST_BYTES, MOST_PARAMS } from './limits.js'
import { pathOf } from './name.js'
import { decoded, type Source, sourceOf, utf8, valueIn } from './text.js'
import { emptyTree, put } from './tree.js'

/** A body. */
export const parseForm = (bytes: Uint8Array): Either<FormError, Form> => {
  if (bytes.length > MOST_BYTES) return tooLarge(bytes.length)
  const text = utf8(bytes)
  return text === null ? left(notUtf8(bytes)) : parsed(sourceOf(text, bytes))
}

/** What follows the `?` of a path. It is ASCII, as an address is: other characters there have an encoding that nobody said. */
export const parseQuery = (query: string): Either<FormError, Form> => {
  if (query.length > MOST_BYTES) return tooLarge(query.length)
  const foreign = query.search(/[^\p{ASCII}]/u)
  return foreign === -1 ? parsed({ text: query, bytes: null }) : left(brokenAt(query, foreign))
}

const parsed = (source: Source): Either<FormError, Form> => {
  const { text } = source
  const tree = emptyTree()
  let pairs = 0
  for (let start = 0; start < text.length; ) {
    const ampersand = text.indexOf('&', start)
    const end = ampersand === -1 ? text.length : ampersand
    if (end > start) {
      pairs += 1
      if (pairs > MOST_PARAMS) return left({ _tag: 'TooManyParams', most: MOST_PARAMS })
      const taken = take(tree, source, start, end)
      if (isLeft(taken)) return taken
    }
    start = end + 1
  }
  return right(tree)
}

/** Reads the pair that stands there into the tree. */
const take = (
  tree: ReturnType<typeof emptyTree>,
  source: Source,
  start: number,
  end: number,
): Either<FormError, Form> => {
  const { text } = source
  const pair = text.slice(start, end)
  const equals = pair.indexOf('=')
  const rawName = equals === -1 ? pair : pair.slice(0, equals)
  const name = decoded(rawName)
  if (name === null) return left({ _tag: 'BrokenEncoding', param: shownName(rawName), part: 'name' })
  if (name.includes('\0')) return left({ _tag: 'NulCharacter', param: shownName(name), part: 'name' })

  const path = pathOf(name)
  if (isLeft(path)) return path

  const value = equals === -1 ? '' : valueIn(source, start + equals + 1, end)
  if (value === null) return left({ _tag: 'BrokenEncoding', param: shownName(name), part: 'value' })
  if (value.includes('\0')) return left({ _tag: 'NulCharacter', param: shownName(name), part: 'value' })
  return put(tree, path.right, value)
}

const tooLarge = (bytes: number): Either<FormError, never> => left({ _tag: 'FormTooLarge', bytes, most: MOST_BYTES })

/** Finds the pair whose bytes are not UTF-8, to name it. Ampersands and equals signs are never part of another character. */
const notUtf8 = (bytes: Uint8Array): FormError => {
  let start = 0
  while (start < bytes.length) {
    const ampersand = bytes.indexOf(AMPERSAND, start)
    const end = ampersand === -1 ? bytes.length : ampersand
    if (utf8(bytes.subarray(start, end)) === null) break
    start = end + 1
  }
  // Every byte as one character: what was sent is named, and can be cut without being read.
  const text = Array.from(bytes.subarray(start, start + PEEKED), (byte) => String.fromCharCode(byte)).join('')
  const name = utf8(bytes.subarray(start, start + nameLength(text)))
  return {
    _tag: 'BrokenEncoding',
    param: shownName(name ?? text.slice(0, nameLength(text))),
    part: name === null ? 'name' : 'value',
  }
}

const brokenAt = (query: string, position: number): FormError => {
  const start = query.lastIndexOf('&', position) + 1
  const pair = query.slice(start, position + PEEKED)
  const name = pair.slice(0, nameLength(pair))
  return { _tag: 'BrokenEncoding', param: shownName(name), part: start + name.length < position ? 'value' : 'name' }
}

const AMPERSAND = 0x26

/** How much of a pair is looked at to name it. */
const PEEKED = 400

/** Where the name of a pair ends. */
const nameLength = (pair: string): number => {
  const end = pair.search(/[=&]/)
  return end === -1 ? pair.length : end
}
