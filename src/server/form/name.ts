/** Names with brackets: `items[0][price]` is the path items, 0, price; `expand[]` is the path expand and the next place. */
import { type Either, left, right } from '../../domain/either.js'
import { type FormError, shownName } from './form-error.js'
import { MOST_BRACKETS } from './limits.js'

/** The name before the brackets, then what each bracket holds. An empty text is `[]`. */
export type Path = readonly [string, ...string[]]

/** The path that a decoded name says. */
export const pathOf = (name: string): Either<FormError, Path> => {
  const first = name.indexOf('[')
  if (first === -1) return name.includes(']') ? broken(name) : name === '' ? empty(name) : right([name])
  const root = name.slice(0, first)
  if (root.includes(']')) return broken(name)
  if (root === '') return empty(name)

  const path: [string, ...string[]] = [root]
  for (let open = first; open < name.length; ) {
    if (name[open] !== '[') return broken(name)
    const close = name.indexOf(']', open)
    if (close === -1) return broken(name)
    const inside = name.slice(open + 1, close)
    if (inside.includes('[')) return broken(name)
    if (path.length > MOST_BRACKETS) return left({ _tag: 'TooDeep', param: shownName(name), most: MOST_BRACKETS })
    path.push(inside)
    open = close + 1
  }
  return right(path)
}

/** A path as it was sent, up to and with the part at `last`. */
export const nameOf = ([root, ...parts]: Path, last: number): string =>
  [root, ...parts.slice(0, last).map((part) => `[${part}]`)].join('')

const broken = (name: string): Either<FormError, never> => left({ _tag: 'BrokenBrackets', param: shownName(name) })

const empty = (name: string): Either<FormError, never> => left({ _tag: 'EmptyName', param: shownName(name) })
