/** `expand`: paths to references that are answered as objects. Each is checked against the table before anything is done. */
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from '../../domain/either.js'
import { type ApiVersion, includesRefunds } from '../version.js'
import { type ParamError, said } from './errors.js'
import { EXPANDABLE, type ExpandableObject, type Target } from './expandable.js'
import type { FormValue } from './form.js'
import { list } from './hashes.js'
import { leaf, type Param } from './param.js'
import { scalar } from './scalars.js'

/** Source: docs.stripe.com/expand. On lists `data` counts. */
const DEEPEST = 4

/** The paths to expand in an answer that is this object, or a list of it. */
export const expand = (object: ExpandableObject, answer: 'one' | 'list' = 'one'): Param<readonly string[]> =>
  list(
    leaf('a path to expand', {
      is: (value) => typeof value === 'string',
      read: (value: FormValue, param) => {
        const path = scalar(value, param)
        return E.isLeft(path) ? path : expandablePath(object, answer, path.right)
      },
      write: (path) => path,
    }),
  )

const expandablePath = (object: ExpandableObject, answer: 'one' | 'list', path: string): Either<ParamError, string> => {
  const parts = path.split('.', DEEPEST + 1)
  if (parts.length > DEEPEST) return E.left({ _tag: 'ExpandTooDeep', path: said(path), most: DEEPEST })
  const root: Target = answer === 'list' ? `list:${object}` : object
  const end = judge(root, parts)
  if (end === 'reference') return E.right(path)
  const isMeant = answer === 'list' && judge(root, ['data', ...parts]) === 'reference'
  const _tag = end === 'plain' ? 'ExpandNotAllowed' : 'ExpandUnknown'
  return E.left({ _tag, path: said(path), hint: isMeant ? `data.${path}` : null })
}

/**
 * What is wrong with these paths under a version; null for nothing. A PaymentIntent has `charges` before 2022-11-15 only, and nothing
 * else has a member of that name.
 */
export const expandGone = (version: ApiVersion, paths: readonly string[]): ParamError | null => {
  const gone = includesRefunds(version) ? undefined : paths.find((path) => path.split('.').includes('charges'))
  return gone === undefined ? null : { _tag: 'ExpandUnknown', path: said(gone), hint: null }
}

type End = 'reference' | 'plain' | 'unknown'

/** What a path leads to. Beyond an object that is not known here nothing is said to be wrong. */
const judge = (from: Target, parts: readonly string[]): End => {
  let target = from
  let end: End = 'plain'
  for (const part of parts) {
    if (target === 'other') return 'reference'
    const next = step(target, part)
    if (next === 'plain' || next === 'unknown') return next
    target = next.target
    end = next.end === 'as before' ? end : next.end
  }
  return end
}

type Step = 'plain' | 'unknown' | { readonly target: Target; readonly end: End | 'as before' }

const step = (target: Target, part: string): Step => {
  if (target.startsWith(LIST)) return stepOfList(target.slice(LIST.length), part)
  const { references, plain } = membersOf(target)
  const next = Object.hasOwn(references, part) ? references[part] : undefined
  if (next === undefined) return plain.includes(part) ? 'plain' : 'unknown'
  return next.startsWith(HASH) ? { target: next.slice(HASH.length), end: 'plain' } : { target: next, end: 'reference' }
}

const stepOfList = (object: string, part: string): Step => {
  // A list is expanded with what stands in it, whether that is said or not.
  if (part === 'data') return { target: object, end: 'as before' }
  return ['object', 'has_more', 'url', 'total_count'].includes(part) ? 'plain' : 'unknown'
}

const LIST = 'list:'
const HASH = 'hash:'

const membersOf = (
  target: string,
): { readonly references: Readonly<Record<string, Target>>; readonly plain: readonly string[] } =>
  Object.hasOwn(EXPANDABLE, target) ? EXPANDABLE[target as ExpandableObject] : { references: {}, plain: [] }
