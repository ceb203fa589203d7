/** What stands on the wire, read strictly. */
import fc from 'fast-check'
import qs from 'qs'
import { describe, expect, it } from 'vitest'
import { formErrorText, formRefusal } from '../../../src/server/form/form-error.js'
import { MOST_BRACKETS, MOST_BYTES, MOST_PARAMS } from '../../../src/server/form/limits.js'
import { parseForm, parseQuery } from '../../../src/server/form/parse.js'
import { leftOf, rightOf } from '../../fixtures.js'
import { runs } from '../../tools/runs.js'
import { anyName, bytes, formOf, formText, hostileText, plainName } from './given.js'

const parsed = (text: string): unknown => rightOf(parseForm(bytes(text)))
const fault = (text: string): unknown => leftOf(parseForm(bytes(text)))

/** Compared as JSON, since the records have no prototype. */
const asJson = (value: unknown): string => JSON.stringify(value)

describe('a form', () => {
  it.each([
    ['metadata[order]=1', '{"metadata":{"order":"1"}}'],
    ['expand[]=a&expand[]=b', '{"expand":["a","b"]}'],
    ['expand[0]=a&expand[1]=b', '{"expand":{"0":"a","1":"b"}}'],
    ['created[gte]=1', '{"created":{"gte":"1"}}'],
    ['items[0][price]=x&items[0][quantity]=2', '{"items":{"0":{"price":"x","quantity":"2"}}}'],
    ['a%5Bb%5D=1', '{"a":{"b":"1"}}'],
    ['a=b+c%20d%2B', '{"a":"b c d+"}'],
    ['a=1=2', '{"a":"1=2"}'],
    ['a=1;b=2', '{"a":"1;b=2"}'],
    ['a', '{"a":""}'],
    ['a=', '{"a":""}'],
    ['&&a=1&', '{"a":"1"}'],
    ['', '{}'],
    ['a=%F0%9F%92%B6', '{"a":"💶"}'],
    ['a=\xc3\xa9', '{"a":"é"}'],
    ['charge=ch_3N5aL2eZvKYlo2C&reason=requested_by', '{"charge":"ch_3N5aL2eZvKYlo2C","reason":"requested_by"}'],
    ['charge=ch_3N5aL2eZvKYlo2C&order=caf\xc3\xa9', '{"charge":"ch_3N5aL2eZvKYlo2C","order":"café"}'],
    ['order=twelve+and+one&more=thirteen%20too', '{"order":"twelve and one","more":"thirteen too"}'],
    ['\xef\xbb\xbfa=1', '{"\u{FEFF}a":"1"}'],
    ['a.b=1', '{"a.b":"1"}'],
    ['a=[]', '{"a":"[]"}'],
    ['a[99999999]=1', '{"a":{"99999999":"1"}}'],
    ['metadata[5]=x', '{"metadata":{"5":"x"}}'],
    // INFERRED: Rack's rules.
    ['a=1&a=2', '{"a":"2"}'],
    ['a[b]=1&a[b]=2', '{"a":{"b":"2"}}'],
    ['a[][b]=1&a[][c]=2&a[][b]=3', '{"a":[{"b":"1","c":"2"},{"b":"3"}]}'],
    ['a[][b][c]=1&a[][b][d]=2&a[][b][c]=3', '{"a":[{"b":{"c":"1","d":"2"}},{"b":{"c":"3"}}]}'],
    ['a[][b][]=1&a[][b][]=2', '{"a":[{"b":["1","2"]}]}'],
  ])('reads %j', (text, form) => {
    expect(asJson(parsed(text))).toBe(form)
  })

  it('keeps names of the prototype as data and changes no prototype', () => {
    const form = parsed('__proto__[polluted]=1&metadata[__proto__]=2&constructor[prototype][polluted]=3&prototype=4')
    expect(asJson(form)).toBe(
      '{"__proto__":{"polluted":"1"},"metadata":{"__proto__":"2"},"constructor":{"prototype":{"polluted":"3"}},"prototype":"4"}',
    )
    expect(Object.getPrototypeOf(form)).toBe(null)
    expect('polluted' in {}).toBe(false)
  })

  it.each([
    ['a=%', { _tag: 'BrokenEncoding', param: 'a', part: 'value' }],
    ['a=%ZZ', { _tag: 'BrokenEncoding', param: 'a', part: 'value' }],
    ['a=%FF', { _tag: 'BrokenEncoding', param: 'a', part: 'value' }],
    ['a=%C0%80', { _tag: 'BrokenEncoding', param: 'a', part: 'value' }],
    ['a=%ED%A0%80', { _tag: 'BrokenEncoding', param: 'a', part: 'value' }],
    ['%C3[b]=1', { _tag: 'BrokenEncoding', param: '%C3[b]', part: 'name' }],
    ['b=1&a=\xff&c=2', { _tag: 'BrokenEncoding', param: 'a', part: 'value' }],
    ['b=1&a\xff=2', { _tag: 'BrokenEncoding', param: 'aÿ', part: 'name' }],
    ['\xc3=\xa9', { _tag: 'BrokenEncoding', param: 'Ã', part: 'name' }],
    ['a=%00', { _tag: 'NulCharacter', param: 'a', part: 'value' }],
    ['a\0=1', { _tag: 'NulCharacter', param: 'a\u{FFFD}', part: 'name' }],
    ['=1', { _tag: 'EmptyName', param: '' }],
    ['[a]=1', { _tag: 'EmptyName', param: '[a]' }],
    ['a[=1', { _tag: 'BrokenBrackets', param: 'a[' }],
    ['a]=1', { _tag: 'BrokenBrackets', param: 'a]' }],
    ['a]b[c]=1', { _tag: 'BrokenBrackets', param: 'a]b[c]' }],
    ['a[b=1', { _tag: 'BrokenBrackets', param: 'a[b' }],
    ['a[b[c]=1', { _tag: 'BrokenBrackets', param: 'a[b[c]' }],
    ['a[b]]=1', { _tag: 'BrokenBrackets', param: 'a[b]]' }],
    ['a[b]c=1', { _tag: 'BrokenBrackets', param: 'a[b]c' }],
    ['metadata[a[b]]=1', { _tag: 'BrokenBrackets', param: 'metadata[a[b]]' }],
    ['a=1&a[b]=2', { _tag: 'MixedKinds', param: 'a', was: 'text', is: 'hash' }],
    ['a[b]=2&a=1', { _tag: 'MixedKinds', param: 'a', was: 'hash', is: 'text' }],
    ['a=1&a[]=2', { _tag: 'MixedKinds', param: 'a', was: 'text', is: 'list' }],
    ['a[]=1&a[0]=2', { _tag: 'MixedKinds', param: 'a', was: 'list', is: 'hash' }],
    ['a[b][c]=1&a[b]=2', { _tag: 'MixedKinds', param: 'a[b]', was: 'hash', is: 'text' }],
  ])('refuses %j', (text, error) => {
    expect(fault(text)).toEqual(error)
  })

  it('reads so many brackets and no more', () => {
    const name = (brackets: number): string => `a${'[b]'.repeat(brackets)}`
    expect(parseForm(bytes(`${name(MOST_BRACKETS)}=1`))._tag).toBe('Right')
    expect(fault(`${name(MOST_BRACKETS + 1)}=1`)).toMatchObject({ _tag: 'TooDeep', most: MOST_BRACKETS })
  })

  it('reads so many parameters and no more', () => {
    expect(parseForm(bytes('a=1&'.repeat(MOST_PARAMS)))._tag).toBe('Right')
    expect(fault('a=1&'.repeat(MOST_PARAMS + 1))).toEqual({ _tag: 'TooManyParams', most: MOST_PARAMS })
  })

  it('reads so many bytes and no more', () => {
    expect(parseForm(bytes(`a=${'x'.repeat(MOST_BYTES - 2)}`))._tag).toBe('Right')
    const error = { _tag: 'FormTooLarge', bytes: MOST_BYTES + 1, most: MOST_BYTES }
    expect(fault('&'.repeat(MOST_BYTES + 1))).toEqual(error)
    expect(leftOf(parseQuery('&'.repeat(MOST_BYTES + 1)))).toEqual(error)
  })

  it('repeats of a name no more than a hundred characters', () => {
    expect(fault(`${'x'.repeat(5000)}]=1`)).toEqual({ _tag: 'BrokenBrackets', param: `${'x'.repeat(100)}…` })
  })
})

