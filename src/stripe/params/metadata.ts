/**
 * Metadata as Stripe merges them. Source: docs.stripe.com/api/metadata and fact sheet 1: at most 50 keys of 40 characters with
 * values of 500; no square brackets in keys; an empty value unsets its key, and empty metadata unset all.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Either } from '../../domain/either.js'
import type { Metadata } from '../../domain/records/refund.js'
import { type ParamError, said } from './errors.js'
import { type FormValue, hashOf, isHash } from './form.js'
import { leaf, type Param, within } from './param.js'
import { lengthOf } from './scalars.js'

const MOST_KEYS = 50
const LONGEST_KEY = 40
const LONGEST_VALUE = 500

/** What to do with metadata: unset all, or set these keys, and unset those whose value is empty. */
export type MetadataUpdate = 'unset' | Metadata

/** The metadata after an update. None of it is done where the outcome would be refused. */
export const mergedMetadata = (before: Metadata, update: MetadataUpdate): Either<ParamError, Metadata> => {
  if (update === 'unset') return E.right({})
  const fault = faultOf(update)
  if (fault !== null) return E.left(fault)
  if (isEmpty(update)) return E.right(isEmpty(before) ? NOTHING : before)
  const merged = new Map(Object.entries(before))
  for (const [key, value] of Object.entries(update)) {
    if (value === '') merged.delete(key)
    else merged.set(key, value)
  }
  if (merged.size > MOST_KEYS) return E.left({ _tag: 'MetadataTooMany', keys: merged.size })
  return E.right(Object.fromEntries(merged))
}

/** One for all: most objects have none. */
const NOTHING: Metadata = {}

const isEmpty = (metadata: Metadata): boolean => {
  for (const _ in metadata) return false
  return true
}

/** Metadata of a request. More keys to set than there can be are refused here already, whatever is there. */
export const MetadataParam: Param<MetadataUpdate> = leaf('metadata', {
  is: (value): value is MetadataUpdate =>
    value === 'unset' || (isHash(value) && Object.values(value).every((one) => typeof one === 'string')),
  read: (value, param) => (value === '' ? E.right('unset') : pipe(textsOf(value, param), E.chain(withoutFault))),
  write: (update) => (update === 'unset' ? '' : hashOf(Object.entries(update))),
})

const textsOf = (value: FormValue, param: string): Either<ParamError, Metadata> => {
  if (!isHash(value)) return E.left({ _tag: 'NotAHash', param })
  const texts: [string, string][] = []
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') return E.left({ _tag: 'NotAScalar', param: within(param, said(key)) })
    texts.push([key, text])
  }
  return E.right(Object.fromEntries(texts))
}

const withoutFault = (update: Metadata): Either<ParamError, Metadata> => {
  const fault = faultOf(update)
  return fault === null ? E.right(update) : E.left(fault)
}

/** What no metadata can be after this update. */
const faultOf = (update: Metadata): ParamError | null => {
  const set = Object.entries(update).filter(([, value]) => value !== '')
  if (set.length > MOST_KEYS) return { _tag: 'MetadataTooMany', keys: set.length }
  for (const [key, value] of set) {
    if (/[[\]]/.test(key)) return { _tag: 'MetadataKeyWithBracket', key: said(key) }
    if (longer(key, LONGEST_KEY)) return { _tag: 'MetadataKeyTooLong', key: said(key), length: lengthOf(key) }
    if (longer(value, LONGEST_VALUE))
      return { _tag: 'MetadataValueTooLong', value: said(value), length: lengthOf(value) }
  }
  return null
}

/** Counts characters only where there may be too many: code units are never fewer. */
const longer = (text: string, most: number): boolean => text.length > most && lengthOf(text) > most
