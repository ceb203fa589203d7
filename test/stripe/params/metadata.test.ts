/** Metadata: limits, merging, unsetting. Fact sheet 1 and 2b. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MetadataUpdate, mergedMetadata } from '../../../src/stripe/params/metadata.js'
import { CreateRefundParams, UpdateRefundParams } from '../../../src/stripe/params/refunds.js'
import { leftOf, rightOf } from '../../fixtures.js'
import { refusal, said } from './given.js'

const keys = (count: number, prefix = 'k'): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 'x']))

const sent = (query: string): unknown => said(UpdateRefundParams, query).params.metadata

describe('metadata of a request', () => {
  it('are an instruction', () => {
    expect(sent('metadata=')).toBe('unset')
    expect(sent('metadata[order]=6735&metadata[note]=')).toEqual({ order: '6735', note: '' })
    expect(sent('metadata[0]=a&metadata[5]=b')).toEqual({ 0: 'a', 5: 'b' })
  })

  it('keep any key as data', () => {
    const update = sent('metadata[__proto__]=1&metadata[constructor]=2')
    expect(Object.entries(update as object)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
    expect(Object.getPrototypeOf(update)).toBe(Object.prototype)
  })

  it.each([
    ['metadata=text', { _tag: 'NotAHash', param: 'metadata' }],
    ['metadata[]=text', { _tag: 'NotAHash', param: 'metadata' }],
    ['metadata[a][b]=1', { _tag: 'NotAScalar', param: 'metadata[a]' }],
    ['metadata[a][]=1', { _tag: 'NotAScalar', param: 'metadata[a]' }],
    [`metadata[${'k'.repeat(41)}]=1`, { _tag: 'MetadataKeyTooLong', key: 'k'.repeat(41), length: 41 }],
    [`metadata[k]=${'v'.repeat(501)}`, { _tag: 'MetadataValueTooLong', value: `${'v'.repeat(100)}…`, length: 501 }],
    [
      `metadata${Object.keys(keys(51))
        .map((key) => `[${key}]=x`)
        .join('&metadata')}`,
      { _tag: 'MetadataTooMany', keys: 51 },
    ],
  ])('are refused: %s', (query, error) => {
    expect(refusal(UpdateRefundParams, query)).toEqual(error)
    expect(refusal(CreateRefundParams, `charge=ch_1&${query}`)).toEqual(error)
  })

  it('have keys and values as long as this, each character counted once', () => {
    const [key, value] = ['🔑'.repeat(40), '💶'.repeat(500)]
    expect(sent(`metadata[${encodeURIComponent(key)}]=${encodeURIComponent(value)}`)).toEqual({ [key]: value })
  })
})

describe('an update of metadata', () => {
  const merged = (before: Record<string, string>, update: MetadataUpdate): unknown =>
    rightOf(mergedMetadata(before, update))

  it('sets, replaces and unsets single keys', () => {
    expect(merged({ a: '1', b: '2', c: '3' }, { b: '', c: '4', d: '5' })).toEqual({ a: '1', c: '4', d: '5' })
  })

  it('unsets all', () => {
    expect(merged({ a: '1' }, 'unset')).toEqual({})
  })

  it('unsets what is not there', () => {
    expect(merged({ a: '1' }, { b: '' })).toEqual({ a: '1' })
  })

  it('counts what is there after it', () => {
    expect(merged(keys(50), { k0: 'new' })).toMatchObject({ k0: 'new' })
    expect(merged(keys(50), { k0: '', other: 'x' })).toMatchObject({ other: 'x' })
    expect(merged(keys(20), keys(30, 'other'))).toMatchObject(keys(20))
    expect(leftOf(mergedMetadata(keys(50), { other: 'x' }))).toEqual({ _tag: 'MetadataTooMany', keys: 51 })
    expect(leftOf(mergedMetadata({}, keys(51)))).toEqual({ _tag: 'MetadataTooMany', keys: 51 })
  })

  it.each(['a[b', 'a]', '[]'])('sets no key with a bracket: %s', (key) => {
    expect(leftOf(mergedMetadata({}, { [key]: '1' }))).toEqual({ _tag: 'MetadataKeyWithBracket', key })
  })

  it('changes nothing that it was given, twice is once, and unsetting is the reverse of setting', () => {
    const texts = fc.dictionary(
      fc.string({ maxLength: 8 }).filter((key) => !/[[\]]/.test(key)),
      fc.string({ minLength: 1, maxLength: 8 }),
      {
        maxKeys: 20,
      },
    )
    fc.assert(
      fc.property(texts, texts, (before, update) => {
        const [was, asked] = [{ ...before }, { ...update }]
        const after = rightOf(mergedMetadata(before, update))
        expect({ before, update }).toEqual({ before: was, update: asked })
        expect(rightOf(mergedMetadata(after, update))).toEqual(after)
        const unset = Object.fromEntries(Object.keys(update).map((key) => [key, '']))
        const left = Object.fromEntries(Object.entries(before).filter(([key]) => !Object.hasOwn(update, key)))
        expect(rightOf(mergedMetadata(after, unset))).toEqual(left)
      }),
    )
  })
})