describe('what is answered to what is no form', () => {
  it.each([
    ['a=%ZZ', 'a', "The value of parameter 'a' is not percent-encoded UTF-8."],
    ['a%00=1', 'a\u{FFFD}', "The name of parameter 'a\u{FFFD}' contains a NUL character."],
    ['=1', undefined, 'A parameter has no name.'],
    ['[a]=1', '[a]', "Parameter '[a]' has no name before its bracket."],
    ['a[b=1', 'a[b', "The brackets of parameter 'a[b' are unbalanced."],
    ['a=1&a[b]=2', 'a', "Parameter 'a' is sent both as a text and as a hash."],
    [
      `a${'[]'.repeat(17)}=1`,
      `a${'[]'.repeat(17)}`,
      `Parameter 'a${'[]'.repeat(17)}' is nested more than 16 levels deep.`,
    ],
    ['a&'.repeat(5000), undefined, 'The request has more than 4096 parameters.'],
    ['&'.repeat(1_048_577), undefined, 'The request has 1048577 bytes of parameters; at most 1048576 are read.'],
  ])('is a clean 400: %.20s', (text, param, message) => {
    const refusal = formRefusal(leftOf(parseForm(bytes(text))))
    expect(refusal).toMatchObject({ status: 400, executed: false, type: 'invalid_request_error', message })
    expect(refusal.param).toBe(param)
  })
})

