/**
 * The tree that paths and values make, by Rack's rules: stripe/stripe-go#252 says that Stripe's API depends on them.
 *
 * - A text sent twice: the last one.
 * - `list[]=a`: the next element.
 * - `list[][price]=x`: a member of the last element, or of a new one if the last has that member already.
 * - One name as two of text, list and hash: refused. Rack lets a text replace a list or a hash; here nothing sent is lost unsaid.
 */
import { type Either, left, right } from '../../domain/either.js'
import type { Form } from '../../stripe/params/form.js'
import { type FormError, type FormKind, shownName } from './form-error.js'
import { nameOf, type Path } from './name.js'

type Branch = Hash | Value[]
type Value = string | Branch
interface Hash {
  [name: string]: Value
}

/** An empty tree, to put into. */
export const emptyTree = (): Hash => Object.create(null)

/** Puts a value at its path. What is refused may have made the branches that lead there. */
export const put = (tree: Hash, path: Path, value: string): Either<FormError, Form> => {
  const [name, ...more] = path
  if (name !== undefined && more.length === 0 && (tree[name] === undefined || typeof tree[name] === 'string')) {
    tree[name] = value
    return right(tree)
  }
  let at: Branch = tree
  for (const [index, part] of path.entries()) {
    const rest = path.slice(index + 1)
    const existing: Value | undefined = Array.isArray(at) ? continued(at, rest) : at[part]
    const is = kindOfNext(rest)
    const was: FormKind = existing === undefined ? is : kindOf(existing)
    if (was !== is) return left({ _tag: 'MixedKinds', param: shownName(nameOf(path, index)), was, is })

    const next: Value =
      typeof existing === 'object' ? existing : is === 'text' ? value : is === 'list' ? [] : emptyTree()
    if (next !== existing) place(at, part, next)
    if (typeof next === 'string') break
    at = next
  }
  return right(tree)
}

/** The element of a list that the rest of a path goes on with; undefined where it begins a new one. */
const continued = (list: Value[], rest: readonly string[]): Value | undefined => {
  const last = list.at(-1)
  return last === undefined || kindOfNext(rest) !== 'hash' || kindOf(last) !== 'hash' || holds(last, rest)
    ? undefined
    : last
}

/** Whether something stands at the path already. A list always takes one more. */
const holds = (value: Value, rest: readonly string[]): boolean => {
  let at: Value = value
  for (const part of rest) {
    if (typeof at === 'string') return true
    if (Array.isArray(at)) return false
    const next: Value | undefined = at[part]
    if (next === undefined) return false
    at = next
  }
  return true
}

const place = (at: Branch, part: string, value: Value): void => {
  if (Array.isArray(at)) at.push(value)
  else at[part] = value
}

const kindOfNext = ([next]: readonly string[]): FormKind =>
  next === undefined ? 'text' : next === '' ? 'list' : 'hash'

const kindOf = (value: Value): FormKind => (typeof value === 'string' ? 'text' : Array.isArray(value) ? 'list' : 'hash')