describe('a query', () => {
  it('is read as a body is', () => {
    expect(asJson(rightOf(parseQuery('created[gte]=1&expand[]=data.charge')))).toBe(
      '{"created":{"gte":"1"},"expand":["data.charge"]}',
    )
  })

  it.each([
    ['b=1&limit=é', { _tag: 'BrokenEncoding', param: 'limit', part: 'value' }],
    ['b=1&lé=1', { _tag: 'BrokenEncoding', param: 'lé', part: 'name' }],
    ['limit=\ud800', { _tag: 'BrokenEncoding', param: 'limit', part: 'value' }],
  ])('refuses what is not ASCII: %j', (query, error) => {
    expect(leftOf(parseQuery(query))).toEqual(error)
  })
})

describe('any form', () => {
  it('is the one that was sent', () => {
    fc.assert(
      fc.property(formOf(anyName), (form) => {
        expect(asJson(rightOf(parseQuery(formText(form))))).toBe(asJson(form))
        expect(asJson(rightOf(parseForm(Buffer.from(formText(form)))))).toBe(asJson(form))
      }),
    )
  })

  it('is what qs reads, where names are such that qs loses nothing', () => {
    fc.assert(
      fc.property(formOf(plainName), (form) => {
        const text = formText(form)
        const other = qs.parse(text, { plainObjects: true, depth: 16, strictDepth: true, duplicates: 'last' })
        expect(asJson(rightOf(parseQuery(text)))).toBe(asJson(other))
      }),
    )
  })

  it('is told or read, whatever is sent', () => {
    const told = (result: ReturnType<typeof parseForm>): boolean =>
      result._tag === 'Right' ? Object.getPrototypeOf(result.right) === null : formErrorText(result.left).endsWith('.')
    fc.assert(
      fc.property(hostileText, (text) => told(parseForm(bytes(text))) && told(parseQuery(text))),
      { numRuns: runs(2_000) },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (sent) => told(parseForm(sent))))
  })
})

describe('a body of a megabyte', () => {
  const filled = (start: string, unit: (index: number) => string): Uint8Array => {
    const parts = [start]
    for (let length = start.length, index = 0; length < MOST_BYTES; index += 1) {
      const part = unit(index)
      parts.push(part)
      length += part.length
    }
    return bytes(parts.join('').slice(0, MOST_BYTES))
  }

  it.each([
    ['ampersands', '', () => '&'],
    ['brackets', 'a', () => '['],
    ['closing brackets', 'a', () => ']'],
    ['nesting', 'a', () => '[a]'],
    ['list places', 'a', () => '[]'],
    ['percent signs', 'a=', () => '%'],
    ['percent-encoded letters', 'abc=', () => '%41'],
    ['plus signs', 'a=', () => '+'],
    ['bytes that are not UTF-8', 'a=', () => '\xff'],
    ['names before a byte that is not UTF-8', '', (index: number) => (index < 349_000 ? 'a=&' : '\xff')],
    ['list elements', '', () => `a[]=${'1'.repeat(260)}&`],
    ['indices from the last', '', (index: number) => `a[${99_999_999 - index}]=${'1'.repeat(250)}&`],
    ['elements that are hashes', '', (index: number) => `a[][b${index}]=${'1'.repeat(250)}&`],
    ['elements in elements', '', () => `a${'[]'.repeat(16)}=${'1'.repeat(230)}&`],
  ])('is read in less than half a second: %s', (_, start, unit) => {
    const body = filled(start, unit)
    const before = performance.now()
    parseForm(body)
    expect(performance.now() - before).toBeLessThan(500)
  })
})
